"""Several bounded querysets read in one statement, so that more of them cost no more queries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import DateTimeField, QuerySet, Value

from articles.models.compiled import exact_columns

_DATABASE: Final = "default"
_PART: Final = "SELECT %s AS part, listed.* FROM ({}) AS listed"
_MOMENT: Final = Value(None, output_field=DateTimeField())


class Listing(NamedTuple):
    """A queryset, the column of the key that is read, that of its moment, and how many at most.

    The rows are ordered by the moment and then by the key, the latest first unless
    `is_soonest_first`.
    """

    rows: Any
    moment: str
    limit: int
    is_soonest_first: bool = False
    key: str = "pk"


class Row(NamedTuple):
    """A row of a listing: its key and the moment for which it stands there."""

    moment: datetime
    key: int


def read(listings: Mapping[str, Listing]) -> dict[str, list[Row]]:
    """The rows of each listing, in its order, `limit` at most; one query, none without listings.

    Django's own union takes no ordered and bounded parts on SQLite.
    """
    parts, values = [], []
    for name, listing in listings.items():
        try:
            sql, given = _bounded(listing).query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(_PART.replace("{}", sql))
        values += [name, *given]
    found: dict[str, list[Row]] = {name: [] for name in listings}
    if parts:
        with connections[_DATABASE].cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            for name, key, moment in cursor.fetchall():
                found[name].append(Row(_moment(moment), key))
    # A union does not promise the order of its parts.
    return {
        name: sorted(rows, reverse=not listings[name].is_soonest_first)
        for name, rows in found.items()
    }


def _moment(value: Any) -> datetime:
    """The column as Django reads moments: a text on SQLite, aware."""
    connection = connections[_DATABASE]
    for convert in connection.ops.get_db_converters(_MOMENT):
        value = convert(value, _MOMENT, connection)
    moment: datetime = value
    return moment


def _bounded(listing: Listing) -> QuerySet[Any, Any]:
    sign = "" if listing.is_soonest_first else "-"
    rows = listing.rows.order_by(f"{sign}{listing.moment}", f"{sign}{listing.key}")
    rows = exact_columns(rows) if hasattr(rows, "rewrite") else rows
    bounded: QuerySet[Any, Any] = rows.values_list(listing.key, listing.moment)
    return bounded[: listing.limit]
