"""Saves upon a version that is no longer the newest: merged by themselves, or kept to be merged."""

from collections.abc import Callable

from django.test import Client

from articles import workflow
from articles.models import Article, Revision
from newsroom.accounts.models import User
from tests.admin.forms import posted
from tests.admin.test_article_form import page

SignIn = Callable[[User], Client]


def test_text_kept_by_a_stale_save_leads_to_the_merge(
    signed_in: SignIn, journalist: User, editor: User, draft: Article
) -> None:
    stale = draft.revisions.get()
    workflow.save(draft, by=editor, data=stale.data | {"headline_ar": "عنوانها"}, base=stale.pk)

    sent = posted(stale.data, base=stale.pk, headline_ar="عنواني")
    response = signed_in(journalist).post(page(draft), sent)

    kept = Revision.objects.get(is_conflict=True)
    assert kept.data["headline_ar"] == "عنواني"
    assert response["Location"] == f"/admin/articles/article/{draft.pk}/merge/{kept.pk}/"


def test_stale_save_that_merges_by_itself_says_so_before_a_verb_follows(
    signed_in: SignIn, journalist: User, editor: User, draft: Article
) -> None:
    stale = draft.revisions.get()
    workflow.save(draft, by=editor, data=stale.data | {"kicker_ar": "تمهيد"}, base=stale.pk)

    sent = posted(stale.data, base=stale.pk, headline_ar="عنواني", then="submit")
    response = signed_in(journalist).post(page(draft), sent, follow=True)

    assert response.redirect_chain == [(page(draft), 302)]
    newest = Article.objects.get().latest_revision
    assert (newest.data["kicker_ar"], newest.data["headline_ar"]) == ("تمهيد", "عنواني")
    html = response.content.decode()
    assert f"({editor})" in html
    assert f"/compare/?old={newest.base_id}&amp;new={newest.pk}" in html
