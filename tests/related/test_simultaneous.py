"""Several publications at one moment write each other's lists, on a real PostgreSQL."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from random import Random

import pytest

from articles.related import bulk, engine
from articles.related.models import RelatedLink
from articles.related.scoring import KEPT
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
    """Twenty articles about the same in twenty places, more than a list holds."""
    return [write(f"{WATER} {place}").pk for place in PLACES.split()]


def recompute(numbers: list[int], seed: int) -> None:
    """Make the lists of all anew, in an order of one's own."""
    for number in Random(seed).sample(numbers, len(numbers)):
        engine.recompute(number)


def longest_list() -> int:
    return max(Counter(RelatedLink.objects.values_list("source", flat=True)).values())


def test_neighbours_made_anew_at_one_moment_do_not_wait_in_a_circle(numbers: list[int]) -> None:
    together(*(partial(recompute, numbers, seed) for seed in range(PEOPLE)))
    assert longest_list() == KEPT


def test_list_that_several_enter_at_one_moment_stays_short(numbers: list[int]) -> None:
    RelatedLink.objects.all().delete()
    together(*(partial(engine.recompute, number) for number in numbers))
    assert longest_list() == KEPT


@pytest.mark.parametrize("other", [bulk.relate_all, partial(bulk.relate_all, resume=True)])
def test_archive_is_related_while_articles_are_published(
    numbers: list[int], other: Callable[[], int]
) -> None:
    together(other, *(partial(recompute, numbers, seed) for seed in range(PEOPLE)))
    assert longest_list() == KEPT


def test_forgotten_articles_do_not_stop_those_made_anew(numbers: list[int]) -> None:
    def forget() -> None:
        for number in numbers:
            engine.forget(number)

    together(forget, partial(recompute, numbers, 1), partial(recompute, numbers, 2))
    assert longest_list() <= KEPT
