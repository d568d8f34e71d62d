"""The SQLite backend: a contentless FTS5 table, whose rows are deleted by the text they held."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from articles.search.backends.protocol import (
    And,
    AndNot,
    ArticleSubquery,
    Expression,
    IndexedDocument,
    Or,
    Phrase,
    Step,
)

_SEPARATOR = "."
# One row a step, run only while the steps before it found too few. Each reads its predecessor
# alone: with a subquery for each step SQLite would plan every step again for every later one.
# CROSS JOIN fixes the join order: the newest matches first, as many as are needed, each with the
# article whose id is part of the document's id (see `documents.document_id`).
_SEARCH = """
WITH RECURSIVE result (step, best, row_limit, found) AS (
SELECT -1, 0, 0, '[]'
UNION ALL
SELECT result.step + 1, max(result.best, min(result.row_limit, json_array_length(result.found))),
json_extract(steps.value, '$[2]'), CASE
WHEN max(result.best, min(result.row_limit, json_array_length(result.found)))
< json_extract(steps.value, '$[1]') THEN (
SELECT json_group_array(json_array({columns})) FROM (
SELECT articles_search_text.rowid AS document_id, article.* FROM articles_search_text
CROSS JOIN article ON article.c1 = (articles_search_text.rowid & 4294967295) >> 3
WHERE articles_search_text MATCH json_extract(steps.value, '$[0]')
AND articles_search_text.rowid BETWEEN %s AND %s
ORDER BY articles_search_text.rowid DESC LIMIT %s)) ELSE '[]' END
FROM result CROSS JOIN json_each(%s) steps ON steps.key = result.step + 1
), article ({names}) AS ({articles})
SELECT step, found FROM result WHERE step >= 0
"""


def add(documents: Iterable[IndexedDocument]) -> None:
    """Add documents whose ids the index does not hold; one statement.

    In ascending order of ids: FTS5 starts a new segment at every id that is not greater.
    """
    rows = sorted((document.id, _text(document)) for document in documents)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO articles_search_text (rowid, lexemes) VALUES (%s, %s)", rows
        )


def remove(documents: Iterable[IndexedDocument]) -> None:
    """Remove documents, given with the lexemes they were added with; one statement."""
    rows = [(document.id, _text(document)) for document in documents]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO articles_search_text (articles_search_text, rowid, lexemes) "
            "VALUES ('delete', %s, %s)",
            rows,
        )


def search(
    steps: Sequence[Step],
    *,
    articles: ArticleSubquery,
    id_range: tuple[int, int],
) -> list[tuple[Any, ...]]:
    """Rows of (step number, document id, columns of `articles`); see `Backend.search`."""
    if not steps or not articles.sql:
        return []
    names = ", ".join(f"c{number}" for number in range(1, articles.columns + 1))
    sql = _SEARCH.format(articles=articles.sql, names=names, columns=f"document_id, {names}")
    as_json = json.dumps([(_match(step.expression), step.threshold, step.limit) for step in steps])
    greatest_limit = max(step.limit for step in steps)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*id_range, greatest_limit, as_json, *articles.params])
        return [
            (number, *row)
            for number, rows in cursor.fetchall()
            for row in json.loads(rows)[: steps[number].limit]
        ]


def clear() -> None:
    """Remove all documents; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO articles_search_text (articles_search_text) VALUES ('delete-all')"
        )


def count() -> int:
    """The number of documents; reads the whole table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM articles_search_text_docsize")
        return int(cursor.fetchone()[0])


def _text(document: IndexedDocument) -> str:
    """The lexemes as one text; a separator keeps unpositioned ones from forming a phrase."""
    unpositioned = f" {_SEPARATOR} ".join(document.unpositioned)
    return f"{' '.join(document.positioned)} {unpositioned}"


def _match(expression: Expression) -> str:
    """The FTS5 query of an expression."""
    match expression:
        case str():
            return _quoted(expression)
        case Phrase(lexemes):
            return _quoted(" ".join(lexemes))
        case And(parts):
            return f"({' AND '.join(map(_match, parts))})"
        case Or(parts):
            return f"({' OR '.join(map(_match, parts))})"
        case AndNot(required, excluded):
            return f"({_match(required)} NOT {_match(excluded)})"


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace('"', '""'))
