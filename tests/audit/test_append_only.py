"""The database itself refuses to change or delete what is in the log."""

import pytest
from django.db import IntegrityError, connection, transaction

from newsroom.audit import triggers
from newsroom.audit.chain import seal_new
from newsroom.audit.models import Entry, Pruning, Seal
from newsroom.audit.recording import record

STATEMENTS = [
    "UPDATE audit_entry SET actor = 'x'",
    "UPDATE audit_entry SET changes = '{}' WHERE id = -1 OR id = id",
    "DELETE FROM audit_entry",
    "UPDATE audit_seal SET chain_hash = 'x'",
    "DELETE FROM audit_seal",
    "INSERT INTO audit_pruning (position, chain_hash, at) VALUES (1, 'x', '2026-11-30')",
    "INSERT INTO audit_pruning (position, chain_hash, at) VALUES (9, 'x', '2026-11-30')",
]
REPLACEMENTS = [
    "REPLACE INTO audit_entry SELECT * FROM audit_entry",
    "INSERT OR REPLACE INTO audit_seal SELECT * FROM audit_seal",
    "UPDATE OR REPLACE audit_entry SET actor = 'x'",
]


@pytest.fixture
def entry(db):
    """An entry in the chain."""
    record("change", kind="articles.tag", object_id=7, name="مصر", changes={"slug": ["a", "b"]})
    seal_new()
    return Entry.objects.get()


def refused(statement):
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_entry_is_neither_saved_again_nor_deleted_as_a_row(entry):
    entry.actor = "somebody else"
    for act in (entry.save, entry.delete, entry.seal.delete):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            act()
    assert Entry.objects.get().actor == ""


@pytest.mark.parametrize("rows", [Entry.objects, Seal.objects])
def test_entries_and_seals_are_neither_updated_nor_deleted_as_many(entry, rows):
    for act in (lambda: rows.update(digest="x"), lambda: rows.all().delete()):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            act()


@pytest.mark.parametrize("statement", STATEMENTS)
def test_statement_that_changes_the_log_is_refused(entry, statement):
    refused(statement)


@pytest.mark.parametrize("statement", REPLACEMENTS)
def test_replacing_is_refused_where_the_engine_has_it(entry, statement):
    if connection.vendor == "sqlite":
        refused(statement)


@pytest.mark.parametrize("table", triggers.TABLES)
def test_truncating_is_refused_where_the_engine_has_it(entry, table):
    if connection.vendor == "postgresql":
        refused(f"TRUNCATE {table} CASCADE")


def test_pruning_itself_stays(entry):
    Pruning.objects.create(position=1, chain_hash=entry.seal.chain_hash)
    refused("DELETE FROM audit_pruning")
    refused("UPDATE audit_pruning SET position = 0")


def test_pruning_lets_go_of_the_beginning_alone(entry):
    record("change", kind="articles.tag")
    seal_new()
    Pruning.objects.create(position=1, chain_hash=entry.seal.chain_hash)
    newer = Entry.objects.latest("pk")
    refused(f"DELETE FROM audit_entry WHERE id = {newer.pk}")
    refused("DELETE FROM audit_seal WHERE position = 2")
    entry.delete()
    assert list(Entry.objects.all()) == [newer]


def test_unsealed_entry_is_not_deleted_by_any_pruning(entry):
    record("change", kind="articles.tag")
    Pruning.objects.create(position=1, chain_hash=entry.seal.chain_hash)
    refused(f"DELETE FROM audit_entry WHERE id = {Entry.objects.latest('pk').pk}")


def test_every_trigger_is_there(db):
    assert triggers.missing(connection) == []
