"""Searching with a keyboard, a finger, and without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Article, Section
from articles.search.indexing import index
from newsroom.accounts.models import User
from tests import factories
from tests.browser.rules import WATCH, broken

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BOXES = {
    "header": ("/", "#search-masthead"),
    "page": ("/search/", "#q"),
    "error": ("/x/", "#search-page"),
}
LIST = "[role=listbox]:visible"


@pytest.fixture
def edition(editor: User, section: Section) -> list[Article]:
    """Two articles about trains in the index, and a tag."""
    author = factories.AuthorFactory()
    tag = factories.TagFactory(name_ar="قطارات")
    data = factories.content(section=section.pk, author=author.pk, tags=[tag.pk])
    headlines = ["قطار الساحل يبدأ رحلاته", "قطار الجنوب يتأخر ساعة"]
    made = [
        factories.publish(by=editor, data=data | {"headline_ar": words}, at=timezone.now())
        for words in headlines
    ]
    index([article.pk for article in made], at=timezone.now())
    return made


@pytest.fixture
def typed(page: Page, edition: list[Article]) -> Callable[..., Any]:
    """Types a beginning into a box of a page and waits for what is offered; the box."""

    def make(name: str = "header", text: str = "قطار") -> Any:
        path, box = BOXES[name]
        page.goto(path)
        page.locator(box).click()
        page.keyboard.type(text)
        expect(page.locator(LIST)).to_be_visible()
        return page.locator(box)

    return make


@pytest.mark.parametrize("name", BOXES)
def test_every_search_box_offers_tags_and_articles(
    page: Page, typed: Callable[..., Any], name: str
) -> None:
    box = typed(name)
    expect(page.locator(f"{LIST} [role=option]")).to_have_count(3)
    expect(page.locator(f"{LIST} [role=option]").first).to_contain_text("قطارات")
    expect(box).to_have_attribute("aria-expanded", "true")


def test_box_is_a_combobox_that_names_its_list(page: Page, typed: Callable[..., Any]) -> None:
    box = typed()
    expect(page.get_by_role("combobox")).to_have_count(1)
    expect(box).to_have_attribute("aria-controls", page.locator(LIST).get_attribute("id") or "")
    expect(page.get_by_role("status").filter(has_text="3")).to_have_count(1)


def test_arrows_go_round_and_the_box_keeps_the_focus(page: Page, typed: Callable[..., Any]) -> None:
    box = typed()
    chosen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
        chosen.append(page.locator("[aria-selected=true]").all_inner_texts())
        expect(box).to_be_focused()
    assert [bool(each) for each in chosen] == [True, True, True, False, True]
    assert chosen[0] == chosen[2] != chosen[1]
    last = page.locator(f"{LIST} [role=option]").last
    expect(box).to_have_attribute("aria-activedescendant", last.get_attribute("id") or "")


def test_enter_goes_to_what_is_chosen(page: Page, typed: Callable[..., Any]) -> None:
    typed()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tags/**")
    expect(page.get_by_role("heading", level=1)).to_have_text("قطارات")


def test_enter_without_a_choice_searches(page: Page, typed: Callable[..., Any]) -> None:
    typed()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=**")
    expect(page.locator(".search-results .card")).to_have_count(2)


def test_escape_closes_and_keeps_what_was_typed(page: Page, typed: Callable[..., Any]) -> None:
    box = typed()
    page.keyboard.press("Escape")
    expect(page.locator(LIST)).to_have_count(0)
    expect(box).to_have_value("قطار")
    expect(box).to_have_attribute("aria-expanded", "false")


def test_leaving_the_box_closes(page: Page, typed: Callable[..., Any]) -> None:
    typed()
    page.keyboard.press("Tab")
    expect(page.locator(LIST)).to_have_count(0)


def test_suggestion_is_chosen_with_a_finger(page: Page, typed: Callable[..., Any]) -> None:
    typed()
    page.locator(f"{LIST} [role=option]").nth(1).click()
    page.wait_for_url("**/articles/**")


def test_fast_typing_asks_once(page: Page, edition: list[Article]) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/search/")
    page.locator("#q").click()
    page.keyboard.type("قطار الساحل")
    expect(page.locator(f"{LIST} [role=option]")).to_have_count(1)
    assert ["suggest/?q=" in url for url in asked].count(True) == 1


def test_headline_is_text_never_markup(page: Page, editor: User, edition: list[Article]) -> None:
    tag = "<img src=x onerror=alert(1)>"
    row = factories.TagFactory(name_ar=f"قطيفة {tag}", slug_ar="قطيفة")
    data = edition[0].latest_revision.data | {"tags": [row.pk]}
    factories.publish(by=editor, data=data, at=timezone.now())
    page.goto("/search/")
    page.locator("#q").click()
    page.keyboard.type("قطيفة")
    expect(page.locator(LIST)).to_contain_text(tag)
    expect(page.locator(f"{LIST} img")).to_have_count(0)


def test_filters_are_chosen_and_removed_without_scripts(
    new_page: Callable[..., Page], edition: list[Article]
) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page.goto("/search/?q=قطار")
    page.locator(".search-filters summary").click()
    page.locator("[name=section]").select_option("economy")
    page.locator("[name=kind]").select_option("opinion")
    page.locator(".search-fields button").click()
    expect(page.locator(".search-empty")).to_be_visible()
    page.locator(".search-chips a").nth(1).click()
    expect(page.locator(".search-results .card")).to_have_count(2)
    expect(page.locator(".search-chips a")).to_have_count(1)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_list_of_suggestions_stays_on_the_screen(
    new_page: Callable[..., Page], edition: list[Article], width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 700})
    page.goto("/search/")
    page.locator("#q").click()
    page.keyboard.type("قطار")
    box = page.locator(LIST).bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


@pytest.mark.parametrize("address", ["q=قطار&section=economy&from=2026-02-31", "q=زرافة&kind=news"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_filtered_page_keeps_every_rule(
    new_page: Callable[..., Page], edition: list[Article], width: int, address: str
) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.add_init_script(WATCH)
    page.goto(f"/search/?{address}")
    assert broken(page) == {}


def test_one_tap_on_a_phone_puts_the_cursor_into_the_search_box(
    page: Page, section: Section
) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/")
    page.locator(".search-opener").click()
    expect(page.locator("#search-masthead")).to_be_focused()
    expect(page.locator("#search-masthead")).to_be_in_viewport(ratio=1)
