"""Footnotes come with a paste: as a list at its end, their marks counted anew."""

import pytest

from tests.browser.pasting import Surface
from tests.browser.pasting import surface as surface
from tests.browser.sources import DOCS_TYPE, docs_slice

pytestmark = pytest.mark.browser

GOOGLE_PAGE = """<p>أ<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup> ب<sup><a href="#ftnt2"
id="ftnt_ref2">[2]</a></sup></p><hr class="c1"><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>
أولى</span></p><p>تتمتها</p></div><div><p><a href="#ftnt_ref2" id="ftnt2">[2]</a> ثانية</p></div>"""


def test_notes_on_a_page_of_google_come_whole_and_without_the_rule_before_them(
    surface: Surface,
) -> None:
    assert surface.paste(GOOGLE_PAGE) == (
        "<p>أ<sup>1</sup> ب<sup>2</sup></p><ol><li><p>أولى</p><p>تتمتها</p></li><li>ثانية</li></ol>"
    )
    assert surface.said() == "عُدّل عند اللصق: حاشيتان نُقلتا إلى آخر النص."


def test_rule_that_parts_the_text_stays_before_notes(surface: Surface) -> None:
    html = GOOGLE_PAGE.replace("<hr", "<hr><p>ت</p><hr", 1)
    assert "</p><hr><p>ت</p><ol>" in surface.paste(html)


DOCS_HTML = """<b style="font-weight:normal" id="docs-internal-guid-1"><p><span>#وسم ونص</span>
<span>وآخر.</span></p><p><span>فقرة ثانية</span></p></b>"""


def test_notes_of_google_docs_come_from_its_own_format(surface: Surface) -> None:
    own = docs_slice("#وسم@ ونص وآخر.@\nفقرة ثانية@\n", "\u0003 أولى\n", " ثانية\n", "ثالثة")
    assert surface.paste(DOCS_HTML, **own) == (
        "<p>#وسم<sup>1</sup> ونص وآخر.<sup>2</sup></p><p>فقرة ثانية<sup>3</sup></p>"
        "<ol><li>أولى</li><li>ثانية</li><li>ثالثة</li></ol>"
    )
    assert surface.said() == "عُدّل عند اللصق: 3 حواشٍ نُقلت إلى آخر النص."


def test_pictures_do_not_move_the_marks_of_google_docs(surface: Surface) -> None:
    own = docs_slice("*#وسم ونص* وآخر.\nفقرة@ ثانية\n", "أولى")
    assert "<p>فقرة<sup>1</sup> ثانية</p><ol>" in surface.paste(DOCS_HTML, **own)


def test_note_whose_place_is_not_found_is_left_out_and_said(surface: Surface) -> None:
    own = docs_slice("نص آخر تماما@", "أولى")
    assert surface.paste(DOCS_HTML, **own) == "<p>#وسم ونص وآخر.</p><p>فقرة ثانية</p>"
    assert surface.said() == "لم تُلصق حاشية."


@pytest.mark.parametrize("own", ["", "{", "null", '{"data": "{}"}', '{"data": "[1]"}'])
def test_unknown_format_of_google_docs_leaves_its_html(surface: Surface, own: str) -> None:
    stored = surface.paste(DOCS_HTML, **{DOCS_TYPE: own})
    assert stored == "<p>#وسم ونص وآخر.</p><p>فقرة ثانية</p>"
