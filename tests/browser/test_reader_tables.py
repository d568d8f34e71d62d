"""A table wider than the screen on a reader's page: it scrolls in its own box, and prints whole."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles import body
from articles.models import Article, Author, Section
from newsroom.accounts.models import User
from tests import factories
from tests.browser.rules import WATCH, broken

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]
_YEARS = ("البلد", "2021", "2022", "2023", "2024", "2025", "التغير")
_ROWS = (
    ("مصر", "102,061,000", "103,604,000", "105,157,000", "106,691,000", "108,100,000", "+1.3%"),
    ("لبنان", "5,592,000", "5,489,000", "5,353,000", "5,805,000", "5,820,000", "-0.4%"),
    ("جزر القمر", "821,000", "836,000", "852,000", "866,000", "881,000", "+1.8%"),
    ("المملكة العربية السعودية", "30,784,000", "32,175,000", "33,700,000", "35,300,000", "-", "—"),
)
WIDE = (
    "<p>ارتفع عدد السكان في معظم بلدان المنطقة.</p>"
    "<table><caption>سكان بعض البلدان العربية بين عامي 2021 و2025، بحسب التقديرات الرسمية</caption>"
    f"<tr>{''.join(f'<th>{each}' for each in _YEARS)}"
    + "".join(f"<tr><th>{row[0]}{''.join(f'<td>{each}' for each in row[1:])}" for row in _ROWS)
    + "</table><p>وتقول الوزارة إن الأرقام تقديرية.</p>"
)


@pytest.fixture
def article(editor: User, section: Section, author: Author) -> Article:
    data = factories.content(
        section=section.pk,
        author=author.pk,
        headline_ar="سكان المنطقة في أرقام",
        body_ar=body.sanitise(WIDE),
    )
    return factories.publish(by=editor, data=data, at=timezone.now() - timedelta(hours=1))


def opened(new_page: Callable[..., Page], article: Article, width: int) -> Page:
    page = new_page(viewport={"width": width, "height": 800})
    page.add_init_script(WATCH)
    page.goto(f"/a/{article.pk}")
    return page


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_page_with_a_wide_table_keeps_every_rule(
    new_page: Callable[..., Page], article: Article, width: int
) -> None:
    assert broken(opened(new_page, article, width)) == {}


def test_wide_table_scrolls_in_its_own_box_by_keyboard(
    new_page: Callable[..., Page], article: Article
) -> None:
    page = opened(new_page, article, 320)
    box = page.get_by_role("region", name="سكان بعض البلدان العربية")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    box.evaluate("box => { box.onscroll = () => { box.dataset.moved = box.scrollLeft < 0; }; }")
    box.focus()
    page.keyboard.press("ArrowLeft")
    expect(box).to_have_attribute("data-moved", "true")
    expect(page.locator("caption")).to_be_in_viewport(ratio=0.9)


def test_table_begins_at_the_right_and_its_headings_are_named(
    new_page: Callable[..., Page], article: Article
) -> None:
    page = opened(new_page, article, 1280)
    first, last = (page.locator(f"thead th:{place}-child") for place in ("first", "last"))
    places = [each.evaluate("cell => cell.getBoundingClientRect().right") for each in (first, last)]
    assert places[0] > places[1]
    expect(page.get_by_role("columnheader")).to_have_count(7)
    expect(page.get_by_role("rowheader")).to_have_count(4)


def test_sign_stands_left_of_its_number(new_page: Callable[..., Page], article: Article) -> None:
    page = opened(new_page, article, 1280)
    lefts = page.get_by_text("-0.4%").evaluate(
        """(run) => [0, 1].map((at) => {
          const range = document.createRange();
          range.setStart(run.firstChild, at);
          range.setEnd(run.firstChild, at + 1);
          return range.getBoundingClientRect().left;
        })"""
    )
    assert lefts[0] < lefts[1]


def test_every_second_row_has_the_tint_of_the_section(
    new_page: Callable[..., Page], article: Article
) -> None:
    page = opened(new_page, article, 1280)
    colours = page.locator("tbody tr").evaluate_all(
        "rows => rows.map(row => getComputedStyle(row).backgroundColor)"
    )
    assert colours[0] == colours[2] != colours[1] == colours[3]


def test_table_is_printed_whole(new_page: Callable[..., Page], article: Article) -> None:
    page = opened(new_page, article, 700)
    page.emulate_media(media="print")
    box = page.locator(".body .table")
    assert box.evaluate("box => getComputedStyle(box).overflowX") == "visible"
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
