import pytest

from articles.arabic.edit_distance import (
    CONFUSED,
    DOUBLED,
    ELONGATED,
    EXTRA,
    FIRST,
    MISSING,
    NEIGHBOURING,
    NEIGHBOURS,
    OTHER_SEAT,
    REPLACED,
    SIMILAR_LETTERS,
    SWAPPED,
    near_spellings,
)


@pytest.mark.parametrize(
    ("typed", "meant", "cost"),
    [
        ("كسف", "كسوف", MISSING),
        ("كسسوف", "كسوف", DOUBLED),
        ("كسطوف", "كسوف", EXTRA),
        ("كوسف", "كسوف", SWAPPED),
        ("كسوفف", "كسوف", DOUBLED),
        ("كصوف", "كسوف", CONFUSED),
        ("مضاهرات", "مظاهرات", CONFUSED),
        ("كسزف", "كسوف", NEIGHBOURING),
        ("كسمف", "كسدف", REPLACED),
        ("مسوف", "كسوف", NEIGHBOURING + FIRST),
        ("كسووووف", "كسوف", ELONGATED),
        ("مصررررر", "مصر", ELONGATED),
        ("اللاجؤون", "اللاجيون", OTHER_SEAT),
        ("nws", "news", MISSING),
    ],
)
def test_slip_has_the_cost_of_its_kind(typed: str, meant: str, cost: float) -> None:
    assert near_spellings(typed)[meant] == pytest.approx(cost)


def test_letter_without_hamza_is_not_taken_for_a_seat() -> None:
    assert near_spellings("لاجوون")["لاجيون"] > CONFUSED


def test_hamzas_of_a_word_with_marks_are_not_looked_for() -> None:
    assert "لاجيون" in near_spellings("لاجُؤون")


@pytest.mark.parametrize("word", ["", "من", "كسوف" * 6, "covid19", "2019", "newsخبر", "中国人民"])
def test_word_that_cannot_be_corrected_has_no_spellings_near(word: str) -> None:
    assert near_spellings(word) == {}


def test_word_of_three_letters_has_insertions_only() -> None:
    assert {len(each) for each in near_spellings("مغب")} == {4}


@pytest.mark.parametrize(("letter", "others"), [("س", "ثشصيء"), ("g", "ftyhbv")])
def test_neighbours_are_the_keys_around(letter: str, others: str) -> None:
    assert set(NEIGHBOURS[letter]) == set(others)


@pytest.mark.parametrize("pair", ["ضظ", "ذز", "ذد", "ثس", "ست", "قغ", "قك", "هح"])
def test_letters_that_look_or_sound_alike_are_so_both_ways(pair: str) -> None:
    one, other = pair
    assert (other in SIMILAR_LETTERS[one], one in SIMILAR_LETTERS[other]) == (True, True)


@pytest.mark.parametrize("written", ["البيئي", "بيئي"])
def test_letter_and_a_hamza_on_it_are_no_repetition(written: str) -> None:
    assert min(near_spellings(written).values()) > DOUBLED
