from collections.abc import Callable
from datetime import datetime, timedelta

from articles.models import Article
from articles.related import engine
from articles.related.reading import cards_for
from tests import factories
from tests.conftest import NOW
from tests.related.conftest import FOOTBALL, WATER, WATER_TOO, Write

type Queries = Callable[..., object]


def shown(article: Article, *, at: datetime = NOW) -> list[int]:
    return [card.pk for card in cards_for(article.pk, language="ar", at=at)]


def related_to(write: Write, count: int) -> Article:
    """An article with so many neighbours, the newest of them first."""
    for n in range(count):
        engine.recompute(write(f"{WATER} {n}", at=NOW - timedelta(hours=n)).pk)
    article = write(WATER_TOO)
    engine.recompute(article.pk)
    return article


def test_four_are_shown_in_one_query(write: Write, django_assert_num_queries: Queries) -> None:
    article = related_to(write, 6)
    with django_assert_num_queries(1):
        assert len(shown(article)) == 4


def test_newest_of_the_section_fill_up_in_a_second_query(
    write: Write, django_assert_num_queries: Queries
) -> None:
    other = write(FOOTBALL)
    article = related_to(write, 2)
    with django_assert_num_queries(2):
        assert shown(article)[-1] == other.pk
    assert article.pk not in shown(article)


def test_other_sections_do_not_fill_up(write: Write) -> None:
    write(FOOTBALL, section=factories.SectionFactory().pk)
    assert shown(write(WATER)) == []


def test_fillers_do_not_repeat_a_headline(write: Write) -> None:
    write(FOOTBALL, at=NOW - timedelta(hours=1))
    newer = write(FOOTBALL)
    assert shown(write(WATER)) == [newer.pk]


def test_what_is_not_visible_is_not_shown(write: Write) -> None:
    article = related_to(write, 1)
    assert shown(article, at=NOW - timedelta(seconds=1)) == []
    assert len(shown(article)) == 1


def test_pins_are_shown_first(write: Write) -> None:
    pinned = write(FOOTBALL, at=NOW - timedelta(days=300))
    engine.recompute(write(WATER).pk)
    article = write(WATER_TOO, pins=[pinned.pk])
    engine.recompute(article.pk)
    assert shown(article)[0] == pinned.pk


def test_unknown_article_has_no_cards(db: None) -> None:
    assert cards_for(10**9, language="ar", at=NOW) == []
