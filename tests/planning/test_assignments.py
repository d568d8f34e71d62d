"""Ideas become assignments, and assignments articles; who may, and who is refused."""

import pytest
from django.db import IntegrityError, transaction

from articles import workflow
from articles.errors import NotAllowed, Refused, WrongState
from articles.models import Article
from articles.notifications.models import Notification
from articles.workflow import handover
from newsroom.planning import assignments
from newsroom.planning.models import Assignment, Event
from tests import factories
from tests.conftest import NOW
from tests.planning.conftest import HOUR

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "elsewhere"},
        {"status": "idea", "assignee": "journalist"},
        {"due_at": NOW + HOUR, "planned_at": NOW},
    ],
)
def test_database_refuses_what_no_assignment_can_be(assignment, journalist, wrong):
    wrong = wrong | ({"assignee": journalist} if "assignee" in wrong else {})
    with pytest.raises(IntegrityError), transaction.atomic():
        assignment(**wrong)


@pytest.mark.parametrize(
    "wrong", [{"title_ar": "", "title_en": None}, {"ends_at": NOW - HOUR}, {"status": "maybe"}]
)
def test_database_refuses_what_no_event_can_be(event, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        event(**wrong)


def test_event_of_whole_days_begins_with_its_day_in_the_zone_of_the_site():
    event = Event(title_ar="معرض", is_all_day=True, starts_at=NOW, ends_at=NOW + 30 * HOUR)
    event.full_clean()
    # Midnight in Cairo, two hours before that of UTC.
    assert [event.starts_at.isoformat(), event.ends_at.isoformat()] == [
        "2026-11-19T22:00:00+00:00",
        "2026-11-20T22:00:00+00:00",
    ]


def test_idea_is_taken_over_by_one_and_refused_to_the_next(assignment, journalist, colleague):
    idea = assignment()
    taken = assignments.act("take", idea, by=journalist, at=NOW)
    assert (taken.status, taken.assignee) == ("assigned", journalist)
    with pytest.raises(WrongState, match="sara"):
        assignments.act("take", idea, by=colleague, at=NOW)


def test_idea_of_another_section_is_not_taken_over_and_not_given(
    assignment, section_editor, editor
):
    idea = assignment()
    assert "take" not in assignments.verbs_for(idea, section_editor, at=NOW)
    with pytest.raises(WrongState, match="اقتصاد"):
        assignments.act("take", idea, by=section_editor, at=NOW)
    idea.assignee = section_editor
    with pytest.raises(Refused, match="رياضة"):
        assignments.save_assignment(idea, by=editor)


def test_own_work_is_started_given_back_and_finished(assignment, journalist):
    mine = assignments.act("take", assignment(), by=journalist, at=NOW)
    assert assignments.act("start", mine, by=journalist, at=NOW).status == "working"
    returned = assignments.act("give_back", mine, by=journalist, at=NOW)
    assert (returned.status, returned.assignee) == ("idea", None)
    assignments.act("take", mine, by=journalist, at=NOW)
    assert assignments.act("finish", mine, by=journalist, at=NOW).status == "done"
    assert assignments.act("reopen", mine, by=journalist, at=NOW).status == "assigned"


@pytest.mark.parametrize("verb", ["start", "give_back", "finish", "drop"])
def test_what_is_somebody_elses_is_refused_to_a_journalist_and_done_by_an_editor(
    assignment, journalist, colleague, editor, verb
):
    theirs = assignment(status="assigned", assignee=colleague)
    with pytest.raises(NotAllowed):
        assignments.act(verb, theirs, by=journalist, at=NOW)
    assert assignments.act(verb, theirs, by=editor, at=NOW).status != "assigned"


def test_work_is_given_to_somebody_by_an_editor_and_not_by_a_journalist(
    assignment, journalist, colleague, editor
):
    idea = assignment(created_by=journalist)
    idea.assignee = colleague
    with pytest.raises(NotAllowed):
        assignments.save_assignment(idea, by=journalist)
    assignments.save_assignment(idea, by=editor)
    assert Assignment.objects.get().status == "assigned"
    idea.assignee = None
    assignments.save_assignment(idea, by=editor)
    assert Assignment.objects.get().status == "idea"


def test_idea_of_somebody_else_is_changed_by_nobody_but_those_who_assign(
    assignment, journalist, colleague, editor
):
    idea = assignment(created_by=journalist)
    with pytest.raises(NotAllowed):
        assignments.save_assignment(idea, by=colleague)
    assignments.save_assignment(idea, by=journalist)
    assignments.save_assignment(idea, by=editor)


def test_article_takes_over_headline_section_kind_and_byline(assignment, journalist, section):
    idea = assignment(title="Budget of the city", language="en", kind="report")
    article, is_new = assignments.begin_article(idea, by=journalist, at=NOW)
    data = article.latest_revision.data
    assert is_new
    assert (data["headline_en"], data["headline_ar"]) == ("Budget of the city", "")
    assert (data["section"], data["kind"]) == (section.pk, "report")
    assert data["bylines"] == [{"author": journalist.author.pk, "role": "writer"}]
    idea.refresh_from_db()
    assert (idea.status, idea.assignee, idea.article) == ("working", journalist, article)


def test_second_article_of_an_assignment_is_the_first(assignment, journalist):
    idea = assignment()
    first, _is_new = assignments.begin_article(idea, by=journalist, at=NOW)
    assert assignments.begin_article(idea, by=journalist, at=NOW) == (first, False)
    assert Article.objects.count() == 1


def test_article_of_somebody_elses_assignment_is_begun_by_an_editor_alone(
    assignment, journalist, colleague, editor, administrator
):
    theirs = assignment(status="assigned", assignee=journalist)
    for person in (colleague, administrator):
        with pytest.raises(NotAllowed):
            assignments.begin_article(theirs, by=person, at=NOW)
    article, _is_new = assignments.begin_article(theirs, by=editor, at=NOW)
    assert workflow.may_edit(journalist, article)


def test_article_that_would_not_be_its_writers_is_refused(assignment, colleague, editor):
    theirs = assignment(status="assigned", assignee=colleague)
    with pytest.raises(Refused, match="adel"):
        assignments.begin_article(theirs, by=editor, at=NOW)
    assert Article.objects.count() == 0


def test_assignment_is_done_from_the_moment_of_its_publication(
    assignment, journalist, editor, content
):
    idea = assignment()
    article, _is_new = assignments.begin_article(idea, by=journalist, at=NOW)
    factories.revise(article, editor, at=NOW, **content())
    workflow.schedule(article, moment=NOW + HOUR, by=editor, at=NOW)
    idea.refresh_from_db()
    assert [idea.standing(at=at) for at in (NOW, NOW + HOUR)] == ["working", "done"]
    rows = Assignment.objects.all()
    assert [rows.in_standing("done", at=at).count() for at in (NOW, NOW + HOUR)] == [0, 1]
    assert [rows.unfinished(at=at).count() for at in (NOW, NOW + HOUR)] == [1, 0]
    assert [rows.overdue(at=at).count() for at in (NOW, NOW + HOUR)] == [0, 0]
    with pytest.raises(WrongState):
        assignments.act("drop", idea, by=editor, at=NOW + HOUR)


def test_assignment_is_overdue_at_its_deadline_while_it_is_open(assignment):
    late, dropped = assignment(), assignment(status="dropped")
    assert list(Assignment.objects.overdue(at=NOW + HOUR)) == [late]
    assert [late.is_overdue(at=at) for at in (NOW, NOW + HOUR)] == [False, True]
    assert not dropped.is_overdue(at=NOW + HOUR)


def test_note_without_words_is_refused(assignment, journalist, editor):
    idea = assignment()
    for text in (" \n", "x" * 2001):
        with pytest.raises(Refused):
            assignments.add_note(idea, text, by=journalist)
    assignments.add_note(idea, "الموعد مؤكد", by=editor)
    assert [str(note) for note in idea.thread.all()] == ["الموعد مؤكد"]


def told(user):
    rows = Notification.objects.filter(user=user)
    return list(rows.values_list("title", "place"))


def test_whoever_is_given_an_assignment_is_told_and_whoever_lost_it_no_more(
    assignment, journalist, colleague, editor
):
    idea = assignment()
    idea.assignee = journalist
    assignments.save_assignment(idea, by=editor)
    place = f"/admin/planning/assignment/{idea.pk}/change/"
    assert told(journalist) == [(idea.title, place)]
    idea.assignee = colleague
    assignments.save_assignment(idea, by=editor)
    assert (told(journalist), told(colleague)) == ([], [(idea.title, place)])


def test_whoever_opens_an_assignment_has_read_of_it(assignment, journalist, editor, signed_in):
    idea = assignment()
    idea.assignee = journalist
    assignments.save_assignment(idea, by=editor)
    signed_in(journalist).get(f"/admin/planning/assignment/{idea.pk}/change/")
    assert not Notification.objects.unread_by(journalist).exists()


def test_nobody_is_told_of_what_they_gave_themselves(assignment, journalist):
    idea = assignment(created_by=journalist)
    idea.assignee = journalist
    assignments.save_assignment(idea, by=journalist)
    assert told(journalist) == []


def test_unfinished_assignments_are_handed_over_with_the_articles(
    assignment, journalist, colleague, administrator
):
    open_one = assignment(assignee=journalist, status="working")
    done = assignment(assignee=journalist, status="done")
    handover.hand_over(of=journalist, to=colleague, by=administrator)
    for each in (open_one, done):
        each.refresh_from_db()
    assert (open_one.assignee, done.assignee) == (colleague, journalist)
    assert [title for title, _place in told(colleague)] == [open_one.title]
