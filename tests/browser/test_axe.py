"""The writing screen before axe-core, in the states in which people see it."""

import os
from collections.abc import Callable
from importlib.resources import files
from importlib.util import find_spec
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles import workflow
from articles.models import Article, Image
from newsroom.accounts.models import User
from tests import factories
from tests.browser import steps
from tests.renditions.conftest import media as media
from tests.renditions.conftest import scene
from tests.renditions.conftest import stored as stored

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]

FAULTY = "<h3>فرعي</h3><p>قال الوزير , ان الخط  جديد و انه طويل .</p>"


@pytest.fixture(scope="module", autouse=True)
def axe() -> None:
    """Skipped without the package that brings axe-core, but a failure where CI=true."""
    if find_spec("axe_playwright_python") is None:
        unable = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        unable("Install requirements-dev.txt: axe-core comes with axe-playwright-python.")


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """The rules of axe that the page breaks as it stands, each with its elements."""
    page.evaluate("() => Promise.allSettled(document.getAnimations().map((each) => each.finished))")
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found: Any = page.evaluate("async () => (await axe.run()).violations")
    return [(rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in found]


@pytest.fixture
def article(editor: User, stored: Callable[..., Image]) -> Article:
    """A draft with a gallery, a table and things to be corrected, in two languages."""
    images = [stored(scene(600 + 20 * number, 400), title=f"صورة {number}") for number in range(3)]
    figures = "".join(
        f'<figure data-image="{image.pk}"><figcaption>تعليق</figcaption></figure>'
        for image in images
    )
    table = "<table><tr><th>أ</th><th>ب</th></tr><tr><td>1</td><td>2</td></tr></table>"
    data = factories.content(
        section=factories.SectionFactory().pk,
        author=factories.AuthorFactory().pk,
        body_ar=f'{FAULTY}{table}<section class="gallery">{figures}</section>',
        headline_en="A new line opens",
        body_en="<p>It opened on Monday.</p>",
        lead_image=images[0].pk,
        tags=[factories.TagFactory().pk],
    )
    return workflow.create(by=editor, data=data)


def open_article(page: Page, article: Article) -> None:
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.locator("form[data-ready]").wait_for()
    expect(page.locator(".editor-gallery img").first).to_be_visible()


def test_axe_finds_nothing_on_the_screen_of_a_desk(
    desk_of: Callable[..., Page], editor: User, article: Article
) -> None:
    page = desk_of(editor, viewport={"width": 1366, "height": 768})
    page.goto("/admin/articles/article/add/")
    page.locator("form[data-ready]").wait_for()
    found = {"empty": violations(page)}
    open_article(page, article)
    for name in ("publication", "people", "pictures", "related", "search", "checks", "history"):
        steps.open_page(page, name)
        if name == "checks":
            expect(page.locator(".text-checks-rule").first).to_be_visible()
        found[name] = violations(page)
    page.locator("[data-command=gallery]").first.click()
    expect(page.get_by_role("dialog").get_by_role("option")).to_have_count(3)
    page.get_by_role("dialog").get_by_role("option").first.click()
    found["gallery"] = violations(page)
    page.keyboard.press("Escape")
    steps.open_page(page, "publication")
    page.locator(".field-embargo_until .moment-open").click()
    found["calendar"] = violations(page)
    page.keyboard.press("Escape")
    steps.ask(page, "publish")
    found["verb"] = violations(page)
    assert {state: rules for state, rules in found.items() if rules} == {}


def test_axe_finds_nothing_on_the_screen_of_a_phone(
    desk_of: Callable[..., Page], editor: User, article: Article
) -> None:
    page = desk_of(editor, viewport={"width": 390, "height": 844}, has_touch=True)
    open_article(page, article)
    found = {"paper": violations(page)}
    page.locator("[data-action=panel]").click()
    found["sheet"] = violations(page)
    small = page.locator(".writing-bar :is(button, summary, a):visible").evaluate_all(
        """all => all.filter((each) => {
          const { width, height } = each.getBoundingClientRect();
          return Math.min(width, height) < 40;
        }).map((each) => each.outerHTML.slice(0, 120))"""
    )
    assert ({state: rules for state, rules in found.items() if rules}, small) == ({}, [])
