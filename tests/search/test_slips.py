from random import Random

import pytest

from articles.arabic.edit_distance import NEIGHBOURS, SIMILAR_LETTERS
from articles.arabic.normalize import fold
from articles.search import slips
from articles.search.slips import ACCOMPANIED, ALONE, KINDS
from tests.conftest import NOW


@pytest.fixture
def archived(indexed):
    """Articles enough for the words of their headline to be mistyped."""

    def make(headline):
        for _number in range(slips.MIN_ARTICLES):
            indexed(headline_ar=headline)

    return make


def mistyped(word, kind, seed=1):
    return slips.mistyped(word, kind, Random(seed))


def words_of_the_archive():
    return slips.headline_words(slips.headlines(NOW))


@pytest.mark.parametrize(
    ("kind", "longer"), [("missing letter", -1), ("extra letter", 1), ("swapped letters", 0)]
)
@pytest.mark.parametrize("seed", range(9))
def test_slip_changes_the_length_by_its_kind(kind, longer, seed):
    slip = mistyped("كسوف", kind, seed)
    assert (fold(slip) != "كسوف", len(slip) - 4) == (True, longer)


@pytest.mark.parametrize(
    ("kind", "others"),
    [("neighbouring key", NEIGHBOURS), ("look- or sound-alike", SIMILAR_LETTERS)],
)
@pytest.mark.parametrize("seed", range(9))
def test_slip_replaces_one_letter_by_one_of_its_others(kind, others, seed):
    slip = mistyped("صداقة", kind, seed)
    pairs = zip(fold("صداقة"), fold(slip), strict=True)
    ((was, became),) = [pair for pair in pairs if len(set(pair)) > 1]
    assert became in others[was]


def test_hamza_takes_another_seat():
    slips_of_it = {mistyped("اللاجئون", "wrong hamza seat", seed) for seed in range(9)}
    assert slips_of_it <= {f"اللاج{seat}ون" for seat in "ؤءأإآ"}


def test_elongation_repeats_a_letter():
    slip = mistyped("كسوف", "elongation")
    assert (len(slip) > 5, len(set(slip))) == (True, 4)


def test_word_without_a_hamza_has_no_other_seat():
    assert mistyped("كسوف", "wrong hamza seat") == ""


def test_what_folds_to_the_word_is_no_slip():
    assert mistyped("أحمد", "wrong hamza seat") == ""


def test_words_are_taken_without_clitics_by_first_letter(archived):
    archived("بالمكتبة زوار")
    ((letter, words),) = words_of_the_archive().items()
    assert (letter, len(words)) == ("م", slips.MIN_ARTICLES)
    assert {word[:3] for word in words} == {("مكتبة", "مكتبه", "زوار")}


def test_rare_and_short_words_are_not_mistyped(indexed, archived):
    indexed(headline_ar="كسوف الشمس")
    archived("قمر قمر")
    assert words_of_the_archive() == {}


def test_every_kind_is_drawn_alone_and_accompanied(archived):
    archived("اللاجئون يصلون")
    drawn = list(slips.slips_by_kind(words_of_the_archive(), Random(1), 3))
    assert {(slip.kind, slip.company) for slip in drawn} == {
        (kind, company) for kind in KINDS for company in (ALONE, ACCOMPANIED)
    }


def test_drawn_slips_stand_before_the_word_that_followed(archived):
    archived("اللاجئون يصلون")
    (alone, accompanied) = slips.slips_by_letter(words_of_the_archive(), Random(1), 1)
    assert (alone.meant, accompanied.meant) == ("لاجئون", "لاجئون يصلون")
    assert accompanied.typed == f"{alone.typed} يصلون"


def test_slip_that_spells_another_word_of_the_archive_is_said_to_be_one(archived):
    archived("كتاب كاتب آخر")
    drawn = list(slips.slips_by_kind(words_of_the_archive(), Random(1), 50))
    lone = [slip for slip in drawn if slip.company == ALONE]
    assert {slip.typed for slip in lone if slip.is_word} >= {"كتاب", "كاتب"}
    assert not {slip.typed for slip in lone if not slip.is_word} & {"كتاب", "كاتب"}


def test_archive_without_words_gives_no_slips():
    assert list(slips.slips_by_kind({}, Random(1), 5)) == []


def test_correct_queries_stand_in_a_headline():
    lines = ["كسوف الشمس في القاهرة", "خسوف القمر"]
    queries = slips.correct_queries(lines, Random(1), 5)
    assert len(queries) == 5
    assert all(any(query in line for line in lines) for query in queries)


def test_archive_without_headlines_gives_no_correct_queries():
    assert slips.correct_queries([], Random(1), 5) == []
