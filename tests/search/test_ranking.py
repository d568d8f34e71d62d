import pytest

from articles.arabic.analysis import analyse
from articles.arabic.normalize import fold
from articles.search.documents import HEADLINE, MAIN_WORDS, TEXT
from articles.search.expansions import variant_keys
from articles.search.query import ALL_WORDS, ANY_WORD, CORRECTED_WORDS, Match
from articles.search.ranking import Candidate, rank_candidates


def candidate(pk, headline, *, tier=ALL_WORDS, field=HEADLINE, day=100):
    return Candidate(pk, Match(tier, field), day, headline)


def order(query, *candidates, counts=None):
    found = rank_candidates(candidates, analyse(query), counts=counts or {}, today=100)
    return [each.article_id for each in found]


def test_word_as_typed_stands_before_its_other_forms():
    assert order("كتاب", candidate(2, "كتابهم"), candidate(1, "كتاب")) == [1, 2]


@pytest.mark.parametrize(
    ("typed", "itself", "derived"),
    [("العلماء", "العالم", "العالمية"), ("كتب", "كتاب", "كتابية")],
)
def test_singular_or_plural_itself_stands_before_what_is_derived_of_it(typed, itself, derived):
    assert order(typed, candidate(2, derived), candidate(1, itself)) == [1, 2]


def test_words_in_their_order_stand_before_turned_ones():
    turned = candidate(2, "الأمن في مجلس")
    assert order("مجلس الأمن", turned, candidate(1, "مجلس يبحث الأمن")) == [1, 2]


def test_words_side_by_side_stand_before_words_apart():
    apart = candidate(2, "مجلس يبحث الأمن")
    assert order("مجلس الأمن", apart, candidate(1, "في مجلس الأمن")) == [1, 2]


def test_order_counts_only_when_the_headline_has_every_word():
    in_order = candidate(1, "مجلس الأمن", tier=ANY_WORD)
    turned = candidate(2, "الأمن مجلس", tier=ANY_WORD)
    assert order("السلم مجلس الأمن", in_order, turned) == [2, 1]


def test_fresh_article_stands_before_an_old_one():
    old = candidate(2, "الكسوف غدا", day=-900)
    assert order("الكسوف", old, candidate(1, "الكسوف غدا")) == [1, 2]


def test_what_holds_some_words_stands_behind_what_holds_all():
    some = candidate(2, "كسوف القمر", tier=ANY_WORD)
    assert order("كسوف القمر", some, candidate(1, "خبر", field=TEXT)) == [1, 2]


def test_rare_word_weighs_more_than_a_common_one():
    common = candidate(2, "الرئيس", tier=ANY_WORD)
    rare = candidate(1, "كسوف", tier=ANY_WORD)
    found = order("الرئيس كسوف", common, rare, counts={fold("رئيس"): 9000})
    assert found == [1, 2]


def test_article_found_twice_stands_once_where_it_fits_best():
    twice = [candidate(1, "كسوف", tier=ANY_WORD), candidate(1, "كسوف")]
    assert order("كسوف", *twice, candidate(2, "كسوف", tier=CORRECTED_WORDS)) == [1, 2]


def test_query_of_nothing_that_weighs_is_no_error():
    assert order("", candidate(1, "كسوف")) == [1]


def expanded(pk, headline, *, day=100):
    return Candidate(pk, Match(ALL_WORDS, HEADLINE, is_expanded=True), day, headline)


def with_variants(query, *candidates):
    words = analyse(query)
    expansions = {word: variant_keys(word) for word in words}
    found = rank_candidates(candidates, words, counts={}, today=100, expansions=expansions)
    return [each.article_id for each in found]


def test_variant_counts_more_than_a_word_that_is_not_in_the_headline():
    variant, main = expanded(1, "فرنسية في القمة"), candidate(2, "خبر", field=MAIN_WORDS)
    assert with_variants("فرنسا القمة", main, variant) == [1, 2]


def test_nisba_beside_its_noun_stands_between_the_name_itself_and_scattered_words():
    scattered = candidate(3, "رئيس ناد كبير يصل إلى فرنسا")
    nisba, name = expanded(2, "الرئيس الفرنسي يصل"), candidate(1, "رئيس فرنسا يصل")
    assert with_variants("رئيس فرنسا", scattered, nisba, name) == [1, 2, 3]


@pytest.mark.parametrize(
    ("query", "headline"),
    [
        ("رئيس فرنسا", "رئيس فرنسي يصل"),
        ("رئيس فرنسا", "الرئيس يصل الفرنسي"),
        ("الرئيس فرنسا", "الرئيس الفرنسي يصل"),
        ("لقاء ترتفع", "اللقاء الارتفاع"),
    ],
)
def test_nisba_that_does_not_say_the_name_stands_below_the_words(query, headline):
    words = candidate(1, f"{query.split()[0]} ناد كبير يصل إلى {query.split()[1]}")
    assert with_variants(query, expanded(2, headline), words) == [1, 2]
