"""The writing screen: what is in reach when it opens, and how it is laid out."""

from collections.abc import Callable
from typing import Any

import brotli
import pytest
from playwright.sync_api import Locator, Page, Response, expect

from articles import workflow
from articles.models import Article
from newsroom.accounts.models import User
from tests import factories
from tests.browser import steps

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]
NEWSROOM = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
JAVASCRIPT_BUDGET = 250_000
"""Bytes as Brotli, in which static files are served."""
PARAGRAPHS = "".join(f"<p>{'وافقت اللجنة على المشروع. ' * 12}</p>" for _n in range(12))


@pytest.fixture
def writer(db: None) -> User:
    return User.objects.create_superuser("huda", password=steps.PASSWORD)


@pytest.fixture
def article(writer: User) -> Article:
    section = factories.SectionFactory(name_ar="اقتصاد")
    author = factories.AuthorFactory(name_ar="كريم الشاذلي", slug="karim")
    english = {"headline_en": "A new line opens", "body_en": "<p>It opened on Monday.</p>"}
    data = factories.content(section=section.pk, author=author.pk, body_ar=PARAGRAPHS, **english)
    return workflow.create(by=writer, data=data)


@pytest.fixture
def opened(
    desk_of: Callable[..., Page], writer: User, article: Article
) -> Callable[[dict[str, int]], Page]:
    """Opens the article's form on a screen of the size; its scripts are ready."""

    def make(size: dict[str, int], **options: Any) -> Page:
        page = desk_of(writer, viewport=size, **options)
        page.goto(f"/admin/articles/article/{article.pk}/change/", wait_until="load")
        page.wait_for_selector("form[data-ready]")
        return page

    return make


def is_on_top(part: Locator) -> bool:
    """Whether the middle of the part's first line is seen and pressed, and nothing covers it."""
    return bool(
        part.evaluate("""part => {
          const { left, top, width, height } = part.getBoundingClientRect();
          const y = top + Math.min(height / 2, 20);
          const found = document.elementFromPoint(left + width / 2, y);
          return y < innerHeight && part.contains(found);
        }""")
    )


def test_body_is_seen_when_the_form_opens(opened: Callable[..., Page]) -> None:
    page = opened(NEWSROOM)
    assert is_on_top(steps.body(page).locator("p").first)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("publication", ["#id_section", "#id_kind"]),
        ("people", ["#id_bylines-0-author", "#id_tags_typed"]),
    ],
)
def test_what_every_article_needs_is_reached_without_scrolling(
    opened: Callable[..., Page], name: str, fields: list[str]
) -> None:
    page = opened(NEWSROOM)
    steps.open_page(page, name)
    assert [field for field in fields if not is_on_top(page.locator(field))] == []
    assert page.evaluate("scrollY") == 0


def test_headline_is_as_high_as_what_is_typed(opened: Callable[..., Page]) -> None:
    headline = opened(NEWSROOM).locator("#id_headline_ar")
    headline.fill("قطار")
    low = headline.evaluate("it => it.clientHeight")
    headline.fill("يفتتح الوزير خط القطار السريع بين القاهرة والإسكندرية بعد ثلاث سنوات من العمل")
    high, held = headline.evaluate("it => [it.clientHeight, it.scrollHeight]")
    assert (high > 1.8 * low, high >= held) == (True, True)


def test_enter_in_the_headline_goes_on_to_the_standfirst(opened: Callable[..., Page]) -> None:
    page = opened(NEWSROOM)
    page.locator("#id_headline_ar").press("Enter")
    expect(page.locator("#id_standfirst_ar")).to_be_focused()
    expect(page.locator("#id_headline_ar")).not_to_have_value("\n")


def test_folded_panel_stays_folded(opened: Callable[..., Page]) -> None:
    page = opened(NEWSROOM)
    page.locator("[data-action=panel]").click()
    page.reload()
    page.wait_for_selector("form[data-ready]")
    expect(page.locator(".side-panel")).to_be_hidden()


def test_both_languages_stand_side_by_side(opened: Callable[..., Page]) -> None:
    page = opened(NEWSROOM)
    page.locator(".tools-menu summary").click()
    page.locator("[data-action=both]").click()
    arabic, english = (page.locator(f"#id_headline_{code}").bounding_box() for code in ("ar", "en"))
    assert arabic is not None
    assert english is not None
    assert english["x"] + english["width"] < arabic["x"]
    assert abs(arabic["y"] - english["y"]) < 40


def test_text_of_the_hidden_language_is_kept_alive(opened: Callable[..., Page]) -> None:
    page = opened(NEWSROOM)
    steps.body(page).press("Control+End")
    page.keyboard.type(" انتهى")
    page.get_by_role("tab", name="English").click()
    page.get_by_role("tab", name="العربيّة").click()
    steps.body(page).press("Control+z")
    expect(steps.body(page)).not_to_contain_text("انتهى")


