"""The newest rows are read from their indexes, however many articles and entries there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Transition, selectors
from articles.models.corrections import newest_corrections
from tests.conftest import NOW

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL chooses by its statistics, not by rule"
)


def plan(query, **values):
    sql, params = query.statement("ar", 5, 0, at=NOW, **values)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        return "\n".join(row[3] for row in cursor.fetchall())


def test_newest_articles_are_read_from_their_index(db):
    assert "article_newest_ar" in plan(selectors._NEWEST)


def test_a_section_is_read_from_its_index(db):
    assert "article_section_ar" in plan(selectors._LISTINGS["section"], key=1)


def test_no_list_walks_through_all_articles(db):
    plans = [plan(query, key=1) for query in selectors._LISTINGS.values()]
    assert not any("SCAN" in text for text in plans)


def test_log_is_read_from_its_index(db):
    assert "transition_newest" in Transition.objects.order_by("-at", "-pk")[:50].explain()


def test_newest_corrections_are_read_from_their_index(db):
    with CaptureQueriesContext(connection) as queries:
        newest_corrections(language="ar", at=NOW, limit=20)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {queries[0]['sql']}")
        steps = [row[3] for row in cursor.fetchall()]
    assert any("correction_newest" in step for step in steps)
    assert not any("TEMP B-TREE" in step for step in steps)
