"""Pasting keeps what the writer saw, leaves out what was no text, and says so."""

import pytest

from articles.body import sanitise
from tests.browser.pasting import PASTE, Surface
from tests.browser.pasting import english as english
from tests.browser.pasting import surface as surface

pytestmark = pytest.mark.browser

WEIGHT = "font-size:11pt;font-style:normal;text-decoration:none;font-weight"


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ('<b style="font-weight:normal"><p><span>أ</span></p></b>', "<p>أ</p>"),
        (f'<p><span style="{WEIGHT}:700">أ</span></p>', "<p><strong>أ</strong></p>"),
        ('<p><b>أ <span style="font-weight:400">ب</span></b></p>', "<p><strong>أ </strong>ب</p>"),
        ('<p style="font-weight:bold">أ <b>ب</b></p>', "<p><strong>أ ب</strong></p>"),
        ('<p><i style="font-style:normal">أ</i> <i>ب</i></p>', "<p>أ <em>ب</em></p>"),
        (
            '<p><span style="font:italic bold 9pt x">أ</span></p>',
            "<p><strong><em>أ</em></strong></p>",
        ),
        (
            "<style>.s1 {font-weight: bold}</style><p><span class=s1>أ</span> ب</p>",
            "<p><strong>أ</strong> ب</p>",
        ),
        ('<h2><b>أ</b> <span style="font-weight:700">ب</span></h2>', "<h2>أ ب</h2>"),
        (
            '<p>10<span style="font-size:0.6em;vertical-align:super">6</span></p>',
            "<p>10<sup>6</sup></p>",
        ),
        ('<p>H<span style="vertical-align:sub">2</span>O</p>', "<p>H<sub>2</sub>O</p>"),
        ('<p>م<sup style="vertical-align:baseline">2</sup></p>', "<p>م<sup>2</sup></p>"),
        ("<p>قال <q>لن نعود</q></p>", "<p>قال «لن نعود»</p>"),
        ("<p><q>قال <q>لا</q></q></p>", "<p>«قال “لا”»</p>"),
        ("<p><q>«لا»</q></p>", "<p>«لا»</p>"),
    ],
)
def test_what_tags_and_styles_showed_is_kept(surface: Surface, html: str, stored: str) -> None:
    assert surface.paste(html) == stored


def test_quotation_in_an_english_body_has_english_marks(english: Surface) -> None:
    assert english.paste("<p>He said <q>no</q></p>") == "<p>He said “no”</p>"


@pytest.mark.parametrize(
    ("html", "stored", "said"),
    [
        (
            "<p>أ</p><img src='data:,' width=90><p>ب</p><img src='data:,'>",
            "<p>أ</p><p>ب</p>",
            "لم تُلصق صورتان.",
        ),
        ("<p>أ <img src='data:,' width=1 height=1></p>", "<p>أ</p>", ""),
        ("<p>أ <img src='x.png' alt='👍🏽'></p>", "<p>أ 👍🏽</p>", ""),
        ("<p><del>ب</del><ins>أ</ins></p>", "<p>أ</p>", "لم يُلصق مقطع محذوف."),
        ("<p><del>ب</del><del> ت</del> أ <s>ث</s></p>", "<p>أ</p>", "لم يُلصق مقطعان محذوفان."),
        (
            "<p><span style='text-decoration:line-through'>100</span> 80</p>",
            "<p>80</p>",
            "لم يُلصق مقطع محذوف.",
        ),
        ("<p><s style='text-decoration:none'>أ</s></p>", "<p>أ</p>", ""),
        (
            "<p>ظاهر <span style='display:none;mso-hide:all'>سر</span>هنا</p>",
            "<p>ظاهر هنا</p>",
            "لم يُلصق مقطع مخفي.",
        ),
        (
            "<p>أ</p><p hidden>ب</p><p class=sr-only>ت</p><p>ث</p>",
            "<p>أ</p><p>ث</p>",
            "لم يُلصق مقطع مخفي.",
        ),
        (
            "<p>أ<span style='position:absolute;left:-9999px'>ب</span></p>",
            "<p>أ</p>",
            "لم يُلصق مقطع مخفي.",
        ),
        (
            "<p>أ<span style='position:absolute;clip:rect(0 0 0 0);width:1px'>ب</span></p>",
            "<p>أ</p>",
            "لم يُلصق مقطع مخفي.",
        ),
        ("<p>أ<span style='font-size:0'>ب</span></p>", "<p>أ</p>", "لم يُلصق مقطع مخفي."),
        (
            "<style>.x{display:none}</style><p>أ<span class=x>ب</span></p>",
            "<p>أ</p>",
            "لم يُلصق مقطع مخفي.",
        ),
        ("<p aria-hidden=true>أ</p>", "<p>أ</p>", ""),
        (
            "<p>أ</p><form>ب<input value=x><select><option>ت</select></form>",
            "<p>أ</p><p>ب</p>",
            "لم يُلصق حقلا استمارة.",
        ),
        (
            "<p>أ</p><iframe src='https://maps.example/x'></iframe>",
            "<p>أ</p>",
            "لم يُلصق وسيط مضمّن.",
        ),
    ],
)
def test_what_was_no_text_is_left_out_and_said(
    surface: Surface, html: str, stored: str, said: str
) -> None:
    assert surface.paste(html) == stored
    assert surface.said() == said


