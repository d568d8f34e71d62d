"""Writing by keys: shortcuts on an Arabic keyboard, the menu of blocks, find and replace."""

from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from articles.models import Revision
from newsroom.accounts.models import User
from tests.browser import steps

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]
BODY: Final = "[name=body_ar]"
CONTROL: Final = 2
BLOCKS: Final = ".slash-menu [role=option]"
TEXT: Final = "كتب أحمد عن القاهرة، وقال احمد كلمة في القاهره."


@pytest.fixture
def desk(desk_of: Callable[..., Page], db: None) -> Page:
    """The form of a new article, the caret in its empty body."""
    page = desk_of(User.objects.create_superuser("sara", password=steps.PASSWORD))
    page.goto("/admin/articles/article/add/")
    page.wait_for_selector("form[data-ready]")
    steps.body(page).click()
    return page


@pytest.fixture
def written(desk: Page) -> Page:
    """The form with a headline and a paragraph about one Ahmad."""
    desk.keyboard.type(TEXT)
    desk.locator("#id_headline_ar").fill("أحمد في القاهرة")
    return desk


def press_on_arabic_keyboard(page: Page, code: str, letter: str, number: int) -> None:
    """Ctrl and a key as a keyboard of Arabic letters sends it; `number` is the key's own."""
    session = page.context.new_cdp_session(page)
    key = {"key": letter, "code": code, "windowsVirtualKeyCode": number, "modifiers": CONTROL}
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})
    session.detach()


# With the number of the Latin letter, as most systems send it, and with none.
@pytest.mark.parametrize("number", [66, 0])
def test_key_of_b_makes_words_bold_on_an_arabic_keyboard(desk: Page, number: int) -> None:
    desk.keyboard.type("مهم")
    desk.keyboard.press("Control+a")
    press_on_arabic_keyboard(desk, "KeyB", "لا", number)
    expect(desk.locator(BODY)).to_have_value("<p><strong>مهم</strong></p>")


def test_key_of_s_saves_on_an_arabic_keyboard(written: Page) -> None:
    press_on_arabic_keyboard(written, "KeyS", "س", 0)
    written.wait_for_url("**/change/")
    assert Revision.objects.get().data["headline_ar"] == "أحمد في القاهرة"


def test_control_and_enter_ask_for_the_next_verb(written: Page) -> None:
    steps.save(written)
    written.wait_for_selector("form[data-ready]")
    written.keyboard.press("Control+Enter")
    expect(written.locator("dialog[open] .verb-submit")).to_be_visible()


def test_shortcut_opens_a_page_of_the_panel(desk: Page) -> None:
    desk.keyboard.press("Alt+Shift+Digit2")
    expect(desk.locator("#panel-tab-people")).to_be_focused()
    expect(desk.locator("#id_tags_typed")).to_be_visible()


def test_shortcut_goes_to_the_other_language(desk: Page) -> None:
    desk.keyboard.press("Alt+Shift+KeyL")
    expect(desk.locator("#id_headline_en")).to_be_focused()


def test_question_mark_opens_the_sheet_of_shortcuts_outside_texts_only(desk: Page) -> None:
    sheet = desk.locator("[data-help]")
    desk.keyboard.type("؟")
    expect(sheet).to_be_hidden()
    desk.locator(".tools-menu summary").focus()
    desk.keyboard.press("?")
    expect(sheet).to_be_visible()


@pytest.mark.parametrize("typed", ["عنوان ف", "subh"])
def test_stroke_in_an_empty_paragraph_offers_blocks(desk: Page, typed: str) -> None:
    desk.keyboard.type(f"/{typed}")
    expect(desk.locator(BLOCKS)).to_have_count(1)
    desk.keyboard.press("Enter")
    desk.keyboard.type("لجنة")
    expect(desk.locator(BODY)).to_have_value("<h3>لجنة</h3>")


def test_arrows_choose_a_block_and_escape_leaves_the_stroke(desk: Page) -> None:
    desk.keyboard.type("/")
    desk.keyboard.press("ArrowDown")
    expect(desk.locator(BLOCKS).nth(1)).to_have_attribute("aria-selected", "true")
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("listbox")).to_have_count(0)
    expect(desk.locator(BODY)).to_have_value("<p>/</p>")


