from datetime import timedelta

import pytest
from django.utils.translation import override

from articles import workflow
from articles.errors import BadMoment, Incomplete, NotAllowed, Refused, WrongState
from articles.models import Article, Transition
from tests import factories
from tests.conftest import NOW

HOUR = timedelta(hours=1)


@pytest.fixture
def draft(journalist, content):
    return workflow.create(by=journalist, data=content(), at=NOW)


def visible(article, language="ar", at=NOW):
    return Article.objects.visible(language=language, at=at).filter(pk=article.pk).exists()


def test_published_article_is_visible_from_its_second(draft, editor):
    workflow.publish(draft, by=editor, at=NOW)
    assert visible(draft)
    assert not visible(draft, at=NOW - timedelta(microseconds=1))


def test_journalist_may_not_publish(draft, journalist):
    with pytest.raises(NotAllowed):
        workflow.publish(draft, by=journalist, at=NOW)
    assert not visible(draft)


def test_publishing_again_what_readers_see_is_refused(draft, editor):
    workflow.publish(draft, by=editor, at=NOW)
    with pytest.raises(WrongState):
        workflow.publish(draft, by=editor, at=NOW)


def test_publishing_an_article_without_text_is_refused(editor, content):
    empty = workflow.create(by=editor, data=content(body_ar=""), at=NOW)
    with pytest.raises(Incomplete):
        workflow.publish(empty, by=editor, at=NOW)


def test_scheduled_article_is_hidden_one_second_early(draft, editor):
    workflow.schedule(draft, moment=NOW + HOUR, by=editor, at=NOW)
    assert not visible(draft, at=NOW + HOUR - timedelta(seconds=1))
    assert visible(draft, at=NOW + HOUR)


def test_schedule_in_the_past_is_refused(draft, editor):
    with pytest.raises(BadMoment):
        workflow.schedule(draft, moment=NOW, by=editor, at=NOW)


def test_scheduled_article_can_be_moved_to_another_moment(draft, editor):
    workflow.schedule(draft, moment=NOW + HOUR, by=editor, at=NOW)
    workflow.schedule(draft, moment=NOW + 3 * HOUR, by=editor, at=NOW)
    assert not visible(draft, at=NOW + 2 * HOUR)


def test_scheduled_article_that_is_published_early_shows_what_is_shared_anew(draft, editor):
    workflow.schedule(draft, moment=NOW + HOUR, by=editor, at=NOW)
    factories.revise(draft, editor, at=NOW, kind="opinion")
    assert workflow.publish(draft, by=editor, at=NOW).kind == "opinion"


def test_cancelled_schedule_leaves_an_approved_article(draft, editor):
    workflow.schedule(draft, moment=NOW + HOUR, by=editor, at=NOW)
    article = workflow.unschedule(draft, by=editor, at=NOW)
    assert article.state == "approved"
    assert not visible(draft, at=NOW + 2 * HOUR)


def test_embargo_blocks_publication_before_its_moment(editor, content):
    data = content(embargo_until=NOW + HOUR)
    article = workflow.create(by=editor, data=data, at=NOW)
    with pytest.raises(BadMoment):
        workflow.publish(article, by=editor, at=NOW)
    assert workflow.schedule(article, moment=NOW + HOUR, by=editor, at=NOW).state == "published"


def test_article_expires_by_the_clock(published):
    article = published(expires_at=NOW + HOUR)
    assert visible(article, at=NOW + HOUR - timedelta(seconds=1))
    assert not visible(article, at=NOW + HOUR)


def test_article_that_would_be_expired_at_once_is_refused(editor, content):
    article = workflow.create(by=editor, data=content(expires_at=NOW), at=NOW)
    with pytest.raises(BadMoment):
        workflow.publish(article, by=editor, at=NOW)


ENGLISH = {"headline_en": "A new fast line", "body_en": "<p>It opened.</p>"}


