"""The desk's pages of assignments and events, by whom they are used."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.models import Article
from newsroom.planning import assignments
from newsroom.planning.models import Assignment, Event
from tests.conftest import NOW
from tests.planning.conftest import DESK, HOUR

pytestmark = pytest.mark.django_db


def listed(client, query=""):
    """The working headlines of the list, in order."""
    response = client.get(f"{DESK}/assignment/{query}")
    return [row.title for row in response.context["cl"].result_list]


def test_journalist_makes_an_idea_and_gives_it_to_nobody_else(client, journalist, colleague):
    client.force_login(journalist)
    form = {"title": "سوق الخضار", "language": "ar", "kind": "report", "assignee": colleague.pk}
    client.post(f"{DESK}/assignment/add/", form)
    idea = Assignment.objects.get()
    assert (idea.status, idea.assignee, idea.created_by) == ("idea", None, journalist)


def test_editor_gives_work_to_a_writer(client, editor, journalist, administrator):
    client.force_login(editor)
    form = {"title": "سوق الخضار", "language": "ar", "kind": "report"}
    page = client.post(f"{DESK}/assignment/add/", form | {"assignee": administrator.pk})
    assert "assignee" in page.context["adminform"].form.errors
    client.post(f"{DESK}/assignment/add/", form | {"assignee": journalist.pk})
    assert Assignment.objects.get().assignee == journalist
    assert Assignment.objects.get().status == "assigned"


def test_work_is_given_to_nobody_who_is_bound_to_other_sections(
    client, editor, section_editor, journalist, section, assignment
):
    client.force_login(editor)
    form = {"title": "سوق الخضار", "language": "ar", "kind": "report", "section": section.pk}
    sent = form | {"assignee": section_editor.pk}
    page = client.post(f"/en{DESK}/assignment/add/", sent).content.decode()
    assert "tarek works in other sections: Sport." in page
    assert not Assignment.objects.exists()
    sport = section_editor.sections.get()
    client.post(f"{DESK}/assignment/add/", sent | {"section": sport.pk})
    assert Assignment.objects.get().assignee == section_editor
    economy = client.get(f"{DESK}/assignment/{assignment().pk}/change/")
    offered = set(economy.context["adminform"].form.fields["assignee"].queryset)
    assert offered == {editor, journalist}


def test_work_of_somebody_stays_theirs_until_it_goes_to_another_section(
    client, editor, section_editor, section, assignment
):
    sport = section_editor.sections.get()
    given = assignment(section=sport, status="assigned", assignee=section_editor)
    client.force_login(editor)
    form = {"title": "x", "language": "ar", "kind": "news", "assignee": section_editor.pk}
    page = f"{DESK}/assignment/{given.pk}/change/"
    assert client.post(page, form | {"section": section.pk}).status_code == 200
    section_editor.sections.set([section])
    assert client.post(page, form | {"section": sport.pk}).status_code == 302


def test_inactive_writer_is_neither_offered_nor_taken(client, editor, colleague, section):
    colleague.is_active = False
    colleague.save()
    client.force_login(editor)
    form = {"title": "x", "language": "ar", "kind": "news", "assignee": colleague.pk}
    page = client.post(f"/en{DESK}/assignment/add/", form)
    assert "This person writes no articles at the moment." in page.content.decode()


def test_deadline_after_the_publication_is_refused_in_words(client, editor):
    client.force_login(editor)
    form = {"title": "سوق", "language": "ar", "kind": "news"}
    moments = {"due_at": "20/11/2026 15:00", "planned_at": "20/11/2026 14:00"}
    page = client.post(f"{DESK}/assignment/add/", form | moments)
    assert page.status_code == 200
    assert page.context["adminform"].form.non_field_errors()
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"title_ar": ""}, {"ends_at": "20/11/2026 13:00"}, {"starts_at": ""}]
)
def test_event_that_cannot_be_is_refused_in_words(client, editor, wrong):
    client.force_login(editor)
    moments = {"starts_at": "20/11/2026 14:00", "ends_at": "20/11/2026 15:00"}
    form = {"title_ar": "مباراة", "kind": "match", "status": "planned"} | moments
    assert client.post(f"{DESK}/event/add/", form | wrong).context["errors"]
    assert client.post(f"{DESK}/event/add/", form).status_code == 302
    assert Event.objects.get().created_by == editor


def test_event_is_read_and_not_written_by_a_journalist(client, journalist, event):
    row = event()
    client.force_login(journalist)
    assert client.get(f"{DESK}/event/{row.pk}/change/").status_code == 200
    assert client.post(f"{DESK}/event/{row.pk}/change/", {"title_ar": "آخر"}).status_code == 403
    assert client.get(f"{DESK}/event/add/").status_code == 403


def test_list_is_of_what_is_unfinished_and_filtered_by_whose_standing_section_and_deadline(
    client, journalist, assignment, section
):
    mine = {"assignee": journalist, "status": "assigned", "due_at": NOW - HOUR}
    assignment(title="لي", **mine)
    assignment(title="فكرة", section=None, due_at=None)
    assignment(title="منجز", status="done")
    client.force_login(journalist)
    with time_machine.travel(NOW, tick=False):
        assert listed(client) == ["لي", "فكرة"]
        assert listed(client, "?standing=all") == ["لي", "منجز", "فكرة"]
        assert listed(client, "?standing=done") == ["منجز"]
        assert listed(client, "?mine=1") == listed(client, "?due=overdue") == ["لي"]
        assert listed(client, "?mine=0") == ["فكرة"]
        assert listed(client, f"?section={section.pk}") == ["لي"]
        for wrong in ("?standing=x", "?mine=2", "?due=x"):
            assert listed(client, wrong) == []


def test_lists_cost_the_same_however_long_they_are(
    client, journalist, assignment, event, django_assert_max_num_queries
):
    for number in range(12):
        row = event(title_ar=f"حدث {number}")
        idea = assignment(event=row, status="assigned", assignee=journalist)
        assignments.begin_article(idea, by=journalist)
    client.force_login(journalist)
    for path in ("assignment", "event"):
        with django_assert_max_num_queries(12):
            assert client.get(f"{DESK}/{path}/").status_code == 200
    with django_assert_max_num_queries(12):
        client.get(f"{DESK}/assignment/{idea.pk}/change/")


def test_events_are_filtered_by_time(client, journalist, event):
    now = timezone.now()
    event(title_ar="أمس", starts_at=now - timedelta(days=2), ends_at=None)
    event(title_ar="غدًا", starts_at=now + timedelta(days=2), ends_at=None, is_all_day=True)
    client.force_login(journalist)
    for chosen, title in (("over", "أمس"), ("later", "غدًا")):
        rows = client.get(f"{DESK}/event/?time={chosen}").context["cl"].result_list
        assert [row.title_ar for row in rows] == [title]


def test_chosen_ideas_are_taken_over_and_each_refusal_is_named(
    client, journalist, colleague, assignment
):
    free = assignment()
    taken = assignment(title="مأخوذ", status="assigned", assignee=colleague)
    client.force_login(journalist)
    form = {"action": "take_over", "_selected_action": [free.pk, taken.pk]}
    page = client.post(f"{DESK}/assignment/", form, follow=True)
    said = " ".join(str(message) for message in page.context["messages"])
    assert "مأخوذ" in said
    assert "adel" in said
    assert Assignment.objects.get(pk=free.pk).assignee == journalist
    assert Assignment.objects.get(pk=taken.pk).assignee == colleague


def test_second_click_leads_to_the_first_article(client, journalist, assignment):
    idea = assignment()
    client.force_login(journalist)
    first = client.post(f"{DESK}/assignment/{idea.pk}/article/", {"form_key": "a" * 32})
    second = client.post(f"{DESK}/assignment/{idea.pk}/article/", {"form_key": "b" * 32})
    assert first.url == second.url == f"/admin/articles/article/{Article.objects.get().pk}/change/"


def test_buttons_do_their_verb_for_those_who_may(client, journalist, colleague, assignment):
    idea = assignment()
    client.force_login(journalist)
    assert client.get(f"{DESK}/assignment/{idea.pk}/do/take/").status_code == 405
    client.post(f"{DESK}/assignment/{idea.pk}/do/take/")
    assert Assignment.objects.get().assignee == journalist
    client.force_login(colleague)
    assert client.post(f"{DESK}/assignment/{idea.pk}/do/drop/").status_code == 403
    assert client.post(f"{DESK}/assignment/{idea.pk}/article/").status_code == 403
    page = client.post(f"{DESK}/assignment/{idea.pk}/do/take/", follow=True).content.decode()
    assert "sara" in page
    for path in (f"{idea.pk}/do/nothing", "999/do/take"):
        assert client.post(f"{DESK}/assignment/{path}/").status_code == 404
    assert Assignment.objects.get().status == "assigned"


def test_page_of_an_assignment_offers_what_the_person_may_do(
    client, journalist, colleague, editor, administrator, assignment
):
    theirs = assignment(status="assigned", assignee=journalist, created_by=colleague)
    offered = {}
    for person in (journalist, colleague, editor, administrator):
        client.force_login(person)
        context = client.get(f"{DESK}/assignment/{theirs.pk}/change/").context
        offered[person.username] = [name for name, _label in context["verbs"]]
        offered[person.username] += ["article"] if context["may_begin"] else []
    everything = ["start", "give_back", "finish", "drop"]
    assert offered == {
        "sara": [*everything, "article"],
        "adel": [],
        "mona": [*everything, "article"],
        "laila": everything,
    }


def test_notes_are_added_to_the_thread(client, journalist, assignment):
    idea = assignment()
    client.force_login(journalist)
    client.post(f"{DESK}/assignment/{idea.pk}/note/", {"text": "اتصلت بالبلدية\nلا رد"})
    client.post(f"{DESK}/assignment/{idea.pk}/note/", {"text": " "})
    page = client.get(f"{DESK}/assignment/{idea.pk}/change/").content.decode()
    assert "اتصلت بالبلدية<br>لا رد" in page
    assert idea.thread.count() == 1


def test_event_page_lists_what_hangs_on_it(client, editor, assignment, event):
    row = event()
    assignment(title="تغطية المؤتمر", event=row)
    client.force_login(editor)
    page = client.get(f"{DESK}/event/{row.pk}/change/").content.decode()
    assert "تغطية المؤتمر" in page
    assert f"?event={row.pk}&amp;section={row.section_id}" in page


def test_writing_screen_names_the_assignment_of_its_article(client, journalist, assignment):
    idea = assignment(planned_at=NOW + 2 * HOUR)
    article, _is_new = assignments.begin_article(idea, by=journalist)
    client.force_login(journalist)
    page = client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    assert f"{DESK}/assignment/{idea.pk}/change/" in page
    assert idea.title in page
