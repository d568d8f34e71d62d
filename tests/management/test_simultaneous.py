"""Two archives that are imported at one moment and name the same things, on a real PostgreSQL."""

from collections.abc import Callable

import pytest

from articles.management.archive.taxonomy import TaxonomyLookup
from articles.models import Author, Section, Tag
from tests.test_simultaneous import on_postgresql, together

pytestmark = [on_postgresql, pytest.mark.django_db(transaction=True)]
NAMES = [f"اسم {letter}" for letter in "ابتثجحخدذرزسشصضطظع"]


def learner(names: list[str]) -> Callable[[], int]:
    """An import whose sections, tags and authors are named in this order."""

    def learn() -> int:
        TaxonomyLookup(language="ar").resolve(categories=names, tags=names, authors=names)
        return len(names)

    return learn


@pytest.mark.parametrize("number", range(3))
def test_names_in_another_order_do_not_wait_in_a_circle(number: int) -> None:
    assert together(learner(NAMES), learner(NAMES[::-1])) == [len(NAMES)] * 2
    assert [model.objects.count() for model in (Section, Tag, Author)] == [len(NAMES)] * 3
