"""The index in FTS5: a table without content, so a document is taken out by the words it held."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection

from articles.search.backends import expressions as asked
from articles.search.backends.cascade import run

if TYPE_CHECKING:
    from articles.search.backends import Step, Stored

_GAP = "."
# CROSS JOIN keeps the order of the tables: the newest matches first, as many as are needed.
_DOCUMENTS = """
SELECT document.id AS document, answer.* FROM articles_search_text
CROSS JOIN articles_search_document document ON document.id = articles_search_text.rowid
CROSS JOIN ({among}) answer ON answer.id = document.article_id
WHERE {enough} AND articles_search_text MATCH %s AND articles_search_text.rowid BETWEEN %s AND %s
ORDER BY articles_search_text.rowid DESC LIMIT %s
"""


def write(documents: Iterable[Stored]) -> None:
    """Add documents that the index does not hold; one statement."""
    rows = [(document.id, _text(document)) for document in documents]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO articles_search_text (rowid, lexemes) VALUES (%s, %s)", rows
        )


def remove(documents: Iterable[Stored]) -> None:
    """Take documents out, exactly as they were written; one statement."""
    rows = [(document.id, _text(document)) for document in documents]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO articles_search_text (articles_search_text, rowid, lexemes) "
            "VALUES ('delete', %s, %s)",
            rows,
        )


def found(
    steps: Sequence[Step],
    *,
    among: tuple[str, tuple[Any, ...]],
    span: tuple[int, int],
) -> list[tuple[Any, ...]]:
    """The newest documents of each step: (step, document, the columns of `among`)."""
    return run(_DOCUMENTS, steps, greatest="max", query=_match, among=among, span=span)


def known(words: Sequence[str], *, language: str) -> list[tuple[Any, ...]]:
    """Those of the words in the vocabulary: (word, spelling, articles); one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, spelling, articles FROM articles_search_vocable "
            "WHERE language = %s AND word IN (SELECT value FROM json_each(%s))",
            [language, json.dumps(words)],
        )
        return list(cursor.fetchall())


def beginning(start: str, *, language: str, limit: int) -> list[tuple[Any, ...]]:
    """The commonest words that begin so: (word, spelling, articles); one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, spelling, articles FROM articles_search_vocable "
            "WHERE language = %s AND word >= %s AND word < %s "
            "ORDER BY articles DESC, word LIMIT %s",
            [language, start, f"{start}\U0010ffff", limit],
        )
        return list(cursor.fetchall())


def clear() -> None:
    """Empty the index."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO articles_search_text (articles_search_text) VALUES ('delete-all')"
        )


def count() -> int:
    """How many documents the engine holds; reads all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM articles_search_text_docsize")
        return int(cursor.fetchone()[0])


def _text(document: Stored) -> str:
    """The lexemes as one text; those without a place stand apart, so that they form no phrase."""
    return f"{' '.join(document.sequence)} {f' {_GAP} '.join(document.bag)}"


def _match(wanted: asked.Expression) -> str:
    match wanted:
        case str():
            return _quoted(wanted)
        case asked.Phrase(lexemes):
            return _quoted(" ".join(lexemes))
        case asked.Every(parts):
            return f"({' AND '.join(map(_match, parts))})"
        case asked.Any(parts):
            return f"({' OR '.join(map(_match, parts))})"
        case asked.Without(kept, unwanted):
            return f"({_match(kept)} NOT {_match(unwanted)})"


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace('"', '""'))
