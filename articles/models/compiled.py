"""Querysets whose SQL is compiled once and then run with other parameters.

Building and compiling its querysets takes the ORM longer than everything else
on an article's page: four fifths of it, and a fifth to four fifths of the
pages of lists. `make bench BENCH=queries` measures pages with and without in
turns; a query belongs here only while it saves more than a tenth of a page. It
is written as a queryset all the same, so that `ArticleQuerySet.visible`
decides in it too.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.db import connection
from django.db.models import Expression, Field, QuerySet

_MOST_SHAPES: Final = 256
"""Statements that one query keeps, for its languages, pages and numbers of ids."""

type Row = dict[str, Any]
type _Converters = list[tuple[str, Callable[..., Any], Any]]
"""Column, converter, and the expression it is of, in the order in which they are applied."""


def exact_columns[Q: QuerySet[Any, Any]](rows: Q) -> Q:
    """The queryset with columns read exactly as they are named; no query.

    modeltranslation would otherwise rewrite the names to the active language,
    and change the order in which `values` and `values_list` select them.
    """
    untyped: Any = rows
    exact: Q = untyped.rewrite(False)
    return exact


class Parameter(Expression):
    """A place in a compiled query for a value that is given when it runs.

    `output_field` adapts the value to the database, as for any value of such a field.
    """

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> Any:
        # The parameter itself is the value; `CompiledQuery` puts the real one in its place.
        return "%s", (self,)


@dataclass(frozen=True, slots=True)
class _Statement:
    """The SQL of one shape on one engine."""

    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, str], ...]
    """Of each parameter in `params`: where it stands, and its name."""
    fields: dict[str, Field[Any, Any]]
    """The field that adapts the value of a parameter, by its name."""
    names: tuple[str, ...]
    converters: _Converters


class CompiledQuery:
    """A queryset of `values()` that is compiled once for each shape.

    `build(*shape)` returns the queryset. What changes the SQL itself (a language,
    a limit, a number of ids) belongs to the shape, which must be hashable;
    everything else is a `Parameter`.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._statement = lru_cache(maxsize=_MOST_SHAPES)(self._compile)

    def rows(self, *shape: Hashable, **parameters: Any) -> list[Row]:
        """The rows by column name, converted as the ORM converts them; one query.

        Raises KeyError when a parameter has no value.
        """
        statement = self._statement(connection.vendor, *shape)
        with connection.cursor() as cursor:
            cursor.execute(*self.statement(*shape, **parameters))
            fetched = cursor.fetchall()
        rows = [dict(zip(statement.names, row, strict=True)) for row in fetched]
        for name, converter, expression in statement.converters:
            for row in rows:
                row[name] = converter(row[name], expression, connection)
        return rows

    def statement(self, *shape: Hashable, **parameters: Any) -> tuple[str, list[Any]]:
        """The SQL and its parameters as the database takes them; no query."""
        statement = self._statement(connection.vendor, *shape)
        values = {
            name: field.get_db_prep_value(parameters[name], connection)
            for name, field in statement.fields.items()
        }
        params = list(statement.params)
        for place, name in statement.places:
            params[place] = values[name]
        return statement.sql, params

    def _compile(self, _vendor: str, *shape: Hashable) -> _Statement:
        query = self._build(*shape).query
        compiler = query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        names = tuple(query.selected or ())
        found = compiler.get_converters([column[0] for column in compiler.select])
        converters = [
            (names[position], converter, expression)
            for position, (converters, expression) in found.items()
            for converter in converters
        ]
        parameters = {n: one for n, one in enumerate(params) if isinstance(one, Parameter)}
        return _Statement(
            sql,
            tuple(params),
            places=tuple((place, one.name) for place, one in parameters.items()),
            fields={one.name: one.output_field for one in parameters.values()},
            names=names,
            converters=converters,
        )
