"""The two places where the index speaks a database's own language; both take lexemes only.

A lexeme is text of ours that came out of the analysis; it reaches the database
as a parameter, quoted for the engine's query language.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from django.db import connection

from articles.search.backends import postgresql, sqlite
from articles.search.backends.expressions import Expression


class Stored(NamedTuple):
    """A document as the engine holds it: its words in their places, and lexemes without."""

    id: int
    sequence: Sequence[str]
    bag: Sequence[str]


class Step(NamedTuple):
    """One way to find documents, taken only while fewer than `needed` have been found."""

    wanted: Expression
    needed: int
    limit: int
    """The newest so many documents are taken."""


class Among(NamedTuple):
    """What may be found and what is told of it: the SQL of a queryset that begins with the id.

    Empty when there can be none; `columns` counts the id too.
    """

    sql: str
    params: tuple[Any, ...]
    columns: int


class Backend(Protocol):
    """What an engine can do."""

    def write(self, documents: Iterable[Stored]) -> None:
        """Add documents that the index does not hold; one statement."""

    def remove(self, documents: Iterable[Stored]) -> None:
        """Take documents out, exactly as they were written; one statement."""

    def found(
        self,
        steps: Sequence[Step],
        *,
        among: Among,
        span: tuple[int, int],
    ) -> list[tuple[Any, ...]]:
        """The newest documents of each step: (step, document, then the columns of `among`).

        `span` are the least and the greatest number of a document. One statement.
        """

    def clear(self) -> None:
        """Empty the index."""

    def count(self) -> int:
        """How many documents the engine holds; reads all, for tests and checks."""


_BACKENDS: dict[str, Backend] = {"sqlite": sqlite, "postgresql": postgresql}


def backend() -> Backend:
    """The index of the database in use."""
    return _BACKENDS[connection.vendor]
