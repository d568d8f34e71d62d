"""What "visible" means is said once: SQL and Python agree on every article at every moment."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import product

import pytest

from articles.conf import LANGUAGES
from articles.models import Article, selectors
from articles.models.visibility import awaited_q, unexpired_q
from tests import factories
from tests.conftest import NOW

SECOND = timedelta(seconds=1)
MOMENTS = [NOW + n * SECOND for n in range(-2, 4)]
"""Around every moment that the articles below name."""
OTHERS = [("none", None, None), ("published", NOW + SECOND, None)]
"""What stands in the other language meanwhile."""


def publications() -> Iterator[tuple[str, datetime | None, datetime | None]]:
    """Every state of one language, with every place of its moments on both sides of NOW."""
    expiries = (None, NOW - SECOND, NOW, NOW + SECOND, NOW + 2 * SECOND)
    yield from (("none", None, expires_at) for expires_at in expiries)
    begun = (NOW - SECOND, NOW, NOW + SECOND)
    yield from product(("published", "withdrawn"), begun, expiries)


@pytest.fixture
def articles(db) -> list[Article]:
    """One article for each publication in each language beside each in the other."""
    section = factories.SectionFactory()
    made = []
    for language in LANGUAGES:
        other = next(code for code in LANGUAGES if code != language)
        for one, beside in product(publications(), OTHERS):
            columns = columns_of(language, *one) | columns_of(other, *beside)
            is_published = "published" in (one[0], beside[0])
            state = "published" if is_published else "draft"
            made.append(Article(state=state, section=section, **columns))
    # Numbers of their own, which leave PostgreSQL's sequence to other tests.
    for pk, article in enumerate(made, start=1):
        article.pk = pk
    return Article.objects.bulk_create(made)


def columns_of(language, publication, published_at, expires_at):
    return {
        f"headline_{language}": "عنوان",
        f"body_{language}": "<p>نص</p>",
        f"publication_{language}": publication,
        f"published_at_{language}": published_at,
        f"first_published_at_{language}": published_at,
        f"expires_at_{language}": expires_at,
    }


def numbers(rows):
    return set(rows.values_list("pk", flat=True))


@pytest.mark.parametrize("at", MOMENTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_database_and_row_agree_on_what_is_visible(articles, language, at):
    found = numbers(Article.objects.visible(language=language, at=at))
    assert found == {row.pk for row in articles if row.is_visible(language=language, at=at)}


@pytest.mark.parametrize("at", MOMENTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_of_the_article_agrees_with_its_row(articles, language, at):
    for row in articles:
        detail = selectors.article_detail(row.pk, language=language)
        visible = [code for code in LANGUAGES if row.is_visible(language=code, at=at)]
        assert detail.is_visible(at=at) == (language in visible)
        assert list(detail.visible_urls(at=at)) == visible


@pytest.mark.parametrize("at", MOMENTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_database_and_row_agree_on_what_is_awaited(articles, language, at):
    found = numbers(Article.objects.filter(awaited_q(language, at=at)))
    assert found == {row.pk for row in articles if row.is_awaited(language=language, at=at)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_expired_is_visible_or_awaited(articles, language):
    found = numbers(Article.objects.filter(unexpired_q(language, at=NOW)))
    visible = numbers(Article.objects.visible(language=language, at=NOW))
    awaited = numbers(Article.objects.filter(awaited_q(language, at=NOW)))
    assert visible < found < visible | awaited


def test_some_articles_are_visible_and_some_are_not(articles):
    visible = numbers(Article.objects.visible(language="ar", at=NOW))
    assert 0 < len(visible) < len(articles)
