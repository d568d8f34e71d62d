import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.body import from_text
from articles.body.plain import from_paragraphs

_LETTERS = (
    "ابتة ىي ـ أإآ\u064b\u0651\u064e\u0653\u0640\u200c\u200d\u0338\xa0\t<>&\"'«»…،ab1 \ufefb\x00"
)


@given(st.lists(st.text(st.sampled_from(_LETTERS), max_size=12), max_size=4))
def test_many_paragraphs_are_what_the_sanitiser_makes_of_their_text(texts: list[str]) -> None:
    assert from_paragraphs(texts) == from_text("\n\n".join(texts))


@given(st.lists(st.text(max_size=20), max_size=3))
def test_any_text_comes_out_as_from_the_sanitiser(texts: list[str]) -> None:
    whole = [" ".join(text.split()) for text in texts]
    assert from_paragraphs(whole) == from_text("\n\n".join(whole))


@pytest.mark.parametrize("text", ["", "  ", "\u200c", "\n \n"])
def test_blank_paragraphs_are_left_out(text: str) -> None:
    assert from_paragraphs([text, "نص", text]) == "<p>نص</p>"


def test_ordinary_paragraph_goes_past_the_sanitiser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.body.plain.from_text", lambda text: "")
    assert from_paragraphs(["قال: «نعم»، ثم أضاف أيضاً 5 < 6."]) != ""
