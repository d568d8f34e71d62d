from datetime import timedelta
from io import StringIO

import time_machine
from django.core.management import call_command

from articles import workflow
from articles.models import Announcement, Article
from articles.search import zero_results
from articles.search.indexing import index
from articles.search.models import VocabularyWord, ZeroResultQuery
from tests.conftest import NOW


def test_due_applies_changes_whose_moment_has_come(published, editor, content):
    article = published()
    data = content(headline_ar="عنوان محدث")
    workflow.save(article, by=editor, data=data, base=article.latest_revision_id, at=NOW)
    workflow.update(article, by=editor, moment=NOW + timedelta(minutes=5), at=NOW)
    with time_machine.travel(NOW + timedelta(minutes=6)):
        call_command("due", stdout=StringIO())
    assert Article.objects.get().headline_ar == "عنوان محدث"


def test_due_repeats_announcements_that_failed(published):
    article = published()
    Announcement.objects.create(article=article, event="updated")
    call_command("due", stdout=StringIO())
    assert not Announcement.objects.filter(delivered_at__isnull=True).exists()


def test_due_lets_words_of_what_went_live_into_spelling(published):
    article = published(headline_ar="كسوف", at=NOW + timedelta(minutes=5))
    index([article.pk], at=NOW)
    with time_machine.travel(NOW + timedelta(minutes=6)):
        call_command("due", stdout=StringIO())
    assert VocabularyWord.objects.filter(word="كسوف").exists()


def test_due_forgets_old_searches_without_a_result(db):
    zero_results.record("زراعة الفستق", language="ar", at=NOW)
    with time_machine.travel(NOW + timedelta(days=90)):
        call_command("due", stdout=StringIO())
    assert not ZeroResultQuery.objects.exists()
