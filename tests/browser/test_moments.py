"""Fields of moments: typed day first in any digits, or chosen from the calendar by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles import workflow
from articles.models import Article
from newsroom.accounts.models import User
from tests import factories
from tests.browser import steps

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]


def test_moment_is_shown_in_the_language_of_the_desk_and_chosen_by_keyboard(
    desk_of: Callable[..., Page], editor: User
) -> None:
    data = factories.content(
        section=factories.SectionFactory().pk, author=factories.AuthorFactory().pk
    )
    article = workflow.create(by=editor, data=data)
    # The browser speaks English; the desk does not.
    page = desk_of(editor, locale="en-US")
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    steps.open_page(page, "publication")
    field = page.locator("[name=embargo_until]")
    expect(field).to_have_attribute("placeholder", "يوم/شهر/سنة ساعة:دقيقة")
    field.fill("٢٠/١١/٢٠٢٦ ١٥:٣٠")
    page.locator(".field-embargo_until").get_by_role("button", name="التقويم").click()
    dialog = page.locator("dialog.calendar")
    expect(dialog.get_by_role("heading")).to_have_text("نوفمبر 2026")
    expect(dialog.get_by_role("columnheader").first).to_have_text("سبت")
    chosen = dialog.get_by_role("gridcell", name="الجمعة، 20 نوفمبر 2026")
    expect(chosen).to_be_focused()
    # From right to left the next day stands at the left.
    for key in ("ArrowLeft", "ArrowDown", "PageDown"):
        page.keyboard.press(key)
    expect(dialog.get_by_role("gridcell", name="28 ديسمبر 2026")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(field).to_have_value("28/12/2026 15:30")
    page.keyboard.type("١٦:٤٥")
    page.keyboard.press("Control+s")
    # An embargo wants a reason, and the page leads there.
    expect(page.locator(".note-menu")).to_contain_text("قل لماذا")
    page.locator("[name=note]").fill("طلب الوزارة")
    steps.save(page)
    revision = Article.objects.get().latest_revision
    assert revision is not None
    assert revision.data["embargo_until"] == "2026-12-28T14:45:00+00:00"
    page.reload()
    expect(field).to_have_value("28/12/2026 16:45")


def test_refused_moment_says_how_it_is_written(desk_of: Callable[..., Page], editor: User) -> None:
    page = desk_of(editor)
    page.goto("/admin/articles/article/add/")
    steps.open_page(page, "publication")
    page.locator("[name=embargo_until]").fill("غدًا صباحًا")
    page.get_by_role("button", name="حفظ", exact=True).click()
    expect(page.locator(".field-embargo_until")).to_contain_text("اكتب الموعد هكذا")
    expect(page.locator("[name=embargo_until]")).to_have_value("غدًا صباحًا")
