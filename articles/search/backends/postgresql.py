"""The index in PostgreSQL: a tsvector of our own lexemes under a GIN index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection

from articles.search.backends import expressions as asked

if TYPE_CHECKING:
    from articles.search.backends import Among, Step, Stored

# PostgreSQL's own limits: a megabyte of lexemes, 256 places for each, none beyond 16,383.
_MOST_BYTES = 700_000
_MOST_PLACES = 256
_LAST_PLACE = 16_383
# One step: all its matches from the GIN index, the newest first, each with its article (see
# `entries.document_id`) until enough are seen. `+ 0` keeps the planner from walking the primary key
# instead and unpacking every vector on the way; places of words are looked at last.
_STEP = """
SELECT entry.place AS document, answer.* FROM (
SELECT id + 0 AS place, lexemes FROM articles_search_text
WHERE {enough} AND lexemes @@ %s::tsquery AND id BETWEEN %s AND %s ORDER BY id + 0 DESC) entry
CROSS JOIN LATERAL (
SELECT * FROM ({among}) seen
WHERE seen.id = (entry.place & 4294967295) >> 3 {exactly} LIMIT 1) answer
ORDER BY entry.place DESC LIMIT %s
"""
_FOUND_BEFORE = "(SELECT count(*) FROM step_{})"


def write(documents: Iterable[Stored]) -> None:
    """Add documents that the index does not hold; one statement."""
    rows = [value for document in documents for value in (document.id, _vector(document))]
    if not rows:
        return
    places = ", ".join(["(%s, %s::tsvector)"] * (len(rows) // 2))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO articles_search_text (id, lexemes) VALUES {places}",  # noqa: S608 only places
            rows,
        )


def remove(documents: Iterable[Stored]) -> None:
    """Take documents out; one statement."""
    numbers = [document.id for document in documents]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_search_text WHERE id = ANY(%s)", [numbers])


def found(
    steps: Sequence[Step],
    *,
    among: Among,
    span: tuple[int, int],
) -> list[tuple[Any, ...]]:
    """The newest documents of each step: (step, document, the columns of `among`)."""
    if not steps or not among.sql:
        return []
    tables: list[str] = []
    values: list[Any] = []
    for number, step in enumerate(steps):
        before = ", ".join(_FOUND_BEFORE.format(n) for n in range(number)) or "0"
        anywhere, exactly = _query(step.wanted, near=False), _query(step.wanted)
        has_places = anywhere != exactly
        one = _STEP.format(
            enough=f"greatest(0, {before}) < %s",
            among=among.sql,
            exactly="AND entry.lexemes @@ %s::tsquery" if has_places else "",
        )
        tables.append(f"step_{number} AS MATERIALIZED ({one})")
        values += [step.needed, anywhere, *span, *among.params]
        values += [exactly, step.limit] if has_places else [step.limit]
    rows = " UNION ALL ".join(f"SELECT {n}, * FROM step_{n}" for n in range(len(steps)))  # noqa: S608 numbers of ours
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(tables)} {rows}", values)
        return list(cursor.fetchall())


def clear() -> None:
    """Empty the index."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE articles_search_text")


def count() -> int:
    """How many documents the engine holds; reads all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM articles_search_text")
        return int(cursor.fetchone()[0])


def _vector(document: Stored) -> str:
    """The literal of a tsvector: the words with their places, the others without."""
    places: dict[str, list[str]] = defaultdict(list)
    for place, lexeme in enumerate(document.sequence[:_LAST_PLACE], start=1):
        places[lexeme].append(str(place))
    kept: list[str] = []
    size = 0
    for lexeme in (*document.bag, *places):
        literal = _quoted(lexeme)
        if where := places.get(lexeme):
            literal = f"{literal}:{','.join(where[:_MOST_PLACES])}"
        size += len(literal.encode())
        if size > _MOST_BYTES:
            break
        kept.append(literal)
    return " ".join(kept)


def _query(wanted: asked.Expression, *, near: bool = True) -> str:
    """The tsquery; without `near` it holds for more documents, which the index knows by itself."""
    match wanted:
        case str():
            return _quoted(wanted)
        case asked.Phrase(lexemes):
            return f"({(' <-> ' if near else ' & ').join(map(_quoted, lexemes))})"
        case asked.Every(parts):
            return f"({' & '.join(_query(part, near=near) for part in parts)})"
        case asked.Any(parts):
            return f"({' | '.join(_query(part, near=near) for part in parts)})"
        case asked.Without(kept, unwanted):
            return _without(kept, unwanted, near=near)


def _without(kept: asked.Expression, unwanted: asked.Expression, *, near: bool) -> str:
    left_out = _query(unwanted)
    if not near and left_out != _query(unwanted, near=False):
        return _query(kept, near=False)
    return f"({_query(kept, near=near)} & !{left_out})"


def _quoted(lexeme: str) -> str:
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
