"""What a verb's page shows before it is done: what readers will see, or no longer see."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from articles import workflow
from articles.models import Article
from newsroom.accounts.models import User
from tests.conftest import person

SignIn = Callable[[User], Client]


def url(article: Article, verb: str) -> str:
    return f"/admin/articles/article/{article.pk}/do/{verb}/"


def test_page_of_publishing_shows_each_language_as_readers_will_get_it(
    signed_in: SignIn, editor: User, draft: Article
) -> None:
    response = signed_in(editor).get(url(draft, "publish"))
    assert f'<iframe src="/preview/desk/{draft.pk}/"' in response.content.decode()
    assert "frame-src 'self'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("verb", ["withdraw", "kill"])
def test_page_of_a_removal_shows_what_readers_lose(
    signed_in: SignIn, chief: User, live: Article, verb: str
) -> None:
    change = signed_in(chief).get(url(live, verb)).context["text_change"]
    kinds = {piece.kind for each in change.changes for row in each.rows for piece in row.pieces}
    assert [each.name for each in change.changes][:1] == ["headline_ar"]
    assert kinds == {"del"}


def test_page_of_a_kill_of_a_draft_shows_no_loss(
    signed_in: SignIn, chief: User, draft: Article
) -> None:
    assert signed_in(chief).get(url(draft, "kill")).context["text_change"] is None


def test_language_that_returns_shows_what_changed_since_readers_saw_it(
    signed_in: SignIn, editor: User, live: Article
) -> None:
    article = workflow.withdraw(live, by=editor)
    assert article.latest_revision is not None
    data = article.latest_revision.data | {"kicker_ar": "عاد"}
    workflow.save(article, by=editor, data=data, base=article.latest_revision_id)
    change = signed_in(editor).get(url(article, "publish")).context["text_change"]
    assert [each.name for each in change.changes] == ["kicker_ar"]


@pytest.mark.parametrize("verb", ["publish", "update", "correct", "withdraw", "kill"])
def test_page_of_a_verb_costs_the_same_whatever_changes(
    signed_in: SignIn,
    chief: User,
    live: Article,
    verb: str,
    django_assert_max_num_queries: Any,
) -> None:
    client = signed_in(chief)
    with django_assert_max_num_queries(12):
        client.get(url(live, verb))


@pytest.fixture
def asked(settings: Any, signed_in: SignIn, chief: User, live: Article) -> Article:
    """A live article whose kill the chief editor asked for at the desk."""
    settings.KILL_NEEDS_TWO = True
    signed_in(chief).post(url(live, "request_kill"), {"note": "تشهير"})
    return live


def test_request_waits_for_somebody_else_after_the_page_is_closed(
    signed_in: SignIn, asked: Article
) -> None:
    client = signed_in(person("layla", "chief"))
    assert "تشهير" in client.get(f"/admin/articles/article/{asked.pk}/change/").content.decode()
    client.post(url(asked, "kill"), {"note": "صحيح"})
    asked.refresh_from_db()
    assert asked.state == "killed"


def test_whoever_asked_is_told_that_somebody_else_must_confirm(
    signed_in: SignIn, chief: User, asked: Article
) -> None:
    response = signed_in(chief).post(url(asked, "kill"), {"note": "صحيح"}, follow=True)
    asked.refresh_from_db()
    assert asked.state == "published"
    assert [each.level_tag for each in response.context["messages"]] == ["success", "error"]
