"""What both versions changed differently, and the answers to it."""

from typing import Any, Final, NamedTuple

NEWEST: Final = "newest"
MINE: Final = "mine"
BOTH: Final = "both"
KEEP: Final = "keep"

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


class Removal(NamedTuple):
    """What `side` alone took out of the base: a block of a body, or the whole value of a field.

    It is taken out of the merged content as well, unless it is answered by KEEP.
    `value` is a list of one block (HTML), or the field's value.
    """

    field: str
    number: int
    side: str
    value: Any

    @property
    def key(self) -> str:
        """What an answer names it by."""
        return f"{self.field}:out:{self.number}"


type Run = Blocks | Conflict | Removal
"""A run of blocks of a merged body: settled, in conflict, or taken out by one side."""
