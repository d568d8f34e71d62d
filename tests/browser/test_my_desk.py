"""«مكتبي» and the list of articles as an editor works with them, before axe-core too."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles import workflow
from articles.models import Article
from newsroom.accounts.models import User
from tests import factories
from tests.browser.test_axe import axe as axe
from tests.browser.test_axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def submitted(journalist: User) -> list[Article]:
    """Three articles that wait for a decision."""
    section, author = factories.SectionFactory().pk, factories.AuthorFactory().pk
    headlines = ("خط جديد", "جسر جديد", "متحف جديد")
    drafts = [
        workflow.create(
            by=journalist,
            data=factories.content(section=section, author=author, headline_ar=headline),
        )
        for headline in headlines
    ]
    return [workflow.submit(draft, by=journalist) for draft in drafts]


def _open_menu(page: Page) -> dict[str, object]:
    """Open the menu of all lists by the keyboard, and close it."""
    menu = page.locator("#desk-menu")
    page.locator(".menu-opener").focus()
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    found = {"menu": violations(page)}
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    return found


def _approve_all(page: Page) -> dict[str, object]:
    """Go to the list by its key, look at a row's verbs, and approve whatever can be."""
    page.keyboard.press("l")
    page.wait_for_url("**/articles/article/")
    page.locator(".row-verbs > summary").first.click()
    expect(page.locator(".row-verbs a.verb-approve").first).to_be_visible()
    found = {"list": violations(page)}
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option("approve")
    page.locator(".actions button").click()
    expect(page.locator(".bulk-articles li")).to_have_count(3)
    expect(page.locator(".bulk-articles input:checked")).to_have_count(2)
    found["verb"] = violations(page)
    page.locator("button.verb-approve").click()
    expect(page.locator("[aria-labelledby=bulk-done] li")).to_have_count(2)
    found["report"] = violations(page)
    return found


def test_editor_finds_what_waits_by_one_key_and_decides_about_several(
    desk_of: Callable[..., Page], editor: User, submitted: list[Article]
) -> None:
    page = desk_of(editor, viewport={"width": 1366, "height": 768})
    page.clock.install()
    page.goto("/admin/")
    count = page.locator("[data-count=review] b")
    expect(count).to_have_text("3")
    found: dict[str, object] = {"desk": violations(page)}

    page.keyboard.press("2")
    expect(page.locator("#section-review li a").first).to_be_focused()
    page.keyboard.press("?")
    sheet = page.locator("dialog[data-keys]")
    expect(sheet).to_be_visible()
    found["keys"] = violations(page)
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()

    workflow.approve(submitted[0], by=editor)
    page.evaluate("() => document.activeElement.blur()")
    page.clock.fast_forward(31_000)
    expect(page.locator("[data-count=approved] b")).to_have_text("1")
    expect(count).to_have_text("2")
    expect(page.locator("[data-desk-news]")).to_contain_text("2")

    found |= _open_menu(page) | _approve_all(page)
    page.set_viewport_size({"width": 390, "height": 844})
    for path in ("", "articles/article/", "articles/tag/"):
        page.goto(f"/admin/{path}")
        found[f"phone {path}"] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert {state: rules for state, rules in found.items() if rules} == {}
