"""The index and its counts, written by several at one moment, on a real PostgreSQL."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Event

import pytest
from django.db import transaction

from articles.models import Article
from articles.search.indexing import add_due_words, index
from articles.search.models import VocabularyWord, ZeroResultQuery
from articles.search.zero_results import record
from tests.conftest import NOW
from tests.test_simultaneous import on_postgresql, together, wait_for_a_lock

pytestmark = [on_postgresql, pytest.mark.django_db(transaction=True)]
LATER = NOW + timedelta(minutes=1)


@pytest.mark.parametrize("number", range(5))
def test_same_search_of_several_readers_is_counted_for_each(number: int) -> None:
    together(*[partial(record, "زراعة الفستق", language="ar", at=NOW)] * 6)
    assert ZeroResultQuery.objects.get().count == 6


def test_words_added_while_an_article_is_indexed_are_counted_once(
    published: Callable[..., Article],
) -> None:
    """Its words are let in and not committed yet; who puts it off waits, and takes them back."""
    article = published(headline_ar="كسوف", at=LATER)
    index([article.pk], at=NOW)
    VocabularyWord.objects.all().delete()
    added = Event()

    def add_words() -> None:
        with transaction.atomic():
            add_due_words(at=LATER)
            added.set()
            wait_for_a_lock()

    def put_off() -> None:
        added.wait(timeout=20)
        Article.objects.filter(pk=article.pk).update(published_at_ar=LATER + timedelta(hours=1))
        index([article.pk], at=LATER)

    together(add_words, put_off)
    assert not VocabularyWord.objects.exists()
