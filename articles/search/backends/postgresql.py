"""The PostgreSQL backend: a tsvector of the lexemes of each document, with a GIN index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

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
from articles.search.documents import day_number

# Limits of tsvector: one megabyte, 256 positions a lexeme, no position beyond 16,383.
_MAX_BYTES = 700_000
_MAX_POSITIONS = 256
_LAST_POSITION = 16_383
# A GIN index returns all matches unordered: for a frequent word the whole archive would be read and
# sorted to get the newest few. So each document holds a lexeme of the 90-day period of its day, and
# a step searches the newest periods first, then wider ranges while it has fewer than its limit.
_DAYS_PER_PERIOD: Final = 90
_RANGES: Final = (1, 6)
"""Periods before the newest that the first ranges reach back to; the last range has no bound."""
# One row an attempt, an attempt for each step and range; an attempt reads the one before it alone.
# `best` is the most that an earlier step found, `own` what this step found in its last range, -1
# while it is skipped. `+ 0` keeps the planner from scanning the primary key and detoasting every
# vector on the way; `exact`, which needs positions, is checked last. The article's id is part of
# the document's id (see `documents.document_id`).
_SEARCH: Final = """
WITH RECURSIVE newest (period) AS (
SELECT (max(id) >> 32) / {days} FROM articles_search_text WHERE id BETWEEN %(first)s AND %(last)s
), time_range (number, periods) AS (
SELECT number, (SELECT string_agg(quote_literal(concat('d', period - ago)), '|')
FROM generate_series(0, before) ago)::tsquery
FROM newest, unnest(%(ranges)s) WITH ORDINALITY ranges (before, number)
UNION ALL SELECT 0, NULL
), attempt AS MATERIALIZED (
SELECT row_number() OVER (ORDER BY step, time_range.number = 0, time_range.number) AS number, step,
time_range.number = 1 AS is_first, coalesce(lossy && periods, lossy) AS lossy, exact,
threshold, row_limit
FROM time_range, unnest(%(lossy)s::tsquery[], %(exact)s::tsquery[], %(thresholds)s, %(limits)s)
WITH ORDINALITY steps (lossy, exact, threshold, row_limit, step)
), result (number, step, best, own, found) AS (
SELECT 0::bigint, 0::bigint, 0, -1, NULL::json
UNION ALL
SELECT attempt.number, attempt.step, progress.best,
CASE WHEN progress.is_run THEN coalesce(json_array_length(matches.found), 0)
WHEN attempt.is_first THEN -1 ELSE result.own END, matches.found
FROM result
JOIN attempt ON attempt.number = result.number + 1
CROSS JOIN LATERAL (SELECT
CASE WHEN attempt.is_first THEN greatest(result.best, result.own) ELSE result.best END AS best,
CASE WHEN attempt.is_first THEN greatest(result.best, result.own) < attempt.threshold
ELSE result.own >= 0 AND result.own < attempt.row_limit END AS is_run) progress
CROSS JOIN LATERAL (
SELECT json_agg(json_build_array({columns})) AS found FROM (
SELECT document.document_id, allowed.* FROM (
SELECT id + 0 AS document_id, lexemes FROM articles_search_text
WHERE progress.is_run AND lexemes @@ attempt.lossy AND id BETWEEN %(first)s AND %(last)s
ORDER BY id + 0 DESC) document
CROSS JOIN LATERAL (
SELECT * FROM ({articles}) article ({names})
WHERE article.c1 = (document.document_id & 4294967295) >> 3
AND (attempt.exact IS NULL OR document.lexemes @@ attempt.exact) LIMIT 1) allowed
ORDER BY document.document_id DESC LIMIT attempt.row_limit) rows) matches
)
SELECT DISTINCT ON (step) step - 1, found FROM result WHERE found IS NOT NULL
ORDER BY step, number DESC
"""


def add(documents: Iterable[IndexedDocument]) -> None:
    """Add documents whose ids the index does not hold; one statement."""
    rows = [value for document in documents for value in (document.id, _vector(document))]
    if not rows:
        return
    places = ", ".join(["(%s, %s::tsvector)"] * (len(rows) // 2))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO articles_search_text (id, lexemes) VALUES {places}",  # noqa: S608 placeholders only
            rows,
        )


def remove(documents: Iterable[IndexedDocument]) -> None:
    """Remove documents by id; one statement."""
    ids = [document.id for document in documents]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_search_text WHERE id = ANY(%s)", [ids])


def search(
    steps: Sequence[Step],
    *,
    articles: ArticleSubquery,
    id_range: tuple[int, int],
) -> list[tuple[Any, ...]]:
    """Rows of (step number, document id, columns of `articles`); see `Backend.search`."""
    if not steps or not articles.sql:
        return []
    lossy = [_tsquery(step.expression, exact=False) for step in steps]
    exact = [_tsquery(step.expression) for step in steps]
    names = ", ".join(f"c{number}" for number in range(1, articles.columns + 1))
    sql = _SEARCH.format(
        days=_DAYS_PER_PERIOD,
        articles=_with_named_placeholders(articles),
        names=names,
        columns=f"document_id, {names}",
    )
    values: dict[str, Any] = {
        "first": id_range[0],
        "last": id_range[1],
        "ranges": list(_RANGES),
        "lossy": lossy,
        "exact": [one if one != other else None for one, other in zip(exact, lossy, strict=True)],
        "thresholds": [step.threshold for step in steps],
        "limits": [step.limit for step in steps],
    }
    values |= {f"articles_{place}": value for place, value in enumerate(articles.params)}
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [(step, *row) for step, rows in cursor.fetchall() for row in rows]


def _with_named_placeholders(articles: ArticleSubquery) -> str:
    """The SQL with named placeholders, which the rest of the statement uses."""
    first, *rest = articles.sql.split("%s")
    return first + "".join(f"%(articles_{place})s{part}" for place, part in enumerate(rest))


def clear() -> None:
    """Remove all documents; one statement."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE articles_search_text")


