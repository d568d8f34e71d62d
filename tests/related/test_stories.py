from articles.related.scoring import Rated, Subject
from articles.related.signature import Vector
from articles.related.stories import line_of

WORDS = range(1, 31)


def piece(
    pk: int, day: float, *, words: range = WORDS, line: int | None = None, opening: int = 20
) -> Subject:
    return Subject(pk, 1, day, pk, Vector(words, bytes([16] * len(words)), opening), line)


def rated(subject: Subject, likeness: float = 0.5) -> Rated:
    return Rated(subject, 1.0, 1.0, likeness, is_duplicate=False)


NEW = piece(9, 100.0)


def test_second_piece_begins_a_line_with_the_first() -> None:
    assert line_of(NEW, [rated(piece(1, 99.0))]) == (1, 1)


def test_third_piece_joins_the_line() -> None:
    assert line_of(NEW, [rated(piece(2, 99.0, line=1))]) == (1, None)


def test_later_pieces_do_not_count() -> None:
    assert line_of(NEW, [rated(piece(10, 101.0))]) is None


def test_old_piece_is_another_story() -> None:
    assert line_of(NEW, [rated(piece(1, 85.0))]) is None


def test_unlike_piece_is_another_story() -> None:
    assert line_of(NEW, [rated(piece(1, 99.0), likeness=0.19)]) is None


def test_piece_that_begins_differently_is_another_story() -> None:
    assert line_of(NEW, [rated(piece(1, 99.0, opening=4))]) is None


def test_line_that_is_mostly_about_something_else_is_not_joined() -> None:
    near = rated(piece(4, 99.0, line=1))
    far = [rated(piece(pk, 98.0, line=1), likeness=0.05) for pk in (1, 2, 3)]
    assert line_of(NEW, [near, *far]) is None
