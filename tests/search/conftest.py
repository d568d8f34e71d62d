from collections.abc import Callable
from typing import Any

import pytest

from articles.models import Article
from articles.search.engine import search
from articles.search.indexing import index
from tests.conftest import NOW


@pytest.fixture
def indexed(published: Callable[..., Article]) -> Callable[..., Article]:
    """Articles that are published and in the index; keywords as for `published`."""

    def make(**changes: Any) -> Article:
        article = published(**changes)
        index([article.pk], at=NOW)
        return article

    return make


@pytest.fixture
def find(db: None) -> Callable[..., list[int]]:
    """What a reader of Arabic finds, best first."""

    def run(query: str, **options: Any) -> list[int]:
        found = search(query, **{"language": "ar", "at": NOW} | options)
        return [hit.card.pk for hit in found.hits]

    return run
