"""The lists of readers' pages are read from their indexes, however many articles there are."""

import pytest
from django.db import connection

from articles.models import reading
from tests.conftest import NOW

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL chooses by its statistics, not by rule"
)


def plan(query, **values):
    query.rows("ar", **values)
    prepared = query._plans["sqlite", "ar"]
    for name in prepared.moments:
        values[name] = connection.ops.adapt_datetimefield_value(values[name])
    params = [values[source] if is_place else source for is_place, source in prepared.sources]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {prepared.sql}", params)
        return "\n".join(row[3] for row in cursor.fetchall())


def test_newest_articles_are_read_from_their_index(db):
    assert "article_newest_ar" in plan(reading._NEWEST, at=NOW, limit=5, offset=0)


def test_a_section_is_read_from_its_index(db):
    places = {"at": NOW, "limit": 5, "offset": 0, "key": 1}
    assert "article_section_ar" in plan(reading._LISTS["section"], **places)


def test_no_list_walks_through_all_articles(db):
    places = {"at": NOW, "limit": 5, "offset": 0, "key": 1}
    plans = [plan(query, **places) for query in reading._LISTS.values()]
    assert not any("SCAN" in text for text in plans)
