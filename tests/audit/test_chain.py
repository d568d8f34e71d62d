"""Entries are sealed after the commit, and whatever is changed, moved or missing is named."""

import re
from datetime import timedelta
from io import StringIO
from threading import Thread

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Tag
from newsroom.audit import chain, triggers
from newsroom.audit.chain import Head
from newsroom.audit.models import Entry, Pruning, Seal
from newsroom.audit.recording import record
from tests.append_only import triggers_lifted


@pytest.fixture
def entries(db):
    """Five entries, in the chain at the positions 1 to 5."""
    for number in range(1, 6):
        record("change", kind="articles.tag", object_id=number, name=f"وسم {number}")
        chain.seal_new()
    return list(Entry.objects.order_by("pk"))


def test_sealing_looks_at_the_seals_of_the_newest_entries_alone(db):
    record("change", kind="articles.tag", object_id=1, name="وسم")
    with CaptureQueriesContext(connection) as queries:
        chain.seal_new()
    (asked,) = [each["sql"] for each in queries if "EXISTS" in each["sql"]]
    assert '."entry_id" > ' in asked


def verified(*options):
    """What `audit --verify` prints; raises CommandError, which ends with 1."""
    out = StringIO()
    call_command("audit", "--verify", *options, stdout=out)
    return out.getvalue()


def fault_of(*statements, head=None):
    """The numbers in what is found after the statements, run without the triggers."""
    with triggers_lifted(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    with pytest.raises(CommandError) as raised:
        verified(*(["--head", str(head)] if head else []))
    assert raised.value.returncode == 1
    return [int(number) for number in re.findall(r"\d+", str(raised.value))]


def test_untouched_log_is_verified_and_its_head_printed(entries):
    head = chain.head()
    assert head.position == 5
    assert str(head) in verified()
    assert verified("--head", str(Head(3, Seal.objects.get(position=3).chain_hash)))


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'x'",
        "address = '192.0.2.1'",
        "object_name = object_name || ' '",
        'changes = \'{"slug": [null, "x"]}\'',
        "at = '2001-01-01 00:00:00+00'",
        "digest = ''",
    ],
)
def test_one_changed_column_is_named_with_its_entry(entries, change):
    changed = entries[2].pk
    assert fault_of(f"UPDATE audit_entry SET {change} WHERE id = {changed}") == [changed, 3]


def test_entry_whose_digest_was_made_to_fit_is_named(entries):
    forged = Entry.objects.get(pk=entries[2].pk)
    forged.actor = "somebody else"
    digest = forged.computed_digest()
    change = f"actor = 'somebody else', digest = '{digest}'"
    assert fault_of(f"UPDATE audit_entry SET {change} WHERE id = {forged.pk}") == [forged.pk, 3]


def test_seal_that_was_made_to_fit_as_well_breaks_the_chain_at_its_position(entries):
    forged = Entry.objects.get(pk=entries[3].pk)
    forged.actor = "x"
    digest = forged.computed_digest()
    assert fault_of(
        f"UPDATE audit_entry SET actor = 'x', digest = '{digest}' WHERE id = {forged.pk}",
        f"UPDATE audit_seal SET digest = '{digest}' WHERE position = 4",
    ) == [4]


def test_missing_entry_is_named(entries):
    missing = entries[1].pk
    assert fault_of(f"DELETE FROM audit_entry WHERE id = {missing}") == [missing, 2]


def test_missing_seal_is_named_by_its_position(entries):
    assert fault_of("DELETE FROM audit_seal WHERE position = 2") == [2]


def test_seals_that_changed_places_are_named(entries):
    moved = [(9, 2), (2, 3), (3, 9)]
    assert fault_of(
        *(f"UPDATE audit_seal SET position = {to} WHERE position = {old}" for to, old in moved)
    ) == [2]


def test_cut_tail_is_found_against_the_head_that_was_written_down(entries):
    head = chain.head()
    cut = [
        f"DELETE FROM audit_entry WHERE id = {entries[4].pk}",
        "DELETE FROM audit_seal WHERE position = 5",
    ]
    assert fault_of(*cut, head=head) == [4, 5]
    assert verified()


def test_chain_that_was_written_anew_is_found_against_the_head(entries):
    head, first = chain.head(), entries[0]
    with triggers_lifted():
        Entry.objects.filter(pk=first.pk).update(actor="x")
        forged = Entry.objects.get(pk=first.pk)
        Entry.objects.filter(pk=first.pk).update(digest=forged.computed_digest())
        Seal.objects.all().delete()
        chain.seal_new()
    assert verified()
    assert fault_of(head=head) == [5]


def test_head_that_is_none_is_refused(db):
    with pytest.raises(CommandError):
        verified("--head", "5:abc")


def test_entry_that_stays_unsealed_for_too_long_is_named(db):
    record("change", kind="articles.tag")
    assert verified()
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert fault_of()[0] == Entry.objects.get().pk


