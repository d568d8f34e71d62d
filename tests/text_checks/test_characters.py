"""Forms, digits, controls and letters of other languages."""

import pytest

from tests.text_checks.versions import found, marked, mended, paragraphs


def test_presentation_forms_become_letters() -> None:
    assert mended("presentation_form", "\ufee3\ufea4\ufee4\ufeaa في \ufefbعب") == "محمد في لاعب"


@pytest.mark.parametrize("text", ["النبي \ufdfa", "\ufd3fآية\ufd3e", "محمد"])
def test_honorifics_and_ornate_brackets_are_no_presentation_forms(text: str) -> None:
    assert marked("presentation_form", text) == []


def test_the_rarer_digits_take_the_form_of_the_others() -> None:
    assert mended("mixed_digits", "في ٢٥ يناير 2011 قتل 18 وجرح ٣٫٥ %") == (
        "في ٢٥ يناير ٢٠١١ قتل ١٨ وجرح ٣٫٥ %"
    )


def test_arabic_separators_follow_the_digits() -> None:
    assert mended("mixed_digits", "1 و2 و3 ثم ١٬٢٥٠٫٥") == "1 و2 و3 ثم 1,250.5"


def test_digits_are_compared_across_paragraphs() -> None:
    [mark] = found("mixed_digits", paragraphs("في 2011 و2012", "ثم ٢٠١٣"))
    assert (mark.block, mark.text, mark.edits[0].text) == (1, "٢٠١٣", "2013")


@pytest.mark.parametrize(
    "text", ["في ٢٠١١ و F-16", "٢٠١١ ثم #ثورة_25_يناير", "عدد 25 و30", "٢٠١1 وحدها", "کد ۱۲"]
)
def test_names_hashtags_and_single_families_are_not_marked(text: str) -> None:
    assert marked("mixed_digits", text) == []


def test_invisible_characters_go() -> None:
    assert mended("invisible", "وصل\u200b الوفد\u200f أمس\u200c \u200dثم") == "وصل الوفد أمس ثم"


@pytest.mark.parametrize("text", ["می\u200cخواهم", "👩\u200d💻 تكتب", "ه\u200d"])
def test_joiners_between_letters_and_in_emoji_stay(text: str) -> None:
    assert marked("invisible", text) == []


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("في المدینة اليوم خبر", "في المدينة اليوم خبر"),
        ("هذا کتاب جديد عندنا", "هذا كتاب جديد عندنا"),
        ("وصل مصطفی أمس إلينا", "وصل مصطفى أمس إلينا"),
        ("جلس علی الكرسي هنا", "جلس على الكرسي هنا"),
        ("قدراتھم كبيرة جدا هنا", "قدراتهم كبيرة جدا هنا"),
    ],
)
def test_persian_and_urdu_letters_become_arabic(written: str, right: str) -> None:
    assert mended("look_alike", written) == right


@pytest.mark.parametrize("text", ["این کتاب چه خوب است", "یک روز دیگر می آید اینجا", "كتاب جديد"])
def test_a_persian_text_keeps_its_letters(text: str) -> None:
    assert marked("look_alike", text) == []