def test_full_screen_shows_the_paper_alone_until_escape(opened: Callable[..., Page]) -> None:
    page = opened(NEWSROOM)
    around = page.locator("#header, .side-panel")
    page.keyboard.press("Alt+Shift+F")
    assert [part.is_visible() for part in around.all()] == [False, False]
    page.keyboard.press("Escape")
    assert [part.is_visible() for part in around.all()] == [True, True]


def test_bar_says_what_becomes_of_what_is_typed(opened: Callable[..., Page]) -> None:
    page = opened(NEWSROOM)
    page.locator("#id_headline_ar").press_sequentially("قطار")
    said = page.locator(".writing-bar [data-save-state=saved]")
    expect(said).to_be_visible()
    expect(said).not_to_be_empty()


def test_bar_counts_the_words_of_the_language_that_is_shown(opened: Callable[..., Page]) -> None:
    page = opened(NEWSROOM)
    counts = page.locator("[data-counts]")
    expect(counts).to_contain_text(str(12 * 12 * 4))
    page.get_by_role("tab", name="English").click()
    expect(counts).to_contain_text("4")


def test_headline_that_a_card_would_cut_is_marked(opened: Callable[..., Page]) -> None:
    page = opened(NEWSROOM)
    page.locator("#id_headline_ar").fill("قطار")
    expect(page.locator("[data-card-of=headline_ar]:not([data-cut])")).to_be_visible()
    page.locator("#id_headline_ar").fill("قطار سريع " * 12)
    expect(page.locator("[data-card-of=headline_ar][data-cut]")).to_be_visible()


def test_page_of_the_panel_with_an_error_is_opened(opened: Callable[..., Page]) -> None:
    page = opened(NEWSROOM)
    steps.open_page(page, "people")
    page.locator("#id_bylines-0-author").fill("لا أحد بهذا الاسم")
    steps.open_page(page, "pictures")
    page.locator("[data-save]").click()
    expect(page.locator("[data-save-state=invalid]")).to_be_visible()
    expect(page.locator("#id_bylines-0-author")).to_be_focused()


def test_note_for_colleagues_is_one_press_away(opened: Callable[..., Page]) -> None:
    page = opened(NEWSROOM)
    page.locator(".note-menu summary").click()
    expect(page.locator("#id_note")).to_be_in_viewport()


@pytest.mark.parametrize("where", ["0", "document.body.scrollHeight"])
def test_save_and_the_next_verb_are_always_under_the_thumb(
    opened: Callable[..., Page], where: str
) -> None:
    page = opened(PHONE, has_touch=True)
    page.evaluate(f"scrollTo(0, {where})")
    for button in ("[data-save]", "[data-next-verb]"):
        box = page.locator(button).bounding_box()
        assert box is not None
        assert (is_on_top(page.locator(button)), box["y"] > 700) == (True, True)


def test_panel_of_a_phone_is_a_sheet_from_below(opened: Callable[..., Page]) -> None:
    page = opened(PHONE, has_touch=True)
    panel = page.locator(".side-panel")
    expect(panel).to_be_hidden()
    page.locator("[data-action=panel]").click()
    box = panel.bounding_box()
    assert box is not None
    assert (box["x"], box["width"], box["y"] > 200) == (0, 390, True)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_toolbar_of_a_phone_is_one_row_above_the_bar(opened: Callable[..., Page]) -> None:
    page = opened(PHONE, has_touch=True)
    steps.body(page).locator("p").first.click()
    head = page.locator(".field-body_ar .editor-head").bounding_box()
    bar = page.locator(".bar-actions").bounding_box()
    assert head is not None
    assert bar is not None
    assert (head["height"] < 60, abs(head["y"] + head["height"] - bar["y"]) < 2) == (True, True)


def test_scripts_of_the_screen_are_within_their_budget(
    desk_of: Callable[..., Page], writer: User, article: Article
) -> None:
    page = desk_of(writer)
    scripts: list[Response] = []
    page.on("response", lambda got: scripts.append(got) if ".js" in got.url else None)
    page.goto(f"/admin/articles/article/{article.pk}/change/", wait_until="networkidle")
    assert len(scripts) > 30
    assert sum(len(brotli.compress(script.body())) for script in scripts) < JAVASCRIPT_BUDGET


def test_panel_stands_whole_below_the_papers_without_scripts(
    desk_of: Callable[..., Page], writer: User, article: Article
) -> None:
    page = desk_of(writer, viewport=NEWSROOM, java_script_enabled=False)
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    paper, first, last = (
        page.locator(part).bounding_box()
        for part in ("[data-panel=en]", "#id_section", "#id_seo_description_en")
    )
    assert paper is not None
    assert first is not None
    assert last is not None
    assert paper["y"] + paper["height"] < first["y"] < last["y"]
    assert page.locator(".bar-button.scripted, [data-preview-open]").first.is_hidden()
