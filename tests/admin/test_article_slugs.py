"""The address of an article in its form: it follows the headline until readers have it."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.utils import timezone

from articles import workflow
from articles.models import Article
from newsroom.accounts.models import User
from tests import factories
from tests.admin.test_article_form import SignIn, newest, page, save


def _slug(client: Client, article: Article) -> str:
    return str(client.get(page(article)).context["form"]["slug_ar"].value() or "")


def test_address_of_a_draft_goes_on_following_its_headline(
    signed_in: SignIn, journalist: User, content: Callable[..., dict[str, Any]]
) -> None:
    article = workflow.create(by=journalist, data=content(headline_ar="ذهبت الى المدرسه"))
    client = signed_in(journalist)
    slug = _slug(client, article)
    save(client, article, headline_ar="ذهبت إلى المدرسة", slug_ar=slug)

    assert newest(article)["slug_ar"] == "ذهبت-إلى-المدرسة"


def test_address_that_somebody_chose_or_readers_have_stays(
    signed_in: SignIn, editor: User, content: Callable[..., dict[str, Any]]
) -> None:
    chosen = workflow.create(by=editor, data=content(slug_ar="مدارس"))
    live = factories.publish(by=editor, data=content(headline_ar="مدرسة"), at=timezone.now())
    client = signed_in(editor)

    assert _slug(client, chosen) == "مدارس"
    assert _slug(client, live) == "مدرسة"
