import pytest

from articles import workflow
from articles.models import Article
from articles.search.admin_search import matching_article_ids
from articles.search.indexing import index
from tests.conftest import NOW


@pytest.fixture
def drafted(journalist, content):
    def make(**changes):
        draft = workflow.create(by=journalist, data=content(**changes), at=NOW)
        index([draft.pk], at=NOW)
        return draft

    return make


def test_draft_is_found_by_another_form_of_its_word(drafted):
    draft = drafted(headline_ar="افتتاح المكتبات الجديدة")
    assert matching_article_ids("المكتبة") == [draft.pk]


def test_draft_is_found_by_its_text_in_either_language(drafted):
    draft = drafted(headline_en="Solar eclipse", body_en="<p>It was dark.</p>")
    assert matching_article_ids("dark") == [draft.pk]


def test_names_of_the_byline_are_found(drafted, author):
    draft = drafted()
    assert matching_article_ids(author.name_ar) == [draft.pk]


def test_withdrawn_article_is_found(indexed, editor):
    article = indexed(headline_ar="كسوف الشمس")
    workflow.withdraw(article, by=editor, at=NOW)
    index([article.pk], at=NOW)
    assert matching_article_ids("كسوف") == [article.pk]


def test_published_article_is_found_in_every_language(indexed):
    article = indexed(headline_en="Solar eclipse", body_en="<p>It was dark.</p>")
    assert matching_article_ids("eclipse") == [article.pk]


def test_article_out_of_the_given_ones_is_not_found(drafted):
    drafted(headline_ar="كسوف")
    assert matching_article_ids("كسوف", Article.objects.none()) == []


def test_article_with_every_word_hides_those_with_some(drafted):
    drafted(headline_ar="كسوف")
    every = drafted(headline_ar="كسوف القمر")
    assert matching_article_ids("كسوف القمر") == [every.pk]


def test_search_of_the_desk_costs_three_queries(drafted, django_assert_num_queries):
    drafted(headline_ar="كسوف")
    with django_assert_num_queries(3):
        matching_article_ids("كسوف")
