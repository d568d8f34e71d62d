"""Fields of moments: typed day first in any digits, or chosen from the calendar by keyboard."""

from collections.abc import Callable

import pytest
from django.utils import timezone
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


def test_clock_of_the_newsroom_is_that_of_the_desk_wherever_the_browser_is(
    desk_of: Callable[..., Page], editor: User
) -> None:
    page = desk_of(editor, timezone_id="America/New_York")
    page.goto("/admin/articles/article/add/")
    script = "(zone) => import('/static/js/desk/clock.js').then(({ clockIn }) => clockIn(zone))"
    here = timezone.localtime()
    shown = page.evaluate(script, page.locator("[data-autosave]").get_attribute("data-zone"))
    assert shown["hour"] in {f"{here:%H}", f"{timezone.localtime():%H}"}


def test_moment_is_said_while_it_is_typed_and_the_doubled_hour_asks_which(
    desk_of: Callable[..., Page], editor: User
) -> None:
    page = desk_of(editor)
    page.goto("/admin/articles/article/add/")
    steps.open_page(page, "publication")
    field = page.locator("[name=embargo_until]")
    said = page.locator(".field-embargo_until [data-moment-said]")
    field.fill("28/10/2027 23:30")
    expect(said.get_by_role("radio")).to_have_count(2)
    field.fill("٢٠/١١/٢٠٢٧ ١٥:٣٠")
    expect(said).to_contain_text("السبت 20 نوفمبر 2027، 15:30")
    expect(said.get_by_role("radio")).to_have_count(0)


def test_refused_moment_says_how_it_is_written(desk_of: Callable[..., Page], editor: User) -> None:
    page = desk_of(editor)
    page.goto("/admin/articles/article/add/")
    steps.open_page(page, "publication")
    page.locator("[name=embargo_until]").fill("غدًا صباحًا")
    page.get_by_role("button", name="حفظ", exact=True).click()
    expect(page.locator(".field-embargo_until")).to_contain_text("اكتب الموعد هكذا")
    expect(page.locator("[name=embargo_until]")).to_have_value("غدًا صباحًا")
