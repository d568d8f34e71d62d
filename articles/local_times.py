"""Local times of the site as editors type them, made into UTC and checked against clock changes."""

from datetime import UTC, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.errors import BadMoment


class AmbiguousTime(BadMoment):
    """The local time comes twice, when clocks go back; `first` and `second` are the two moments."""

    code = "ambiguous_moment"

    def __init__(self, message: object, first: datetime, second: datetime) -> None:
        super().__init__(message)
        self.first = first
        self.second = second


def isolated(text: str) -> str:
    """The text, written from left to right wherever it stands, such as what is typed as numbers."""
    return f"\u2066{text}\u2069"


def written_local(moment: datetime) -> str:
    """The moment in the site's zone as its fields write it, `30/11/2026 14:35`, or with seconds."""
    here = timezone.localtime(moment)
    return f"{here:%d/%m/%Y %H:%M:%S}" if here.second else f"{here:%d/%m/%Y %H:%M}"


def from_local(naive: datetime, *, fold: int | None = None) -> datetime:
    """The UTC moment of a local time in the current time zone.

    Raises BadMoment for an hour that does not exist (clocks go forward), and
    AmbiguousTime for one that comes twice unless `fold` (0 first, 1 second) says which.
    """
    zone = timezone.get_current_timezone()
    first = naive.replace(tzinfo=zone, fold=0)
    second = naive.replace(tzinfo=zone, fold=1)
    text = isolated(f"{naive:%d/%m/%Y %H:%M}")
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive:
        raise BadMoment(
            _("%(time)s does not exist: the clocks go forward in that hour.") % {"time": text}
        )
    if fold is None:
        raise AmbiguousTime(
            _("%(time)s comes twice, because the clocks go back: choose the first or the second.")
            % {"time": text},
            first.astimezone(UTC),
            second.astimezone(UTC),
        )
    return (second if fold else first).astimezone(UTC)