WORD_BOX = """<p>أ<![if !vml]><span style='mso-ignore:vglayout'><table><tr><td><div>في مربع</div>
</td></tr></table></span><![endif]></p>"""


def test_text_box_of_word_is_left_out(surface: Surface) -> None:
    assert surface.paste(WORD_BOX) == "<p>أ</p>"
    assert surface.said() == "لم يُلصق مربع نص."


def test_box_to_be_ticked_is_no_picture(surface: Surface) -> None:
    html = "<ul><li role=checkbox><img src='data:,' alt='غير محدد'><p>أ</p></li></ul>"
    assert surface.paste(html) == "<ul><li>أ</li></ul>"
    assert surface.said() == ""


GOOGLE_COMMENT = """<p>أ<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p>
<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>لا تنشر</span></p></div>
"""


def test_comment_on_a_page_of_google_is_left_out(surface: Surface) -> None:
    assert surface.paste(GOOGLE_COMMENT) == "<p>أ</p>"
    assert surface.said() == "لم يُلصق تعليق."


def test_mark_of_a_note_that_was_not_copied_is_left_out(surface: Surface) -> None:
    html = '<p>أ<sup><a href="#_ftn3">[3]</a></sup> ب</p>'
    assert surface.paste(html) == "<p>أ ب</p>"
    assert surface.said() == "لم تُلصق إشارة إلى حاشية لم تُنسخ."


def test_link_within_a_page_leaves_its_words(surface: Surface) -> None:
    assert surface.paste('<p><a href="#part-2">الجزء 2</a></p>') == "<p>الجزء 2</p>"


def test_formula_is_left_out(surface: Surface) -> None:
    assert surface.paste("<p>أ <math><mi>x</mi><mn>2</mn></math></p>") == "<p>أ</p>"
    assert surface.said() == "لم تُلصق معادلة."


def test_line_says_all_kinds_and_then_what_was_changed(surface: Surface) -> None:
    html = (
        "<p>أ<img src='data:,'><img src='data:,'><a href='#_msocom_1'>[س1]</a></p>"
        "<p><a href='https://www.google.com/url?q=https%3A%2F%2Fexample.org%2F&amp;sa=D'>ب</a></p>"
    )
    surface.paste(html)
    assert surface.said() == ("لم تُلصق صورتان وتعليق من وورد. عُدّل عند اللصق: رابط نُزع منه التتبّع.")


def test_line_is_empty_after_a_paste_that_came_whole(surface: Surface) -> None:
    surface.paste("<p>أ<img src='data:,'></p>")
    surface.paste("<p>أ</p>")
    assert surface.said() == ""


