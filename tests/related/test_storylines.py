from collections.abc import Sequence

from articles.related.document_frequencies import TermStatistics
from articles.related.scoring import ArticleFeatures, Scorer
from articles.related.storylines import Storyline, find_storyline
from articles.related.term_vectors import TermVector

WORDS = range(1, 31)


def piece(
    pk: int,
    day: float,
    *,
    words: Sequence[int] = WORDS,
    line: int | None = None,
    opening: int = 20,
    headline: int = 4,
) -> ArticleFeatures:
    return ArticleFeatures(
        pk, 1, day, pk, TermVector(words, bytes([16] * len(words)), opening, headline), line
    )


NEW = piece(9, 100.0)
NOTHING: frozenset[int] = frozenset()


def assigned(*others: ArticleFeatures) -> Storyline | None:
    known = TermStatistics(dict.fromkeys(WORDS, 2.0), dict.fromkeys(WORDS, 1.0))
    return find_storyline(Scorer(NEW, known, tags_and_links=NOTHING, links=NOTHING), others)


def test_second_piece_starts_a_storyline_with_the_first() -> None:
    assert assigned(piece(1, 99.0)) == (1, 1)


def test_third_piece_joins_the_storyline() -> None:
    assert assigned(piece(2, 99.0, line=1)) == (1, None)


def test_later_pieces_do_not_count() -> None:
    assert assigned(piece(10, 101.0)) is None


def test_old_article_is_another_story() -> None:
    assert assigned(piece(1, 85.0)) is None


def test_different_article_is_another_story() -> None:
    assert assigned(piece(1, 99.0, words=[*range(1, 6), *range(40, 65)])) is None


def test_piece_that_begins_differently_is_another_story() -> None:
    assert assigned(piece(1, 99.0, opening=4)) is None


def test_piece_whose_headline_says_something_else_is_another_story() -> None:
    assert assigned(piece(1, 99.0, headline=2)) is None


def test_line_that_is_mostly_about_something_else_is_not_joined() -> None:
    similar = piece(4, 99.0, line=1)
    far = [piece(pk, 98.0, words=range(30, 60), line=1) for pk in (1, 2, 3)]
    assert assigned(similar, *far) is None


def test_one_name_in_both_headlines_is_no_event() -> None:
    known = TermStatistics(dict.fromkeys(WORDS, 9.0), dict.fromkeys(WORDS, 1.0))
    scorer = Scorer(NEW, known, tags_and_links=NOTHING, links=NOTHING)
    assert find_storyline(scorer, [piece(1, 99.0, headline=1)]) is None
    assert find_storyline(scorer, [piece(1, 99.0, headline=2)]) == (1, 1)
