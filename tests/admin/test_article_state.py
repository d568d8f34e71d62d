"""Where an article stands, as its page says it, and what is kept of a save."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles import workflow
from articles.admin.article_state import next_verb
from articles.models import Article, Revision
from newsroom.accounts.models import User
from tests import factories
from tests.admin.forms import posted

SignIn = Callable[[User], Client]
HOUR = timedelta(hours=1)
EMBARGOED = "حظرًا ينتهي بعد"
TOGETHER = "أحدث نسخة تتضمنه"


def page(client: Client, article: Article) -> str:
    return client.get(f"/admin/articles/article/{article.pk}/change/").text


def test_note_to_colleagues_is_kept_when_nothing_else_was_typed(
    signed_in: SignIn, journalist: User, draft: Article
) -> None:
    before = draft.revisions.get()
    sent = posted(before.data, base=before.pk, note="انتظر رد الوزارة")

    signed_in(journalist).post(f"/admin/articles/article/{draft.pk}/change/", sent)

    after = draft.revisions.order_by("pk").last()
    assert after is not None
    assert (after.base, after.note, after.data) == (before, "انتظر رد الوزارة", before.data)


@pytest.mark.parametrize(("ends", "is_said"), [(9 * HOUR, True), (HOUR, False)])
def test_embargo_that_ends_after_the_scheduled_moment_is_said(
    signed_in: SignIn, editor: User, draft: Article, ends: timedelta, is_said: bool
) -> None:
    now = timezone.now()
    workflow.schedule(draft, by=editor, moment=now + 3 * HOUR)
    factories.revise(draft, editor, embargo_until=(now + ends).isoformat())

    assert (EMBARGOED in page(signed_in(editor), draft)) == is_said


def test_page_says_that_the_newest_version_holds_a_scheduled_change(
    signed_in: SignIn, editor: User, published: Callable[..., Article]
) -> None:
    article, client = published(), signed_in(editor)
    factories.revise(article, editor, kicker_ar="مساء")
    workflow.update(article, by=editor, moment=timezone.now() + 3 * HOUR)
    assert TOGETHER not in page(client, article)

    factories.revise(article, editor, headline_ar="عنوان آخر")

    assert TOGETHER in page(client, article)


def test_change_that_was_published_early_is_no_longer_announced(
    signed_in: SignIn, editor: User, published: Callable[..., Article]
) -> None:
    article = published()
    factories.revise(article, editor, kicker_ar="مساء")
    workflow.update(article, by=editor, moment=timezone.now() + 3 * HOUR)
    factories.revise(article, editor, headline_ar="عنوان آخر")
    workflow.update(article, by=editor)

    assert not Revision.objects.scheduled().exists()
    assert "يظهر تعديل للقراء" not in page(signed_in(editor), article)


@pytest.mark.parametrize(
    ("because", "said"),
    [
        ("conflict", "نُشر بعد جدولته ما يغيّر النص نفسه"),
        ("refused", "يخالف قاعدة من قواعد النشر"),
        ("error", "تعذّر تطبيقه بسبب خطأ"),
    ],
)
def test_page_says_why_a_change_was_set_aside(
    signed_in: SignIn, editor: User, published: Callable[..., Article], because: str, said: str
) -> None:
    article, now = published(), timezone.now()
    change = factories.revise(article, editor, kicker_ar="مساء")
    workflow.update(article, by=editor, moment=now + HOUR)
    Revision.objects.filter(pk=change.pk).update(held_at=now, held_because=because)

    assert said in page(signed_in(editor), article)


@pytest.mark.parametrize(
    ("state", "allowed", "expected"),
    [
        ("draft", ["submit", "publish", "kill"], "submit"),
        ("submitted", ["send_back", "approve", "publish"], "approve"),
        ("submitted", [], ""),
        ("approved", ["send_back", "publish"], "publish"),
        ("published", ["update", "correct", "withdraw"], "update"),
        ("published", ["withdraw", "kill"], ""),
        ("killed", ["unkill"], ""),
    ],
)
def test_next_verb_leads_on_to_readers(state: str, allowed: list[str], expected: str) -> None:
    assert next_verb(Article(state=state), allowed) == expected
