"""Steps of a search in one statement: each is taken only while the ones before found too few."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection

from articles.search.backends.expressions import Expression

if TYPE_CHECKING:
    from articles.search.backends import Among, Step

_COUNT = "(SELECT count(*) FROM step_{})"


def run(
    documents: str,
    steps: Sequence[Step],
    *,
    greatest: str,
    query: Callable[[Expression], str],
    among: Among,
    span: tuple[int, int],
) -> list[tuple[Any, ...]]:
    """The rows of all steps: (step, document, the columns of `among`); one statement.

    `documents` is the engine's SQL of one step, with the places {enough} and
    {among} and parameters for what is asked, the span and the limit; `greatest`
    its function for the greatest of several numbers. A condition without a
    table is tried by both engines before they read anything.
    """
    sql, params, _columns = among
    if not steps or not sql:
        return []
    tables: list[str] = []
    values: list[Any] = []
    for number, step in enumerate(steps):
        found = ", ".join(_COUNT.format(n) for n in range(number)) or "0"
        enough = f"{greatest}(0, {found}) < %s"
        one = documents.format(enough=enough, among=sql)
        tables.append(f"step_{number} AS MATERIALIZED ({one})")
        values += [*params, step.needed, query(step.wanted), *span, step.limit]
    rows = " UNION ALL ".join(f"SELECT {n}, * FROM step_{n}" for n in range(len(steps)))  # noqa: S608 numbers of ours
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(tables)} {rows}", values)
        return list(cursor.fetchall())
