"""A body as plain text, and plain text as a body."""

from hypothesis import given
from hypothesis import strategies as st

from articles import body
from articles.body import References


def test_text_has_a_blank_line_between_blocks() -> None:
    html = "<h2>أ</h2><p>ب<br>ج</p><ul><li>د<ul><li>ه</li></ul></li></ul><p>x &lt; y</p>"
    assert body.text(html) == "أ\n\nب\nج\n\nد\n\nه\n\nx < y"


def test_text_leaves_captions_out() -> None:
    html = '<figure data-image="3"><figcaption>تعليق</figcaption></figure><p>نص</p>'
    assert body.text(html) == "نص"


def test_paragraphs_are_the_texts_of_the_blocks() -> None:
    assert body.paragraphs("<p>أ <strong>ب</strong></p><hr><p>ج</p>") == ["أ ب", "ج"]


def test_words_in_different_marks_are_not_parted() -> None:
    assert body.text("<p>ال<strong>كتاب</strong></p>") == "الكتاب"


def test_page_of_plain_text_becomes_paragraphs() -> None:
    assert body.from_text("أ\r\nب\n \n\nج <b>") == "<p>أ<br>ب</p><p>ج &lt;b&gt;</p>"


@given(st.text())
def test_plain_text_never_becomes_markup(text: str) -> None:
    assert set(body.from_text(text).split("<")[1:]) <= _plain_parts(body.from_text(text))


def _plain_parts(html: str) -> set[str]:
    return {part for part in html.split("<") if part.startswith(("p>", "/p>", "br>"))}


def test_references_are_the_pictures_and_articles_pointed_at() -> None:
    html = '<figure data-image="3"></figure><aside data-article="7"></aside><p>data-image="9"</p>'
    assert body.references(html) == References(frozenset({3}), frozenset({7}))
