"""Types that every search backend takes and returns, and the `Backend` protocol.

A search is a list of boolean expressions over lexemes, in the syntax of no engine; each
backend translates them into its own query language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Protocol


class And(NamedTuple):
    """Matches documents that match every part."""

    parts: tuple[Expression, ...]


class Or(NamedTuple):
    """Matches documents that match at least one part."""

    parts: tuple[Expression, ...]


class Phrase(NamedTuple):
    """Matches documents that hold the lexemes at consecutive positions."""

    lexemes: tuple[str, ...]


class AndNot(NamedTuple):
    """Matches documents that match `required` and do not match `excluded`."""

    required: Expression
    excluded: Expression


type Expression = str | And | Or | Phrase | AndNot
"""A single lexeme, or an operator over expressions."""


class Step(NamedTuple):
    """One query of a search, run only while every earlier step found fewer than `threshold`."""

    expression: Expression
    threshold: int
    limit: int
    """Most documents returned; the newest are taken."""


class IndexedDocument(NamedTuple):
    """A document as a backend stores it; `id` is `documents.document_id`."""

    id: int
    positioned: Sequence[str]
    """Lexemes in the order of the text, for phrases."""
    unpositioned: Sequence[str]
    """Lexemes without position."""


class ArticleSubquery(NamedTuple):
    """The SQL of an article queryset that a search is restricted to; its first column is the id.

    `columns` counts the id too. An empty `sql` stands for a queryset without rows.
    """

    sql: str
    params: tuple[Any, ...]
    columns: int


class Backend(Protocol):
    """A full-text index in one database engine."""

    def add(self, documents: Iterable[IndexedDocument]) -> None:
        """Add documents whose ids the index does not hold; one statement."""

    def remove(self, documents: Iterable[IndexedDocument]) -> None:
        """Remove documents, given with the lexemes they were added with; one statement."""

    def search(
        self,
        steps: Sequence[Step],
        *,
        articles: ArticleSubquery,
        id_range: tuple[int, int],
    ) -> list[tuple[Any, ...]]:
        """Rows of (step number, document id, columns of `articles`), the newest of a step first.

        `id_range` is the least and the greatest document id. One statement.
        """

    def clear(self) -> None:
        """Remove all documents; one statement."""

    def count(self) -> int:
        """The number of documents; reads the whole index, for tests and checks."""
