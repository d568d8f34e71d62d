"""What both engines promise of the steps of a search."""

from datetime import timedelta

import pytest
from django.db import connection

from articles.models import Article
from articles.search.backends import Step, backend
from articles.search.backends import expressions as asked
from articles.search.engine import ANY_DAY, among
from tests.conftest import NOW

ECLIPSE, QUAKE = "0hكسوف", "0hزلزال"


@pytest.fixture
def take(db):
    """Take the steps; (step, article) of what they found."""

    def run(*steps):
        shown = among(Article.objects.all(), "headline_ar")
        rows = backend().found(steps, among=shown, span=ANY_DAY)
        return [(step, pk) for step, _document, pk, _headline in rows]

    return run


def test_step_is_not_taken_when_enough_was_found_before(indexed, take):
    eclipse, _quake = indexed(headline_ar="كسوف").pk, indexed(headline_ar="زلزال").pk
    assert take(Step(ECLIPSE, 5, 5), Step(QUAKE, 1, 5)) == [(0, eclipse)]


def test_step_is_taken_while_too_few_were_found_before(indexed, take):
    eclipse, quake = indexed(headline_ar="كسوف").pk, indexed(headline_ar="زلزال").pk
    assert take(Step(ECLIPSE, 5, 5), Step(QUAKE, 2, 5)) == [(0, eclipse), (1, quake)]


def test_enough_found_long_before_is_still_enough(indexed, take):
    eclipse = indexed(headline_ar="كسوف").pk
    assert take(Step(ECLIPSE, 5, 5), Step(QUAKE, 5, 5), Step(ECLIPSE, 1, 5)) == [(0, eclipse)]


def test_each_step_gives_its_newest_up_to_its_limit(indexed, take):
    articles = [indexed(headline_ar=f"كسوف {n}").pk for n in range(3)]
    found = take(Step(QUAKE, 5, 5), Step(ECLIPSE, 5, 2))
    assert found == [(1, articles[2]), (1, articles[1])]


@pytest.mark.parametrize("limit", [1, 2, 3, 5])
def test_step_looks_as_far_back_as_it_must(indexed, take, limit):
    days = [0, 100, 500, 3000]
    articles = [indexed(headline_ar="كسوف", at=NOW - timedelta(days=each)).pk for each in days]
    found = take(Step(QUAKE, 5, 5), Step(ECLIPSE, 5, limit), Step(ECLIPSE, 3, 5))
    second = [(1, pk) for pk in articles[:limit]]
    assert found == second + [(2, pk) for pk in articles if limit < 3]


def test_phrase_is_found_in_its_order_only(indexed, take):
    near = indexed(headline_ar="كسوف القمر").pk
    indexed(headline_ar="القمر بعد كسوف")
    phrase = asked.Every((ECLIPSE, asked.Phrase(("0wكسوف", "0wقمر"))))
    assert take(Step(phrase, 5, 5)) == [(0, near)]


def test_unwanted_phrase_leaves_out_what_holds_it_in_its_order_only(indexed, take):
    indexed(headline_ar="كسوف القمر")
    other = indexed(headline_ar="القمر بعد كسوف").pk
    unwanted = asked.Any((asked.Phrase(("0wكسوف", "0wقمر")),))
    assert take(Step(asked.Without(ECLIPSE, unwanted), 5, 5)) == [(0, other)]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="Only PostgreSQL compiles.")
def test_no_search_is_compiled(db):
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
