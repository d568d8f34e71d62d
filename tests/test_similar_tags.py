from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Tag, TagDistinction
from articles.similar_tags import SimilarTags, similar_pairs, with_tags
from articles.workflow.tags import save_tag

pytestmark = pytest.mark.django_db


def similar_tags() -> list[SimilarTags]:
    return with_tags(similar_pairs())


def found() -> list[tuple[set[str], str]]:
    return [({each.first.name_ar, each.second.name_ar}, each.reason) for each in similar_tags()]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("الانتخابات الأمريكية", "انتخابات أمريكية", "words"),
        ("كأس العالم", "العالم كأس", "words"),
        ("عبد الفتاح السيسي", "عبد الفتح السيسي", "letters"),
        ("كريستيانو", "كرستيانو", "letters"),
    ],
)
def test_names_of_the_same_words_or_one_letter_apart_are_alike(
    one: str, other: str, reason: str
) -> None:
    Tag.objects.named([one, other, "فيضانات"])

    assert found() == [({one, other}, reason)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كأس العالم 2022", "كأس العالم 2026"),
        ("مصر", "مصل"),
        ("علي", "عالية"),
        ("المياه", "المنيا"),
    ],
)
def test_years_and_short_names_are_told_apart(one: str, other: str) -> None:
    Tag.objects.named([one, other])

    assert found() == []


def test_tags_on_nearly_the_same_articles_are_alike(published: Any) -> None:
    one, other, wide = Tag.objects.named(["الصين", "بكين تتحدث", "آسيا"])
    for number in range(9):
        published(tags=[one.pk, other.pk, wide.pk] if number < 5 else [wide.pk])

    (pair,) = similar_tags()

    assert (pair.first, pair.second, pair.reason, pair.shared) == (one, other, "articles", 5)


def test_tags_that_somebody_told_apart_are_not_offered_again() -> None:
    one, other = sorted(Tag.objects.named(["كريستيانو", "كرستيانو"]), key=lambda tag: tag.pk)
    TagDistinction.objects.create(first=one, second=other)

    assert found() == []


def test_offer_is_made_anew_after_a_tag_is_renamed() -> None:
    one, _other = Tag.objects.named(["كريستيانو", "انتخابات"])
    assert found() == []

    one.name_ar = "الانتخابات"
    save_tag(one)

    assert found() == [({"الانتخابات", "انتخابات"}, "words")]


def test_offer_costs_five_queries_while_nothing_changes() -> None:
    Tag.objects.named(["كريستيانو", "كرستيانو", "انتخابات", "الانتخابات"])
    similar_tags()

    with CaptureQueriesContext(connection) as queries:
        similar_tags()

    assert len(queries) == 5
