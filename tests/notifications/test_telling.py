"""Who is told of what, in the transaction in which it happens."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from articles import suggestions, workflow
from articles.models import Article, Suggestion
from articles.notifications import telling
from articles.notifications.models import Mail, Notification
from articles.notifications.topics import Kind
from newsroom.accounts.models import User
from tests import factories
from tests.conftest import NOW, person
from tests.notifications.conftest import told, with_address

HOUR = timedelta(hours=1)


def test_author_is_told_that_the_article_came_back_with_the_note(
    submitted: Article, journalist: User, editor: User
) -> None:
    workflow.send_back(submitted, by=editor, note="ينقصه المصدر.", at=NOW)
    row = Notification.objects.get(user=journalist)
    assert (row.kind, row.text, row.by, row.article) == (
        "sent_back",
        "ينقصه المصدر.",
        editor,
        submitted,
    )


def test_author_is_told_of_every_step_to_the_readers_and_back(
    submitted: Article, journalist: User, chief: User
) -> None:
    workflow.approve(submitted, by=chief, at=NOW)
    workflow.schedule(submitted, by=chief, moment=NOW + HOUR, at=NOW)
    workflow.unschedule(submitted, by=chief, at=NOW)
    workflow.publish(submitted, by=chief, at=NOW)
    workflow.correct(submitted, by=chief, notes={"ar": "الصحيح ساعتان."}, at=NOW)
    workflow.withdraw(submitted, by=chief, at=NOW)
    workflow.kill(submitted, by=chief, reason="خطأ", at=NOW)
    assert told(journalist) == [
        "approved",
        "scheduled",
        "unscheduled",
        "published",
        "corrected",
        "withdrawn",
        "killed",
    ]
    assert told(chief) == []


def test_whoever_scheduled_a_change_is_told_that_it_could_not_go_live(
    article: Article, journalist: User, editor: User, chief: User, monkeypatch: Any
) -> None:
    workflow.publish(article, by=chief, at=NOW)
    factories.revise(article, editor, at=NOW, kicker_ar="مساء")
    workflow.update(article, by=editor, moment=NOW + HOUR, at=NOW)

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("articles.workflow.scheduled_changes._apply", broken)
    workflow.apply_due(at=NOW + 2 * HOUR)
    assert "held" in told(editor)
    assert "held" in told(journalist)
    assert told(chief) == []


def test_those_who_may_review_are_told_until_somebody_did(
    submitted: Article, journalist: User, editor: User, chief: User, administrator: User
) -> None:
    assert told(chief) == ["waiting"]
    assert (told(administrator), told(journalist)) == ([], [])
    workflow.approve(submitted, by=editor, at=NOW)
    assert (told(editor), told(chief)) == ([], [])


def test_reviewer_whom_the_rules_keep_from_the_article_is_not_told(
    article: Article, journalist: User, editor: User, chief: User, monkeypatch: Any
) -> None:
    monkeypatch.setattr(workflow.rules, "may_edit", lambda user, article: user.pk != editor.pk)
    workflow.submit(article, by=journalist, at=NOW)
    assert (told(editor), told(chief)) == ([], ["waiting"])


def test_notification_is_undone_with_what_it_tells(
    submitted: Article, journalist: User, editor: User
) -> None:
    with transaction.atomic():
        workflow.send_back(submitted, by=editor, note="لا", at=NOW)
        transaction.set_rollback(True)
    assert told(journalist) == []
    assert told(editor) == ["waiting"]


def test_nobody_is_told_twice_of_one_happening(journalist: User, editor: User) -> None:
    with_address(journalist)
    for _time in range(2):
        people = [journalist.pk, editor.pk]
        telling.notify(people, Kind.ASSIGNED, "assignment:5", at=NOW, by=editor, title="مؤتمر")
    assert (told(journalist), told(editor)) == (["assigned"], [])
    assert Mail.objects.count() == 1


def test_people_who_left_are_told_nothing(journalist: User, editor: User) -> None:
    User.objects.filter(pk=journalist.pk).update(is_active=False)
    telling.notify([journalist.pk], Kind.ASSIGNED, "assignment:5", at=NOW, by=editor, title="مؤتمر")
    assert told(journalist) == []


@pytest.fixture
def suggested(
    article: Article, colleague: User, content: Callable[..., dict[str, Any]]
) -> Suggestion:
    """Another headline, suggested by a colleague."""
    texts = suggestions.texts_of(content(headline_ar="ميناء أجدد"), "ar")
    base = article.latest_revision_id or 0
    for number in (1, 2):
        typed = suggestions.Typed("form", number, base, 0, texts)
        suggestions.keep(article, "ar", by=colleague, typed=typed, at=NOW)
    return Suggestion.objects.get()


def test_author_is_told_of_suggested_edits_once_until_they_are_decided(
    suggested: Suggestion, article: Article, journalist: User, colleague: User
) -> None:
    assert told(journalist) == ["suggested"]
    data = {"headline_ar": "ميناء أجدد"}
    with transaction.atomic():
        verdicts = {(suggested.pk, hunk.key): False for hunk in suggestions.open_hunks(suggested)}
        decided = suggestions.decide(article, data, verdicts)
        suggestions.record(decided, by=journalist, revision=article.latest_revision, at=NOW)
    assert told(journalist) == []
    assert told(colleague) == ["decided"]


def test_withdrawn_suggestion_is_no_news(
    suggested: Suggestion, journalist: User, colleague: User, signed_in: Callable[[User], Client]
) -> None:
    page = f"/admin/articles/article/{suggested.article_id}/suggestion/{suggested.pk}/withdraw/"
    signed_in(colleague).post(page)
    assert told(journalist) == []


def test_second_author_of_the_byline_is_told_as_well(
    section: Any, editor: User, content: Callable[..., dict[str, Any]]
) -> None:
    writer = person("huda", "journalist")
    author = factories.AuthorFactory(user=writer)
    factories.publish(
        by=editor, data=content(bylines=[{"author": author.pk, "role": "writer"}]), at=NOW
    )
    assert told(writer)[-1] == "published"


def test_submission_costs_one_query_a_reviewer_at_most(
    article: Article, journalist: User, editor: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        person(f"editor-{number}", "editor")
    with django_assert_max_num_queries(30):
        workflow.submit(article, by=journalist, at=NOW)
    assert Notification.objects.filter(kind="waiting").count() == 6
