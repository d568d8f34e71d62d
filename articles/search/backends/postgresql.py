"""The index in PostgreSQL: a `simple` tsvector, since the text is analysed already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from articles.search.backends import Entry

# Weights of D, C, B, A: a term in the headline counts eight times one in the body, the lead three.
_WEIGHTS = "{0.1, 0.125, 0.375, 1.0}"
# PostgreSQL takes at most a megabyte of lexemes; positions beyond 16,383 do not count anyway.
_LONGEST = 400_000


def write(entries: Iterable[Entry]) -> None:
    """Put the entries in place of what the index holds of these articles and languages."""
    rows = [
        (
            entry.article_id,
            entry.language,
            entry.headline,
            entry.lead,
            entry.body[:_LONGEST],
        )
        for entry in entries
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO articles_search_entry (article_id, language, vector) VALUES (%s, %s, "
            "setweight(to_tsvector('simple', %s), 'A') || "
            "setweight(to_tsvector('simple', %s), 'B') || "
            "setweight(to_tsvector('simple', %s), 'C')) "
            "ON CONFLICT (article_id, language) DO UPDATE SET vector = EXCLUDED.vector",
            rows,
        )


def remove(article_ids: Sequence[int]) -> None:
    """Take the articles out, in every language."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM articles_search_entry WHERE article_id = ANY(%s)", [list(article_ids)]
        )


def matches(
    terms: Sequence[str], *, language: str, every: bool, limit: int
) -> list[tuple[int, float]]:
    """The best articles that hold every term, or any of them."""
    quoted = ["'{}'".format(term.replace("\\", "\\\\").replace("'", "''")) for term in terms]
    expression = (" & " if every else " | ").join(quoted)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT article_id, ts_rank_cd(%s, vector, query, 1) AS score "
            "FROM articles_search_entry, to_tsquery('simple', %s) AS query "
            "WHERE vector @@ query AND language = %s "
            "ORDER BY score DESC, article_id DESC LIMIT %s",
            [_WEIGHTS, expression, language, limit],
        )
        return list(cursor.fetchall())


def indexed() -> set[int]:
    """The ids of all articles in the index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT article_id FROM articles_search_entry")
        return {row[0] for row in cursor.fetchall()}
