"""Saving, publishing, scheduling, restoring: what the clock decides, and what is refused."""

from datetime import timedelta

import pytest

from articles.errors import BadMoment, Incomplete, NotAllowed, Outdated, Refused, TextFaults
from articles.frontpage import curation
from articles.frontpage.models import FrontPublication, FrontRevision
from articles.frontpage.pools import in_force
from articles.models import TextRule
from newsroom.audit.models import Entry
from tests import factories
from tests.conftest import NOW
from tests.frontpage.conftest import page, pin, slot

HOUR = timedelta(hours=1)


def force(at=NOW, section=None):
    found = in_force(section=section, language="ar", at=at)
    return found and found.revision


def test_draft_is_seen_by_nobody(saved):
    saved(page(slot()))
    assert force() is None


def test_scheduled_page_is_in_force_from_its_second(saved, put, editor):
    first = put(page(slot())).revision
    second = saved(page(slot(), slot()))
    seen = curation.last_decision(second.front)
    curation.publish(second, by=editor, seen=seen, moment=NOW + HOUR, at=NOW)
    assert force(NOW + HOUR - timedelta(seconds=1)) == first.pk
    assert force(NOW + HOUR) == second.pk


def test_older_revision_published_again_is_in_force(put, editor):
    first = put(page(slot()))
    second = put(page(slot(), slot()))
    curation.publish(first.revision, by=editor, seen=second.pk, at=NOW)
    assert force() == first.revision.pk
    assert FrontRevision.objects.count() == 2


def test_cancelled_publication_does_not_come(saved, editor):
    revision = saved(page(slot()))
    waiting = curation.publish(revision, by=editor, seen=None, moment=NOW + HOUR, at=NOW)
    curation.cancel(waiting, by=editor, at=NOW)
    assert force(NOW + HOUR) is None


def test_publication_that_has_begun_is_not_cancelled(put, editor):
    publication = put(page(slot()))
    with pytest.raises(Refused):
        curation.cancel(publication, by=editor, at=NOW)
    assert force() == publication.revision.pk


def test_save_on_an_old_base_is_kept_beside_the_newest(saved, chief):
    first = saved(page(slot()))
    newest = saved(page(slot(), slot()))
    mine = saved(page(slot(), slot(), slot()), base=first.pk, by=chief)
    assert (mine.is_conflict, mine.base, len(mine.data["zones"][0]["slots"])) == (True, first, 3)
    assert curation.newest_revision(mine.front) == newest


def test_save_that_changes_nothing_adds_nothing(saved):
    first = saved(page(slot()))
    assert saved(page(slot())) == first


def test_publication_upon_an_unseen_one_is_refused(saved, put, editor):
    put(page(slot()))
    revision = saved(page(slot(), slot()))
    with pytest.raises(Outdated):
        curation.publish(revision, by=editor, seen=None, at=NOW)


def test_moment_that_has_passed_is_refused(saved, editor):
    with pytest.raises(BadMoment):
        curation.publish(saved(page(slot())), by=editor, seen=None, moment=NOW, at=NOW)


@pytest.fixture
def article(published):
    return published()


@pytest.mark.parametrize(
    "changes",
    [
        {"headline": "ع" * 251},
        {"until": "31/02/2026 10:00"},
        {"from": NOW.isoformat(), "until": NOW.isoformat()},
        {"related": [1, 2, 3, 4, 5, 6]},
    ],
    ids=["long headline", "no such day", "ends before it begins", "six lines"],
)
def test_faults_are_kept_in_a_draft_and_refused_to_readers(saved, editor, article, changes):
    revision = saved(page(slot(pin=pin(article, **changes))))
    with pytest.raises(Refused):
        curation.publish(revision, by=editor, seen=None, at=NOW)
    assert not FrontPublication.objects.exists()


def test_headline_of_a_slot_is_held_to_the_rules_of_headlines(saved, editor, article):
    TextRule.objects.create(rule="tatweel", is_active=True, is_blocking=True)
    revision = saved(page(slot(pin=pin(article, headline="خبـــر من الميناء"))))
    with pytest.raises(TextFaults):
        curation.publish(revision, by=editor, seen=None, at=NOW)


def test_picture_of_a_slot_needs_its_texts(saved, editor, article):
    bare = factories.ImageFactory(alt_ar="")
    revision = saved(page(slot(pin=pin(article, picture=bare.pk))))
    with pytest.raises(Incomplete):
        curation.publish(revision, by=editor, seen=None, at=NOW)


def test_journalist_arranges_nothing(saved, journalist):
    with pytest.raises(NotAllowed):
        saved(page(slot()), by=journalist)


def test_editor_of_a_section_arranges_its_front_alone(saved, section_editor, sport, section):
    assert saved(page(slot()), section=sport, by=section_editor).number == 1
    for other in (section, None):
        with pytest.raises(NotAllowed):
            saved(page(slot()), section=other, by=section_editor)


def test_publication_and_its_cancelling_are_in_the_audit_log(saved, editor):
    waiting = curation.publish(saved(page(slot())), by=editor, seen=None, moment=NOW + HOUR, at=NOW)
    curation.cancel(waiting, by=editor, at=NOW)
    kinds = Entry.objects.filter(kind="articles_frontpage.frontpublication")
    assert [entry.action for entry in kinds.order_by("pk")] == ["create", "change"]
