"""The two places where the index speaks a database's own language; both take analysed text."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from django.db import connection

from articles.search.backends import postgresql, sqlite


class Entry(NamedTuple):
    """One article in one language as the index holds it: terms separated by spaces."""

    article_id: int
    language: str
    headline: str
    lead: str
    body: str


class Match(NamedTuple):
    """An article that holds the terms; a higher score is better, on the engine's own scale."""

    article_id: int
    score: float


class Backend(Protocol):
    """What an engine can do. Each call is one statement, `write` two."""

    def write(self, entries: Iterable[Entry]) -> None:
        """Put the entries in place of what the index holds of these articles and languages."""

    def remove(self, article_ids: Sequence[int]) -> None:
        """Take the articles out, in every language."""

    def matches(
        self, terms: Sequence[str], *, language: str, every: bool, limit: int
    ) -> list[tuple[int, float]]:
        """The best articles that hold every term, or any of them."""

    def indexed(self) -> set[int]:
        """The ids of all articles in the index."""


_BACKENDS: dict[str, Backend] = {"sqlite": sqlite, "postgresql": postgresql}


def backend() -> Backend:
    """The index of the database in use."""
    return _BACKENDS[connection.vendor]


def best(terms: Sequence[str], *, language: str, every: bool, limit: int) -> list[Match]:
    """The best matches of at least one term, best first; one query, none for no terms."""
    if not terms:
        return []
    found = backend().matches(terms, language=language, every=every, limit=limit)
    return [Match(*row) for row in found]
