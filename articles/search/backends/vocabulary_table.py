"""SQL on the vocabulary table, one statement a function; the engines differ in two conditions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from django.db import connection

from articles.models.bulk_insert import bulk_insert
from articles.search.models import Vocable

_IN: Final = {
    "sqlite": "word IN (SELECT value FROM json_each(%s))",
    "postgresql": "word = ANY(%s)",
}
# By code points, whatever the collation of the database.
_PREFIX_RANGE: Final = {
    "sqlite": "word >= %s AND word < %s",
    "postgresql": "word ~>=~ %s AND word ~<~ %s",
}
_ON_CONFLICT: Final = (
    "ON CONFLICT (language, word, spelling) DO UPDATE SET "
    "articles = articles_search_vocable.articles + excluded.articles"
)
_SELECT: Final = (
    "SELECT word, spelling, articles FROM articles_search_vocable WHERE language = %s AND "
)
_WITH_PREFIX: Final = (
    "word IN (SELECT word FROM articles_search_vocable WHERE language = %s AND {prefix} "
    "GROUP BY word ORDER BY sum(articles) DESC, word LIMIT %s)"
)


def add(rows: Sequence[tuple[str, str, str, int]]) -> None:
    """Add rows of (language, word, spelling, count) to the counts; one statement for 500 rows."""
    bulk_insert(Vocable, ("language", "word", "spelling", "articles"), rows, _ON_CONFLICT)


def rows_of(words: Sequence[str], *, language: str) -> list[tuple[str, str, int]]:
    """(word, spelling, articles) of the spellings of those words that the vocabulary holds."""
    listed = json.dumps(words) if connection.vendor == "sqlite" else list(words)
    return _rows(_IN[connection.vendor], [language, listed])


def rows_with_prefix(prefix: str, *, language: str, limit: int) -> list[tuple[str, str, int]]:
    """(word, spelling, articles) of the spellings of the most frequent words with the prefix."""
    condition = _WITH_PREFIX.format(prefix=_PREFIX_RANGE[connection.vendor])
    return _rows(condition, [language, language, prefix, f"{prefix}\U0010ffff", limit])


def _rows(condition: str, params: list[Any]) -> list[tuple[str, str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(_SELECT + condition, params)
        return list(cursor.fetchall())
