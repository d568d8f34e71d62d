"""Where articles stand when somebody opens the desk."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import translation

from articles import workflow
from articles.models import Article, Author
from newsroom.accounts.models import User


@pytest.fixture(autouse=True)
def arabic() -> Iterator[None]:
    """The screen's language at the start of every test."""
    with translation.override("ar"):
        yield


@pytest.fixture
def sara(journalist: User) -> Author:
    """The journalist as the byline names her."""
    return Author.objects.get(user=journalist)


@pytest.fixture
def draft(journalist: User, content: Callable[..., dict[str, Any]], sara: Author) -> Article:
    """A complete draft of the journalist's own."""
    byline = [{"author": sara.pk, "role": "writer"}]
    return workflow.create(by=journalist, data=content(bylines=byline))


@pytest.fixture
def submitted(draft: Article, journalist: User) -> Article:
    return workflow.submit(draft, by=journalist)


@pytest.fixture
def live(draft: Article, editor: User) -> Article:
    """The journalist's own article, which readers see."""
    return workflow.publish(draft, by=editor)


@pytest.fixture
def fresh() -> Callable[[Article], Article]:
    """The article as the database has it now."""

    def read(article: Article) -> Article:
        return Article.objects.select_related("latest_revision").get(pk=article.pk)

    return read
