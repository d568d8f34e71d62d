"""What the pages of the verbs say of what is scheduled, and what they tick."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import workflow
from articles.models import Article, Author
from articles.templatetags.wording import date_time
from newsroom.accounts.models import User
from tests import factories

DAY = timedelta(days=1)
ENGLISH = {"headline_en": "A new fast line", "body_en": "<p>It opened.</p>"}


@pytest.fixture
def moment() -> datetime:
    return timezone.now() + DAY


@pytest.fixture
def both(journalist: User, content: Callable[..., dict[str, Any]], sara: Author) -> Article:
    """A draft in both languages."""
    byline = [{"author": sara.pk, "role": "writer"}]
    return workflow.create(by=journalist, data=content(bylines=byline, **ENGLISH))


@pytest.fixture
def half(both: Article, editor: User, moment: datetime) -> Article:
    """The Arabic is live, the English scheduled."""
    workflow.publish(both, by=editor, languages=["ar"])
    return workflow.schedule(both, by=editor, languages=["en"], moment=moment)


@pytest.fixture
def page(signed_in: Callable[[User], Client], editor: User) -> Callable[[Article, str], Any]:
    """The editor's page of a verb."""

    def get(article: Article, verb: str) -> Any:
        return signed_in(editor).get(f"/admin/articles/article/{article.pk}/do/{verb}/")

    return get


def test_publishing_now_ticks_no_language_that_has_its_moment(
    both: Article, editor: User, moment: datetime, page: Callable[..., Any]
) -> None:
    workflow.schedule(both, by=editor, languages=["en"], moment=moment)
    languages = page(both, "publish").context["form"]["languages"]
    assert languages.value() == ["ar"]
    assert f"الإنجليزية (مجدولة في {date_time(moment)})" in str(languages)


def test_publishing_now_ticks_the_only_language_left_and_names_its_moment(
    half: Article, moment: datetime, page: Callable[..., Any]
) -> None:
    languages = page(half, "publish").context["form"]["languages"]
    assert languages.value() == ["en"]
    assert f"الإنجليزية (مجدولة في {date_time(moment)})" in str(languages)


def test_correction_offers_no_language_that_is_only_scheduled(
    half: Article, page: Callable[..., Any]
) -> None:
    fields = page(half, "correct").context["form"].fields
    assert "note_ar" in fields
    assert not {"languages", "note_en"} & set(fields)


def test_update_names_the_moment_of_a_language_that_is_only_scheduled(
    half: Article, moment: datetime, page: Callable[..., Any]
) -> None:
    parts = str(page(half, "update").context["form"]["parts"])
    assert f"الإنجليزية (مجدولة في {date_time(moment)})" in parts


def test_cancelling_names_the_languages_and_moments_that_it_cancels(
    half: Article, moment: datetime, page: Callable[..., Any]
) -> None:
    text = page(half, "unschedule").content.decode()
    assert "النشر باللغة الإنجليزية" in text
    assert date_time(moment) in text


def test_cancelling_names_no_language_that_readers_see(
    half: Article, page: Callable[..., Any]
) -> None:
    assert "النشر باللغة العربية" not in page(half, "unschedule").content.decode()


def test_cancelling_names_the_changes_that_it_cancels(
    live: Article, editor: User, moment: datetime, page: Callable[..., Any]
) -> None:
    change = factories.revise(live, editor, headline_ar="مساء")
    workflow.update(live, by=editor, moment=moment, shared=False)
    text = page(live, "unschedule").content.decode()
    assert "تعديلات على: العربية" in text
    assert date_time(moment) in text
    assert f"/revisions/{change.pk}/" in text or f"/{change.pk}/" in text


def test_nothing_new_names_no_language_of_what_was_done_before(
    both: Article, editor: User, signed_in: Callable[[User], Client]
) -> None:
    workflow.publish(both, by=editor)
    factories.revise(both, editor)
    path = f"/admin/articles/article/{both.pk}/do/update/"
    sent = {"parts": ["ar", "en", "shared"]}
    answer = signed_in(editor).post(path, sent, follow=True)
    said = [str(message) for message in answer.context["messages"]]
    assert said == ["لا جديد في هذه النسخة: ما زال القراء يرون النص نفسه."]
