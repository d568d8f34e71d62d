"""Repetitions, long sentences, headlines."""

import pytest

from articles.text_checks import Passage, Version
from tests.text_checks.versions import found, marked, mended


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("وصل إلى إلى القاهرة", "وصل إلى القاهرة"),
        ("يوم الثلاثاء الثلاثاء الماضي", "يوم الثلاثاء الماضي"),
        ("on the the way", "on the way"),
    ],
)
def test_a_repeated_word_goes(written: str, right: str) -> None:
    assert mended("repeated_word", written) == right


@pytest.mark.parametrize(
    "text",
    [
        "مراسل بي بي سي",
        "شبكة سي إن إن",
        "حاله بين بين",
        "لا لا تذهب",
        "فرنانديز فرنانديز",
        "هتفوا «الحرية الحرية»",
        "في في في",
        "إلى، إلى",
        "Duran Duran",
    ],
)
def test_what_is_said_twice_on_purpose_stays(text: str) -> None:
    assert marked("repeated_word", text) == []


def test_a_sentence_of_46_words_is_marked_and_one_of_45_is_not() -> None:
    long = " ".join(["كلمة"] * 46) + "."
    short = " ".join(["كلمة"] * 45) + "."
    assert marked("long_sentence", f"{short} {long}") == [long]


def test_decimal_points_end_no_sentence() -> None:
    text = " ".join(["كلمة"] * 30) + " 3.5 " + " ".join(["كلمة"] * 30)
    assert marked("long_sentence", text) == [text]


def test_a_long_headline_is_marked_from_where_it_is_cut() -> None:
    assert marked("headline_length", "ا" * 93, field="headline") == ["ااا"]
    assert marked("headline_length", "ا" * 90, field="headline") == []


def test_the_full_stop_of_a_headline_goes() -> None:
    assert mended("headline_full_stop", "وصل الوفد.", field="headline") == "وصل الوفد"


@pytest.mark.parametrize("text", ["وصل الوفد...", "وصل الوفد", "صفقة مع د. أ.", "وصل الوفد؟"])
def test_ellipses_and_abbreviations_may_end_a_headline(text: str) -> None:
    assert marked("headline_full_stop", text, field="headline") == []


def test_paragraphs_end_in_full_stops() -> None:
    of = Version("ar", (Passage("body", 0, "p", "ar", "وصل الوفد."),))
    assert found("headline_full_stop", of) == []
