"""The triggers that make the log append-only, for SQLite and PostgreSQL.

Rows are added and never changed. Deletion passes in one case: what stands in the chain at or
before the position of a `Pruning`, which must name the chain's hash there. Whoever may change the
schema may drop triggers; what is changed then, `manage.py audit --verify` finds by the chain.
"""

from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE: Final = "The audit log is append-only."
TABLES: Final = ("audit_entry", "audit_seal", "audit_pruning")
_KEPT: Final = {
    "audit_entry": (
        "NOT EXISTS (SELECT 1 FROM audit_seal JOIN audit_pruning"
        " ON audit_seal.position <= audit_pruning.position WHERE audit_seal.entry_id = OLD.id)"
    ),
    "audit_seal": (
        "NOT EXISTS (SELECT 1 FROM audit_pruning WHERE audit_pruning.position >= OLD.position)"
    ),
    "audit_pruning": "1 = 1",
}
"""By table: the condition under which a row may not be deleted."""
_NOT_OF_THE_CHAIN: Final = (
    "NOT EXISTS (SELECT 1 FROM audit_seal WHERE audit_seal.position = NEW.position"
    " AND audit_seal.chain_hash = NEW.chain_hash)"
)
# SQLite's REPLACE deletes without asking the triggers of deletion.
_TAKEN: Final = {
    "audit_entry": "EXISTS (SELECT 1 FROM audit_entry WHERE id = NEW.id)",
    "audit_seal": (
        "EXISTS (SELECT 1 FROM audit_seal WHERE position = NEW.position OR entry_id = NEW.entry_id)"
    ),
    "audit_pruning": "EXISTS (SELECT 1 FROM audit_pruning WHERE position = NEW.position)",
}
_REFUSE: Final = f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
_KINDS: Final = ("update", "delete", "insert", "truncate")


def create_statements(vendor: str) -> list[str]:
    """The statements that create every trigger; none may exist."""
    if vendor == "sqlite":
        return [_sqlite(table, *each) for table in TABLES for each in _row_triggers(table, vendor)]
    named = [_postgresql(table, *each) for table in TABLES for each in _row_triggers(table, vendor)]
    truncations = [
        f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        for table in TABLES
    ]
    # Also where replication switches ordinary triggers off.
    always = [f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}" for table, name in _names(vendor)]
    return [_REFUSE, *named, *truncations, *always]


def drop_statements(vendor: str) -> list[str]:
    """The statements that drop every trigger that exists."""
    place = "" if vendor == "sqlite" else " ON {table}"
    dropped = [
        f"DROP TRIGGER IF EXISTS {name}{place.format(table=table)}"
        for table, name in _names(vendor)
    ]
    if vendor == "sqlite":
        return dropped
    functions = [name for _table, name in _names(vendor) if not name.endswith("_truncate")]
    return dropped + [f"DROP FUNCTION IF EXISTS {name}()" for name in (*functions, "audit_refuse")]


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of triggers that are not in the database, or switched off; one query."""
    sql = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE tgenabled = 'A'"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        there = {name for (name,) in cursor.fetchall()}
    return [name for _table, name in _names(connection.vendor) if name not in there]


def _row_triggers(table: str, vendor: str) -> list[tuple[str, str]]:
    """(kind, the condition under which it refuses) of each trigger of the table's rows."""
    inserts = [_TAKEN[table]] if vendor == "sqlite" else []
    if table == "audit_pruning":
        inserts.append(_NOT_OF_THE_CHAIN)
    rows = [("update", "1 = 1"), ("delete", _KEPT[table])]
    return [*rows, ("insert", " OR ".join(inserts))] if inserts else rows


def _names(vendor: str) -> list[tuple[str, str]]:
    """(table, trigger) of every trigger."""
    kinds = {table: [kind for kind, _when in _row_triggers(table, vendor)] for table in TABLES}
    if vendor != "sqlite":
        kinds = {table: [*named, "truncate"] for table, named in kinds.items()}
    return [(table, f"{table}_{kind}") for table in TABLES for kind in kinds[table]]


def _sqlite(table: str, kind: str, when: str) -> str:
    return (
        f"CREATE TRIGGER {table}_{kind} BEFORE {kind.upper()} ON {table} WHEN {when}"
        f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    )


def _postgresql(table: str, kind: str, when: str) -> str:
    """A condition of PostgreSQL holds no subquery, so that a function of its own asks."""
    return (
        f"CREATE OR REPLACE FUNCTION {table}_{kind}() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        f"BEGIN\n"
        f"    IF {when} THEN\n"
        f"        RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';\n"
        f"    END IF;\n"
        f"    RETURN {'OLD' if kind == 'delete' else 'NEW'};\n"
        f"END $$;\n"
        f"CREATE TRIGGER {table}_{kind} BEFORE {kind.upper()} ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {table}_{kind}()"
    )
