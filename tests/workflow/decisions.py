"""What was decided of an article, noted from the newsroom's rules alone, for `test_walks.py`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

CODES = ("ar", "en")
SHARED = "shared"


class UndecidedError(Exception):
    """A scheduled change and something newer both changed the same: nobody has decided."""


@dataclass
class Text:
    """One revision, as who saved it wrote it."""

    pk: int
    headlines: dict[str, str]
    kind: str
    expires_at: datetime | None
    embargo_until: datetime | None
    seen: frozenset[int] = frozenset()
    """The versions that its author had before them, itself among them."""
    sources: frozenset[int] = frozenset()
    """Those that its words come from: a restored version has only those of the old one."""


@dataclass
class Edition:
    """What was decided for one language."""

    state: str = "none"
    text: Text | None = None
    starts_at: datetime | None = None
    first_at: datetime | None = None

    def is_visible(self, at: datetime) -> bool:
        if self.state != "published" or self.starts_at is None or self.text is None:
            return False
        ends_at = self.text.expires_at
        return self.starts_at <= at and (ends_at is None or at < ends_at)

    def is_awaited(self, at: datetime) -> bool:
        return self.state == "published" and self.starts_at is not None and self.starts_at > at

    def status(self, at: datetime) -> int:
        if self.is_visible(at):
            return 200
        return 410 if self.first_at is not None and self.first_at <= at else 404


@dataclass
class Change:
    """A change that was scheduled: its parts go live at the moment, unless something newer did."""

    text: Text
    languages: list[str]
    shared: bool

    @property
    def parts(self) -> set[str]:
        return {*self.languages, *([SHARED] if self.shared else [])}


@dataclass
class Decided:
    """All that was decided so far."""

    editions: dict[str, Edition] = field(
        default_factory=lambda: {code: Edition() for code in CODES}
    )
    shared: Text | None = None
    changes: dict[int, Change] = field(default_factory=dict)
    approved: int | None = None
    is_killed: bool = False


def outcome(
    change: Change, live: Mapping[str, Text], lines: Mapping[str, Text], known: Mapping[int, Text]
) -> dict[str, Text]:
    """What readers see of each part that the change still changes, once it is applied.

    `live` is what they see now by part, `lines` the versions that it stands for, and
    `known` all versions by number. What only one of two changed is taken from that one;
    raises UndecidedError where both did, or where two languages would need two expiries.
    """
    found: dict[str, Text] = {}
    for part, line in lines.items():
        if change.text.pk in line.sources:
            continue
        if line.pk in change.text.seen:
            found[part] = change.text
            continue
        common = change.text.seen & line.sources
        base = known[max(common)] if common else None
        found[part] = _merged(base, live[part], change.text, part)
    if len({text.expires_at for part, text in found.items() if part != SHARED}) > 1:
        raise UndecidedError
    return found


def _merged(base: Text | None, live: Text, own: Text, part: str) -> Text:
    def three(name: str) -> Any:
        old, now, new = (getattr(each, name) if each else ... for each in (base, live, own))
        return _three(old, now, new)

    if part == SHARED:
        return replace(own, kind=three("kind"), embargo_until=three("embargo_until"))
    old = base.headlines[part] if base else ...
    headline = _three(old, live.headlines[part], own.headlines[part])
    headlines = own.headlines | {part: headline}
    return replace(own, headlines=headlines, expires_at=three("expires_at"))


def _three(old: Any, now: Any, new: Any) -> Any:
    if new in (old, now):
        return now
    if now == old:
        return new
    raise UndecidedError
