"""Tables in the body's editor, by keyboard and by its buttons, down to what would be stored."""

import pytest
from playwright.sync_api import Locator, expect

from articles.body import sanitise
from tests.body.test_tables import TABLE
from tests.browser.pasting import Surface
from tests.browser.pasting import english as english
from tests.browser.pasting import surface as surface

pytestmark = pytest.mark.browser


def show(surface: Surface, html: str) -> None:
    """Put a stored body into the editor, the cursor at its beginning."""
    surface.page.locator("textarea").evaluate(
        "(area, html) => { area.value = html; area.dispatchEvent(new Event('body:set')) }", html
    )
    surface.dom.focus()
    # The editor puts its own selection back 20 ms after it is focused; clicks within half a second
    # of the last one are one with it.
    surface.page.wait_for_timeout(500)
    surface.page.keyboard.press("Control+Home")


def enter(surface: Surface, cell: str) -> None:
    """Put the cursor into the first such cell; the editor hears of it a moment later."""
    surface.dom.locator(cell).first.click()
    surface.page.wait_for_timeout(100)


def stored(surface: Surface) -> str:
    assert surface.errors == []
    return sanitise(surface.page.locator("textarea").input_value())


def button(surface: Surface, what: str) -> Locator:
    return surface.page.locator(f"[data-command={what}]")


def keys(surface: Surface, *pressed: str) -> None:
    for key in pressed:
        surface.page.keyboard.press(key)


def grid(surface: Surface) -> list[str]:
    """The rows as they stand: their cells, a bar between, headings in brackets."""
    rows: list[str] = surface.dom.locator("tr").evaluate_all(
        """rows => rows.map(row => [...row.cells].map((cell) => {
          const text = cell.innerText.trim();
          return cell.localName === "th" ? `[${text}]` : text;
        }).join("|"))"""
    )
    return rows


def test_stored_table_comes_back_unchanged_through_the_editor(surface: Surface) -> None:
    html = (
        '<p>أ</p><table lang="en" dir="ltr"><caption>سكان</caption><thead>'
        '<tr><th scope="col" colspan="2">أ</th></tr></thead><tbody>'
        '<tr><th scope="row" rowspan="2">ب<br>ج</th><td dir="rtl"><strong>د</strong></td></tr>'
        "<tr><td></td></tr></tbody></table><p>ب</p>"
    )
    show(surface, html)
    surface.page.keyboard.type("+")
    assert stored(surface) == html.replace("<p>أ", "<p>+أ")


def test_table_is_inserted_and_filled_by_keyboard(surface: Surface) -> None:
    show(surface, "")
    button(surface, "table").focus()
    keys(surface, "Enter")
    expect(surface.dom).to_be_focused()
    for word in ("البلد", "العدد", "النسبة", "مصر"):
        surface.page.keyboard.type(word)
        keys(surface, "Tab")
    surface.page.keyboard.type("12")
    assert stored(surface) == (
        '<table><thead><tr><th scope="col">البلد</th><th scope="col">العدد</th>'
        '<th scope="col">النسبة</th></tr></thead><tbody>'
        "<tr><td>مصر</td><td>12</td><td></td></tr><tr><td></td><td></td><td></td></tr>"
        "</tbody></table>"
    )


def test_tab_behind_the_last_cell_adds_a_row(surface: Surface) -> None:
    show(surface, TABLE)
    enter(surface, "td:last-child")
    keys(surface, "Tab")
    surface.page.keyboard.type("لبنان")
    assert grid(surface) == ["[البلد]|[العدد]", "مصر|12", "لبنان|"]


@pytest.mark.parametrize(
    ("what", "left"),
    [
        ("rowBefore", ["[البلد]|[العدد]", "|", "مصر|12"]),
        ("rowAfter", ["[البلد]|[العدد]", "مصر|12", "|"]),
        ("columnBefore", ["[]|[البلد]|[العدد]", "|مصر|12"]),
        ("columnAfter", ["[البلد]|[]|[العدد]", "مصر||12"]),
        ("headerRow", ["البلد|العدد", "مصر|12"]),
        ("headerColumn", ["[البلد]|[العدد]", "[مصر]|12"]),
        ("deleteRow", ["[البلد]|[العدد]"]),
        ("deleteColumn", ["[العدد]", "12"]),
        ("deleteTable", []),
    ],
)
def test_button_changes_the_table_around_the_cursor(
    surface: Surface, what: str, left: list[str]
) -> None:
    show(surface, f"{TABLE}<p>نص</p>")
    enter(surface, "td")
    button(surface, what).click()
    assert grid(surface) == left


def test_change_of_a_table_is_taken_back(surface: Surface) -> None:
    show(surface, TABLE)
    # What was put in is a step of its own after half a second.
    surface.page.wait_for_timeout(600)
    enter(surface, "td")
    button(surface, "deleteTable").click()
    assert grid(surface) == []
    surface.page.keyboard.press("Control+z")
    assert grid(surface) == ["[البلد]|[العدد]", "مصر|12"]


