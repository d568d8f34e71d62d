"""An article does not stand beside itself: neither typed, nor ticked, nor from an older version."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from articles import workflow
from articles.models import Article
from newsroom.accounts.models import User
from tests import factories
from tests.admin.forms import posted, rows

SignIn = Callable[[User], Client]


def save(client: Client, article: Article, **changes: Any) -> Any:
    article.refresh_from_db()
    latest = article.latest_revision
    assert latest is not None
    sent = posted(latest.data, base=latest.pk, **changes)
    return client.post(reverse("admin:articles_article_change", args=[article.pk]), sent)


def newest(article: Article) -> dict[str, Any]:
    article.refresh_from_db()
    assert article.latest_revision is not None
    data: dict[str, Any] = article.latest_revision.data
    return data


def test_article_that_is_pinned_beside_itself_is_refused_in_words(
    signed_in: SignIn, editor: User, draft: Article
) -> None:
    entries = rows("pins", [{"article": f"#{draft.pk}"}])
    response = save(signed_in(editor), draft, **entries)
    assert "لا يُثبَّت المقال بجانب نفسه." in response.text
    assert draft.revisions.count() == 1


def test_forged_tick_beside_itself_is_passed_over(
    signed_in: SignIn, editor: User, draft: Article
) -> None:
    save(signed_in(editor), draft, headline_ar="جديد", pin_also=[draft.pk])
    assert (newest(draft)["headline_ar"], newest(draft)["pins"]) == ("جديد", [])


def test_forged_ban_of_itself_is_passed_over(
    signed_in: SignIn, editor: User, draft: Article
) -> None:
    save(signed_in(editor), draft, headline_ar="جديد", bans=[draft.pk])
    assert (newest(draft)["headline_ar"], newest(draft)["bans"]) == ("جديد", [])


def test_form_shows_no_pin_of_itself_that_an_older_version_holds(
    signed_in: SignIn, editor: User, draft: Article
) -> None:
    factories.revise(draft, editor, pins=[draft.pk])
    page = signed_in(editor).get(reverse("admin:articles_article_change", args=[draft.pk]))
    assert not [row for row in page.context["form"].pins.initial if row]


def test_article_that_is_pinned_beside_itself_is_published_without_it(
    draft: Article, editor: User
) -> None:
    factories.revise(draft, editor, pins=[draft.pk], bans=[draft.pk])
    article = workflow.publish(draft, by=editor)
    assert not article.related_links.filter(target=draft.pk).exists()
