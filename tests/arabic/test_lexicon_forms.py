import pytest

from articles.arabic.lexicon.irregular_plurals import PLURALS
from articles.arabic.lexicon.name_variants import NAME_VARIANTS
from articles.arabic.lexicon_forms import BROKEN_PLURALS, plural


def test_a_pattern_makes_a_plural_of_a_noun() -> None:
    assert plural("سعر", "123", "ا12ا3") == "اسعار"


def test_a_ta_marbuta_is_no_part_of_the_pattern() -> None:
    assert plural("ضريبة", "12ي3", "12اي3") == "ضرايب"


@pytest.mark.parametrize(("noun", "singular"), [("كتاب", "123"), ("مدرسة", "12ا3"), ("حدث", "122")])
def test_a_noun_of_another_pattern_is_refused(noun: str, singular: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        plural(noun, singular, "12و3")


def test_no_pair_stands_twice() -> None:
    assert len(set(BROKEN_PLURALS)) == len(BROKEN_PLURALS)


@pytest.mark.parametrize("lines", [PLURALS, NAME_VARIANTS])
def test_every_line_has_a_word_and_another(lines: str) -> None:
    assert [line for line in lines.strip().splitlines() if len(line.split()) < 2] == []
