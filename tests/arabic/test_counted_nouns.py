import pytest

from articles.arabic.counted_nouns import agreeing_number


@pytest.mark.parametrize(
    ("number", "noun", "right"),
    [
        ("ثلاث", "رجال", "ثلاثة"),
        ("خمسة", "نساء", "خمس"),
        ("ثماني", "لاعبين", "ثمانية"),
        ("ثمانية", "سنوات", "ثماني"),
        ("لأربعة", "سنوات", "لأربع"),
        ("وعشر", "أيام", "وعشرة"),
    ],
)
def test_the_number_takes_the_other_gender(number: str, noun: str, right: str) -> None:
    assert agreeing_number(number, noun) == right


@pytest.mark.parametrize(
    ("number", "noun"),
    [("ثلاثة", "رجال"), ("خمس", "نساء"), ("ثلاثة", "قتلى"), ("مئة", "رجال"), ("", "رجال")],
)
def test_what_agrees_or_is_not_known_is_left_alone(number: str, noun: str) -> None:
    assert agreeing_number(number, noun) is None


def test_a_fraction_agrees_with_nothing() -> None:
    assert agreeing_number("خمس", "ملايين", "الحالات") is None


def test_nouns_that_are_counted_together_are_left_alone() -> None:
    assert agreeing_number("ثمانية", "نساء", "وأطفال") is None
