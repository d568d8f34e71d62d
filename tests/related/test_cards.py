"""Which scored articles are good enough for a card, and which are the same news."""

from collections.abc import Sequence

import pytest

from articles.related.document_frequencies import TermStatistics
from articles.related.scoring import (
    ArticleFeatures,
    ScoredArticle,
    Scorer,
    is_duplicate,
    is_same_news,
    select_best,
)
from articles.related.term_vectors import TermVector

NOTHING: frozenset[int] = frozenset()
KNOWN = TermStatistics(dict.fromkeys(range(100), 8.0), dict.fromkeys(range(100), 1.0))
REST = range(10, 20)
"""Words of the source below its opening; the last five are its weightiest."""


def article(
    pk: int,
    words: Sequence[int],
    *,
    day: float = 1000.0,
    section: int = 1,
    opening: int = 10,
    headline: int = 0,
    key: int | None = None,
    weight: int = 16,
) -> ArticleFeatures:
    vector = TermVector(words, bytes([weight] * len(words)), opening, headline)
    return ArticleFeatures(pk, section, day, pk if key is None else key, vector, None)


def other_than(shared: int) -> list[int]:
    """Ten words of an opening of which so many are the source's."""
    return [*range(10 - shared, 10), *range(100, 110 - shared)]


SOURCE = article(1, range(20), headline=4)


def scored(other: ArticleFeatures, links: frozenset[int] = NOTHING) -> ScoredArticle:
    scorer = Scorer(SOURCE, KNOWN, tags_and_links=links, links=links)
    return scorer.score_articles([other])[0]


def test_shared_opening_and_text_make_a_card_in_both_lists() -> None:
    found = scored(article(2, [*other_than(3), *REST]))
    assert (found.is_card, found.is_reverse_card) == (True, True)


@pytest.mark.parametrize(
    "other",
    [
        article(2, [*other_than(2), *REST]),
        article(2, [*other_than(3), *range(10, 15)]),
        article(2, [*other_than(3), *REST], day=940.0),
        article(2, [*other_than(3), *REST], section=2),
        article(2, [*range(100, 110), *range(20)]),
    ],
    ids=["opening", "weightiest words", "time", "section", "below the opening"],
)
def test_less_in_common_makes_no_card_in_either_list(other: ArticleFeatures) -> None:
    found = scored(other)
    assert (found.is_card, found.is_reverse_card) == (False, False)


def test_time_counts_alike_before_and_after() -> None:
    words = [*other_than(3), *REST]
    assert scored(article(2, words, day=1001.0)).is_card
    assert not scored(article(2, words, day=1060.0)).is_card


def test_low_score_is_no_card_of_the_list_it_is_low_in() -> None:
    other = article(2, [*other_than(7), *range(110, 120)], day=1001.0, opening=20, headline=20)
    found = scored(other)
    assert found.score < 0.2 < found.reverse_score
    assert (found.is_card, found.is_reverse_card) == (False, True)


def test_low_score_in_the_list_of_the_other_is_no_card_there() -> None:
    long = article(1, [*range(20), *range(20, 40)], opening=20, headline=20)
    scorer = Scorer(long, KNOWN, tags_and_links=NOTHING, links=NOTHING)
    found = scorer.score_articles([article(2, [*range(10, 25)], day=999.0, opening=15)])[0]
    assert found.reverse_score < 0.2 < found.score
    assert (found.is_card, found.is_reverse_card) == (True, False)


def test_link_makes_a_card_in_both_lists_at_any_score() -> None:
    far = article(2, [*range(100, 199), 19], day=0.0, section=2, headline=30)
    found = scored(far, frozenset({19}))
    assert max(found.score, found.reverse_score) < 0.2
    assert (found.is_card, found.is_reverse_card) == (True, True)


def test_moment_of_the_source_is_not_newer() -> None:
    words = [*other_than(3), *REST]
    now, before = scored(article(2, words)), scored(article(2, words, day=999.0))
    assert (now.score, now.reverse_score > before.reverse_score) == (before.score, True)
    assert scored(article(2, words, day=1000.5)).score < now.score


def test_article_of_the_same_moment_supersedes_an_older_one() -> None:
    old, now = article(2, range(20), day=999.0), article(3, range(20), key=9)
    scorer = Scorer(SOURCE, KNOWN, tags_and_links=NOTHING, links=NOTHING)
    assert scorer.score_articles([old, now])[0].score < scorer.score_articles([old])[0].score


def test_two_shared_words_are_compared() -> None:
    scorer = Scorer(SOURCE, KNOWN, tags_and_links=NOTHING, links=NOTHING)
    assert len(scorer.score_articles([article(2, [18, 19, *range(100, 110)])])) == 1


def test_longer_text_with_the_same_words_is_less_similar() -> None:
    short = scored(article(2, [*other_than(3), *REST]))
    long = scored(article(2, [*other_than(3), *REST, *range(200, 300)]))
    assert long.score < short.score


def test_score_is_the_same_in_an_archive_of_any_size() -> None:
    half = TermStatistics(dict.fromkeys(range(100), 4.0), KNOWN.salience, scale=2.0)
    scorer = Scorer(SOURCE, half, tags_and_links=NOTHING, links=NOTHING)
    other = article(2, [*other_than(3), *REST])
    assert scorer.score_articles([other])[0][1:] == scored(other)[1:]


def test_overlaps_are_shares_of_the_source() -> None:
    scorer = Scorer(SOURCE, KNOWN, tags_and_links=NOTHING, links=NOTHING)
    other = article(2, [*other_than(4), *range(10, 14)])
    assert (scorer.overlap(other), scorer.opening_overlap(other)) == (0.4, 0.4)
    assert scorer.overlap(article(3, [0, 1, *range(100, 110)], weight=8)) == 0.05


