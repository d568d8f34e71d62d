"""An update is of something new: what readers see already is not published again."""

from datetime import timedelta

import pytest

from articles import workflow
from articles.errors import Refused
from articles.models import Announcement, Article, Correction, Transition
from tests import factories
from tests.conftest import NOW

HOUR = timedelta(hours=1)
NOTE = {"ar": "الصحيح ساعتان."}


@pytest.fixture
def article(published):
    """What readers see is the newest version."""
    return published()


@pytest.fixture
def saved_again(article, editor):
    """The newest version is another, of the same text."""
    factories.revise(article, editor, at=NOW)
    return Article.objects.get(pk=article.pk)


def updates():
    return Transition.objects.filter(verb="update").count()


def announced():
    return Announcement.objects.filter(event="updated").count()


def test_update_to_what_is_live_already_is_refused(article, editor):
    with pytest.raises(Refused):
        workflow.update(article, by=editor, at=NOW + HOUR)
    assert (updates(), announced()) == (0, 0)


def test_version_of_the_same_text_counts_as_published_without_an_update(saved_again, editor):
    workflow.update(saved_again, by=editor, at=NOW + HOUR)
    assert not Article.objects.get(pk=saved_again.pk).has_unpublished_changes
    assert (updates(), announced()) == (0, 0)


def test_part_in_which_nothing_is_new_is_no_update(article, editor):
    factories.revise(article, editor, at=NOW, kind="opinion")
    article = workflow.update(article, by=editor, shared=False, at=NOW + HOUR)
    assert article.kind == "news"
    assert updates() == 0


def test_date_that_readers_are_shown_is_an_update(article, editor):
    """Whoever forgot to say that the last change was significant says it now."""
    assert workflow.update(article, by=editor, significant=True, at=NOW + HOUR).updated_at_ar
    assert (updates(), announced()) == (1, 1)


def test_nothing_new_is_not_scheduled(saved_again, editor):
    with pytest.raises(Refused):
        workflow.update(saved_again, by=editor, moment=NOW + HOUR, at=NOW)
    assert not saved_again.revisions.scheduled().exists()


def test_date_alone_is_scheduled(saved_again, editor):
    workflow.update(saved_again, by=editor, significant=True, moment=NOW + HOUR, at=NOW)
    assert workflow.apply_due(at=NOW + HOUR) == 1
    assert Article.objects.get().updated_at_ar == NOW + HOUR


def test_date_taken_from_what_is_scheduled_leaves_nothing_new(saved_again, editor):
    workflow.update(saved_again, by=editor, significant=True, moment=NOW + HOUR, at=NOW)
    with pytest.raises(Refused):
        workflow.update(saved_again, by=editor, moment=NOW + HOUR, at=NOW)


def test_return_to_the_live_text_is_scheduled_after_a_change(article, editor):
    first = article.latest_revision
    factories.revise(article, editor, at=NOW, headline_ar="مساء")
    workflow.update(article, by=editor, moment=NOW + HOUR, at=NOW)
    workflow.restore(article, revision=first, by=editor, at=NOW)
    workflow.update(article, by=editor, moment=NOW + 2 * HOUR, at=NOW)
    assert article.revisions.waiting().count() == 2


def test_note_alone_is_a_correction(article, editor):
    workflow.correct(article, by=editor, notes=NOTE, at=NOW + HOUR)
    assert (Correction.objects.count(), announced()) == (1, 1)


def test_second_note_is_a_correction_too(article, editor):
    workflow.correct(article, by=editor, notes=NOTE, at=NOW + HOUR)
    workflow.correct(article, by=editor, notes={"ar": "والخط واحد."}, at=NOW + HOUR)
    assert Correction.objects.count() == 2


def test_same_note_on_the_same_text_is_refused(article, editor):
    workflow.correct(article, by=editor, notes=NOTE, at=NOW + HOUR)
    with pytest.raises(Refused):
        workflow.correct(article, by=editor, notes=NOTE, at=NOW + 2 * HOUR)
    assert Correction.objects.count() == 1


def test_same_note_on_a_new_text_is_a_correction(article, editor):
    workflow.correct(article, by=editor, notes=NOTE, at=NOW + HOUR)
    factories.revise(article, editor, at=NOW, headline_ar="مصحح")
    workflow.correct(article, by=editor, notes=NOTE, at=NOW + 2 * HOUR)
    assert Correction.objects.count() == 2


def test_same_note_on_another_article_is_a_correction(article, published, editor):
    workflow.correct(article, by=editor, notes=NOTE, at=NOW + HOUR)
    workflow.correct(published(), by=editor, notes=NOTE, at=NOW + HOUR)
    assert Correction.objects.count() == 2
