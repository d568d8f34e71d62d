import pytest

from articles.arabic.analysis import analyse_word
from articles.arabic.nisba import counterpart_keys


def names(word: str, other: str) -> bool:
    """Whether the word's counterpart is the other word."""
    return not set(counterpart_keys(analyse_word(word))).isdisjoint(analyse_word(other).keys)


@pytest.mark.parametrize(
    ("country", "nisba"),
    [
        ("فرنسا", "الفرنسي"),
        ("بفرنسا", "فرنسية"),
        ("مصر", "المصريين"),
        ("أوروبا", "الأوروبية"),
        ("أميركا", "الأمريكي"),
        ("النمسا", "نمساوي"),
        ("البوسنة", "البوسنيون"),
        ("هولندا", "الهولندي"),
        ("اليونان", "يوناني"),
    ],
)
def test_country_and_its_nisba_name_each_other(country: str, nisba: str) -> None:
    assert names(country, nisba)
    assert names(nisba, country)


@pytest.mark.parametrize("word", ["مالي", "العربي", "كتاب", "السعودية", "في", "Paris"])
def test_word_that_names_no_country_has_no_counterpart(word: str) -> None:
    assert counterpart_keys(analyse_word(word)) == ()


def test_nisba_of_another_country_is_not_named() -> None:
    assert not names("النيجر", "نيجيري")
    assert not names("الهند", "الهولندي")