def test_trigger_that_is_missing_is_named(entries):
    statement = triggers.drop_statements(connection.vendor)[0]
    with connection.cursor() as cursor:
        cursor.execute(statement)
    with pytest.raises(CommandError, match="audit_entry_update"):
        verified()
    with triggers_lifted():
        pass


def test_what_a_crash_left_unsealed_is_sealed_by_the_next(entries):
    record("change", kind="articles.tag", object_id=8)
    record("change", kind="articles.tag", object_id=9)
    chain.seal_new()
    assert chain.head().position == 7
    assert not Entry.objects.unsealed().exists()


def test_timer_seals_what_is_unsealed_and_prints_the_head(db):
    record("change", kind="articles.tag")
    out = StringIO()
    call_command("due", stdout=out)
    assert chain.head().position == 1
    assert str(chain.head()) in out.getvalue()


def test_two_entries_of_one_transaction_wait_for_one_sealing(
    db, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True) as waiting:
        for name in ("نيل", "فرات"):
            Tag.objects.create(name_ar=name, slug_ar=name)
    assert waiting.count(chain.seal_new) == 1
    assert not Entry.objects.unsealed().exists()


def test_seal_that_fails_leaves_the_change_as_it_is(transactional_db, monkeypatch):
    def fail(_within):
        raise IntegrityError

    monkeypatch.setattr(chain, "_seal", fail)
    Tag.objects.create(name_ar="نيل", slug_ar="نيل")
    assert Tag.objects.exists()
    assert Entry.objects.unsealed().count() == 1


def test_people_at_one_moment_make_one_chain_without_gaps_or_waiting_for_each_other(
    transactional_db,
):
    def work(person):
        for number in range(5):
            with transaction.atomic():
                name = f"{person}-{number}"
                Tag.objects.create(name_ar=name, slug_ar=name)
        connections.close_all()

    threads = [Thread(target=work, args=(person,), name=f"p{person}") for person in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    chain.seal_new(within=chain.WIDE_WINDOW)
    assert Entry.objects.count() == 20
    assert list(Seal.objects.order_by("position").values_list("position", flat=True)) == list(
        range(1, 21)
    )
    assert {entry.via for entry in Entry.objects.all()} == {f"background: p{n}" for n in range(4)}
    assert verified()


# Pruning ------------------------------------------------------------------------------------


@pytest.fixture
def aged(db, settings):
    """Two entries of a year ago and two of today, in the chain; the log is kept for 30 days."""
    settings.AUDIT_KEEP_DAYS = 30
    for age in (365, 364, 1, 0):
        with time_machine.travel(timezone.now() - timedelta(days=age)):
            record("change", kind="articles.tag", object_id=age)
            chain.seal_new()


def test_pruning_deletes_the_beginning_and_the_rest_is_still_verified(aged):
    kept = Seal.objects.get(position=2).chain_hash
    head = Seal.objects.get(position=4)
    call_command("audit", "--prune", stdout=StringIO())
    assert sorted(Entry.objects.exclude(action="prune").values_list("object_id", flat=True)) == [
        "0",
        "1",
    ]
    assert str(Pruning.objects.get()) == f"2:{kept}"
    chain.seal_new()
    assert verified("--head", str(head))
    assert Seal.objects.get(entry__action="prune").position == 5
    assert Entry.objects.get(action="prune").changes["count"] == [2, None]


def test_pruning_of_everything_goes_on_from_its_hash(aged, settings):
    settings.AUDIT_KEEP_DAYS = 1
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        call_command("audit", "--prune", stdout=StringIO())
        chain.seal_new()
        assert Seal.objects.get().position == 5
        assert verified()


def test_timer_prunes_once_a_day(aged):
    call_command("due", stdout=StringIO())
    assert Entry.objects.filter(action="change").count() == 2
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        call_command("due", stdout=StringIO())
        call_command("due", stdout=StringIO())
        assert Pruning.objects.count() == 2
        assert verified()


def test_log_that_is_kept_for_ever_is_not_pruned(aged, settings):
    settings.AUDIT_KEEP_DAYS = 0
    call_command("due", stdout=StringIO())
    with pytest.raises(CommandError):
        call_command("audit", "--prune", stdout=StringIO())
    assert Entry.objects.count() == 4


def test_young_log_is_not_pruned(entries, settings):
    settings.AUDIT_KEEP_DAYS = 30
    call_command("audit", "--prune", stdout=StringIO())
    assert Entry.objects.count() == 5


def test_pruning_that_no_entry_tells_of_is_named(entries):
    Pruning.objects.create(position=2, chain_hash=Seal.objects.get(position=2).chain_hash)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM audit_entry WHERE id <= {entries[1].pk}")
        cursor.execute("DELETE FROM audit_seal WHERE position <= 2")
    assert fault_of() == [2]


def test_pruning_that_left_a_part_of_the_beginning_is_named(entries, settings):
    Pruning.objects.create(position=2, chain_hash=Seal.objects.get(position=2).chain_hash)
    entries[1].delete()
    assert fault_of() == [3]
