from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import workflow
from articles.models import Article
from articles.templatetags.wording import iso
from newsroom.accounts.models import User
from tests import factories

SignIn = Callable[[User], Client]
DAY = timedelta(days=1)


def boards(client: Client) -> dict[str, Any]:
    """The lists of the desk's first page by name."""
    lists = client.get("/admin/").context["lists"]
    return {each["name"]: [row for row, *_ in each["rows"]] for each in lists}


def save_beside(article: Article, by: User) -> None:
    """Another version, saved by somebody who had not seen the newest."""
    first = article.revisions.earliest("pk")
    factories.revise(article, by, headline_ar="الأحدث")
    data = first.data | {"headline_ar": "كتبه من لم ير الأحدث"}
    workflow.save(article, by=by, data=data, base=first.pk)


def schedule_change(article: Article, by: User, *, days: int = 1) -> Any:
    factories.revise(article, by, headline_ar=f"بعد {days}")
    moment = timezone.now() + days * DAY
    workflow.update(article, by=by, moment=moment)
    return moment


@pytest.fixture
def beside(draft: Article, journalist: User) -> Article:
    """The journalist's draft, with a version beside the newest."""
    save_beside(draft, journalist)
    return draft


def test_scheduled_article_is_listed_with_the_moment_of_its_publication(
    signed_in: SignIn, editor: User, draft: Article
) -> None:
    moment = timezone.now() + timedelta(days=2)
    workflow.schedule(draft, moment=moment, by=editor)

    assert f'<time datetime="{iso(moment)}"' in signed_in(editor).get("/admin/").text


def test_version_to_be_merged_is_listed_for_its_author(
    signed_in: SignIn, journalist: User, beside: Article
) -> None:
    assert boards(signed_in(journalist))["beside"] == [beside]


def test_version_to_be_merged_is_listed_for_editors(
    signed_in: SignIn, editor: User, beside: Article
) -> None:
    assert boards(signed_in(editor))["beside"] == [beside]


def test_article_with_two_versions_to_be_merged_is_listed_with_the_moment_of_the_latest(
    signed_in: SignIn, editor: User, beside: Article, published: Callable[..., Article]
) -> None:
    save_beside(beside, editor)
    other = published()
    save_beside(other, editor)

    listed = {row: row.concerns_at for row in boards(signed_in(editor))["beside"]}
    assert listed == {row: row.revisions.latest("pk").created_at for row in (beside, other)}


def test_version_to_be_merged_is_no_matter_of_other_journalists(
    signed_in: SignIn, colleague: User, beside: Article
) -> None:
    assert "beside" not in boards(signed_in(colleague))


def test_merged_version_is_listed_no_more(
    signed_in: SignIn, journalist: User, beside: Article
) -> None:
    other = beside.revisions.get(is_conflict=True)
    base = Article.objects.get(pk=beside.pk).latest_revision_id
    workflow.save(beside, by=journalist, data=other.data, base=base, merged=other.pk)

    assert "beside" not in boards(signed_in(journalist))


def test_killed_article_has_no_version_to_be_merged(
    signed_in: SignIn, chief: User, beside: Article
) -> None:
    workflow.kill(beside, by=chief, reason="تشهير")

    assert "beside" not in boards(signed_in(chief))


def test_list_of_articles_holds_those_with_a_version_to_be_merged(
    signed_in: SignIn, editor: User, beside: Article, published: Callable[..., Article]
) -> None:
    published()
    page = signed_in(editor).get("/admin/articles/article/?beside=1")

    assert list(page.context["cl"].result_list) == [beside]


def test_scheduled_change_is_listed_with_its_moment(
    signed_in: SignIn, editor: User, live: Article
) -> None:
    moment = schedule_change(live, editor)
    client = signed_in(editor)

    assert boards(client)["changes"] == [live]
    assert f'<time datetime="{iso(moment)}"' in client.get("/admin/").text


def test_change_that_comes_first_is_listed_first(
    signed_in: SignIn, editor: User, published: Callable[..., Article]
) -> None:
    later, sooner = published(), published()
    schedule_change(later, editor, days=2)
    schedule_change(sooner, editor, days=1)

    assert boards(signed_in(editor))["changes"] == [sooner, later]


def test_article_with_two_changes_is_listed_with_the_moment_of_the_first(
    signed_in: SignIn, editor: User, live: Article
) -> None:
    schedule_change(live, editor, days=2)
    first = schedule_change(live, editor, days=1)

    (listed,) = boards(signed_in(editor))["changes"]
    assert listed.concerns_at == first


def test_scheduled_change_is_listed_for_the_author_of_the_article(
    signed_in: SignIn, editor: User, journalist: User, live: Article
) -> None:
    schedule_change(live, editor)

    assert boards(signed_in(journalist))["changes"] == [live]


def test_scheduled_change_is_no_matter_of_other_journalists(
    signed_in: SignIn, editor: User, colleague: User, live: Article
) -> None:
    schedule_change(live, editor)

    assert "changes" not in boards(signed_in(colleague))


def test_list_of_articles_holds_those_with_a_scheduled_change(
    signed_in: SignIn, editor: User, live: Article, published: Callable[..., Article]
) -> None:
    published()
    schedule_change(live, editor)
    page = signed_in(editor).get("/admin/articles/article/?held=0")

    assert list(page.context["cl"].result_list) == [live]


def test_boards_of_the_first_page_are_bounded(
    signed_in: SignIn, editor: User, published: Callable[..., Article]
) -> None:
    for _number in range(9):
        save_beside(published(), editor)

    assert len(boards(signed_in(editor))["beside"]) == 8
