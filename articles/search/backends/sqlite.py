"""The index in FTS5: a table without content, so a document is taken out by the words it held."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection

from articles.search.backends import expressions as asked

if TYPE_CHECKING:
    from articles.search.backends import Among, Step, Stored

_GAP = "."
# One row for each step, taken only while the steps before found too few. Each looks back at its
# predecessor alone: with a table for each step SQLite would plan every step again for every later
# one. CROSS JOIN keeps the order: the newest matches first, as many as are needed, each with the
# article whose id is in its number (see `entries.document_id`).
_STEPS = """
WITH RECURSIVE taken (step, best, most, found) AS (
SELECT -1, 0, 0, '[]'
UNION ALL
SELECT taken.step + 1, max(taken.best, min(taken.most, json_array_length(taken.found))),
json_extract(asked.value, '$[2]'), CASE
WHEN max(taken.best, min(taken.most, json_array_length(taken.found)))
< json_extract(asked.value, '$[1]') THEN (
SELECT json_group_array(json_array({columns})) FROM (
SELECT articles_search_text.rowid AS document, answer.* FROM articles_search_text
CROSS JOIN answer ON answer.c1 = (articles_search_text.rowid & 4294967295) >> 3
WHERE articles_search_text MATCH json_extract(asked.value, '$[0]')
AND articles_search_text.rowid BETWEEN %s AND %s
ORDER BY articles_search_text.rowid DESC LIMIT %s)) ELSE '[]' END
FROM taken CROSS JOIN json_each(%s) asked ON asked.key = taken.step + 1
), answer ({names}) AS ({among})
SELECT step, found FROM taken WHERE step >= 0
"""


def write(documents: Iterable[Stored]) -> None:
    """Add documents that the index does not hold; one statement.

    In their order: FTS5 begins a new part of its index with every number that is not greater.
    """
    rows = sorted((document.id, _text(document)) for document in documents)
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
    among: Among,
    span: tuple[int, int],
) -> list[tuple[Any, ...]]:
    """The newest documents of each step: (step, document, the columns of `among`)."""
    if not steps or not among.sql:
        return []
    names = ", ".join(f"c{number}" for number in range(1, among.columns + 1))
    sql = _STEPS.format(among=among.sql, names=names, columns=f"document, {names}")
    asked_for = json.dumps([(_match(step.wanted), step.needed, step.limit) for step in steps])
    most = max(step.limit for step in steps)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*span, most, asked_for, *among.params])
        return [
            (number, *row)
            for number, rows in cursor.fetchall()
            for row in json.loads(rows)[: steps[number].limit]
        ]


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