def test_article_without_words_overlaps_nothing() -> None:
    scorer = Scorer(article(1, [], opening=0), KNOWN, tags_and_links=NOTHING, links=NOTHING)
    other = article(2, range(20))
    assert (scorer.overlap(other), scorer.opening_overlap(other)) == (0, 0)


def test_duplicate_and_the_same_news_are_repetitions() -> None:
    twin, news = article(2, range(20)), article(3, [*range(10), *range(100, 110)])
    assert (scored(twin).is_duplicate, scored(twin).is_repeated) == (True, True)
    assert (scored(news).is_duplicate, scored(news).is_repeated) == (False, True)
    assert not scored(news._replace(day=990.0)).is_repeated


def test_duplicate_of_another_month_is_a_repetition() -> None:
    found = scored(article(2, range(20), day=900.0))
    assert (found.is_duplicate, found.is_repeated) == (True, True)


def test_weightiest_words_are_those_of_the_greatest_matter() -> None:
    idf = KNOWN.idf | dict.fromkeys(range(10, 15), 9.0)
    scorer = Scorer(SOURCE, KNOWN._replace(idf=idf), tags_and_links=NOTHING, links=NOTHING)
    assert scorer.score_articles([article(2, [*other_than(3), *range(10, 15)])])[0].is_card


def test_few_heavy_words_of_many_make_no_duplicate() -> None:
    one, other = [*range(15), *range(100, 165)], [*range(15), *range(200, 265)]
    weights = bytes([255] * 15 + [1] * 65)
    first, second = (
        article(pk, words)._replace(vector=TermVector(words, weights, 10))
        for pk, words in ((1, one), (2, other))
    )
    assert not is_duplicate(first, second)


def test_same_headline_is_a_duplicate_whatever_the_text() -> None:
    assert is_duplicate(article(1, range(20), key=7), article(2, range(50, 70), key=7))


def test_articles_without_a_headline_are_no_duplicates_for_that() -> None:
    assert not is_duplicate(article(1, range(20), key=0), article(2, range(50, 70), key=0))


@pytest.mark.parametrize(("shared", "duplicate"), [(12, True), (11, False)])
def test_duplicates_share_twelve_terms(shared: int, duplicate: bool) -> None:
    one, other = article(1, range(shared)), article(2, range(shared))
    assert is_duplicate(one, other) is duplicate


@pytest.mark.parametrize(("shared", "duplicate"), [(30, True), (29, False)])
def test_duplicates_share_three_quarters(shared: int, duplicate: bool) -> None:
    other = [*range(100, 140 - shared), *range(shared)]
    assert is_duplicate(article(1, range(40)), article(2, other)) is duplicate


@pytest.mark.parametrize(("opening", "duplicate"), [(8, True), (7, False)])
def test_half_is_enough_where_four_fifths_of_the_opening_are_shared(
    opening: int, duplicate: bool
) -> None:
    other = [*other_than(opening), *range(10, 30 - opening), *range(200, 210 + opening)]
    assert is_duplicate(article(1, range(40)), article(2, other)) is duplicate


def test_less_than_half_is_no_duplicate_though_both_open_alike() -> None:
    other = [*range(10), *range(10, 19), *range(200, 221)]
    assert not is_duplicate(article(1, range(40)), article(2, other))


@pytest.mark.parametrize(("days", "same"), [(1.5, True), (1.6, False), (-1.5, True)])
def test_same_news_is_of_a_day_and_a_half(days: float, same: bool) -> None:
    other = article(2, [*range(10), *range(100, 110)], day=1000.0 + days)
    assert is_same_news(SOURCE, other) is same


@pytest.mark.parametrize(("shared", "same"), [(6, True), (5, False)])
def test_same_news_shares_six_words_of_the_opening(shared: int, same: bool) -> None:
    assert is_same_news(SOURCE, article(2, [*other_than(shared), *REST])) is same


@pytest.mark.parametrize(("shared", "same"), [(7, True), (6, False)])
def test_same_news_shares_a_third_of_a_long_opening(shared: int, same: bool) -> None:
    one = article(1, range(20), opening=20)
    other = [*range(shared), *range(100, 120 - shared), *range(shared, 20)]
    assert is_same_news(one, article(2, other, opening=20)) is same


@pytest.mark.parametrize(("shared", "same"), [(14, True), (13, False)])
def test_same_news_shares_a_third_of_the_text(shared: int, same: bool) -> None:
    other = [*range(shared), *range(100, 140 - shared)]
    assert is_same_news(article(1, range(40)), article(2, other)) is same


def listed(*chosen: tuple[ArticleFeatures, float], limit: int = 12) -> list[int]:
    each = (ScoredArticle(one, score, 0.0, False, False, True, True) for one, score in chosen)
    return [best.features.pk for best in select_best(each, limit)]


def test_list_begins_with_the_greatest_score_and_ends_at_the_limit() -> None:
    articles = [article(pk, range(pk * 100, pk * 100 + 20)) for pk in (1, 2, 3)]
    assert listed(*zip(articles, (0.5, 0.9, 0.7), strict=True), limit=2) == [2, 3]


def test_list_holds_one_report_of_one_news_item() -> None:
    one, other = article(1, range(20)), article(2, [*range(10), *range(100, 110)])
    assert listed((one, 0.9), (other, 0.8)) == [1]
    assert listed((one, 0.9), (other._replace(day=990.0), 0.8)) == [1, 2]
