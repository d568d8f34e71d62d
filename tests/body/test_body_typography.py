import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.body import sanitise
from articles.body.typography import tidy

_PIECES = ["قال", "كلمة", '"', " ", "...", ",", " :", "<b>", "</b>", "<p>", "<br>", "&amp;", "»"]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ('<p>قال "نعم", ثم "لا"...</p>', "<p>قال «نعم»، ثم «لا»…</p>"),
        ('<p>قال "<strong>نعم</strong>" أمس</p>', "<p>قال «<strong>نعم</strong>» أمس</p>"),
        ('<p>قال "نعم</p><p>ثم" خرج</p>', '<p>قال "نعم</p><p>ثم" خرج</p>'),
        ('<ul><li>قال "نعم"</li></ul>', "<ul><li>قال «نعم»</li></ul>"),
        (
            '<p>راجع <a href="https://example.org/?a=1,2">الموقع ، هنا</a></p>',
            '<p>راجع <a href="https://example.org/?a=1,2">الموقع، هنا</a></p>',
        ),
        ('<p dir="rtl">قال "نعم"</p>', '<p dir="rtl">قال «نعم»</p>'),
        ('<p>He said "yes"</p>', '<p>He said "yes"</p>'),
        ('<p>قال "نعم" \ue000</p>', '<p>قال "نعم" \ue000</p>'),
    ],
)
def test_paragraphs_are_tidied_across_their_marks(written: str, printed: str) -> None:
    assert tidy(written) == printed


@given(st.lists(st.sampled_from(_PIECES)).map("".join))
def test_tidied_body_is_one_that_is_stored_and_stays(html: str) -> None:
    body = tidy(sanitise(html))
    assert sanitise(body) == body
    assert tidy(body) == body
