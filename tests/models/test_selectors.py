from datetime import timedelta

from articles.models import Tag
from articles.models.selectors import cards_by_ids, names
from tests import factories
from tests.conftest import NOW

HOUR = timedelta(hours=1)


def test_page_names_its_own_byline_and_tags_in_the_order_they_were_given(published):
    second, first, other = (factories.AuthorFactory() for _n in range(3))
    late, early, retired, foreign = (factories.TagFactory() for _n in range(4))
    people = [{"author": row.pk, "role": "writer"} for row in (first, second, other)]
    published(bylines=people[2:], tags=[foreign.pk])
    article = published(bylines=people[:2], tags=[early.pk, retired.pk, late.pk])
    Tag.objects.filter(pk=retired.pk).update(is_retired=True)
    named = [link.name for link in names(article.pk, language="ar")]
    assert named == [row.name_ar for row in (first, second, early, late)]


def test_cards_are_of_the_ids_asked_for_the_newest_first(published):
    _other, old, new = (published(at=NOW - hours * HOUR).pk for hours in (1, 2, 0))
    assert list(cards_by_ids([old, new], language="ar", at=NOW)) == [new, old]


def test_no_ids_are_no_cards(published):
    published()
    assert cards_by_ids([], language="ar", at=NOW) == {}
