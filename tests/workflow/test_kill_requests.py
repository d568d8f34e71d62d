"""A kill that one person asks for and another one confirms."""

import pytest

from articles import workflow
from articles.errors import NotAllowed, Outdated, Refused, SamePerson, WrongState
from articles.models import Transition
from articles.workflow.rules import open_kill_request
from tests.conftest import NOW, person


@pytest.fixture(autouse=True)
def _two_are_needed(settings):
    settings.KILL_NEEDS_TWO = True


@pytest.fixture
def other(db):
    """A second chief editor."""
    return person("layla", "chief")


@pytest.fixture
def requested(published, chief):
    """A live article whose kill the chief editor has asked for."""
    return workflow.request_kill(published(), by=chief, reason="تشهير", at=NOW)


def verbs_of_kills(article, user):
    return [verb for verb in workflow.verbs_for(article, user, at=NOW) if "kill" in verb]


def test_request_changes_nothing_for_readers(requested):
    assert (requested.state, requested.is_live(at=NOW)) == ("published", True)


def test_nobody_kills_without_a_request(published, chief):
    with pytest.raises(WrongState):
        workflow.kill(published(), by=chief, reason="تشهير", at=NOW)


def test_whoever_asked_does_not_confirm(requested, chief):
    with pytest.raises(SamePerson):
        workflow.kill(requested, by=chief, reason="تشهير", at=NOW)


def test_another_person_confirms_and_both_stand_in_the_log(requested, chief, other):
    article = workflow.kill(requested, by=other, reason="صحيح", at=NOW)
    asked, done = Transition.objects.filter(verb__contains="kill").order_by("pk")
    assert article.state == "killed"
    assert (asked.by, asked.note, done.by) == (chief, "تشهير", other)
    assert done.details["request"] == asked.pk


def test_offers_follow_the_request(published, requested, chief, other):
    assert verbs_of_kills(published(slug_ar="آخر"), chief) == ["request_kill"]
    assert verbs_of_kills(requested, chief) == ["decline_kill"]
    assert verbs_of_kills(requested, other) == ["kill", "decline_kill"]


def test_request_is_declined_and_may_be_made_anew(requested, chief, other):
    article = workflow.decline_kill(requested, by=other, note="لا تشهير", at=NOW)
    assert open_kill_request(article) is None
    again = workflow.request_kill(article, by=chief, reason="تشهير", at=NOW)
    assert open_kill_request(again).by == chief


def test_kill_that_was_undone_needs_a_new_request(requested, other):
    article = workflow.kill(requested, by=other, reason="صحيح", at=NOW)
    article = workflow.unkill(article, by=other, at=NOW)
    assert verbs_of_kills(article, other) == ["request_kill"]


def test_request_needs_a_reason(published, chief):
    with pytest.raises(Refused):
        workflow.request_kill(published(), by=chief, reason=" ", at=NOW)


def test_editor_may_not_ask(published, editor):
    with pytest.raises(NotAllowed):
        workflow.request_kill(published(), by=editor, reason="تشهير", at=NOW)


def test_confirmation_from_an_old_page_is_refused(requested, chief, other):
    seen = requested.latest_revision_id
    data = requested.latest_revision.data | {"kicker_ar": "جديد"}
    workflow.save(requested, by=chief, data=data, base=seen, at=NOW)
    with pytest.raises(Outdated):
        workflow.kill(requested, by=other, reason="صحيح", seen=seen, at=NOW)


def test_where_one_is_enough_nobody_asks(published, chief, settings):
    settings.KILL_NEEDS_TWO = False
    assert verbs_of_kills(published(), chief) == ["kill"]
