"""«مكتبي»: what each role finds on the first page, and what it costs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.comments.models import Comment, CommentThread
from articles.models import Announcement, Article, Autosave
from articles.notifications import telling
from articles.notifications.topics import Kind
from articles.search import zero_results
from newsroom.accounts.models import User
from newsroom.planning.models import Assignment
from tests import factories

SignIn = Callable[[User], Client]
Make = Callable[..., dict[str, Any]]
HOUR = timedelta(hours=1)
NOTE = "ينقصه رأي الوزارة"


def sections(client: Client) -> dict[str, list[Article]]:
    """The articles of the first page by section."""
    lists = client.get("/admin/").context["lists"]
    return {each["name"]: [row for row, *_ in each["rows"]] for each in lists}


def whole_list(client: Client, section: str) -> list[Article]:
    """What the link of the section leads to."""
    lists = client.get("/admin/").context["lists"]
    (url,) = [each["url"] for each in lists if each["name"] == section]
    return list(client.get(url).context["cl"].result_list)


@pytest.fixture
def written(content: Make) -> Callable[..., Article]:
    """Drafts of somebody; keywords are content."""

    def make(by: User, **changes: Any) -> Article:
        return workflow.create(by=by, data=content(**changes))

    return make


@pytest.fixture
def sent_back(written: Callable[..., Article], journalist: User, editor: User) -> Article:
    article = workflow.submit(written(journalist), by=journalist)
    return workflow.send_back(article, by=editor, note=NOTE)


@pytest.fixture
def approved(written: Callable[..., Article], journalist: User, editor: User) -> Article:
    article = workflow.submit(written(journalist), by=journalist)
    return workflow.approve(article, by=editor)


def test_article_that_was_sent_back_is_listed_with_the_note(
    signed_in: SignIn, journalist: User, sent_back: Article
) -> None:
    client = signed_in(journalist)
    found = sections(client)
    assert (found["sent_back"], found.get("mine", [])) == ([sent_back], [])
    assert f">{NOTE}</blockquote>" in client.get("/admin/").text
    assert whole_list(client, "sent_back") == [sent_back]


def test_article_that_is_submitted_again_is_sent_back_no_more(
    signed_in: SignIn, journalist: User, sent_back: Article
) -> None:
    workflow.submit(sent_back, by=journalist)
    found = sections(signed_in(journalist))
    assert (found.get("sent_back"), found["mine"]) == (None, [sent_back])


def test_text_that_was_edited_since_its_approval_waits_for_review_again(
    signed_in: SignIn, journalist: User, editor: User, approved: Article
) -> None:
    factories.revise(approved, journalist, headline_ar="عنوان آخر")
    found = sections(signed_in(editor))
    assert (found["review"], found.get("approved")) == ([approved], None)


def test_approved_article_waits_for_those_who_publish(
    signed_in: SignIn, journalist: User, editor: User, approved: Article
) -> None:
    client = signed_in(editor)
    assert sections(client)["approved"] == [approved] == whole_list(client, "approved")
    assert "approved" not in sections(signed_in(journalist))


def test_what_scheduled_next_holds_begins_with_the_soonest(
    signed_in: SignIn, written: Callable[..., Article], editor: User
) -> None:
    now = timezone.now()
    later, sooner = (
        workflow.schedule(written(editor), by=editor, moment=now + hours * HOUR) for hours in (5, 2)
    )
    client = signed_in(editor)
    assert sections(client)["scheduled"] == [sooner, later]
    assert client.get("/admin/").text.count("data-countdown") == 2


def test_text_whose_embargo_is_over_and_late_change_are_overdue(
    signed_in: SignIn,
    written: Callable[..., Article],
    editor: User,
    published: Callable[..., Article],
) -> None:
    now, live = timezone.now(), published()
    held_up = written(editor, embargo_until=(now - 2 * HOUR).isoformat())
    written(editor, embargo_until=(now + HOUR).isoformat())
    factories.revise(live, editor, headline_ar="بعد ساعة")
    workflow.update(live, by=editor, moment=now - HOUR, at=now - 3 * HOUR)
    client = signed_in(editor)
    assert sections(client)["overdue"] == [held_up, live]
    assert set(whole_list(client, "overdue")) == {held_up, live}


def test_same_headline_in_work_and_elsewhere_is_a_possible_duplicate(
    signed_in: SignIn, written: Callable[..., Article], journalist: User, live: Article
) -> None:
    mine = written(journalist, headline_ar=f"{live.headline_ar}!")
    written(journalist, headline_ar="شيء آخر تمامًا")
    assert signed_in(journalist).get("/admin/").context["duplicates"] == [(mine, live)]


def test_search_without_a_result_is_named_to_those_who_may_see_them(
    signed_in: SignIn, editor: User, journalist: User
) -> None:
    zero_results.record("فستق حلبي", language="ar", at=timezone.now())
    assert "فستق حلبي" in signed_in(editor).get("/admin/").text
    assert "فستق حلبي" not in signed_in(journalist).get("/admin/").text


def test_journalist_reads_the_activity_of_own_articles_and_the_editor_of_all(
    signed_in: SignIn,
    journalist: User,
    editor: User,
    sent_back: Article,
    published: Callable[..., Article],
) -> None:
    live = published()

    def activity(user: User) -> set[int]:
        return {
            row.article_id for row, _label in signed_in(user).get("/admin/").context["activity"]
        }

    assert activity(journalist) == {sent_back.pk}
    assert activity(editor) == {sent_back.pk, live.pk}


def test_counts_are_answered_anew_when_something_came_and_else_not_at_all(
    signed_in: SignIn, journalist: User, editor: User, written: Callable[..., Article]
) -> None:
    article = workflow.submit(written(journalist), by=journalist)
    client = signed_in(editor)
    first = client.get("/admin/counts/")
    known = {"headers": {"If-None-Match": first["ETag"]}}
    again = client.get("/admin/counts/", **known).status_code
    workflow.approve(article, by=editor)
    changed = client.get("/admin/counts/", **known)
    assert (first.json()["counts"]["review"], again) == ("1", 304)
    assert (changed.status_code, changed.json()["counts"]["approved"]) == (200, "1")


def fill(people: list[User], article: Article, number: int, content: Make) -> None:
    """One of everything that the first page lists, for each of the people."""
    now = timezone.now()
    for user in people:
        data = content(headline_ar=f"خبر رقم {number} من {user}")
        workflow.submit(workflow.create(by=user, data=data), by=user)
        sent_back = workflow.submit(workflow.create(by=user, data=data), by=user)
        workflow.send_back(sent_back, by=people[-1], note=NOTE)
        approved = workflow.submit(workflow.create(by=user, data=data), by=user)
        workflow.approve(approved, by=people[-1])
        thread = CommentThread.objects.create(article=article, field="headline_ar", changed_at=now)
        comment = Comment.objects.create(
            thread=thread, text="؟", key=f"{number}{user.pk}", written_at=now
        )
        telling.notify([user.pk], Kind.MENTION, f"comment:{comment.pk}", at=now, article=article)
        Autosave.objects.create(
            user=user, form_key=f"{number:032x}", number=1, fields={}, saved_at=now
        )
    Announcement.objects.create(article=article, event="updated", failed_at=now)
    zero_results.record(f"لا شيء {number}", language="ar", at=now)


def test_first_page_costs_twelve_queries_at_most_and_no_more_for_more(
    signed_in: SignIn, journalist: User, editor: User, live: Article, content: Make
) -> None:
    people = [journalist, editor]

    def queries(user: User) -> int:
        client = signed_in(user)
        client.get("/admin/")
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/admin/").status_code == 200
        return len(caught)

    fill(people, live, 1, content)
    few = [queries(user) for user in people]
    for number in range(2, 6):
        fill(people, live, number, content)
    assert [queries(user) for user in people] == few
    assert max(few) <= 12


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by its statistics")
def test_no_section_of_an_editor_reads_all_articles(editor: User) -> None:
    from_all = [
        Article.objects.waiting_for_decision(),
        Article.objects.in_work(),
        Article.objects.in_effective_state("changed", at=timezone.now()).last_edited(),
        Article.objects.overdue_for(editor, at=timezone.now()),
    ]
    plans = [rows.order_by("-concerns_at", "-pk")[:9].explain() for rows in from_all]
    own = ("article_in_work", "article_changed", "article_embargo")
    assert [plan for plan in plans if any(index in plan for index in own)] == plans


def test_first_page_counts_the_persons_assignments_and_the_overdue_ones(
    signed_in: SignIn, journalist: User
) -> None:
    now = timezone.now()
    for due in (now - HOUR, now + HOUR, None):
        Assignment.objects.create(title="x", assignee=journalist, status="assigned", due_at=due)
    page = signed_in(journalist).get("/admin/")
    assert page.context["counted"]["assignments"] == (3, 1)
    assert "/admin/planning/assignment/?mine=1" in page.text
