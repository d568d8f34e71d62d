from collections.abc import Sequence

import pytest

from articles.related.document_frequencies import TermStatistics
from articles.related.scoring import (
    ArticleFeatures,
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


def score(other: ArticleFeatures, links: frozenset[int] = NO_MARKS) -> float:
    rated = Scorer(ONE, statistics(10), tags_and_links=links, links=links).score_article(other)
    return rated.score if rated else 0.0


def test_more_shared_words_are_nearer() -> None:
    assert score(subject(2, range(5, 15))) > score(subject(3, range(7, 17)))


def test_single_shared_word_is_chance() -> None:
    assert score(subject(2, range(9, 19))) == 0.0


def test_single_shared_link_is_enough_and_counts_more() -> None:
    assert score(subject(2, range(9, 19)), frozenset({9})) > 0


@pytest.mark.parametrize("other", [{"day": -30.0}, {"section": 2}])
def test_far_in_time_or_section_is_less_near(other: dict[str, float]) -> None:
    assert score(subject(2, range(5, 15), **other)) < score(subject(2, range(5, 15)))  # type: ignore[arg-type] # the section is a whole number


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
    twins = [scorer.score_article(subject(pk, range(30, 70))) for pk in (2, 3)]
    assert [each.features.pk for each in select_best([twin for twin in twins if twin], 12)] == [3]


def test_words_that_are_never_repeated_make_no_card() -> None:
    def is_card(salience: float) -> bool:
        one = subject(1, range(10), opening=10)
        scorer = Scorer(one, statistics(10, salience), tags_and_links=NO_MARKS, links=NO_MARKS)
        found = scorer.score_article(subject(2, range(1, 11), opening=10))
        return found is not None and found.is_card

    assert (is_card(1.5), is_card(0.2)) == (True, False)


def test_link_between_both_is_enough_for_a_card() -> None:
    link = frozenset({9})
    scorer = Scorer(ONE, statistics(10), tags_and_links=link, links=link)
    found = scorer.score_article(subject(2, range(9, 19)))
    assert found is not None
    assert found.is_card


def test_reports_of_one_day_that_open_alike_are_the_same_news() -> None:
    one = subject(1, range(40), opening=20)
    other = subject(2, [*range(10), *range(50, 60), *range(20, 30)], opening=20)
    assert is_same_news(one, other)
    assert not is_same_news(one, other._replace(day=2.0))
