"""Readers' pages in both languages at the widths of a small phone, a phone and a desk."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from articles import workflow
from articles.broadcast.models import BroadcastStatus
from articles.models import Article, Author, Section
from newsroom.accounts.models import User
from tests import factories
from tests.browser.rules import SETTLED, WATCH, broken
from tests.renditions.conftest import media as media
from tests.renditions.conftest import stored as stored

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]
WIDTHS = (320, 390, 1280)
LATE = re.compile(r"\.(woff2|js)$|/media/")
PAINTED = """() => new Promise((done) => new PerformanceObserver((list) =>
  list.getEntriesByName("first-contentful-paint").forEach(done)
).observe({type: "paint", buffered: true})).then(() => true)"""
PAGES = {
    "home": "/",
    "article": "/a/{newest}",
    "section": "/sections/economy/",
    "tag": "/tags/{tag}/",
    "author": "/authors/karim/",
    "search": "/search/?q={word}",
    "nothing found": "/search/?q=qqqq",
    "not found": "/nowhere/",
}
LANGUAGES = {
    "ar": {"prefix": "", "tag": "السكك-الحديدية", "word": "القطار"},
    "en": {"prefix": "/en", "tag": "railways", "word": "line"},
}
BODY = (
    "<p>افتتحت الوزارة الخط (IMF) أمس في الساعة 14:35، بزيادة 4.2% على العام الماضي.</p>"
    "<h2>ما الذي تغير</h2><p>المصدر: https://example.org/" + "a-very-long-address-" * 8 + "</p>"
    "<blockquote><p>هذا يوم طال انتظاره.</p></blockquote><ul><li>محطة</li><li>محطة أخرى</li></ul>"
)


@pytest.fixture
def edition(
    editor: User, section: Section, author: Author, stored: Callable[..., Any]
) -> dict[str, Any]:
    """Seven articles in both languages with one picture, a tag, and the site on trial."""
    tag = factories.TagFactory(name_ar="السكك الحديدية", name_en="Railways", slug_en="railways")
    picture = stored()
    now = timezone.now()
    BroadcastStatus.objects.create(kind="trial", starts_at=now - timedelta(days=1))
    articles: list[Article] = [
        factories.publish(
            by=editor,
            data=factories.content(
                section=section.pk,
                author=author.pk,
                tags=[tag.pk],
                kicker_ar="سكك حديدية",
                headline_ar=f"افتتاح الخط رقم {number} للقطار السريع بين العاصمة والساحل الشمالي",
                headline_en=f"Express line {number} opens between the capital and the coast",
                standfirst_en="The line joins the capital and the coast in two hours.",
                body_ar=BODY,
                body_en="<p>The ministry opened the line yesterday, officials said.</p>",
                lead_image=picture.pk if number % 2 else None,
            ),
            at=now - timedelta(hours=number),
        )
        for number in range(7, 0, -1)
    ]
    # Nothing but the editor's choice relates them: their texts are alike.
    factories.revise(articles[-1], editor, pins=[article.pk for article in articles[:4]])
    workflow.update(articles[-1], by=editor, at=timezone.now())
    return {"newest": articles[-1].pk}


def address(page: str, language: str, edition: dict[str, Any]) -> str:
    return LANGUAGES[language]["prefix"] + PAGES[page].format(**edition, **LANGUAGES[language])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_page_keeps_every_rule_at_every_width(
    new_page: Callable[..., Page], edition: dict[str, Any], name: str, language: str
) -> None:
    found = {}
    for width in WIDTHS:
        page = new_page(viewport={"width": width, "height": 800})
        page.add_init_script(WATCH)
        page.goto(address(name, language, edition))
        found[width] = broken(page)
    assert {width: rules for width, rules in found.items() if rules} == {}


def go_with_late_parts(page: Page, url: str) -> None:
    """Open the page; its fonts, scripts and pictures are answered after the first paint."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(LATE, hold)
    page.goto(url, wait_until="commit")
    page.evaluate(PAINTED)
    assert {PurePath(route.request.url).suffix for route in held} >= {".js", ".woff2"}
    for route in held:
        route.continue_()
    page.unroute(LATE)
    page.wait_for_load_state()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_what_comes_after_the_first_paint_moves_nothing(
    new_page: Callable[..., Page], edition: dict[str, Any], name: str, language: str
) -> None:
    page = new_page(viewport={"width": WIDTHS[0], "height": 800})
    page.add_init_script(WATCH)
    go_with_late_parts(page, address(name, language, edition))
    page.evaluate(SETTLED)
    assert not page.evaluate("performance.jumps()")


def test_fonts_are_asked_for_once_and_before_the_styles(
    page: Page, edition: dict[str, Any]
) -> None:
    page.goto("/", wait_until="networkidle")
    asked = page.evaluate(
        """() => performance.getEntriesByType("resource")
          .filter((part) => part.name.endsWith(".woff2")).map((part) => part.initiatorType)"""
    )
    assert asked == ["link", "link"]


@pytest.mark.parametrize("name", ["home", "article"])
def test_page_asks_no_other_host(page: Page, edition: dict[str, Any], name: str) -> None:
    hosts: set[str | None] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.goto(address(name, "ar", edition), wait_until="networkidle")
    assert hosts == {urlsplit(page.url).netloc}


@pytest.mark.parametrize("name", [name for name in PAGES if name != "nothing found"])
def test_page_is_complete_without_scripts(
    new_page: Callable[..., Page], edition: dict[str, Any], name: str
) -> None:
    texts = []
    for can_run in (True, False):
        page = new_page(java_script_enabled=can_run)
        page.goto(address(name, "ar", edition))
        texts.append(page.locator("body").inner_text().replace("انسخ الرابط", "").split())
    assert texts[0] == texts[1]
    assert len(texts[1]) > 10


def test_article_keeps_its_elements_in_order(page: Page, edition: dict[str, Any]) -> None:
    page.goto(address("article", "ar", edition))
    order = [".breadcrumb", ".status-line", ".kicker", "h1", ".standfirst", ".byline", ".dates"]
    order += [".share", ".lead-image", ".body", ".article-tags", "#related"]
    tops = [page.locator(f"main {each}").first.bounding_box() for each in order]
    assert all(tops)
    assert page.evaluate(
        """(order) => order.slice(1).every((next, index) => document.querySelector(`main ${next}`)
          .compareDocumentPosition(document.querySelector(`main ${order[index]}`)) & 2)""",
        order,
    )


def test_tab_begins_with_the_way_to_the_content(page: Page, edition: dict[str, Any]) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("انتقل إلى المحتوى")
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")
