from collections.abc import Callable
from datetime import datetime, timedelta

from articles.models import Article
from articles.related import engine
from articles.related.display import related_content
from tests import factories
from tests.conftest import NOW
from tests.related.conftest import FOOTBALL, WATER, WATER_TOO, Write

type Queries = Callable[..., object]


def card_ids(article: Article, *, at: datetime = NOW) -> list[int]:
    related = related_content(article.pk, article.headline_ar, language="ar", at=at)
    return [card.pk for card in related.cards]


def article_with_neighbours(write: Write, count: int) -> Article:
    """An article with so many neighbours from other times, the newest of them first."""
    for n in range(count):
        engine.recompute(write(f"{WATER} {n}", at=NOW - timedelta(days=20 * n + 20)).pk)
    article = write(WATER_TOO)
    engine.recompute(article.pk)
    return article


def test_four_are_shown_in_one_query(write: Write, django_assert_num_queries: Queries) -> None:
    article = article_with_neighbours(write, 6)
    with django_assert_num_queries(1):
        assert len(card_ids(article)) == 4


def newest_ids(article: Article) -> tuple[list[int], bool]:
    related = related_content(article.pk, article.headline_ar, language="ar", at=NOW)
    return [card.pk for card in related.newest], related.is_of_section


def test_newest_of_the_section_stand_apart_from_the_related_in_the_same_query(
    write: Write, django_assert_num_queries: Queries
) -> None:
    other = write(FOOTBALL)
    article = article_with_neighbours(write, 2)
    with django_assert_num_queries(1):
        assert other.pk not in card_ids(article)
    assert newest_ids(article) == ([other.pk], True)


def test_newest_are_not_shown_beside_four_related_articles(write: Write) -> None:
    write(FOOTBALL)
    assert newest_ids(article_with_neighbours(write, 4)) == ([], True)


def test_related_articles_and_the_newest_are_four_together(write: Write) -> None:
    for number in range(4):
        write(f"{FOOTBALL} {number}")
    article = article_with_neighbours(write, 1)
    assert (len(card_ids(article)), len(newest_ids(article)[0])) == (1, 3)


def test_newest_of_the_site_are_shown_where_the_section_has_no_other(write: Write) -> None:
    elsewhere = write(FOOTBALL, section=factories.SectionFactory().pk)
    assert newest_ids(write(WATER)) == ([elsewhere.pk], False)


def test_newest_of_other_sections_are_not_mixed_with_those_of_the_section(write: Write) -> None:
    write(FOOTBALL, section=factories.SectionFactory().pk)
    same = write("افتتاح المعرض", at=NOW - timedelta(days=9))
    assert newest_ids(write(WATER)) == ([same.pk], True)


def test_newest_do_not_repeat_the_articles_own_headline(write: Write) -> None:
    write(WATER)
    assert newest_ids(write(WATER))[0] == []


def test_banned_article_is_not_among_the_newest(write: Write) -> None:
    banned = write(FOOTBALL)
    article = write(WATER, bans=[banned.pk])
    engine.recompute(article.pk)
    assert newest_ids(article)[0] == []


def test_newest_do_not_repeat_a_headline(write: Write) -> None:
    write(FOOTBALL, at=NOW - timedelta(hours=1))
    newer = write(FOOTBALL)
    assert newest_ids(write(WATER))[0] == [newer.pk]


def test_what_is_not_visible_is_not_shown(write: Write) -> None:
    article = article_with_neighbours(write, 1)
    before = NOW - timedelta(days=20, seconds=1)
    assert card_ids(article, at=before) == []
    assert len(card_ids(article)) == 1


def test_pins_are_shown_first(write: Write) -> None:
    pinned = write(FOOTBALL, at=NOW - timedelta(days=300))
    engine.recompute(write(WATER).pk)
    article = write(WATER_TOO, pins=[pinned.pk])
    engine.recompute(article.pk)
    assert card_ids(article)[0] == pinned.pk


def test_unknown_article_has_no_cards(db: None) -> None:
    assert related_content(10**9, "", language="ar", at=NOW) == ([], [], [], False)


def storyline_of_three(write: Write) -> list[Article]:
    """Three articles of one storyline, two days apart, the latest last."""
    pieces = [write(f"{WATER} {n}", at=NOW - timedelta(days=4 - 2 * n)) for n in range(3)]
    for piece in pieces:
        engine.recompute(piece.pk)
    return pieces


def test_storyline_is_shown_from_its_beginning(write: Write) -> None:
    first, middle, last = storyline_of_three(write)
    related = related_content(middle.pk, middle.headline_ar, language="ar", at=NOW)
    assert [card.pk for card in related.storyline] == [first.pk, last.pk]


def test_article_of_the_storyline_is_no_card_as_well(write: Write) -> None:
    _first, _middle, last = storyline_of_three(write)
    related = related_content(last.pk, last.headline_ar, language="ar", at=NOW)
    assert related.cards == []


def test_pinned_article_of_the_storyline_is_a_card(write: Write) -> None:
    first, _middle, _last = storyline_of_three(write)
    article = write(WATER_TOO, pins=[first.pk])
    engine.recompute(article.pk)
    related = related_content(article.pk, article.headline_ar, language="ar", at=NOW)
    assert related.cards[0].pk == first.pk
    assert first.pk not in [card.pk for card in related.storyline]


def test_storyline_ends_after_two_weeks_of_silence(write: Write) -> None:
    storyline_of_three(write)
    later = write(WATER_TOO, at=NOW + timedelta(days=15))
    engine.recompute(later.pk)
    at = NOW + timedelta(days=16)
    assert related_content(later.pk, later.headline_ar, language="ar", at=at).storyline == []