def test_player_of_an_allowed_site_becomes_its_card(surface: Surface) -> None:
    html = "<p>أ</p><iframe src='//www.youtube.com/embed/abc'></iframe>"
    card = '<div data-embed="https://www.youtube.com/watch?v=abc"></div>'
    assert surface.paste(html) == f"<p>أ</p>{card}"


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ("<ol start=3><li>أ</ol>", '<ol start="3"><li>أ</li></ol>'),
        ("<ol><li value=5>أ<li>ب</ol>", '<ol start="5"><li>أ</li><li>ب</li></ol>'),
        (
            "<ul><li>أ</li><ul><li>ب</li></ul><li>ت</li></ul>",
            "<ul><li>أ<ul><li>ب</li></ul></li><li>ت</li></ul>",
        ),
        ("<ul style='list-style-type:decimal'><li>أ</ul>", "<ol><li>أ</li></ol>"),
        ("<ol style='list-style-type:disc'><li>أ</ol>", "<ul><li>أ</li></ul>"),
        ("<details open><summary>أ</summary>ب</details>", "<p>أ</p><p>ب</p>"),
        ("<main>أ</main><dl><dt>ب</dt><dd>ت</dd></dl>", "<p>أ</p><p>ب</p><p>ت</p>"),
        ("<div>أ<span style='display:block'>ب</span>ت</div>", "<p>أ</p><p>ب</p><p>ت</p>"),
        ("<p>أ<br>ب</p>", "<p>أ<br>ب</p>"),
        ("<p>أ<br><br>ب</p>", "<p>أ</p><p>ب</p>"),
        ("<span style='white-space:pre-wrap'>أ\nب</span>", "<p>أ<br>ب</p>"),
        ("<p>أ\nب</p>", "<p>أ ب</p>"),
        ("<p>\u202bأ\u200f ب\u2069</p>", "<p>أ ب</p>"),
        ("<div dir=rtl>أ</div><div><br></div><div>ب</div>", "<p>أ</p><p>ب</p>"),
        (
            "<div class=ListContainerWrapper>أ<ul><li>ب<p>ت</p></ul></div>",
            "<p>أ</p><ul><li>ب<br>ت</li></ul>",
        ),
        ("<h1>أ</h1><h4>ب</h4>", "<h2>أ</h2><h3>ب</h3>"),
    ],
)
def test_lists_breaks_and_headings_keep_their_shape(
    surface: Surface, html: str, stored: str
) -> None:
    assert surface.paste(html) == stored


def test_items_deeper_than_four_levels_stand_on_the_fourth_and_it_is_said(surface: Surface) -> None:
    html = "".join(f"<ul><li>{letter}" for letter in "أبتثجح") + "</li></ul>" * 6
    inner = "<ul><li>ث</li><li>ج</li><li>ح</li></ul>"
    assert (
        surface.paste(html) == f"<ul><li>أ<ul><li>ب<ul><li>ت{inner}</li></ul></li></ul></li></ul>"
    )
    assert "بندان رُفعا" in surface.said()


TABLE = "<table><tr><th>البلد</th><th>العدد</th></tr><tr><td>مصر</td><td>12</td></tr></table>"
STORED = (
    '<table><thead><tr><th scope="col">البلد</th><th scope="col">العدد</th></tr></thead>'
    "<tbody><tr><td>مصر</td><td>12</td></tr></tbody></table>"
)


def test_cells_of_a_table_stay_apart(surface: Surface) -> None:
    assert surface.paste(TABLE) == STORED
    assert surface.said() == ""


def test_table_keeps_its_caption_spans_and_lines(surface: Surface) -> None:
    html = (
        "<table class=x><caption><b>سكان</b></caption>"
        "<tr><th style='x:y' colspan=2><p>أ</p></th></tr>"
        "<tr><td><p>ب</p><p>ج</p></td><td align=left>12</td></tr></table>"
    )
    assert surface.paste(html) == (
        '<table><caption>سكان</caption><thead><tr><th scope="col" colspan="2">أ</th></tr></thead>'
        "<tbody><tr><td>ب<br>ج</td><td>12</td></tr></tbody></table>"
    )


def test_table_that_only_arranges_a_page_is_seen_through(surface: Surface) -> None:
    html = f"<table><tr><td><p>أ</p>{TABLE}</td></tr></table>"
    assert surface.paste(html) == f"<p>أ</p>{STORED}"


