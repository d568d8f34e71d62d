"""The calendar under the keyboard and the mouse, on a desk and on a telephone."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from articles import workflow
from articles.models import Section
from newsroom.accounts.models import User
from newsroom.planning.models import Assignment
from tests import factories
from tests.browser.test_axe import axe as axe
from tests.browser.test_axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]
CALENDAR = "/admin/planning/assignment/calendar/?date=2099-03-15"
DEADLINE = datetime(2099, 3, 16, 10, tzinfo=UTC)
PUBLICATION = datetime(2099, 3, 17, 10, tzinfo=UTC)


@pytest.fixture
def may_fail() -> tuple[str, ...]:
    """Refused moves are answered with 400."""
    return ("/calendar/move/",)


def day(page: Page, number: int) -> Locator:
    """The cell of a day of the month."""
    return page.locator(f'[data-day="2099-03-{number:02}"]')


def move_by_keyboard_and_undo(page: Page) -> None:
    """The deadline of the 16th goes a week further and comes back."""
    expect(page.locator("[data-day][tabindex='0']")).to_have_count(1)
    day(page, 16).focus()
    page.keyboard.press("ArrowLeft")
    expect(day(page, 17)).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(day(page, 16).locator("[data-key^=deadline]")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(day(page, 23).locator("[data-key^=deadline]")).to_be_focused()
    page.locator("[data-said]").get_by_role("button").click()
    expect(day(page, 16).locator("[data-key^=deadline]")).to_be_focused()


def test_calendar_is_moved_in_by_keyboard_and_mouse_and_refuses_in_words(
    desk_of: Callable[..., Page], editor: User, section: Section, content: Callable[..., Any]
) -> None:
    Assignment.objects.create(title="موازنة البلدية", section=section, due_at=DEADLINE)
    article = workflow.create(by=editor, data=content())
    workflow.schedule(article, moment=PUBLICATION, by=editor)
    factories.revise(article, editor, headline_ar="عنوان أحدث")
    page = desk_of(editor, viewport={"width": 1366, "height": 900})
    page.goto(CALENDAR)
    said = page.locator("[data-said]")

    move_by_keyboard_and_undo(page)

    day(page, 17).locator("[data-key^=publication]").drag_to(day(page, 26))
    expect(said.get_by_role("button")).to_have_count(0)
    expect(said.locator("p")).to_be_visible()
    expect(day(page, 17).locator("[data-key^=publication]")).to_be_focused()
    found = {"desk": violations(page)}

    page.set_viewport_size({"width": 390, "height": 844})
    expect(day(page, 26)).to_be_hidden()
    expect(day(page, 16).locator(".move")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    found["phone"] = violations(page)
    page.locator("a[href$='/calendar/feed/']").click()
    page.locator(".verb-form button.default").click()
    expect(page.locator("input[value$='.ics']")).to_be_visible()
    found["address"] = violations(page)
    assert {state: rules for state, rules in found.items() if rules} == {}
