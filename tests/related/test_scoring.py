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

NO_MARKS: frozenset[int] = frozenset()


def subject(
    pk: int, words: Sequence[int], *, day: float = 0.0, section: int = 1, opening: int = 0
) -> ArticleFeatures:
    return ArticleFeatures(
        pk, section, day, pk, TermVector(words, bytes([16] * len(words)), opening), None
    )


ONE = subject(1, range(10))


def statistics(count: int, salience: float = 1.0) -> TermStatistics:
    return TermStatistics(dict.fromkeys(range(count), 8.0), dict.fromkeys(range(count), salience))


def scored(*others: ArticleFeatures, links: frozenset[int] = NO_MARKS) -> list[ScoredArticle]:
    scorer = Scorer(ONE, statistics(10), tags_and_links=links, links=links)
    return scorer.score_articles(others)


def score(other: ArticleFeatures, *rest: ArticleFeatures) -> float:
    return next(each.score for each in scored(other, *rest) if each.features is other)


def test_more_shared_words_are_nearer() -> None:
    assert score(subject(2, range(5, 15))) > score(subject(3, range(7, 17)))


def test_single_shared_word_is_chance() -> None:
    assert scored(subject(2, range(9, 19))) == []


def test_single_shared_link_is_enough() -> None:
    assert len(scored(subject(2, range(9, 19)), links=frozenset({9}))) == 1


def test_link_counts_more_than_another_shared_word() -> None:
    def odds(links: frozenset[int]) -> float:
        scorer = Scorer(ONE, statistics(10), tags_and_links=frozenset({9}), links=links)
        found = scorer.score_articles([subject(2, range(8, 18))])[0].score
        return found / (1 - found)

    assert odds(frozenset({9})) > 10 * odds(NO_MARKS)


def test_article_of_another_section_is_less_near() -> None:
    assert score(subject(2, range(5, 15), section=2)) < score(subject(2, range(5, 15)))


def test_age_alone_takes_nothing_away() -> None:
    assert score(subject(2, range(5, 15), day=-900.0)) == score(subject(2, range(5, 15), day=-1.0))


def test_article_is_superseded_by_one_between_it_and_the_source() -> None:
    old, between = subject(2, range(5, 15), day=-3.0), subject(3, range(5, 15), day=-2.0)
    assert score(old, between) < score(old)
    assert score(between, old) == score(between)


def test_newer_article_is_superseded_by_an_earlier_newer_one() -> None:
    late, between = subject(2, range(5, 15), day=3.0), subject(3, range(5, 15), day=2.0)
    assert score(late, between) < score(late)
    assert score(between, late) == score(between)


def test_more_articles_between_take_more_away() -> None:
    old = subject(2, range(5, 15), day=-9.0)
    between = [subject(pk, range(5, 15), day=-float(pk)) for pk in (3, 4, 5)]
    assert score(old, *between) < score(old, *between[:2]) < score(old, *between[:1])


@pytest.mark.parametrize("day", [2.0, 0.5, -4.0, -3.0])
def test_article_is_not_superseded_by_one_elsewhere_in_time(day: float) -> None:
    old, other = subject(2, range(5, 15), day=-3.0), subject(3, range(5, 15), day=day)
    assert score(old, other) == score(old)


@pytest.mark.parametrize(("shared", "counts"), [(3, True), (2, False)])
def test_only_an_article_nearly_as_similar_supersedes(shared: int, counts: bool) -> None:
    old = subject(2, range(5, 15), day=-3.0)
    between = subject(3, range(10 - shared, 20 - shared), day=-2.0)
    assert (score(old, between) < score(old)) is counts


def test_long_headline_counts_against_an_article() -> None:
    other = subject(2, range(5, 15), opening=8)
    long = other._replace(vector=TermVector(range(5, 15), bytes([16] * 10), 8, 8))
    assert score(long) < score(other)


def test_reverse_score_is_that_of_the_source_in_the_list_of_the_other() -> None:
    other = subject(2, range(5, 15), day=-3.0)
    there = Scorer(other, statistics(15), tags_and_links=NO_MARKS, links=NO_MARKS)
    assert scored(other)[0].reverse_score == there.score_articles([ONE])[0].score


