"""What the desk says is what happened, in the words and the dates of the house."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from django.utils.formats import date_format

from articles import workflow
from articles.admin.verb_forms import part_name
from articles.broadcast.models import BroadcastStatus
from articles.models import Article, Image, Section, Tag
from newsroom.accounts.models import User
from tests.conftest import NOW

SignIn = Callable[[User], Client]
LATER = timedelta(days=3)
NAMES = [("ar", "الاسم (الإنجليزية)"), ("en", "Name (English)")]
MOMENTS = [("ar", "20 نوفمبر 2026، 14:00"), ("en", "20 November 2026, 14:00")]


def update(client: Client, article: Article, **typed: Any) -> str:
    """What is said when the changes of the article are published."""
    path = f"/admin/articles/article/{article.pk}/do/update/"
    answer = client.post(path, {"note": "", "moment": ""} | typed, follow=True)
    return str(list(answer.context["messages"])[-1])


@pytest.fixture
def desk(signed_in: SignIn, editor: User) -> Client:
    return signed_in(editor)


@pytest.fixture
def changed(live: Article, editor: User, content: Callable[..., dict[str, Any]]) -> Article:
    """A live article with a newer text that readers do not see yet."""
    latest = live.latest_revision
    data = latest.data | {"headline_ar": "عنوان أحدث"}
    workflow.save(live, by=editor, data=data, base=latest.pk)
    return live


def test_published_changes_are_called_published(desk: Client, changed: Article) -> None:
    assert update(desk, changed) == "نُشرت التعديلات."


def test_scheduled_changes_are_called_scheduled_with_their_moment(
    desk: Client, changed: Article
) -> None:
    moment = timezone.localtime(timezone.now() + LATER)
    said = update(desk, changed, moment=f"{moment:%Y-%m-%dT%H:%M}")
    assert said.startswith("ستُنشر التعديلات في ")
    assert said.endswith(f"{moment:%H:%M}.")


def test_nothing_new_is_not_called_published(desk: Client, live: Article) -> None:
    assert update(desk, live) == "لا جديد في هذه النسخة: ما زال القراء يرون النص نفسه."


def test_nothing_new_but_a_date_is_said(desk: Client, live: Article) -> None:
    said = update(desk, live, significant="on")
    assert said == "لا جديد في النص، وصار القراء يرون أن المقال حُدّث الآن."


@pytest.mark.parametrize(("prefix", "arrow"), [("", "← مجدول"), ("/en", "→ Scheduled")])
def test_history_of_a_scheduled_article_says_scheduled(
    desk: Client, draft: Article, editor: User, prefix: str, arrow: str
) -> None:
    workflow.schedule(draft, by=editor, moment=timezone.now() + LATER)
    page = desk.get(f"{prefix}/admin/articles/article/{draft.pk}/history/").content.decode()
    assert arrow in page
    assert "← منشور" not in page
    assert "→ Published" not in page


def test_log_calls_scheduled_changes_scheduled(
    signed_in: SignIn, administrator: User, changed: Article, editor: User
) -> None:
    workflow.update(changed, by=editor, moment=timezone.now() + LATER)
    page = signed_in(administrator).get("/admin/articles/transition/").content.decode()
    assert "جُدولت التعديلات" in page


@pytest.mark.parametrize(("language", "name"), NAMES)
def test_field_of_a_language_is_named_with_it(language: str, name: str) -> None:
    with translation.override(language):
        told = str(Tag._meta.get_field("name_en").verbose_name)
    assert told.casefold() == name.casefold()


def test_part_of_an_article_is_named_in_the_language_of_the_screen() -> None:
    assert part_name("en") == "الإنجليزية"


def test_list_of_statuses_prints_moments_as_the_house_does(
    signed_in: SignIn, chief: User, db: None
) -> None:
    starts = datetime(2026, 11, 27, 4, 22, tzinfo=UTC)
    BroadcastStatus.objects.create(kind="trial", starts_at=starts)
    page = signed_in(chief).get("/admin/articles_broadcast/broadcaststatus/").content.decode()
    assert "27 نوفمبر 2026، 06:22" in page


def test_list_of_pictures_prints_moments_as_the_house_does(desk: Client) -> None:
    image = Image.objects.create(title="قطار", digest="a" * 64, width=900, height=600)
    Image.objects.filter(pk=image.pk).update(uploaded_at=datetime(2026, 11, 27, 4, 22, tzinfo=UTC))
    assert "27 نوفمبر 2026، 06:22" in desk.get("/admin/articles/image/").content.decode()


@pytest.mark.parametrize(("language", "said"), MOMENTS)
def test_moment_that_django_prints_is_printed_as_the_house_does(language: str, said: str) -> None:
    with translation.override(language):
        assert date_format(timezone.localtime(NOW), "DATETIME_FORMAT") == said


@pytest.mark.parametrize(("retired", "word"), [(True, "نعم"), (False, "لا")])
def test_truth_is_told_in_words(
    signed_in: SignIn, journalist: User, retired: bool, word: str
) -> None:
    tag = Tag.objects.create(name_ar="قطارات", slug_ar="قطارات", is_retired=retired)
    page = signed_in(journalist).get(f"/admin/articles/tag/{tag.pk}/change/").content.decode()
    assert f'alt="{word}"' in page


def test_search_of_a_list_is_named(desk: Client) -> None:
    page = desk.get("/admin/articles/article/").content.decode()
    assert '<span class="visually-hidden">البحث: المقالات</span></label>' in page


def test_english_name_in_a_list_is_marked_as_english(desk: Client, section: Section) -> None:
    page = desk.get("/admin/articles/section/").content.decode()
    assert section.name_en
    assert f'<span dir="ltr" lang="en">{section.name_en}</span>' in page


def test_nothing_of_a_password_is_shown(
    signed_in: SignIn, administrator: User, journalist: User
) -> None:
    page = signed_in(administrator).get(f"/admin/accounts/user/{journalist.pk}/change/")
    assert "md5" not in page.content.decode()
    assert "تعيين كلمة مرور جديدة" in page.content.decode()


def test_sign_in_has_a_heading(client: Client, db: None) -> None:
    assert "<h1>تسجيل الدخول</h1>" in client.get("/admin/account/login/").content.decode()


def test_scripts_of_the_admin_count_in_right_arabic(desk: Client) -> None:
    told = desk.get("/admin/jsi18n/").content.decode()
    messages = json.loads(re.search(r"newcatalog = ({.*?});", told, re.DOTALL)[1])
    forms = messages["%(sel)s of %(cnt)s selected"]
    assert (len(forms), forms[0]) == (6, "لم يُحدَّد شيء")