def test_stroke_inside_a_text_is_a_stroke(desk: Page) -> None:
    desk.keyboard.type("و/")
    expect(desk.get_by_role("listbox")).to_have_count(0)


def test_selected_words_are_made_bold_by_the_toolbar_above_them(desk: Page) -> None:
    desk.keyboard.type("مهم")
    desk.keyboard.press("Control+a")
    desk.locator(".selection-toolbar:not([hidden]) [data-command=bold]").click()
    expect(desk.locator(BODY)).to_have_value("<p><strong>مهم</strong></p>")


def test_every_icon_of_the_toolbar_has_a_name_and_says_it(desk: Page) -> None:
    buttons = desk.locator(".field-body_ar .editor-toolbar button")
    silent = buttons.evaluate_all("""all => all.filter((each) =>
      !each.querySelector(".tip")?.textContent.startsWith(each.getAttribute("aria-label")))""")
    assert (buttons.count() > 15, silent) == (True, [])


def find(page: Page, what: str, replacement: str = "") -> None:
    page.locator("#id_headline_ar").press("Control+f")
    page.locator("#find-what").fill(what)
    page.locator("#find-with").fill(replacement)


def test_search_takes_spellings_of_a_word_for_one(written: Page) -> None:
    find(written, "القاهره")
    expect(written.locator("[data-find-count]")).to_contain_text("3")


def test_search_is_exact_when_told_so(written: Page) -> None:
    find(written, "القاهره")
    written.locator("[data-find-fold]").uncheck()
    expect(written.locator("[data-find-count]")).to_contain_text("1")
    expect(written.locator("[data-find-count]")).not_to_contain_text("3")


def test_vowel_marks_and_tatweel_stand_in_no_searchs_way(desk: Page) -> None:
    desk.keyboard.type("أَحْمَـــد هنا")
    find(desk, "احمد", "محمد")
    desk.locator("[data-find-do=all]").click()
    expect(desk.locator(BODY)).to_have_value("<p>محمد هنا</p>")


def test_everything_is_replaced_in_every_text_and_undone(written: Page) -> None:
    find(written, "احمد", "محمد")
    written.locator("[data-find-do=all]").click()
    expect(written.locator("#id_headline_ar")).to_have_value("محمد في القاهرة")
    replaced = TEXT.replace("أحمد", "محمد").replace("احمد", "محمد")
    expect(written.locator(BODY)).to_have_value(f"<p>{replaced}</p>")
    written.locator("[data-find-do=undo]").click()
    expect(written.locator("#id_headline_ar")).to_have_value("أحمد في القاهرة")
    expect(written.locator(BODY)).to_have_value(f"<p>{TEXT}</p>")


def test_replaced_match_is_the_one_that_is_shown(written: Page) -> None:
    find(written, "احمد", "محمد")
    written.locator("[data-find-do=next]").click()
    written.locator("[data-find-do=one]").click()
    expect(written.locator("#id_headline_ar")).to_have_value("أحمد في القاهرة")
    expect(written.locator(BODY)).to_have_value(f"<p>{TEXT.replace('أحمد', 'محمد')}</p>")


def test_replacement_keeps_the_look_of_the_words(desk: Page) -> None:
    desk.keyboard.press("Control+b")
    desk.keyboard.type("أحمد")
    desk.keyboard.press("Control+b")
    desk.keyboard.type(" كتب")
    find(desk, "احمد", "محمد")
    desk.locator("[data-find-do=all]").click()
    expect(desk.locator(BODY)).to_have_value("<p><strong>محمد</strong> كتب</p>")


def test_what_was_replaced_in_the_body_is_undone_with_control_z(written: Page) -> None:
    find(written, "كلمة", "رسالة")
    written.locator("[data-find-do=all]").click()
    written.locator("#find-what").press("Escape")
    steps.body(written).press("Control+z")
    expect(written.locator(BODY)).to_have_value(f"<p>{TEXT}</p>")


def test_undoing_a_replacement_keeps_what_was_typed_just_before(desk: Page) -> None:
    desk.keyboard.type("أحمد")
    find(desk, "احمد", "محمد")
    desk.locator("[data-find-do=all]").click()
    desk.locator("[data-find-do=undo]").click()
    expect(desk.locator(BODY)).to_have_value("<p>أحمد</p>")