def test_length_of_the_own_headline_counts_in_the_list_of_the_other() -> None:
    vector = TermVector(range(10), bytes([16] * 10), 5, 5)
    scorer = Scorer(
        ONE._replace(vector=vector), statistics(10), tags_and_links=NO_MARKS, links=NO_MARKS
    )
    other = subject(2, range(5, 15))
    assert scorer.score_articles([other])[0].reverse_score < scored(other)[0].reverse_score


def test_later_article_is_less_near_than_an_earlier_one() -> None:
    later, earlier = subject(2, range(5, 15), day=3.0), subject(2, range(5, 15), day=-3.0)
    assert score(later) < score(earlier)


def test_longer_article_is_not_punished_by_its_whole_length() -> None:
    short, long = subject(2, range(5, 15)), subject(3, range(5, 45))
    assert score(long) > score(short) / 2


def test_nearly_the_same_text_is_a_duplicate() -> None:
    assert is_duplicate(subject(1, range(40)), subject(2, range(5, 45)))


def test_half_of_the_text_is_a_duplicate_where_both_begin_alike() -> None:
    one, other = range(40), [*range(20), *range(50, 70)]
    weights = bytes([16] * 40)
    first = ArticleFeatures(1, 1, 0.0, 1, TermVector(one, weights, 15), None)
    assert is_duplicate(first, ArticleFeatures(2, 1, 0.0, 2, TermVector(other, weights, 15), None))
    assert not is_duplicate(
        first, ArticleFeatures(3, 1, 0.0, 3, TermVector(other[::-1], weights, 15), None)
    )


def test_flashes_of_a_few_words_are_no_duplicates() -> None:
    assert not is_duplicate(subject(1, range(8)), subject(2, range(8)))


def test_list_holds_no_two_of_one_text() -> None:
    scorer = Scorer(
        subject(1, range(60)),
        statistics(60),
        tags_and_links=NO_MARKS,
        links=NO_MARKS,
    )
    twins = scorer.score_articles(subject(pk, range(30, 70)) for pk in (2, 3))
    assert [each.features.pk for each in select_best(twins, 12)] == [3]


def test_words_that_are_never_repeated_make_no_card() -> None:
    def is_card(salience: float) -> bool:
        own = subject(1, range(10), opening=10)
        saliences = dict.fromkeys(range(6), salience) | dict.fromkeys(range(6, 10), 1.5)
        said = TermStatistics(dict.fromkeys(range(10), 8.0), saliences)
        scorer = Scorer(own, said, tags_and_links=NO_MARKS, links=NO_MARKS)
        other = subject(2, [*range(6), *range(20, 24)], opening=10)
        return scorer.score_articles([other])[0].is_card

    assert (is_card(1.5), is_card(0.2)) == (True, False)


def test_text_that_only_ends_with_the_subject_is_no_card() -> None:
    def is_card(words: Sequence[int]) -> bool:
        one = subject(1, range(40), opening=20)
        vector = one.vector
        own = one._replace(vector=TermVector(vector.weights, bytes([16] * 40), 20, 10))
        scorer = Scorer(own, statistics(40), tags_and_links=NO_MARKS, links=NO_MARKS)
        return scorer.score_articles([subject(2, words, opening=20)])[0].is_card

    subject_matter = range(1, 40)
    assert is_card([*subject_matter, *range(50, 70)])
    assert not is_card([*range(50, 70), *subject_matter])


def test_link_between_both_is_enough_for_a_card() -> None:
    link = frozenset({9})
    assert scored(subject(2, range(9, 19)), links=link)[0].is_card


def test_reports_of_one_day_that_open_alike_are_the_same_news() -> None:
    one = subject(1, range(40), opening=20)
    other = subject(2, [*range(10), *range(50, 60), *range(20, 30)], opening=20)
    assert is_same_news(one, other)
    assert not is_same_news(one, other._replace(day=2.0))
