"""Compiled queries: compiled once for a shape, run with other values."""

from datetime import timedelta

import pytest
from django.db.models import BigIntegerField, DateTimeField

from articles.models import Article
from articles.models.compiled import CompiledQuery, Parameter
from tests.conftest import NOW

AT = Parameter("at", DateTimeField())
KEY = Parameter("key", BigIntegerField())


@pytest.fixture
def built():
    """The shapes for which a queryset was built."""
    return []


@pytest.fixture
def query(built):
    def build(*shape):
        built.append(shape)
        visible = Article.objects.visible(language="ar", at=AT).exclude(pk=KEY)
        return visible.newest_first(language="ar").values("pk", "published_at_ar")[: shape[0]]

    return CompiledQuery(build)


def test_rows_are_named_and_converted_as_the_orm_does(query, published):
    article = published(at=NOW)
    assert query.rows(9, at=NOW, key=0) == [{"pk": article.pk, "published_at_ar": NOW}]


def test_each_run_has_its_own_values(query, published):
    first, second = published(at=NOW), published(at=NOW + timedelta(seconds=1))
    assert [row["pk"] for row in query.rows(9, at=NOW, key=0)] == [first.pk]
    later = query.rows(9, at=NOW + timedelta(seconds=1), key=first.pk)
    assert [row["pk"] for row in later] == [second.pk]


def test_each_shape_is_built_once(query, built, db):
    for limit in (1, 2, 1):
        query.rows(limit, at=NOW, key=0)
    assert built == [(1,), (2,)]


def test_value_that_is_missing_is_an_error(query, db):
    with pytest.raises(KeyError):
        query.rows(1, at=NOW)