def test_column_that_is_hidden_stays_hidden(surface: Surface) -> None:
    html = "<table><col><col style='display:none'><tr><td>أ<td>سر<td>ب</table>"
    assert surface.paste(html) == "<table><tbody><tr><td>أ</td><td>ب</td></tr></tbody></table>"
    assert surface.said() == "لم يُلصق مقطع مخفي."


LINKS = [
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fa&amp;data=05%7Csara%40x.org",
    "https://www.google.com/url?q=https://example.org/a&amp;sa=D&amp;usg=AOv",
    "https://urldefense.com/v3/__https://example.org/a__;!!ABC!xyz$",
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__example.org_a&amp;d=x&amp;r=sara",
    "https://example.org/a?utm_source=x&amp;fbclid=y",
]


@pytest.mark.parametrize("address", LINKS)
def test_link_leads_where_it_was_meant_to(surface: Surface, address: str) -> None:
    html = f'<p><a href="{address}">أ</a></p>'
    assert surface.paste(html) == '<p><a href="https://example.org/a">أ</a></p>'
    assert surface.said() == "عُدّل عند اللصق: رابط نُزع منه التتبّع."


def test_rest_of_an_address_stays_as_it_was_written(surface: Surface) -> None:
    html = '<p><a href="https://example.org/%D8%A7?id=7&amp;utm_medium=x&amp;t=ب#c">أ</a></p>'
    assert surface.paste(html) == '<p><a href="https://example.org/%D8%A7?id=7&amp;t=ب#c">أ</a></p>'


def test_address_in_plain_text_is_freed_of_its_redirect(surface: Surface) -> None:
    plain = "انظر\n<https://nam01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2F&data=05%7Csara>"
    assert "safelinks" not in surface.paste(plain=plain)
    assert "رابط نُزع منه التتبّع" in surface.said()


def test_own_copy_comes_back_as_it_was(surface: Surface) -> None:
    html = (
        '<p data-pm-slice="0 0 []">أ</p><figure data-image="7"><figcaption>ب</figcaption></figure>'
        '<blockquote class="pullquote"><p>ت</p></blockquote>'
    )
    assert surface.paste(html) == html.replace(' data-pm-slice="0 0 []"', "")


def test_what_another_editor_of_the_same_make_struck_out_is_left_out(surface: Surface) -> None:
    assert surface.paste('<p data-pm-slice="1 1 []"><s>100</s> 80</p>') == "<p>80</p>"


def test_undo_takes_the_whole_paste_back_and_the_line_with_it(surface: Surface) -> None:
    surface.paste(
        "<p>أ</p><ul><li>ب</ul><p><a href='https://x.com/a?s=1'>ت</a><img src='data:,'></p>"
    )
    surface.dom.press("Control+z")
    assert surface.page.locator("textarea").input_value() == ""
    assert surface.said() == ""


def test_what_is_selected_stays_where_nothing_came(surface: Surface) -> None:
    surface.paste("<p>أ</p>")
    surface.dom.press("Control+a")
    surface.dom.evaluate(PASTE, {"html": "<img src='data:,'>"})
    assert surface.page.locator("textarea").input_value() == "<p>أ</p>"
    assert surface.said() == "لم تُلصق صورة."


def test_picture_pasted_alone_is_said_to_be_missing(surface: Surface) -> None:
    surface.dom.evaluate(
        """surface => {
          const data = new DataTransfer();
          data.items.add(new File(["x"], "x.png", {type: "image/png"}));
          const options = {clipboardData: data, bubbles: true, cancelable: true};
          surface.dispatchEvent(new ClipboardEvent("paste", options));
        }"""
    )
    assert surface.said() == "لم تُلصق صورة."


def test_heading_pasted_first_into_a_written_paragraph_stays_a_heading(surface: Surface) -> None:
    surface.paste("<p>قبل</p>")
    surface.page.keyboard.press("Control+End")
    surface.dom.evaluate(PASTE, {"html": "<h2>عنوان</h2><p>فقرة</p>"})
    assert sanitise(surface.page.locator("textarea").input_value()) == (
        "<p>قبل</p><h2>عنوان</h2><p>فقرة</p>"
    )
