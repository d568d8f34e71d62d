"""The index's own vocabulary: which words it knows, how they are written, what was meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from articles.search.backends import vocables
from articles.search.models import Vocable


class Known(NamedTuple):
    """A word that the index knows in a language, and in how many documents it matters."""

    word: str
    spelling: str
    articles: int


def count(changes: Mapping[tuple[str, str], tuple[str, int]]) -> None:
    """Add to the counts: {(language, word): (spelling, more or fewer)}; two statements for 500.

    Words are written in order, so that two writers wait for and never block one
    another. What is in no document any more is forgotten.
    """
    vocables.add(
        [
            (language, word, spelling, change)
            for (language, word), (spelling, change) in sorted(changes.items())
            if change
        ]
    )
    if any(change < 0 for _spelling, change in changes.values()):
        Vocable.objects.filter(articles__lte=0).delete()


def known(words: Iterable[str], *, language: str) -> dict[str, Known]:
    """Those of the words that the index knows in the language; one query, however many."""
    rows = vocables.known(list(words), language=language)
    return {row[0]: Known(*row) for row in rows}


def beginning(start: str, *, language: str, limit: int) -> list[Known]:
    """The commonest known words that begin so; one query on the index."""
    return [Known(*row) for row in vocables.beginning(start, language=language, limit=limit)]
