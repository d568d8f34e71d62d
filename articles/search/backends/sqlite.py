"""The index in FTS5. A row's number is the article's times ten plus the language's place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db import connection

from articles.conf import LANGUAGES

if TYPE_CHECKING:
    from articles.search.backends import Entry

_WIDTH = 10
# A term in the headline counts eight times one in the body, in the lead three times.
_RANK = "bm25(articles_search_entry, 8.0, 3.0, 1.0)"


def _row(article_id: int, language: str) -> int:
    return article_id * _WIDTH + LANGUAGES.index(language)


def write(entries: Iterable[Entry]) -> None:
    """Put the entries in place of what the index holds of these articles and languages."""
    rows = [
        (_row(entry.article_id, entry.language), entry.headline, entry.lead, entry.body)
        for entry in entries
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "DELETE FROM articles_search_entry WHERE rowid = %s", [row[:1] for row in rows]
        )
        cursor.executemany(
            "INSERT INTO articles_search_entry (rowid, headline, lead, body) "
            "VALUES (%s, %s, %s, %s)",
            rows,
        )


def remove(article_ids: Sequence[int]) -> None:
    """Take the articles out, in every language."""
    rows = [(_row(pk, language),) for pk in article_ids for language in LANGUAGES]
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM articles_search_entry WHERE rowid = %s", rows)


def matches(
    terms: Sequence[str], *, language: str, every: bool, limit: int
) -> list[tuple[int, float]]:
    """The best articles that hold every term, or any of them."""
    quoted = ['"{}"'.format(term.replace('"', '""')) for term in terms]
    expression = (" AND " if every else " OR ").join(quoted)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid / {_WIDTH}, -{_RANK} FROM articles_search_entry "  # noqa: S608 numbers of ours
            f"WHERE articles_search_entry MATCH %s AND rowid %% {_WIDTH} = %s "
            f"ORDER BY {_RANK}, rowid DESC LIMIT %s",
            [expression, LANGUAGES.index(language), limit],
        )
        return list(cursor.fetchall())


def indexed() -> set[int]:
    """The ids of all articles in the index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT rowid / %s FROM articles_search_entry", [_WIDTH])
        return {row[0] for row in cursor.fetchall()}
