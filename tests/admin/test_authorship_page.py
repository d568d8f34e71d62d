"""Who wrote which sentence, at the desk."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from articles import workflow
from articles.admin import authorship
from articles.models import Article
from newsroom.accounts.models import User

SignIn = Callable[[User], Client]


def second(draft: Article, editor: User) -> None:
    """The editor's sentence upon the journalist's text."""
    first = draft.revisions.get()
    data = first.data | {"body_ar": f"{first.data['body_ar']}<p>خاتمة المحررة.</p>"}
    workflow.save(draft, by=editor, data=data, base=first.pk)


def page(client: Client, article: Article, query: str = "") -> Any:
    return client.get(f"/admin/articles/article/{article.pk}/authorship/{query}")


def test_each_sentence_stands_with_its_author(
    signed_in: SignIn, journalist: User, editor: User, draft: Article
) -> None:
    second(draft, editor)
    paragraphs = page(signed_in(editor), draft).context["paragraphs"]
    names = [run.credit.name for each in paragraphs for run in each.runs]
    assert (names[0], names[-1]) == (str(journalist), str(editor))


def test_page_costs_the_same_whatever_was_saved(
    signed_in: SignIn, editor: User, draft: Article, django_assert_max_num_queries: Any
) -> None:
    second(draft, editor)
    client = signed_in(editor)
    with django_assert_max_num_queries(12):
        page(client, draft)


def test_what_is_older_than_the_versions_looked_at_is_said(
    signed_in: SignIn, editor: User, draft: Article, monkeypatch: Any
) -> None:
    second(draft, editor)
    monkeypatch.setattr(authorship, "MAX_VERSIONS", 1)
    context = page(signed_in(editor), draft).context
    assert context["is_cut"]


def test_language_without_a_text_is_empty(signed_in: SignIn, editor: User, draft: Article) -> None:
    assert page(signed_in(editor), draft, "?language=en").context["paragraphs"] == []
