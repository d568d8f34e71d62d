"""What is offered while a reader types."""

import pytest
from django.utils import timezone

from articles.search.indexing import index
from tests.views.conftest import ENGLISH


@pytest.fixture
def offered(client, db):
    """The answer for a beginning, in the edition of the path."""

    def run(beginning, path="/search/suggest/"):
        return client.get(path, {"q": beginning}).json()

    return run


def test_tags_authors_and_headlines_are_offered_with_their_addresses(
    offered, published, tag, author
):
    article = published(headline_ar="قطار الساحل", tags=[tag.pk])
    index([article.pk], at=timezone.now())
    rows = offered("قطار")["suggestions"]
    assert [(row["kind"], row["text"]) for row in rows] == [
        ("tag", "قطارات"),
        ("headline", "قطار الساحل"),
    ]
    assert rows[1]["url"] == article.url("ar")


def test_author_is_offered(offered, published):
    published()
    assert [row["text"] for row in offered("كريم")["suggestions"]] == ["كريم الشاذلي"]


def test_english_edition_offers_english(offered, carried, tag):
    carried(tag, **ENGLISH)
    rows = offered("Trai", "/en/search/suggest/")["suggestions"]
    assert [(row["label"], row["url"]) for row in rows] == [("Tag", "/en/tags/trains/")]


def test_number_of_suggestions_is_said(offered, published):
    published(**ENGLISH)
    assert offered("Karim", "/en/search/suggest/")["said"] == "1 suggestion."


@pytest.mark.parametrize("beginning", ["", " ", "\x00", "«", "-"])
def test_nothing_is_offered_for_nothing(offered, published, beginning):
    published()
    assert offered(beginning)["suggestions"] == []


def test_hidden_article_is_not_offered(offered, hidden):
    assert offered("مخفي")["suggestions"] == []


def test_answer_is_kept_for_a_minute_and_closed_to_search_engines(client, db):
    response = client.get("/search/suggest/", {"q": "خبر"})
    assert response["Cache-Control"] == "public, max-age=60"
    assert response["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in response


@pytest.mark.parametrize("beginning", ["قطار", "ق", "قطار الساحل الجديد"])
def test_suggestions_cost_at_most_three_queries(queries, carried, tag, beginning):
    carried(tag)
    assert len(queries(f"/search/suggest/?q={beginning}")) <= 3
