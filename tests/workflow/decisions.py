"""What was decided of an article, noted from the newsroom's rules alone, for `test_walks.py`."""

from dataclasses import dataclass, field
from datetime import datetime

CODES = ("ar", "en")


@dataclass
class Text:
    """One revision, as who saved it wrote it."""

    pk: int
    headlines: dict[str, str]
    kind: str
    expires_at: datetime | None
    embargo_until: datetime | None


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


@dataclass
class Decided:
    """All that was decided so far."""

    editions: dict[str, Edition] = field(
        default_factory=lambda: {code: Edition() for code in CODES}
    )
    shared: Text | None = None
    changes: dict[int, Change] = field(default_factory=dict)
    approved: int | None = None
