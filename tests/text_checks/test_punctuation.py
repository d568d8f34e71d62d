"""Signs of the other script, quotation marks, brackets, blanks and strokes."""

import pytest

from articles.text_checks import Passage, Span, Version
from tests.text_checks.versions import found, marked, mended, paragraphs


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("قال الوزير, أمس", "قال الوزير، أمس"),
        ("قال الوزير ,أمس", "قال الوزير، أمس"),
        ("قال الوزير,أمس", "قال الوزير، أمس"),
        ("هل وصل الوفد?", "هل وصل الوفد؟"),
        ("وصل الوفد; ثم عاد", "وصل الوفد؛ ثم عاد"),
        ("في عام 2016, وقعت", "في عام 2016، وقعت"),
        ("بين «القوسين», ثم", "بين «القوسين»، ثم"),
    ],
)
def test_latin_signs_behind_arabic_words_become_arabic(written: str, right: str) -> None:
    assert mended("latin_punctuation", written) == right


@pytest.mark.parametrize(
    "text",
    ["بلغ 1,250 طنا", "من Google, Inc. إلى", "وصل الوفد، ثم عاد", "https://a.example/?q=كلمة,أخرى"],
)
def test_numbers_latin_words_and_addresses_keep_their_signs(text: str) -> None:
    assert marked("latin_punctuation", text) == []


def test_english_text_keeps_its_commas() -> None:
    assert marked("latin_punctuation", "He said, then left?", language="en") == []


def test_arabic_inside_an_english_text_is_read_where_it_is_marked() -> None:
    text = "The banner read هيا, بنا there."
    passage = Passage("body", 0, "p", "en", text, (Span(16, 24, "ar"),))
    [mark] = found("latin_punctuation", Version("en", (passage,)))
    assert text[mark.start : mark.end] == ","


def test_a_quotation_in_another_language_is_not_read() -> None:
    text = "قال هيا, بنا"
    passage = Passage("body", 0, "p", "ar", text, (Span(4, len(text), "fa"),))
    assert found("latin_punctuation", Version("ar", (passage,))) == []


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ('قال "نعم" ثم عاد', "قال «نعم» ثم عاد"),
        ("قال “نعم” ثم عاد", "قال «نعم» ثم عاد"),
        ("قال ”نعم“ ثم عاد", "قال «نعم» ثم عاد"),
        ("قال ”نعم” ثم عاد", "قال «نعم» ثم عاد"),
        ("قال »نعم« ثم عاد", "قال «نعم» ثم عاد"),
        ('قال "نعم" و"لا" معا', "قال «نعم» و«لا» معا"),
    ],
)
def test_quotation_marks_become_guillemets(written: str, right: str) -> None:
    assert mended("quotation_marks", written) == right


@pytest.mark.parametrize(
    "text",
    [
        'شاشة 5" جديدة',
        'قال "نعم ثم عاد',
        "قال «نعم» ثم «لا»",
        'He said "yes"',
        'قال «إنه "نعم" قال',
    ],
)
def test_inches_lone_marks_and_nested_ones_stay(text: str) -> None:
    assert marked("quotation_marks", text) == []


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("قال «نعم ثم عاد", ["«"]),
        ("قال نعم» ثم عاد", ["»"]),
        ("الوزير (وهو طبيب عاد", ["("]),
        ("الوزير وهو طبيب) عاد", [")"]),
        ("الوزير ]وهو طبيب[ عاد", ["]", "["]),
    ],
)
def test_signs_without_counterpart_are_marked(text: str, signs: list[str]) -> None:
    assert marked("unbalanced", text) == signs


@pytest.mark.parametrize(
    "text",
    [
        "قال «نعم (أو لا)» ثم",
        "1) أولا 2) ثانيا",
        "أ) أولا",
        "شكرا :)",
        "شكرا :(",
        "قال (الوزير): نعم",
        "الموقع (https://www.a.example) هنا",
        "a.example(http://a.example)",
    ],
)
def test_pairs_items_and_faces_are_not_marked(text: str) -> None:
    assert marked("unbalanced", text) == []


def test_a_quotation_may_be_opened_again_in_each_paragraph() -> None:
    assert found("unbalanced", paragraphs("قال: «نعم", "«ثم لا", "«ثم ربما».")) == []


def test_a_field_closes_nothing_of_another() -> None:
    of = Version(
        "ar",
        (
            Passage("headline", 0, "line", "ar", "قال «نعم"),
            Passage("standfirst", 0, "line", "ar", "ثم عاد»"),
        ),
    )
    assert [mark.text for mark in found("unbalanced", of)] == ["«", "»"]


def test_double_spaces_become_one() -> None:
    assert mended("double_space", "وصل  الوفد \xa0 أمس") == "وصل الوفد أمس"


def test_spaces_at_the_ends_are_no_double_spaces() -> None:
    assert marked("double_space", "  وصل الوفد  ") == []


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("قال الوزير ،أمس", "قال الوزير، أمس"),
        ("وصل الوفد ، ثم عاد .", "وصل الوفد، ثم عاد."),
        ("هل وصل ؟", "هل وصل؟"),
        ("قال «نعم» .", "قال «نعم»."),
        ("وقال : نعم", "وقال: نعم"),
        ("وصل الوفد. . ثم عاد. .", "وصل الوفد. ثم عاد."),
    ],
)
def test_spaces_before_punctuation_go(written: str, right: str) -> None:
    assert mended("space_before", written) == right


@pytest.mark.parametrize("text", ["منصة .NET الجديدة", "وصل ... ثم", "وصل. . . ثم", "النتيجة 3 :2"])
def test_spaces_before_names_and_ellipses_stay(text: str) -> None:
    assert marked("space_before", text) == []


@pytest.mark.parametrize(
    ("written", "right"),
    [("الـقـاهرة", "القاهرة"), ("وصل ـ أمس ـ الوفد", "وصل – أمس – الوفد"), ("مُـحمد", "مُحمد")],
)
def test_stretched_words_are_pulled_together(written: str, right: str) -> None:
    assert mended("tatweel", written) == right


@pytest.mark.parametrize("text", ["عام 1447هـ", "في الـ25 من", "الـ«فيفا»", "لـ BBC", "1447 هـ"])
def test_strokes_before_numbers_and_quotations_stay(text: str) -> None:
    assert marked("tatweel", text) == []


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("قال الوزير،أمس", "قال الوزير، أمس"),
        ("هل وصل؟نعم", "هل وصل؟ نعم"),
        ("بين «القوسين»،ثم عاد", "بين «القوسين»، ثم عاد"),
        ("وصل الوفد.وأضاف", "وصل الوفد. وأضاف"),
    ],
)
def test_blank_that_lacks_behind_a_sign_is_put_there(written: str, right: str) -> None:
    assert mended("space_after", written) == right


@pytest.mark.parametrize(
    "text",
    [
        "وصل الوفد، ثم عاد",
        "بلغ ٣،٥ طن",
        "أ.ب.ج",
        "قناة العربية.نت",
        "إي.إس.بي.إن",
        "موقع example.com",
        "(نعم؟) قال",
        "«لا؟»",
    ],
)
def test_sign_without_a_word_behind_it_needs_no_blank(text: str) -> None:
    assert marked("space_after", text) == []
