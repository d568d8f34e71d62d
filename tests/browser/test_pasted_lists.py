"""Lists numbered by letters or Roman numerals, when pasted: numbered by figures, and said so."""

import pytest

from tests.browser.pasting import Surface
from tests.browser.pasting import surface as surface

pytestmark = pytest.mark.browser

MARKERS = {
    "a.": "",
    "أ.": "",
    "i.": "",
    "c)": ' start="3"',
    "ج-": ' start="3"',
    "هـ.": ' start="5"',
    "iv.": ' start="4"',
    "(XII)": ' start="12"',
    "aa.": ' start="27"',
}
WORD_ITEM = "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>{}</span>أ</p>"
LETTERED = [
    ("<ol type=a><li>أ</ol>", ""),
    ("<ol type=I start=4><li>أ</ol>", ' start="4"'),
    ("<ol style='list-style-type:lower-alpha'><li>أ</ol>", ""),
    ("<ol start=3><li style='list-style-type:upper-roman'>أ</ol>", ' start="3"'),
    *((WORD_ITEM.format(marker), start) for marker, start in MARKERS.items()),
]


@pytest.mark.parametrize(("html", "start"), LETTERED)
def test_list_by_letters_is_numbered_from_where_it_began_and_it_is_said(
    surface: Surface, html: str, start: str
) -> None:
    assert surface.paste(html) == f"<ol{start}><li>أ</li></ol>"
    assert surface.said() == "عُدّل عند اللصق: قائمة مرقّمة بالحروف رُقّمت بالأرقام."


@pytest.mark.parametrize("style", ["decimal", "arabic-indic", "decimal-leading-zero"])
def test_list_by_numbers_is_not_said_to_be_changed(surface: Surface, style: str) -> None:
    surface.paste(f"<ol style='list-style-type:{style}'><li>أ</ol>")
    assert surface.said() == ""
