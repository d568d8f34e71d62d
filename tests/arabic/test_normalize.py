import re
import sys
import unicodedata

import pytest

from articles.arabic.normalize import (
    clean,
    clean_line,
    direction,
    fold,
    fold_key,
    is_arabic,
    spelling_pattern,
    strip_tashkeel,
    strip_tatweel,
)


@pytest.mark.parametrize(
    "control",
    [
        *("\x00", "\x1b", "\x7f", "\x9f", "\xad", "\u200b", "\u200e", "\u200f", "\u061c", "\u202a"),
        *("\u202e", "\u2066", "\u2069", "\ufeff", "\ud800", "\udfff", "\uffff", "\U0010fffe"),
    ],
    ids=ascii,
)
def test_clean_removes_what_is_not_seen(control: str) -> None:
    assert clean(f"مص{control}ر") == "مصر"


def test_clean_keeps_lines_tabs_and_joiners() -> None:
    text = "سطر\n\tآخر می\u200cخواهم 👩\u200d🔬"
    assert clean(text) == text


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_clean_knows_every_line_break(line_break: str) -> None:
    assert clean(f"أول{line_break}ثان") == "أول\nثان"


def test_clean_composes_hamza_with_its_letter() -> None:
    assert clean("ا\u0654حمد") == "أحمد"


def test_clean_turns_presentation_forms_into_letters() -> None:
    assert clean("\ufefb \ufdf2 \ufe8d\ufedf\ufee8\ufeb2\ufe8e\ufe80") == "لا الله النساء"


def test_clean_puts_a_drawn_mark_back_on_its_letter() -> None:
    assert clean("م\ufe70 م\ufcf2") == "م\u064b م\u064e\u0651"


def test_clean_keeps_the_honorific_signs() -> None:
    assert clean("محمد ﷺ ﷻ ﷽ ﷼") == "محمد ﷺ ﷻ ﷽ ﷼"


def test_clean_keeps_tashkeel_and_tatweel() -> None:
    assert clean("كِتَابٌ هـ") == "كِتَابٌ هـ"


def test_clean_bounds_a_pile_of_marks() -> None:
    assert clean("a" + "\u0323" * 100 + "b") == "ạ" + "\u0323" * 29 + "b"


def test_a_long_run_of_other_signs_is_no_pile_of_marks() -> None:
    assert clean("…" * 100) == "…" * 100


def test_every_combining_character_is_seen_by_the_bound() -> None:
    combining = (c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.combining(c))
    assert not [c for c in combining if re.match(r"[\w\x00-\x7f]", c)]


def test_clean_line_is_one_line_without_loose_ends() -> None:
    assert clean_line(" \u200c أول\n\n\t ثان\xa0 \u200b") == "أول ثان"


def test_strip_tashkeel_keeps_hamza() -> None:
    assert strip_tashkeel("مُؤَسَّسَةٌ هٰذا ا\u0654") == "مؤسسة هذا ا\u0654"


def test_strip_tatweel_keeps_letters() -> None:
    assert strip_tatweel("عـــاجل") == "عاجل"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد إلى آمال ٱلله", "احمد الي امال الله"),
        ("مدرسة مستشفى", "مدرسه مستشفي"),
        ("مؤتمر رئيس", "موتمر رييس"),
        ("گردستان کی", "كردستان كي"),
        ("٢٠٢٦ ۲۰۲۶ ٤٫٢٪", "2026 2026 4.2%"),
        ("مُحَمَّـــد می\u200cخواهم", "محمد ميخواهم"),
        ("BBC", "bbc"),
        ("هی\u0654 ا\u0655 ۀ س\u0653", "هي ا ه س"),
        ("İSTANBUL Straße", "i\u0307stanbul strasse"),
        ("«نعم»، لا؟", "«نعم»، لا؟"),
    ],
)
def test_fold_makes_spellings_equal(one: str, other: str) -> None:
    assert fold(one) == other


@pytest.mark.parametrize(
    ("drawn", "plain"),
    [
        ("\u2764\ufe0f حب", "حب"),
        ("1\ufe0f\u20e3 خبر", "1 خبر"),
        ("\u0661\u20dd", "1"),
        ("葛\U000e0100城", "葛城"),
        ("\u2764\ufe0f\u200d\U0001f525 نار", "نار"),
    ],
)
def test_a_key_does_not_tell_how_a_sign_is_drawn(drawn: str, plain: str) -> None:
    assert fold_key(drawn) == fold_key(plain)


def test_a_text_keeps_how_its_signs_are_drawn() -> None:
    text = "\u2764\ufe0f 1\ufe0f\u20e3 \U0001f469\u200d\U0001f52c \U0001f1ea\U0001f1ec"
    assert clean_line(text) == text


def test_fold_spells_the_honorific_out() -> None:
    assert fold("محمدﷺ").split() == fold("محمد صلى الله عليه وسلم").split()


def test_fold_key_ignores_spaces_punctuation_and_marks() -> None:
    assert fold_key("«أَحْمَد – بن  بلّة»!") == fold_key("احمد بن بله") == "احمدبنبله"


def test_fold_key_keeps_programming_languages_apart() -> None:
    assert [fold_key(name) for name in ("C", "C++", "C#")] == ["c", "c++", "c#"]


def test_fold_key_of_a_hashtag_is_that_of_its_name() -> None:
    assert fold_key("#بث_تجريبي") == fold_key("بث تجريبي")


def test_fold_key_keeps_the_vowel_signs_of_other_scripts() -> None:
    assert fold_key("काम") != fold_key("कम")


def test_fold_key_is_empty_without_letters() -> None:
    assert fold_key("؟! ++ # 😀") == ""


@pytest.mark.parametrize("text", ["خبر", "iPhone الجديدة", "\ufefb", "مصر 2026"])
def test_mostly_arabic_letters_are_arabic(text: str) -> None:
    assert is_arabic(text)


@pytest.mark.parametrize("text", ["", "2026", "news", "news خبر", "עברית"])
def test_other_letters_are_not_arabic(text: str) -> None:
    assert not is_arabic(text)


@pytest.mark.parametrize("text", ["خبر", "OPEC تخفض إنتاجها", "BBC خبر", "עברית", "٪ خبر"])
def test_most_letters_from_the_right_read_from_the_right(text: str) -> None:
    assert direction(text) == "rtl"


@pytest.mark.parametrize("text", ["", "2026", "+20 2", "The word خبر"])
def test_any_other_text_reads_from_the_left(text: str) -> None:
    assert direction(text) == "ltr"


@pytest.mark.parametrize("mark", ["", "\u0651", "\u064e", "\u0654", "\u0301"])
def test_no_character_with_a_mark_is_left_uncomposed(mark):
    characters = map(chr, [*range(0x250), *range(0x600, 0x700), *range(0x2000, 0x2070)])
    text = " ".join(f"{one}{mark}\u064e" for one in characters)
    assert unicodedata.is_normalized("NFC", clean(text))


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("مكتبه", "في مكتبةِ المدينة"),
        ("إسراء", "إِسراءُ وأسراء"),
        ("2026", "كأس ٢٠٢٦"),
        ("مصر", "مِـصـر"),
        ("Café", "CAFÉ"),
    ],
)
def test_pattern_of_a_word_finds_it_in_another_spelling(word: str, text: str) -> None:
    assert re.search(spelling_pattern(word), text, re.IGNORECASE)


def test_pattern_of_a_word_finds_no_other_word() -> None:
    assert not re.search(spelling_pattern("a.c"), "abc")
    assert not re.search(spelling_pattern("كتاب"), "مكتبة")
