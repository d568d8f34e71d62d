"""The index in PostgreSQL: a tsvector of our own lexemes under a GIN index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from django.db import connection

from articles.search.backends import expressions as asked
from articles.search.entries import day_of

if TYPE_CHECKING:
    from articles.search.backends import Among, Step, Stored

# PostgreSQL's own limits: a megabyte of lexemes, 256 places for each, none beyond 16,383.
_MOST_BYTES = 700_000
_MOST_PLACES = 256
_LAST_PLACE = 16_383
# A GIN index gives all matches, in no order; of a common word those of the whole archive would have
# to be read and sorted for the newest few. So each document holds the season of its day, and a step
# is taken among the newest seasons first, then more widely while it has not found its limit.
_DAYS_OF_A_SEASON: Final = 90
_SEASONS: Final = (1, 6)
"""How many seasons before the newest one are looked through first; all are at last."""
# One row a turn, a turn for each step and width; a turn looks back at the one before it alone.
# `best` is the most that an earlier step has found, `own` what this one has at the last width, -1
# while it is not taken. `+ 0` keeps the planner from walking the primary key instead and unpacking
# every vector on the way; the places of words are looked at last. The article's id is in the number
# of its document (see `entries.document_id`).
_STEPS: Final = """
WITH RECURSIVE newest (season) AS (
SELECT (max(id) >> 32) / {season} FROM articles_search_text WHERE id BETWEEN %(first)s AND %(last)s
), width (number, seasons) AS (
SELECT number, (SELECT string_agg(quote_literal(concat('d', season - ago)), '|')
FROM generate_series(0, before) ago)::tsquery
FROM newest, unnest(%(seasons)s) WITH ORDINALITY seasons (before, number)
UNION ALL SELECT 0, NULL
), turn AS MATERIALIZED (
SELECT row_number() OVER (ORDER BY step, width.number = 0, width.number) AS number, step,
width.number = 1 AS is_first, coalesce(anywhere && seasons, anywhere) AS anywhere, exactly,
needed, most
FROM width, unnest(%(anywhere)s::tsquery[], %(exactly)s::tsquery[], %(needed)s, %(most)s)
WITH ORDINALITY asked (anywhere, exactly, needed, most, step)
), taken (number, step, best, own, found) AS (
SELECT 0::bigint, 0::bigint, 0, -1, NULL::json
UNION ALL
SELECT turn.number, turn.step, so_far.best,
CASE WHEN so_far.is_taken THEN coalesce(json_array_length(answer.found), 0)
WHEN turn.is_first THEN -1 ELSE taken.own END, answer.found
FROM taken
JOIN turn ON turn.number = taken.number + 1
CROSS JOIN LATERAL (SELECT
CASE WHEN turn.is_first THEN greatest(taken.best, taken.own) ELSE taken.best END AS best,
CASE WHEN turn.is_first THEN greatest(taken.best, taken.own) < turn.needed
ELSE taken.own >= 0 AND taken.own < turn.most END AS is_taken) so_far
CROSS JOIN LATERAL (
SELECT json_agg(json_build_array({columns})) AS found FROM (
SELECT entry.place, seen.* FROM (
SELECT id + 0 AS place, lexemes FROM articles_search_text
WHERE so_far.is_taken AND lexemes @@ turn.anywhere AND id BETWEEN %(first)s AND %(last)s
ORDER BY id + 0 DESC) entry
CROSS JOIN LATERAL (
SELECT * FROM ({among}) article ({names})
WHERE article.c1 = (entry.place & 4294967295) >> 3
AND (turn.exactly IS NULL OR entry.lexemes @@ turn.exactly) LIMIT 1) seen
ORDER BY entry.place DESC LIMIT turn.most) one) answer
)
SELECT DISTINCT ON (step) step - 1, found FROM taken WHERE found IS NOT NULL
ORDER BY step, number DESC
"""


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
    anywhere = [_query(step.wanted, near=False) for step in steps]
    exactly = [_query(step.wanted) for step in steps]
    names = ", ".join(f"c{number}" for number in range(1, among.columns + 1))
    sql = _STEPS.format(
        season=_DAYS_OF_A_SEASON, among=_named(among), names=names, columns=f"place, {names}"
    )
    values: dict[str, Any] = {
        "first": span[0],
        "last": span[1],
        "seasons": list(_SEASONS),
        "anywhere": anywhere,
        "exactly": [
            near if near != far else None for near, far in zip(exactly, anywhere, strict=True)
        ],
        "needed": [step.needed for step in steps],
        "most": [step.limit for step in steps],
    }
    values |= {f"among_{place}": value for place, value in enumerate(among.params)}
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [(step, *row) for step, rows in cursor.fetchall() for row in rows]


def _named(among: Among) -> str:
    """The SQL with its places named, as the rest of the statement has them."""
    first, *rest = among.sql.split("%s")
    return first + "".join(f"%(among_{place})s{part}" for place, part in enumerate(rest))


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
    season = f"d{day_of(document.id) // _DAYS_OF_A_SEASON}"
    for lexeme in (season, *document.bag, *places):
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
