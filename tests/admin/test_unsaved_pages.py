"""Unsaved texts on the desk's pages: offered, continued, compared, listed, discarded."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import autosaves
from articles.models import Article, Autosave, Tag
from newsroom.accounts.models import User
from tests import factories
from tests.admin.forms import posted
from tests.admin.test_autosave import ADD, KEY, address, fields

type SignIn = Callable[[User], Client]


def typed(article: Article | None, by: User, *, key: str = KEY, **texts: Any) -> Autosave:
    """What somebody typed and did not save."""
    version = autosaves.TextVersion(key, 5)
    base = article.latest_revision_id if article else None
    at = timezone.now() + timedelta(seconds=1)
    autosaves.keep(article, by=by, version=version, fields=fields(base=base or "", **texts), at=at)
    return Autosave.objects.get(user=by, form_key=key)


@pytest.fixture
def of_draft(draft: Article, journalist: User) -> Autosave:
    """The journalist's unsaved text of her draft, with a headline of its own."""
    return typed(draft, journalist, headline_ar="عنوان لم يُحفظ")


def page(autosave: Autosave, name: str = "") -> str:
    return f"/admin/articles/article/unsaved/{autosave.pk}/{name}"


def test_form_offers_what_was_typed_and_not_saved(
    signed_in: SignIn, journalist: User, draft: Article, of_draft: Autosave
) -> None:
    html = signed_in(journalist).get(address(draft, "change")).text

    assert f"?continue={of_draft.pk}" in html
    assert "عنوان لم يُحفظ" in html


def test_text_older_than_the_newest_version_is_not_offered(
    signed_in: SignIn, journalist: User, editor: User, draft: Article, of_draft: Autosave
) -> None:
    factories.revise(draft, editor, at=timezone.now() + timedelta(minutes=1))

    assert "?continue=" not in signed_in(journalist).get(address(draft, "change")).text


def test_text_of_a_colleague_is_not_offered(
    signed_in: SignIn, editor: User, draft: Article, of_draft: Autosave
) -> None:
    assert "?continue=" not in signed_in(editor).get(address(draft, "change")).text


def test_continued_text_stands_in_the_form_and_goes_with_its_save(
    signed_in: SignIn, journalist: User, draft: Article, of_draft: Autosave
) -> None:
    client = signed_in(journalist)
    html = client.get(f"{address(draft, 'change')}?continue={of_draft.pk}").text

    assert "عنوان لم يُحفظ</textarea>" in html
    assert f'name="continues" value="{KEY}:5"' in html
    assert f'name="base" value="{draft.latest_revision_id}"' in html


def test_text_of_a_colleague_is_not_continued(
    signed_in: SignIn, editor: User, draft: Article, of_draft: Autosave
) -> None:
    html = signed_in(editor).get(f"{address(draft, 'change')}?continue={of_draft.pk}").text
    assert "عنوان لم يُحفظ" not in html


def test_new_article_is_continued(signed_in: SignIn, journalist: User) -> None:
    autosave = typed(None, journalist, headline_ar="خبر جديد", kind="لا شيء")
    html = signed_in(journalist).get(f"{ADD}?continue={autosave.pk}").text

    assert "خبر جديد</textarea>" in html


def test_text_continued_over_a_newer_version_is_kept_beside_it(
    signed_in: SignIn, journalist: User, editor: User, draft: Article, of_draft: Autosave
) -> None:
    factories.revise(draft, editor)
    sent = posted(base=of_draft.base, headline_ar="عنوان لم يُحفظ", continues=f"{KEY}:5")
    client = signed_in(journalist)
    client.post(address(draft, "change"), sent | {"form_key": "ab" * 16})

    assert draft.revisions.filter(is_conflict=True).count() == 1
    assert not Autosave.objects.exists()


def test_page_compares_the_text_with_the_newest_version(
    signed_in: SignIn, editor: User, draft: Article, of_draft: Autosave
) -> None:
    html = signed_in(editor).get(page(of_draft)).text

    assert "<ins>" in html
    assert "<del>" in html
    assert "continue=" not in html


def test_tags_that_do_not_exist_are_named_and_not_made(
    signed_in: SignIn, journalist: User, draft: Article
) -> None:
    autosave = typed(draft, journalist, tags="قطارات الليل", embargo_until="غدًا")

    assert "قطارات الليل" in signed_in(journalist).get(page(autosave)).text
    assert not Tag.objects.exists()


