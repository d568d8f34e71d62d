"""The contract of `Backend.search`, on both engines."""

from datetime import timedelta

import pytest
from django.db import connection

from articles.models import Article
from articles.search.backends import backend
from articles.search.backends.protocol import And, AndNot, Or, Phrase, Step
from articles.search.engine import ALL_IDS, article_subquery
from tests.conftest import NOW

ECLIPSE, QUAKE = "0hكسوف", "0hزلزال"


@pytest.fixture
def run_steps(db):
    """Search the steps; (step, article) of the rows."""

    def run(*steps):
        articles = article_subquery(Article.objects.all(), "headline_ar")
        rows = backend().search(steps, articles=articles, id_range=ALL_IDS)
        return [(step, pk) for step, _document, pk, _headline in rows]

    return run


def test_step_is_skipped_when_an_earlier_one_found_enough(indexed, run_steps):
    eclipse, _quake = indexed(headline_ar="كسوف").pk, indexed(headline_ar="زلزال").pk
    assert run_steps(Step(ECLIPSE, 5, 5), Step(QUAKE, 1, 5)) == [(0, eclipse)]


def test_step_runs_while_earlier_ones_found_too_few(indexed, run_steps):
    eclipse, quake = indexed(headline_ar="كسوف").pk, indexed(headline_ar="زلزال").pk
    assert run_steps(Step(ECLIPSE, 5, 5), Step(QUAKE, 2, 5)) == [(0, eclipse), (1, quake)]


def test_step_is_skipped_when_any_earlier_one_found_enough(indexed, run_steps):
    eclipse = indexed(headline_ar="كسوف").pk
    assert run_steps(Step(ECLIPSE, 5, 5), Step(QUAKE, 5, 5), Step(ECLIPSE, 1, 5)) == [(0, eclipse)]


def test_each_step_gives_its_newest_up_to_its_limit(indexed, run_steps):
    articles = [indexed(headline_ar=f"كسوف {n}").pk for n in range(3)]
    found = run_steps(Step(QUAKE, 5, 5), Step(ECLIPSE, 5, 2))
    assert found == [(1, articles[2]), (1, articles[1])]


@pytest.mark.parametrize("limit", [1, 2, 3, 5])
def test_step_reaches_back_until_its_limit(indexed, run_steps, limit):
    days = [0, 100, 500, 3000]
    articles = [indexed(headline_ar="كسوف", at=NOW - timedelta(days=each)).pk for each in days]
    found = run_steps(Step(QUAKE, 5, 5), Step(ECLIPSE, 5, limit), Step(ECLIPSE, 3, 5))
    second = [(1, pk) for pk in articles[:limit]]
    assert found == second + [(2, pk) for pk in articles if limit < 3]


def test_phrase_is_found_in_its_order_only(indexed, run_steps):
    near = indexed(headline_ar="كسوف القمر").pk
    indexed(headline_ar="القمر بعد كسوف")
    phrase = And((ECLIPSE, Phrase(("0wكسوف", "0wقمر"))))
    assert run_steps(Step(phrase, 5, 5)) == [(0, near)]


def test_excluded_phrase_excludes_only_its_order(indexed, run_steps):
    indexed(headline_ar="كسوف القمر")
    other = indexed(headline_ar="القمر بعد كسوف").pk
    excluded = Or((Phrase(("0wكسوف", "0wقمر")),))
    assert run_steps(Step(AndNot(ECLIPSE, excluded), 5, 5)) == [(0, other)]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="Only PostgreSQL compiles.")
def test_postgresql_does_not_compile_searches(db):
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
