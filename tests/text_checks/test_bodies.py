"""The passages of a stored body."""

from articles import body
from articles.text_checks import Passage, Span
from articles.text_checks.bodies import body_passages


def _passages(html: str, language: str = "ar") -> list[tuple[str, str, str]]:
    found = body_passages(body.sanitise(html), language)
    return [(passage.kind, passage.language, passage.text) for passage in found]


def test_each_block_with_text_is_a_passage() -> None:
    html = "<h2>عنوان</h2><p>فقرة</p><p></p><ul><li>بند</li></ul>"
    html += "<hr><blockquote><p>قول</p></blockquote>"
    assert [(kind, text) for kind, _language, text in _passages(html)] == [
        ("h2", "عنوان"),
        ("p", "فقرة"),
        ("li", "بند"),
        ("p", "قول"),
    ]


def test_emphasis_and_links_are_part_of_the_text() -> None:
    html = '<p>قال <strong>الو</strong>زير <a href="https://a.example/">هنا</a></p>'
    assert _passages(html) == [("p", "ar", "قال الوزير هنا")]


def test_a_line_break_is_one_character() -> None:
    assert _passages("<p>سطر<br>آخر</p>") == [("p", "ar", "سطر\nآخر")]


def test_cells_and_captions_are_passages() -> None:
    html = "<table><tr><td>خلية</td></tr></table>"
    html += '<figure data-image="3"><figcaption>شرح</figcaption></figure>'
    assert [text for _kind, _language, text in _passages(html)] == ["خلية", "شرح"]


def test_a_block_in_another_language_says_so() -> None:
    html = '<p lang="en">Hello</p><blockquote lang="en"><p>Quoted</p></blockquote><p>نص</p>'
    assert [language for _kind, language, _text in _passages(html)] == ["en", "en", "ar"]


def test_a_run_in_another_language_is_a_span() -> None:
    html = body.sanitise('<p>قال <bdi lang="en">hello there</bdi> ثم</p>')
    assert body_passages(html, "ar") == [
        Passage("body", 0, "p", "ar", "قال hello there ثم", (Span(4, 15, "en"),))
    ]
