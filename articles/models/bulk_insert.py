"""Inserting rows by the thousand without a model instance for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import batched
from typing import Any, Final

from django.db import connection, models

_ROWS: Final = 500
"""Rows of one statement; SQLite takes a row at a time faster."""


def bulk_insert(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    then: str = "",
) -> None:
    """Add rows, their values in the order of the columns and as the database takes them.

    `then` follows the values: what is done with rows that are there already. It
    and the names are ours; what others wrote is a value. A statement for 500 rows.
    """
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    place = f"({', '.join(['%s'] * len(columns))})"
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES "  # noqa: S608 names are ours
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(f"{sql}{place} {then}", list(rows))
            return
        for batch in batched(rows, _ROWS, strict=False):
            flat = [value for row in batch for value in row]
            cursor.execute(f"{sql}{', '.join([place] * len(batch))} {then}", flat)
