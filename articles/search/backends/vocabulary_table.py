"""SQL on the vocabulary table, one statement a function; the engines differ in two conditions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from django.db import connection

from articles.models.bulk_insert import bulk_insert
from articles.search.models import VocabularyWord

_IN: Final = {
    "sqlite": "word IN (SELECT value FROM json_each(%s))",
    "postgresql": "word = ANY(%s)",
}
_LAST_CHARACTER: Final = "\U0010ffff"
# CROSS JOIN fixes the join order in SQLite: one range of the index for each prefix, by code points
# whatever the collation of the database.
_WITH_PREFIXES: Final = {
    "sqlite": (
        "WITH given (tier, first, last) AS (SELECT json_extract(value, '$[0]'), "
        "json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(%s)), "
        "exact AS MATERIALIZED (SELECT 1 FROM articles_search_vocabularyword WHERE language = %s "
        "AND word >= %s AND word < %s LIMIT 1) "
        "SELECT word, min(tier) FROM given CROSS JOIN articles_search_vocabularyword "
        "WHERE (tier = 0 OR NOT EXISTS (SELECT 1 FROM exact)) AND language = %s "
        "AND word >= first AND word < last "
        "GROUP BY word ORDER BY min(tier), sum(articles) DESC, word LIMIT %s"
    ),
    "postgresql": (
        "WITH given (tier, first, last) AS (SELECT * FROM unnest(%s::int[], %s::text[], "
        "%s::text[])), exact AS MATERIALIZED (SELECT 1 FROM articles_search_vocabularyword "
        "WHERE language = %s AND word ~>=~ %s AND word ~<~ %s LIMIT 1) "
        "SELECT word, min(tier) FROM given CROSS JOIN articles_search_vocabularyword "
        "WHERE (tier = 0 OR NOT EXISTS (SELECT 1 FROM exact)) AND language = %s "
        "AND word ~>=~ first AND word ~<~ last "
        "GROUP BY word ORDER BY min(tier), sum(articles) DESC, word LIMIT %s"
    ),
}
_ON_CONFLICT: Final = (
    "ON CONFLICT (language, word, spelling) DO UPDATE SET "
    "articles = articles_search_vocabularyword.articles + excluded.articles"
)
_SELECT: Final = (
    "SELECT word, spelling, articles FROM articles_search_vocabularyword WHERE language = %s AND "
)
# Rows of groups have no word, their members as the spelling, and 1 as the count when one-way.
_SYNONYMS: Final = (
    " UNION ALL SELECT '', words, CASE WHEN is_one_way THEN 1 ELSE 0 END "
    "FROM articles_search_synonymgroup WHERE id IN "
    "(SELECT group_id FROM articles_search_synonymkey WHERE {})"
)


def add(rows: Sequence[tuple[str, str, str, int]]) -> None:
    """Add rows of (language, word, spelling, count) to the counts; one statement for 500 rows."""
    bulk_insert(VocabularyWord, ("language", "word", "spelling", "articles"), rows, _ON_CONFLICT)


def rows_of(words: Sequence[str], *, language: str) -> list[tuple[str, str, int]]:
    """(word, spelling, articles) of the spellings of those words that the vocabulary holds."""
    return _rows(_IN[connection.vendor], [language, _listed(words)])


def rows_with_synonyms(
    words: Sequence[str], keys: Sequence[str], *, language: str
) -> tuple[list[tuple[str, str, int]], list[tuple[str, bool]]]:
    """The rows of `rows_of`, and (words, is one-way) of the synonym groups with one of the keys."""
    condition = _IN[connection.vendor]
    keys_condition = _SYNONYMS.format(condition.replace("word", "key", 1))
    rows = _rows(condition + keys_condition, [language, _listed(words), _listed(keys)])
    groups = [(text, number == 1) for word, text, number in rows if not word]
    return [row for row in rows if row[0]], groups


def words_with_prefixes(
    prefixes: Sequence[tuple[int, str]], *, language: str, limit: int
) -> list[tuple[str, int]]:
    """(word, tier) of the most frequent words with any of the prefixes, given with their tiers.

    Only of the tier of the first prefix when the vocabulary holds words with it.
    """
    first = prefixes[0][1]
    rows = [(tier, prefix, f"{prefix}{_LAST_CHARACTER}") for tier, prefix in prefixes]
    given: list[Any] = [json.dumps(rows)]
    if connection.vendor == "postgresql":
        given = [list(column) for column in zip(*rows, strict=True)]
    at_first = [language, first, f"{first}{_LAST_CHARACTER}"]
    with connection.cursor() as cursor:
        cursor.execute(_WITH_PREFIXES[connection.vendor], [*given, *at_first, language, limit])
        return list(cursor.fetchall())


def _listed(values: Sequence[str]) -> Any:
    return json.dumps(values) if connection.vendor == "sqlite" else list(values)


def _rows(condition: str, params: list[Any]) -> list[tuple[str, str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(_SELECT + condition, params)
        return list(cursor.fetchall())
