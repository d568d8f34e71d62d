from io import StringIO

import pytest
from django.core.management import call_command

from articles import lifecycle, workflow
from articles.models import Article
from articles.search.backends import backend, best
from articles.search.indexing import index
from articles.search.management.commands import reindex
from tests.conftest import NOW


@pytest.fixture
def reindexed(db):
    def run():
        call_command("reindex", stdout=StringIO())
        return backend().indexed()

    return run


def test_publication_is_found_at_once(published, find, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        article = published(headline_ar="كسوف الشمس")
    assert find("كسوف") == [article.pk]


def test_withdrawn_article_is_gone_at_once(
    indexed, find, editor, django_capture_on_commit_callbacks
):
    article = indexed(headline_ar="كسوف الشمس")
    with django_capture_on_commit_callbacks(execute=True):
        workflow.withdraw(article, by=editor, at=NOW)
    assert backend().indexed() == set()


def test_withdrawn_article_is_hidden_while_the_index_still_holds_it(indexed, find, editor):
    article = indexed(headline_ar="كسوف الشمس")
    workflow.withdraw(article, by=editor, at=NOW)
    assert backend().indexed() == {article.pk}
    assert find("كسوف") == []


def test_imported_articles_are_indexed_together(published, django_capture_on_commit_callbacks):
    articles = [published().pk for _n in range(2)]
    lifecycle.imported.send(sender=None, article_ids=articles, at=NOW)
    assert backend().indexed() == set(articles)


def test_indexing_twice_leaves_one_entry(indexed, find):
    article = indexed(headline_ar="كسوف الشمس")
    index([article.pk])
    assert find("كسوف") == [article.pk]


def test_each_language_has_an_entry_of_its_own(indexed):
    article = indexed(headline_en="Solar eclipse", body_en="<p>It was dark.</p>")
    assert index([article.pk]) == 2
    assert best(["eclips"], language="ar", every=True, limit=5) == []


def test_draft_is_not_indexed(editor, content):
    draft = workflow.create(by=editor, data=content(), at=NOW)
    assert index([draft.pk]) == 0


def test_long_body_is_indexed(indexed, find):
    words = " ".join(f"كلمة{n}" for n in range(40_000))
    article = indexed(headline_ar="كسوف الشمس", body_ar=f"<p>{words}</p>")
    assert find("كسوف") == [article.pk]


def test_reindex_brings_what_is_published_and_takes_out_the_rest(published, indexed, reindexed):
    fresh, stale = published(), indexed()
    Article.objects.filter(pk=stale.pk).update(state="withdrawn")
    assert reindexed() == {fresh.pk}


def test_reindex_that_is_killed_leaves_every_article_findable(indexed, reindexed, monkeypatch):
    articles = {indexed().pk for _n in range(3)}
    calls = iter([1])
    monkeypatch.setattr(reindex, "BATCH", 1)
    monkeypatch.setattr(reindex, "index", lambda batch: next(calls) and index(batch))
    with pytest.raises(StopIteration):
        reindexed()
    assert backend().indexed() == articles


def test_no_terms_cost_no_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert best([], language="ar", every=True, limit=5) == []