@pytest.mark.parametrize("broken", ["bylines-TOTAL_FORMS", "pins-TOTAL_FORMS", "body_ar"])
def test_text_of_any_shape_is_read_and_continued(
    signed_in: SignIn, journalist: User, draft: Article, broken: str
) -> None:
    autosave = typed(draft, journalist, **{broken: "x<script>"})
    client = signed_in(journalist)

    urls = (page(autosave), f"{address(draft, 'change')}?continue={autosave.pk}")
    answers = [client.get(url) for url in urls]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert "x<script>" not in answers[0].text


def test_new_article_of_a_colleague_is_not_read(
    signed_in: SignIn, editor: User, journalist: User
) -> None:
    autosave = typed(None, journalist, headline_ar="سر")
    assert signed_in(editor).get(page(autosave)).status_code == 404


def test_history_lists_unsaved_texts_of_everybody(
    signed_in: SignIn, editor: User, draft: Article, of_draft: Autosave
) -> None:
    html = signed_in(editor).get(address(draft, "history")).text

    assert page(of_draft) in html
    assert "عنوان لم يُحفظ" in html
    assert "continue=" not in html


def test_first_page_lists_my_unsaved_texts_also_of_new_articles(
    signed_in: SignIn, journalist: User, of_draft: Autosave
) -> None:
    new = typed(None, journalist, key="ab" * 16, headline_ar="خبر جديد")
    html = signed_in(journalist).get("/admin/").text

    assert page(of_draft) in html
    assert page(new) in html


def test_first_page_lists_no_text_of_others(
    signed_in: SignIn, editor: User, of_draft: Autosave
) -> None:
    assert page(of_draft) not in signed_in(editor).get("/admin/").text


def test_text_is_discarded_by_its_owner_after_a_question(
    signed_in: SignIn, journalist: User, draft: Article, of_draft: Autosave
) -> None:
    client = signed_in(journalist)
    asked = client.get(page(of_draft, "discard/"))
    assert Autosave.objects.count() == 1

    response = client.post(page(of_draft, "discard/"), {"number": 5})
    assert asked.status_code == 200
    assert response["Location"] == address(draft, "change")
    assert not Autosave.objects.exists()


def test_text_that_grew_since_the_question_is_not_discarded(
    signed_in: SignIn, journalist: User, of_draft: Autosave
) -> None:
    response = signed_in(journalist).post(page(of_draft, "discard/"), {"number": 4})

    assert response.status_code == 200
    assert Autosave.objects.count() == 1


def test_text_is_discarded_by_nobody_else(
    signed_in: SignIn, chief: User, of_draft: Autosave
) -> None:
    assert signed_in(chief).post(page(of_draft, "discard/"), {"number": 5}).status_code == 403
    assert Autosave.objects.count() == 1


def test_text_outlives_its_owners_account(of_draft: Autosave, journalist: User) -> None:
    Article.objects.update(created_by=None)
    journalist.delete()

    of_draft.refresh_from_db()
    assert of_draft.user is None


def test_note_that_was_typed_alone_is_offered_as_a_note_and_is_no_unsaved_text(
    signed_in: SignIn, journalist: User, draft: Article
) -> None:
    autosave = typed(draft, journalist, note="تحقّقي من الرقم", text_unchanged="1")
    client = signed_in(journalist)
    html = client.get(address(draft, "change")).text

    assert "تحقّقي من الرقم" in html
    assert f"?continue={autosave.pk}" in html
    assert "data-compare" not in html
    assert f"unsaved/{autosave.pk}/" not in client.get("/admin/").text
    assert f"unsaved/{autosave.pk}/" not in client.get(address(draft, "history")).text


def test_what_was_typed_and_taken_back_is_not_offered(
    signed_in: SignIn, journalist: User, draft: Article
) -> None:
    typed(draft, journalist, note="", text_unchanged="1")

    assert "?continue=" not in signed_in(journalist).get(address(draft, "change")).text


def test_verb_asked_for_without_a_change_opens_its_page_without_a_message(
    signed_in: SignIn, journalist: User, draft: Article
) -> None:
    client = signed_in(journalist)
    newest = draft.revisions.latest("pk")
    sent = posted(newest.data, base=newest.pk, then="submit")
    page = client.post(address(draft, "change"), sent, follow=True)

    assert page.request["PATH_INFO"] == address(draft, "do/submit")
    assert [*page.context["messages"]] == []
