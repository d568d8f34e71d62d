"""The vocabulary's table in SQL: one statement each; the engines differ in two conditions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from django.db import connection

from articles.models.rows import insert
from articles.search.models import Vocable

_AMONG: Final = {
    "sqlite": "word IN (SELECT value FROM json_each(%s))",
    "postgresql": "word = ANY(%s)",
}
# By letters, whatever the collation of the database.
_BETWEEN: Final = {
    "sqlite": "word >= %s AND word < %s",
    "postgresql": "word ~>=~ %s AND word ~<~ %s",
}
_COUNTED: Final = (
    "ON CONFLICT (language, word) DO UPDATE SET "
    "articles = articles_search_vocable.articles + excluded.articles, "
    "spelling = CASE WHEN articles_search_vocable.spelling = excluded.word "
    "THEN excluded.spelling ELSE articles_search_vocable.spelling END"
)
_SELECT: Final = (
    "SELECT word, spelling, articles FROM articles_search_vocable WHERE language = %s AND "
)


def add(rows: Sequence[tuple[str, str, str, int]]) -> None:
    """Add (language, word, spelling, articles) to what is counted; one statement for 500."""
    insert(Vocable, ("language", "word", "spelling", "articles"), rows, _COUNTED)


def known(words: Sequence[str], *, language: str) -> list[tuple[Any, ...]]:
    """Those of the words in the vocabulary: (word, spelling, articles)."""
    listed = json.dumps(words) if connection.vendor == "sqlite" else list(words)
    return _rows(_AMONG[connection.vendor], [language, listed])


def beginning(start: str, *, language: str, limit: int) -> list[tuple[Any, ...]]:
    """The commonest words that begin so: (word, spelling, articles)."""
    condition = f"{_BETWEEN[connection.vendor]} ORDER BY articles DESC, word LIMIT %s"
    return _rows(condition, [language, start, f"{start}\U0010ffff", limit])


def _rows(condition: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_SELECT + condition, params)
        return list(cursor.fetchall())
