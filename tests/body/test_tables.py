"""Tables in a body: what is stored of them, their text, and what readers get."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import body
from articles.body import sanitise

_HEAD = '<thead><tr><th scope="col">البلد</th><th scope="col">العدد</th></tr></thead>'
_ROW = "<tr><td>مصر</td><td>12</td></tr>"
TABLE = f"<table>{_HEAD}<tbody>{_ROW}</tbody></table>"
_PIECES = st.sampled_from(
    [
        *("<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "</th>", "<caption>"),
        *("</caption>", "<thead>", "<tbody>", "</tbody>", "<td colspan=2>", "<td rowspan=3>"),
        *("<th colspan=90>", "<td hidden>", "<td dir=ltr>", "<p>", "</p>", "<p dir=ltr>", "<br>"),
        *("<ul>", "<li>", "</li>", "</ul>", "<blockquote>", "</blockquote>", "<b>", "</b>", "<hr>"),
        *('<a href="/a/1/">', "</a>", "<bdi>", "</bdi>", "<q>", "</q>", "<table role=none>"),
        *('<figure data-image="3">', "<figcaption>", "</figure>", '<aside data-article="7">'),
        *("\u0338", "e", "\u0301", " ", "نص", "12", "<del>", "</del>", "<h2>", "</h2>", "<div>"),
    ]
)


@settings(max_examples=600)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_sanitising_tables_twice_is_sanitising_once(html: str) -> None:
    once = sanitise(html)
    assert sanitise(once) == once
    assert "".join(body.blocks(once)) == once


@settings(max_examples=200)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_no_word_of_a_page_is_lost_with_its_tables(html: str) -> None:
    words = "نص" in html.partition("<del>")[0].partition(" hidden")[0]
    assert "نص" in sanitise(html) or not words


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        (TABLE, TABLE),
        ("<table><tr><th>البلد<th>العدد<tr><td>مصر<td>12</table>", TABLE),
        (TABLE.replace("<td>", "<td class=x style='width:9%'><p>").replace("</td>", "</p>"), TABLE),
        (
            "<table><caption>أ <b>ب</b></caption><tr><th>ج</th><td>د</td></tr></table>",
            "<table><caption>أ ب</caption><tbody>"
            '<tr><th scope="row">ج</th><td>د</td></tr></tbody></table>',
        ),
        (
            "<table><tr><td><p>أ</p><ul><li>ب<li>ج</ul><td><b>د</b></table>",
            "<table><tbody><tr><td>أ<br>ب<br>ج</td><td><strong>د</strong></td></tr></tbody></table>",
        ),
        (
            "<table><tr><td colspan=2 rowspan=1>أ<tr><td rowspan=9>ب<td></table>",
            '<table><tbody><tr><td colspan="2">أ</td></tr>'
            "<tr><td>ب</td><td></td></tr></tbody></table>",
        ),
        (
            "<table><tr><td colspan=900>أ<tr><td>ب<td>ج</table>",
            '<table><tbody><tr><td colspan="2">أ</td></tr>'
            "<tr><td>ب</td><td>ج</td></tr></tbody></table>",
        ),
        (
            "<table><tr><th rowspan=2>أ<th>ب<tr><td>ج</table>",
            '<table><tbody><tr><th scope="col" rowspan="2">أ</th><th scope="col">ب</th></tr>'
            "<tr><td>ج</td></tr></tbody></table>",
        ),
        (
            "<table dir=ltr lang=en><tr><td dir=rtl>أ<td><p dir=ltr>b</p></table>",
            '<table lang="en" dir="ltr"><tbody>'
            '<tr><td dir="rtl">أ</td><td dir="ltr">b</td></tr></tbody></table>',
        ),
        (
            "<ul><li>أ<hr><table><tr><td>ب<td>ج<hr></table>د</ul>",
            "<ul><li><p>أ</p><p>د</p></li></ul><hr>"
            "<table><tbody><tr><td>ب</td><td>ج</td></tr></tbody></table><hr>",
        ),
        (
            "<table>أ<tr><td>ب<td>ج</table>",
            "<table><tbody><tr><td>ب</td><td>ج</td></tr></tbody></table><p>أ</p>",
        ),
    ],
)
def test_table_comes_in_the_shape_of_a_body(html: str, stored: str) -> None:
    assert sanitise(html) == stored


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ("<table><tr><td><p>أ</p><h2>ب</h2></table>", "<p>أ</p><h2>ب</h2>"),
        ("<table><tr><td>أ<tr><td>ب</table>", "<p>أ</p><p>ب</p>"),
        ("<table role=presentation><tr><td>أ<td>ب</table>", "<p>أ</p><p>ب</p>"),
        (f"<table><tr><td>أ<td>{TABLE}</table>", f"<p>أ</p>{TABLE}"),
        ("<table><tr><td hidden>أ<td>ب</table>", "<p>ب</p>"),
        ("<table><tr><th></th><td></td></tr></table>", ""),
        ("<table><caption>أ</caption><tr><td></table>", "<p>أ</p>"),
    ],
)
def test_table_that_only_arranges_or_is_empty_is_seen_through(html: str, stored: str) -> None:
    assert sanitise(html) == stored


def test_cells_of_a_hostile_table_do_not_multiply() -> None:
    html = "<table><tr><td rowspan=65534 colspan=65534>أ" + "<tr><th>" * 50_000
    assert len(sanitise(html)) < 6 * len(html)


def test_table_is_one_block() -> None:
    assert body.blocks(f"<p>أ</p>{TABLE}<p>ب</p>") == ["<p>أ</p>", TABLE, "<p>ب</p>"]


def test_cells_are_parted_by_spaces_in_the_text() -> None:
    html = "<table><caption>سكان</caption><tr><th>أ<th>ب<tr><td><td>ج<br>د</table><p>ه</p>"
    assert body.text(sanitise(html)) == "سكان\n\nأ ب\n\nج\nد\n\nه"


def test_lead_is_no_table_where_there_is_text() -> None:
    assert body.lead(f"{TABLE}<p>نص</p>") == "نص"


def test_lead_of_a_body_of_one_table_is_its_first_row() -> None:
    assert body.lead(TABLE) == "البلد العدد"


def shown(html: str, language: str = "ar") -> str:
    return body.render(html, language=language, picture=lambda pk: None, link=lambda pk: None)


def test_table_of_readers_stands_in_a_region_that_the_keyboard_reaches() -> None:
    html = '<table><caption>سكان "أ" &lt;b&gt;</caption><tbody><tr><td>x</td></tr></tbody></table>'
    label = "سكان &quot;أ&quot; &lt;b&gt;"
    region = f'<div class="table" role="region" aria-label="{label}" tabindex="0">'
    assert shown(html) == f"{region}{html}</div>"


def test_tables_without_a_caption_are_told_apart() -> None:
    assert 'aria-label="Table"' in shown(TABLE, "en")
    assert 'aria-label="Table 2"' in shown(TABLE + TABLE, "en")


@pytest.mark.parametrize("number", ["-4.2%", "\u22121,200", "+ $5", "-٣٫٥\u066a"])
def test_sign_of_a_number_in_an_arabic_table_stays_before_it(number: str) -> None:
    html = TABLE.replace("12", number)
    assert f'<td><bdi dir="ltr">{number}</bdi></td>' in shown(html)
    assert "<bdi" not in shown(html, "en")


def test_table_for_programs_has_no_region_and_keeps_its_signs() -> None:
    html = TABLE.replace("12", "-4.2%")
    found = body.render(
        html, language="ar", picture=lambda pk: None, link=lambda pk: None, in_regions=False
    )
    assert found == html.replace("-4.2%", '<bdi dir="ltr">-4.2%</bdi>')


@pytest.mark.parametrize("text", ["12%", "-", "5 - 3", "- بند", "٢٠٢٤"])
def test_other_text_of_an_arabic_table_is_not_isolated(text: str) -> None:
    assert "<bdi" not in shown(TABLE.replace("12", text))