def count() -> int:
    """The number of documents; reads the whole table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM articles_search_text")
        return int(cursor.fetchone()[0])


def _vector(document: IndexedDocument) -> str:
    """The tsvector literal, cut at the limits of the type: period, unpositioned, positioned."""
    positions: dict[str, list[str]] = defaultdict(list)
    for position, lexeme in enumerate(document.positioned[:_LAST_POSITION], start=1):
        positions[lexeme].append(str(position))
    kept: list[str] = []
    size = 0
    period = f"d{day_number(document.id) // _DAYS_PER_PERIOD}"
    for lexeme in (period, *document.unpositioned, *positions):
        literal = _quoted(lexeme)
        if of_lexeme := positions.get(lexeme):
            literal = f"{literal}:{','.join(of_lexeme[:_MAX_POSITIONS])}"
        size += len(literal.encode())
        if size > _MAX_BYTES:
            break
        kept.append(literal)
    return " ".join(kept)


def _tsquery(expression: Expression, *, exact: bool = True) -> str:
    """The tsquery of an expression.

    The lossy one (`exact=False`) ignores positions: it matches a superset, which the
    GIN index finds without reading a vector.
    """
    match expression:
        case str():
            return _quoted(expression)
        case Phrase(lexemes):
            return f"({(' <-> ' if exact else ' & ').join(map(_quoted, lexemes))})"
        case And(parts):
            return f"({' & '.join(_tsquery(part, exact=exact) for part in parts)})"
        case Or(parts):
            return f"({' | '.join(_tsquery(part, exact=exact) for part in parts)})"
        case AndNot(required, excluded):
            return _and_not(required, excluded, exact=exact)


def _and_not(required: Expression, excluded: Expression, *, exact: bool) -> str:
    """The negation is left out of a lossy query when it would exclude more than the exact one."""
    negated = _tsquery(excluded)
    if not exact and negated != _tsquery(excluded, exact=False):
        return _tsquery(required, exact=False)
    return f"({_tsquery(required, exact=exact)} & !{negated})"


def _quoted(lexeme: str) -> str:
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
