"""Emptying the audit log between tests, which its triggers would refuse.

Tests with transactions end with `flush`, which deletes every row (SQLite) or truncates every table
(PostgreSQL). Around those statements, and around nothing else, the triggers against that are
lifted: in every test they stand as in production. Nothing of the newsroom knows of it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from newsroom.audit import triggers


def around_flush(vendor: str) -> tuple[list[str], list[str]]:
    """The statements that lift the triggers which a flush would meet, and that put them back."""
    if vendor == "sqlite":
        names = [f"{table}_delete" for table in triggers.TABLES]
        made = [
            sql for sql in triggers.create_statements(vendor) if sql.split()[2].endswith("_delete")
        ]
        return [f"DROP TRIGGER {name}" for name in names], made
    tables = [(table, f"{table}_truncate") for table in triggers.TABLES]
    off = [f"ALTER TABLE {table} DISABLE TRIGGER {name}" for table, name in tables]
    return off, [f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}" for table, name in tables]


@contextmanager
def flush_is_let_pass() -> Iterator[None]:
    """Have the statements of `flush` be accompanied by these, on every connection."""
    operations: Any = type(connection.ops)
    usual: Callable[..., list[str]] = operations.sql_flush

    def sql_flush(self: Any, style: Any, tables: list[str], **options: Any) -> list[str]:
        lifted, restored = around_flush(connection.vendor)
        statements = usual(self, style, tables, **options)
        is_ours = triggers.TABLES[0] in tables
        return [*lifted, *statements, *restored] if is_ours else statements

    operations.sql_flush = sql_flush
    try:
        yield
    finally:
        operations.sql_flush = usual


@contextmanager
def triggers_lifted() -> Iterator[None]:
    """Without any trigger, as for somebody who may change the schema."""
    with connection.cursor() as cursor:
        for statement in triggers.drop_statements(connection.vendor):
            cursor.execute(statement)
        yield
        for statement in triggers.create_statements(connection.vendor):
            cursor.execute(statement)
