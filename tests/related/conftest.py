from collections.abc import Callable

import pytest

from articles.models import Article, Tag
from tests import factories

Write = Callable[..., Article]

WATER = "محطة جديدة لتحلية مياه البحر في الميناء"
WATER_TOO = "تحلية مياه البحر تكفي نصف سكان الميناء"
FOOTBALL = "المنتخب يفوز على ضيفه بهدفين"


@pytest.fixture
def write(published: Write) -> Write:
    """Published articles of this headline, whose text says it once more."""

    def make(headline: str, **changes: object) -> Article:
        body = {"headline_ar": headline, "standfirst_ar": "", "body_ar": f"<p>{headline}</p>"}
        return published(**body | changes)

    return make


@pytest.fixture
def tag(db: None) -> Tag:
    tag: Tag = factories.TagFactory(name_ar="تحلية المياه")
    return tag