def test_buttons_of_tables_rest_outside_of_them(surface: Surface) -> None:
    show(surface, f"<p>نص</p>{TABLE}")
    expect(button(surface, "rowAfter")).to_have_attribute("aria-disabled", "true")
    enter(surface, "td")
    expect(button(surface, "rowAfter")).to_have_attribute("aria-disabled", "false")
    expect(button(surface, "headerRow")).to_have_attribute("aria-pressed", "true")
    expect(button(surface, "headerColumn")).to_have_attribute("aria-pressed", "false")


def test_buttons_of_tables_are_not_shown_without_any(surface: Surface) -> None:
    show(surface, "<p>نص</p>")
    expect(button(surface, "rowAfter")).to_be_hidden()
    button(surface, "paragraph").focus()
    keys(surface, "End")
    expect(button(surface, "redo")).to_be_focused()


def test_caption_is_written_in_its_field_and_left_by_enter(surface: Surface) -> None:
    show(surface, TABLE)
    enter(surface, "td")
    button(surface, "tableCaption").click()
    expect(surface.dom.locator(".editor-table-caption")).to_be_focused()
    surface.page.keyboard.type("سكان ")
    surface.page.keyboard.type("الدول")
    assert "<caption>سكان الدول</caption>" in stored(surface)
    keys(surface, "Enter")
    surface.page.keyboard.type("+")
    assert grid(surface)[0] == "[+البلد]|[العدد]"


def test_lines_in_a_cell_stay_lines(surface: Surface) -> None:
    show(surface, TABLE)
    enter(surface, "td")
    keys(surface, "End", "Enter")
    surface.page.keyboard.type("العليا")
    assert "<td>مصر<br>العليا</td>" in stored(surface)


def test_left_arrow_goes_on_through_empty_cells_from_right_to_left(surface: Surface) -> None:
    show(surface, "<table><tr><th>أ<th>ب<tr><td><td></table>")
    enter(surface, "td")
    keys(surface, "ArrowLeft")
    surface.page.keyboard.type("٢")
    assert grid(surface)[1] == "|٢"


def test_right_arrow_goes_on_through_empty_cells_from_left_to_right(english: Surface) -> None:
    show(english, "<table><tr><th>a<th>b<tr><td><td></table>")
    enter(english, "td")
    keys(english, "ArrowRight")
    english.page.keyboard.type("2")
    assert grid(english)[1] == "|2"


def test_toolbar_is_reached_from_a_cell_and_left_again(surface: Surface) -> None:
    show(surface, TABLE)
    keys(surface, "Alt+F10")
    expect(surface.page.locator(".editor-toolbar button:focus")).to_have_count(1)
    keys(surface, "Escape")
    expect(surface.dom).to_be_focused()


def paste_into_cell(surface: Surface, html: str) -> str:
    show(surface, TABLE)
    enter(surface, "td")
    keys(surface, "End")
    surface.dom.evaluate(
        """(surface, html) => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          const options = {clipboardData: data, bubbles: true, cancelable: true};
          surface.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        html,
    )
    return stored(surface)


def test_blocks_pasted_into_a_cell_become_its_lines(surface: Surface) -> None:
    html = "<h2>أ</h2><ul><li>ب</li><li><b>ج</b></li></ul>"
    assert "<td>مصرأ<br>ب<br><strong>ج</strong></td><td>12</td>" in paste_into_cell(surface, html)


def test_cells_pasted_into_a_table_fill_its_cells(surface: Surface) -> None:
    html = "<table><tr><td>لبنان<td>5<tr><td>تونس<td>7</table>"
    paste_into_cell(surface, html)
    assert grid(surface) == ["[البلد]|[العدد]", "لبنان|5", "تونس|7"]


def test_direction_of_a_cell_is_turned(surface: Surface) -> None:
    show(surface, TABLE)
    enter(surface, "td:last-child")
    button(surface, "direction").click()
    assert '<td dir="ltr">12</td>' in stored(surface)


def test_number_stands_where_its_column_begins_and_keeps_its_sign(surface: Surface) -> None:
    show(surface, TABLE.replace("12", "-12"))
    minus, cell = surface.dom.locator("td p").last.evaluate(
        """(line) => {
          const range = document.createRange();
          range.setStart(line.firstChild, 0);
          range.setEnd(line.firstChild, 1);
          const sign = range.getBoundingClientRect();
          range.selectNodeContents(line);
          const whole = range.getBoundingClientRect();
          return [sign.left - whole.left, line.getBoundingClientRect().right - whole.right];
        }"""
    )
    assert (minus, cell) == (0, 0)


def test_text_is_written_behind_a_table_that_ends_the_body(surface: Surface) -> None:
    show(surface, TABLE)
    enter(surface, "td:last-child")
    keys(surface, "ArrowDown")
    surface.page.keyboard.type("نص")
    assert stored(surface) == f"{TABLE}<p>نص</p>"


def test_text_is_written_before_a_table_that_begins_the_body(surface: Surface) -> None:
    show(surface, TABLE)
    enter(surface, "th")
    keys(surface, "ArrowUp")
    surface.page.keyboard.type("نص")
    assert stored(surface) == f"<p>نص</p>{TABLE}"
