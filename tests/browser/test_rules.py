"""A tiny page that breaks it for each rule of readers' pages, and one that breaks none."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.rules import RULES, WATCH, broken

pytestmark = pytest.mark.browser
PAGE = """<!doctype html><html lang="ar" dir="rtl">
<meta name="viewport" content="width=device-width">
<body style="margin:0">{}</body></html>"""
BROKEN = {
    "language and direction are said": None,
    "nothing scrolls sideways": "<p style='width:2000px'>نص",
    "Arabic letters are not spaced, slanted, faded or justified": "<b style='letter-spacing:1px'>ن",
    "text is large enough to read": "<p style='font-size:12px'>نص",
    "lines stand apart": "<div class=body><p style='font-size:18px;line-height:1.5'>نص",
    "no word is stretched": "<h1>عــاجل</h1>",
    "no control turns the direction": "<p>نص&#x202e;</p>",
    "no letter is a presentation form": "<p>&#xfefb;</p>",
    "digits of a run are of one family": "<p>12 ١٣</p>",
    "no two elements are glued into one word": "<p><b>خبر</b><i>عاجل</i>",
    "names and tags are isolated": "<main><a href=/ rel=author>Karim</a></main>",
    "targets can be hit": "<button style='width:20px;height:20px;padding:0'>ن</button>",
    "there is one first heading": "<h1>أول</h1><h1>ثان</h1>",
    "pictures have words and keep their place": "<img src='data:,'>",
    "both typefaces are used": "<p>نص",
}
MORE = [
    "<p style='font-style:italic'>نص",
    "<p style='text-transform:uppercase'>نص",
    "<p style='text-align:justify'>نص",
    "<p style='opacity:.5'>نص",
    "<h2 style='line-height:1.1'>نص</h2>",
    "<div class=body><p style='font-size:16px;line-height:2'>نص",
]


@pytest.fixture
def plain(chromium: Browser):
    context = chromium.new_context(viewport={"width": 320, "height": 600})
    yield context.new_page()
    context.close()


def show(page: Page, html: str | None) -> None:
    page.set_content("<html><p>نص" if html is None else PAGE.format(html))
    page.evaluate(WATCH)


@pytest.mark.parametrize("rule", BROKEN)
def test_a_page_that_breaks_the_rule_is_found(plain: Page, rule: str) -> None:
    show(plain, BROKEN[rule])
    assert rule in broken(plain, rule)


def test_a_page_that_jumps_is_found(plain: Page) -> None:
    show(plain, "<p id=a></p><p style='height:400px'>نص")
    assert not broken(plain, "nothing jumps")
    # A jump is seen between two painted frames; under load the first may not be painted yet.
    plain.wait_for_function(
        """() => {
          const above = document.querySelector("#a");
          above.style.setProperty("height", `${above.offsetHeight + 60}px`);
          return performance.jumps().reduce((sum, jump) => sum + jump.value, 0) > 0.02;
        }""",
        polling=200,
    )
    assert broken(plain, "nothing jumps")


def test_every_rule_has_a_page_that_breaks_it() -> None:
    assert {*BROKEN, "nothing jumps"} == set(RULES)


@pytest.mark.parametrize("html", MORE)
def test_every_part_of_a_rule_is_looked_at(plain: Page, html: str) -> None:
    show(plain, html)
    assert set(broken(plain)) & set(list(RULES)[2:5])


def test_a_decent_page_breaks_no_rule_but_has_no_typefaces(plain: Page) -> None:
    show(
        plain,
        "<h1 style='line-height:1.4'>خبر</h1><div class=body><p style='font:18px/2 serif'>"
        "نص <b>غليظ</b> <a href=/>رابط</a> 12</p></div><p>وسم<mark>ان</mark></p>",
    )
    assert set(broken(plain)) == {"both typefaces are used"}
