from articles.search.evaluation import site_search
from articles.search.spelling_pairs import Agreement, SpellingPair, agreement, draw_pairs
from tests.conftest import NOW


def drawn(**options):
    pairs = draw_pairs(NOW, **{"seed": 1, "count": 10} | options)
    return {(pair.kind, pair.usual, pair.other) for pair in pairs}


def test_neighbouring_words_are_run_together(indexed):
    indexed(headline_ar="كسوف الشمس")
    assert drawn() == {("run together", "كسوف الشمس", "كسوفالشمس")}


def test_name_of_two_words_is_joined_and_parted(indexed):
    indexed(headline_ar="عبد الفتاح")
    indexed(headline_ar="أبوظبي")
    assert drawn() == {
        ("name", "عبد الفتاح", "عبدالفتاح"),
        ("name", "أبوظبي", "أبو ظبي"),
    }


def test_number_is_joined_and_parted(indexed):
    indexed(headline_ar="كوفيد 19")
    indexed(headline_ar="F16")
    assert drawn() == {("number", "كوفيد 19", "كوفيد19"), ("number", "F16", "F 16")}


def test_conjunction_is_parted_from_its_word(indexed):
    indexed(headline_ar="مصر والسودان")
    assert ("conjunction", "مصر والسودان", "مصر و السودان") in drawn()


def test_same_seed_draws_the_same_pairs(indexed):
    indexed(headline_ar="كسوف الشمس فوق القاهرة الكبرى")
    assert drawn(count=1) == drawn(count=1)
    assert len(drawn(count=1)) == 1


def test_agreement_is_the_share_of_results_of_both():
    pairs = [SpellingPair("one", "a", "b"), SpellingPair("one", "c", "d")]
    results = {"a": [1, 2], "b": [2], "c": [], "d": []}
    assert agreement(pairs, results.__getitem__) == {"one": Agreement(2, 0.75)}


def test_spellings_of_a_name_find_the_same(indexed):
    indexed(headline_ar="عبد الفتاح"), indexed(headline_ar="عبدالفتاح")
    assert agreement(draw_pairs(NOW, seed=1, count=9), site_search(NOW))["name"].shared == 1
