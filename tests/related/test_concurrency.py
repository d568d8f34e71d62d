"""Concurrent publications that write into each other's lists, on PostgreSQL."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from random import Random

import pytest

from articles.related import engine, rebuild
from articles.related.models import RelatedLink
from articles.related.scoring import MAX_LINKS
from tests.conftest import NOW
from tests.related.conftest import WATER, Write
from tests.test_simultaneous import on_postgresql, together

pytestmark = [on_postgresql, pytest.mark.django_db(transaction=True)]
PLACES = (
    "أسوان دمياط رشيد مطروح السويس الفيوم طنطا بنها قنا سوهاج "
    "أسيوط المنيا الأقصر العريش الطور دسوق إدفو إسنا ملوي زفتى"
)
PEOPLE = 5


@pytest.fixture
def numbers(write: Write) -> list[int]:
    """Twenty articles about the same in twenty places, more than a list holds.

    They are days apart, since of one news item a list holds one.
    """
    return [
        write(f"{WATER} {place}", at=NOW - timedelta(days=3 * number)).pk
        for number, place in enumerate(PLACES.split())
    ]


def recompute(numbers: list[int], seed: int) -> None:
    """Recompute the lists of all articles, in a random order."""
    for number in Random(seed).sample(numbers, len(numbers)):
        engine.recompute(number)


def longest_list() -> int:
    return max(Counter(RelatedLink.objects.values_list("source", flat=True)).values())


def test_neighbours_recomputed_concurrently_do_not_deadlock(numbers: list[int]) -> None:
    together(*(partial(recompute, numbers, seed) for seed in range(PEOPLE)))
    assert longest_list() == MAX_LINKS


def test_list_that_several_articles_enter_concurrently_keeps_its_limit(numbers: list[int]) -> None:
    RelatedLink.objects.all().delete()
    together(*(partial(engine.recompute, number) for number in numbers))
    assert longest_list() == MAX_LINKS


@pytest.mark.parametrize(
    "other", [rebuild.rebuild_lists, partial(rebuild.rebuild_lists, resume=True)]
)
def test_archive_is_related_while_articles_are_published(
    numbers: list[int], other: Callable[[], int]
) -> None:
    together(other, *(partial(recompute, numbers, seed) for seed in range(PEOPLE)))
    assert longest_list() == MAX_LINKS


def test_removal_does_not_block_concurrent_recomputation(numbers: list[int]) -> None:
    def remove_all() -> None:
        for number in numbers:
            engine.remove(number)

    together(remove_all, partial(recompute, numbers, 1), partial(recompute, numbers, 2))
    assert longest_list() <= MAX_LINKS
