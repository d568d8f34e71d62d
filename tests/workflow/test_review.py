import pytest
from django.utils.translation import override

from articles import workflow
from articles.errors import Incomplete, NotAllowed, Refused, WrongState
from articles.models import Transition
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def draft(journalist, content):
    return workflow.create(by=journalist, data=content(), at=NOW)


@pytest.fixture
def submitted(draft, journalist):
    return workflow.submit(draft, by=journalist, at=NOW)


def test_journalist_submits_their_own_draft(draft, journalist):
    assert workflow.submit(draft, by=journalist, at=NOW).state == "submitted"


def test_journalist_may_not_submit_a_colleagues_draft(draft, colleague):
    with pytest.raises(NotAllowed):
        workflow.submit(draft, by=colleague, at=NOW)


def test_submitting_twice_is_refused(submitted, journalist):
    with pytest.raises(WrongState):
        workflow.submit(submitted, by=journalist, at=NOW)


@pytest.mark.parametrize(
    ("missing", "word"),
    [
        ({"headline_ar": ""}, "headline"),
        ({"body_ar": "<p> </p>"}, "body"),
        ({"section": None}, "section"),
        ({"bylines": []}, "byline"),
    ],
)
def test_submitting_names_what_a_reader_would_miss(journalist, content, missing, word):
    draft = workflow.create(by=journalist, data=content(**missing), at=NOW)
    with override("en"), pytest.raises(Incomplete) as refusal:
        workflow.submit(draft, by=journalist, at=NOW)
    assert refusal.value.missing == [word]


def test_headline_and_body_in_different_languages_are_not_an_article(journalist, content):
    data = content(body_ar="", body_en="<p>Text</p>")
    draft = workflow.create(by=journalist, data=data, at=NOW)
    with pytest.raises(Incomplete):
        workflow.submit(draft, by=journalist, at=NOW)


def test_editor_approves_what_was_submitted(submitted, editor):
    assert workflow.approve(submitted, by=editor, at=NOW).state == "approved"


def test_journalist_may_not_approve(submitted, journalist):
    with pytest.raises(NotAllowed):
        workflow.approve(submitted, by=journalist, at=NOW)


def test_editor_sends_back_with_a_note_that_is_kept(submitted, editor):
    article = workflow.send_back(submitted, by=editor, note="أضف مصدرا", at=NOW)
    assert article.state == "draft"
    assert Transition.objects.get(verb="send_back").note == "أضف مصدرا"


def test_incomplete_text_is_sent_back(submitted, editor, journalist):
    factories.revise(submitted, journalist, at=NOW, headline_ar="")
    assert workflow.send_back(submitted, by=editor, note="أكمله", at=NOW).state == "draft"


def test_sending_back_without_a_note_is_refused(submitted, editor):
    with pytest.raises(Refused):
        workflow.send_back(submitted, by=editor, note=" ", at=NOW)


def test_log_says_who_what_when_and_from_where(submitted, journalist):
    entry = Transition.objects.get(verb="submit")
    assert (entry.by, entry.at, entry.from_state, entry.to_state) == (
        journalist,
        NOW,
        "draft",
        "submitted",
    )


def test_person_who_left_may_do_nothing(submitted, editor):
    editor.is_active = False
    assert workflow.verbs_for(submitted, editor, at=NOW) == []


@pytest.mark.parametrize(
    ("role", "verbs"),
    [
        ("journalist", []),
        ("editor", ["send_back", "approve", "publish", "schedule", "restore"]),
        ("chief", ["send_back", "approve", "publish", "schedule", "kill", "restore"]),
        ("administrator", []),
    ],
)
def test_roles_are_offered_their_verbs_on_a_submitted_article(submitted, request, role, verbs):
    person = request.getfixturevalue(role)
    assert workflow.verbs_for(submitted, person, at=NOW) == verbs
