"""Local times of the site: typed ones made into UTC, moments in words that cannot be misread."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.translation import get_language, npgettext
from django.utils.translation import gettext as _

from articles.errors import BadMoment
from articles.languages import DEFAULT_LANGUAGE, formats_of, joined


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


def offset(moment: datetime) -> str:
    """How far the site's clock is from UTC at the moment: `UTC+2`, `UTC-3:30`."""
    minutes = int((timezone.localtime(moment).utcoffset() or timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return isolated(f"UTC{sign}{hours}" + (f":{rest:02}" if rest else ""))


def distance(moment: datetime, now: datetime) -> str:
    """How far away a later moment is, in its two largest units: «بعد 3 ساعات و20 دقيقة».

    Minutes that have begun count; days are not said with minutes.
    """
    minutes = max(1, -int((now - moment).total_seconds() // 60))
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    minutes = 0 if days else minutes
    parts = [
        (days, npgettext("how far away", "%(count)s day", "%(count)s days", days)),
        (hours, npgettext("how far away", "%(count)s hour", "%(count)s hours", hours)),
        (minutes, npgettext("how far away", "%(count)s minute", "%(count)s minutes", minutes)),
    ]
    said = [text % {"count": count} for count, text in parts if count]
    if len(said) == 1:
        return _("in %(time)s") % {"time": said[0]}
    return _("in %(time)s and %(rest)s") % {"time": said[0], "rest": said[1]}


def spoken(moment: datetime, now: datetime) -> str:
    """Weekday, date and local time with its offset, and how far away the moment is or was.

    «الجمعة 4 ديسمبر 2026، 20:00 (UTC+2)، بعد 3 أيام و4 ساعات»; the moment of `now` without.
    """
    here = timezone.localtime(moment)
    formats = formats_of(get_language() or DEFAULT_LANGUAGE)
    said = joined((formats.long_date(here), formats.clock_time(here)))
    parts = [_("%(moment)s (%(offset)s)") % {"moment": said, "offset": offset(moment)}]
    if moment > now:
        parts.append(distance(moment, now))
    elif ago := formats.relative(moment, now) if moment < now else None:
        parts.append(ago)
    return joined(parts)
