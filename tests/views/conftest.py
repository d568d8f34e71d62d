"""A reader whose clock stands at NOW, an edition in two languages, and articles nobody may see."""

from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.safestring import mark_safe

from articles import workflow
from articles.models import Article
from articles.search.engine import Hit, Results
from articles.search.indexing import index
from articles.views import search
from tests import factories
from tests.conftest import NOW

HOUR = timedelta(hours=1)
ENGLISH = {
    "headline_en": "New express line opens",
    "standfirst_en": "The line joins the capital and the coast.",
    "body_en": "<p>The ministry opened the line yesterday.</p>",
}


@pytest.fixture(autouse=True)
def _the_clock_stands():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def queries(client):
    """The SQL of one request."""

    def run(path):
        with CaptureQueriesContext(connection) as captured:
            response = client.get(path)
        assert response.status_code == 200, path
        return [query["sql"] for query in captured]

    return run


@pytest.fixture
def tag(db):
    return factories.TagFactory(name_ar="قطارات", name_en="Trains", slug_en="trains")


@pytest.fixture
def picture(db):
    return factories.ImageFactory(alt_en="Buildings on the river")


@pytest.fixture
def hidden(editor, chief, published, content, tag):
    """One article in every state that readers of Arabic must not see, named after it."""

    def written(word, **changes):
        return content(headline_ar=f"خبر مخفي {word}", tags=[tag.pk], **changes)

    def live(word, **changes):
        return published(at=NOW - 2 * HOUR, **written(word, **changes))

    def english_only():
        data = written("x", **ENGLISH) | {"headline_ar": "", "body_ar": "", "standfirst_ar": ""}
        data["headline_en"] = "خبر مخفي بالإنجليزية"
        return factories.publish(by=editor, data=data, at=NOW - HOUR)

    workflow.create(by=editor, data=written("مسودة"), at=NOW)
    scheduled = workflow.create(by=editor, data=written("مجدول"), at=NOW)
    workflow.schedule(scheduled, moment=NOW + timedelta(seconds=1), by=editor, at=NOW)
    live("منته", expires_at=NOW.isoformat())
    workflow.withdraw(live("مسحوب"), by=editor, at=NOW)
    workflow.kill(live("ملغى"), by=chief, reason="خطأ جسيم", at=NOW)
    english_only()


@pytest.fixture
def indexed(published):
    """Articles that are published and in the index; keywords as for `published`."""

    def make(**changes):
        article = published(**changes)
        index([article.pk], at=NOW)
        return article

    return make


@pytest.fixture
def find(client, db):
    """The page's context for the parameters; `path` is the edition's."""

    def run(path="/search/", **query):
        return client.get(path, query).context

    return run


@pytest.fixture
def text(client, db):
    """The page as a reader gets it."""

    def run(path="/search/", **query):
        return unescape(client.get(path, query).content.decode())

    return run


@pytest.fixture
def answered(monkeypatch):
    """Make the engine answer with these results; returns what it was asked for."""

    def answer(count=0, **changes):
        calls = []
        usual = {"is_capped": False, "has_next": False, "corrected": "", "is_corrected": False}

        def run(query, **options):
            calls.append((query, options))
            cards = Article.objects.order_by("pk").cards(language=options["language"])
            hits = [Hit(card, mark_safe("<mark>خبر</mark>"), mark_safe("نص")) for card in cards]
            return Results(hits=hits if count else [], count=count, **usual | changes)

        monkeypatch.setattr(search, "search", run)
        return calls

    return answer
