import pytest

from articles.arabic.transliteration import (
    MAX_SPELLINGS,
    arabic_spellings,
    exonyms_with_prefix,
    has_article,
    is_article,
    is_exonym,
    latin_spellings,
)


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Gaza", "غزه"),
        ("trump", "ترامب"),
        ("uber", "اوبر"),
        ("barcelona", "برشلونه"),
        ("netanyahu", "نتنياهو"),
        ("Messi", "ميسي"),
        ("chelsea", "تشيلسي"),
        ("khamenei", "خامنيي"),
        ("tehran", "طهران"),
        ("hassan", "حسن"),
        ("elsisi", "سيسي"),
        ("salman", "سلمان"),
        ("albert", "البرت"),
        ("qur'an", "قران"),
    ],
)
def test_latin_name_has_the_spelling_of_newspapers(latin: str, arabic: str) -> None:
    assert arabic in arabic_spellings(latin)


@pytest.mark.parametrize(
    ("chat", "arabic"),
    [
        ("masr", "مصر"),
        ("7orreya", "حريه"),
        ("3arab", "عرب"),
        ("ba7r", "بحر"),
        ("5alid", "خالد"),
        ("6ayran", "طيران"),
        ("9a7afa", "صحافه"),
        ("ma7koma", "محكمه"),
        ("7'aleej", "خليج"),
        ("2ahram", "اهرام"),
    ],
)
def test_arabic_in_chat_letters_is_read(chat: str, arabic: str) -> None:
    assert arabic in arabic_spellings(chat)


@pytest.mark.parametrize(
    ("latin", "arabic"), [("Egypt", "مصر"), ("hezbollah", "حزب الله"), ("iPhone", "ايفون")]
)
def test_name_that_no_transliteration_gives_is_in_the_lexicon(latin: str, arabic: str) -> None:
    assert list(arabic_spellings(latin)) == [arabic]


@pytest.mark.parametrize("word", ["", "ab", "2030", "a" * 30, "مصر", "a-b-c", "café"])
def test_other_words_have_no_spelling(word: str) -> None:
    assert arabic_spellings(word) == {}


def test_likelier_letters_cost_less() -> None:
    costs = arabic_spellings("masr")
    assert costs["ماسر"] < costs["مسر"] < costs["مصر"]


@pytest.mark.parametrize("word", ["aeiouaeiouaeiou", "oxoxoxoxoxoxoxox"])
def test_spellings_are_bounded(word: str) -> None:
    assert 0 < len(arabic_spellings(word)) <= MAX_SPELLINGS


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("ترامب", "trump"),
        ("أوبر", "uber"),
        ("ماكرون", "macron"),
        ("ميركل", "merkel"),
        ("أوباما", "obama"),
        ("مصر", "egypt"),
        ("القاهرة", "cairo"),
    ],
)
def test_arabic_name_has_its_latin_spelling(arabic: str, latin: str) -> None:
    assert latin in latin_spellings(arabic)


@pytest.mark.parametrize("word", ["", "من", "ب" * 30])
def test_arabic_word_too_short_or_long_has_no_latin_spelling(word: str) -> None:
    assert latin_spellings(word) == {}


def test_article_is_known_alone_and_before_its_word() -> None:
    assert [is_article(word) for word in ("el", "Al", "sisi")] == [True, True, False]
    assert has_article("elsisi", "سيسي")
    assert not has_article("albert", "البرت")
    assert not has_article("algeria", "جزاير")


@pytest.mark.parametrize("word", ["COP28", "cop28", "MI6", "covid19"])
def test_code_is_no_word_in_chat_letters(word: str) -> None:
    assert arabic_spellings(word) == {}


def test_name_of_the_lexicon_is_known_whatever_its_case() -> None:
    assert [is_exonym(word) for word in ("Egypt", "egypt", "uber")] == [True, True, False]


def test_beginning_of_a_latin_name_finds_the_arabic_ones() -> None:
    assert exonyms_with_prefix("iPh") == ("ايفون",)
    assert exonyms_with_prefix("i") == ()
