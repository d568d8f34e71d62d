"""The index's own vocabulary: which words it knows, how they are written, what was meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from django.db import connection

from articles.search.backends import backend
from articles.search.models import Vocable

_ROWS: Final = 2000
"""Words in one statement; both engines bear four parameters of each."""


class Known(NamedTuple):
    """A word that the index knows in a language, and in how many documents it matters."""

    word: str
    spelling: str
    articles: int


def count(changes: Mapping[tuple[str, str], tuple[str, int]]) -> None:
    """Add to the counts: {(language, word): (spelling, more or fewer)}; two statements.

    Words are written in order, so that two writers wait for and never block one
    another. What is in no document any more is forgotten.
    """
    rows = [
        value
        for (language, word), (spelling, change) in sorted(changes.items())
        if change
        for value in (language, word, spelling, change)
    ]
    size = 4 * _ROWS
    with connection.cursor() as cursor:
        for start in range(0, len(rows), size):
            batch = rows[start : start + size]
            places = ", ".join(["(%s, %s, %s, %s)"] * (len(batch) // 4))
            cursor.execute(
                "INSERT INTO articles_search_vocable (language, word, spelling, articles) "  # noqa: S608 only places
                f"VALUES {places} ON CONFLICT (language, word) DO UPDATE SET "
                "articles = articles_search_vocable.articles + excluded.articles, "
                "spelling = CASE WHEN articles_search_vocable.spelling = excluded.word "
                "THEN excluded.spelling ELSE articles_search_vocable.spelling END",
                batch,
            )
    if any(change < 0 for _spelling, change in changes.values()):
        Vocable.objects.filter(articles__lte=0).delete()


def known(words: Iterable[str], *, language: str) -> dict[str, Known]:
    """Those of the words that the index knows in the language; one query, however many."""
    rows = backend().known(list(words), language=language)
    return {row[0]: Known(*row) for row in rows}


def beginning(start: str, *, language: str, limit: int) -> list[Known]:
    """The commonest known words that begin so; one query on the index."""
    return [Known(*row) for row in backend().beginning(start, language=language, limit=limit)]
