"""A day of the newsroom in Arabic: from an idea to a correction, and what each person is told."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, Section
from newsroom.accounts.models import User
from newsroom.planning.models import Assignment
from tests.browser.steps import body, do, save

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
IDEA = "مجلس المدينة يبحث النقل النهري"
NOTE = "ينقصه رأي الوزارة"


def told(page: Page) -> list[str]:
    """What the person has not read, the newest first."""
    page.goto("/admin/articles/article/notifications/")
    expect(page.get_by_role("heading", level=1)).to_have_text("الإشعارات")
    lines = page.locator(".notifications > li > a").all_inner_texts()
    return [re.sub(r"[\u2068\u2069]|\s*\(.*\)$", "", line).strip() for line in lines]


def open_article(page: Page) -> None:
    page.goto(f"/admin/articles/article/{Article.objects.get().pk}/change/")


def plan(editor: Page, writer: User) -> None:
    """The editor notes an idea and gives it to the writer."""
    editor.goto("/admin/planning/assignment/add/")
    editor.locator("[name=title]").fill(IDEA)
    editor.locator("[name=section]").select_option(label="اقتصاد")
    editor.locator("[name=assignee]").select_option(value=str(writer.pk))
    editor.locator("[name=_save]").click()
    expect(editor.locator(".messagelist")).to_be_visible()


def write(journalist: Page) -> None:
    """The writer makes the article of the assignment with one click, and submits it."""
    assignment = Assignment.objects.get()
    journalist.goto(f"/admin/planning/assignment/{assignment.pk}/change/")
    journalist.locator("form[action$='/article/'] button").click()
    expect(journalist.get_by_label("العنوان", exact=True).first).to_have_value(IDEA)
    expect(journalist.locator(".of-assignment")).to_contain_text(IDEA)
    body(journalist).click()
    journalist.keyboard.type("بحث المجلس الخطة أمس.")
    save(journalist)
    do(journalist, "submit", "أُرسل المقال للمراجعة.")


def test_idea_becomes_an_article_that_is_sent_back_approved_scheduled_published_and_corrected(
    desk_of: Callable[..., Page], journalist: User, editor: User, section: Section
) -> None:
    sara, mona = desk_of(journalist), desk_of(editor)
    plan(mona, journalist)
    assert told(sara) == [f"مهمة لك من mona: «{IDEA}»"]
    write(sara)
    assert told(mona) == [f"أُرسل «{IDEA}» إلى المراجعة (sara)"]

    open_article(mona)
    do(mona, "send_back", "أُعيد المقال", note=NOTE)
    assert told(sara) == [f"أُعيد إليك «{IDEA}» من mona"]
    expect(sara.locator(".notification-text")).to_have_text(NOTE)
    open_article(sara)
    do(sara, "submit", "أُرسل المقال للمراجعة.")
    open_article(mona)
    do(mona, "approve", "اعتُمد المقال.")
    do(mona, "schedule", "جُدول المقال.", moment="2099-11-20T15:00")
    do(mona, "publish", "نُشر المقال.")
    assert sara.request.get(f"/a/{Article.objects.get().pk}").ok
    do(mona, "correct", "نُشر التصويب.", note_ar="صُحّح موعد الجلسة.")

    lines = told(sara)
    assert [line.split()[0] for line in lines] == ["نُشر", "نُشر", "جُدول", "اعتُمد"]
    assert told(mona) == []
    sara.goto("/corrections/")
    expect(sara.locator("main")).to_contain_text("صُحّح موعد الجلسة.")
    assert Assignment.objects.get().article == Article.objects.get()
