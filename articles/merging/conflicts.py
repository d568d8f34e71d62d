"""What both versions changed differently, and the answers to it."""

from typing import Any, Final, NamedTuple

NEWEST: Final = "newest"
MINE: Final = "mine"
BOTH: Final = "both"

type Blocks = tuple[str, ...]


class Conflict(NamedTuple):
    """What both sides changed differently: a field's values, or a run of blocks of a body.

    `number` tells the conflicts of one body apart; it is 1 elsewhere. The values
    of a body are lists of blocks (HTML).
    """

    field: str
    number: int
    base: Any
    newest: Any
    mine: Any

    @property
    def key(self) -> str:
        """What an answer names it by."""
        return f"{self.field}:{self.number}"

    @property
    def is_body(self) -> bool:
        """Whether it is about blocks, of which both may stand."""
        return self.field.startswith("body_")

    @property
    def possible_answers(self) -> tuple[str, ...]:
        """What it can be answered by."""
        return (NEWEST, MINE, BOTH) if self.is_body else (NEWEST, MINE)