def test_each_language_is_published_on_its_own(editor, content):
    article = workflow.create(by=editor, data=content(**ENGLISH), at=NOW)
    workflow.publish(article, by=editor, languages=["ar"], at=NOW)
    assert (visible(article, "ar"), visible(article, "en")) == (True, False)


def test_second_language_can_follow_later(editor, content):
    article = workflow.create(by=editor, data=content(**ENGLISH), at=NOW)
    workflow.publish(article, by=editor, languages=["ar"], at=NOW)
    workflow.publish(article, by=editor, at=NOW + HOUR)
    article.refresh_from_db()
    assert (article.published_at_ar, article.published_at_en) == (NOW, NOW + HOUR)


@pytest.mark.parametrize("languages", [["en"], ["ar", "en"], []])
def test_languages_without_text_or_none_cannot_be_published(draft, editor, languages):
    with pytest.raises(Incomplete) as refusal:
        workflow.publish(draft, by=editor, languages=languages, at=NOW)
    assert len(refusal.value.missing) == 1
    assert not visible(draft)


def test_second_language_of_a_version_that_lacks_its_byline_is_not_published(editor, content):
    article = workflow.create(by=editor, data=content(**ENGLISH), at=NOW)
    workflow.publish(article, by=editor, languages=["ar"], at=NOW)
    factories.revise(article, editor, at=NOW, bylines=[])
    with pytest.raises(Incomplete):
        workflow.publish(article, by=editor, languages=["en"], at=NOW)


def test_article_without_a_version_cannot_be_published(draft, editor):
    Article.objects.update(latest_revision=None)
    with pytest.raises(Incomplete):
        workflow.publish(draft, by=editor, at=NOW)


def test_schedule_after_the_expiry_is_refused(editor, content):
    article = workflow.create(by=editor, data=content(expires_at=NOW + HOUR), at=NOW)
    with pytest.raises(BadMoment):
        workflow.schedule(article, moment=NOW + HOUR, by=editor, at=NOW)


def test_language_that_readers_see_cannot_be_scheduled_again(editor, content):
    article = workflow.create(by=editor, data=content(**ENGLISH), at=NOW)
    workflow.publish(article, by=editor, languages=["ar"], at=NOW)
    with pytest.raises(Refused):
        workflow.schedule(article, moment=NOW + HOUR, languages=["ar"], by=editor, at=NOW)


def test_withdrawn_article_returns_with_its_first_date(published, editor):
    article = published()
    workflow.withdraw(article, by=editor, notes={"ar": "للمراجعة"}, at=NOW + HOUR)
    workflow.publish(article, by=editor, at=NOW + 2 * HOUR)
    article.refresh_from_db()
    assert (article.published_at_ar, article.withdrawal_note_ar) == (NOW, "")


def test_an_older_revision_is_published_once_it_is_restored(draft, editor, content):
    first = draft.latest_revision
    workflow.save(draft, by=editor, data=content(headline_ar="أحدث"), base=first.pk, at=NOW)
    workflow.restore(draft, revision=first, by=editor, at=NOW)
    article = workflow.publish(draft, by=editor, at=NOW)
    assert article.headline_ar == "افتتاح خط جديد للقطار السريع"
    assert not article.has_unpublished_changes


def test_log_keeps_languages_and_moment(draft, editor):
    workflow.schedule(draft, moment=NOW + HOUR, by=editor, at=NOW)
    details = Transition.objects.get(verb="schedule").details
    moment = (NOW + HOUR).isoformat()
    assert details == {"languages": ["ar"], "shared": True, "moment": moment}


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "\u206620/11/2026 15:00\u2069."), (9, "\u206620/11/2026 15:00:09\u2069.")],
)
def test_embargo_is_named_to_the_second_only_where_it_has_one(editor, content, seconds, said):
    embargo = NOW + HOUR + timedelta(seconds=seconds)
    draft = workflow.create(by=editor, data=content(embargo_until=embargo.isoformat()), at=NOW)
    with override("en"), pytest.raises(BadMoment) as refusal:
        workflow.publish(draft, by=editor, at=NOW)
    assert str(refusal.value).endswith(f" {said}")
