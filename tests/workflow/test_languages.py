"""Each language is a publication of its own: a verb leaves those it does not name as they are."""

from datetime import timedelta

import pytest
from django.utils import translation

from articles import workflow
from articles.errors import BadMoment, Incomplete, Refused
from articles.models import Article, Transition
from articles.models.article import Publication
from tests import factories
from tests.conftest import NOW

HOUR = timedelta(hours=1)
ENGLISH = {"headline_en": "A new fast line", "body_en": "<p>It opened.</p>"}


@pytest.fixture
def both(published):
    """An article that readers of both languages see since NOW."""
    return published(**ENGLISH)


@pytest.fixture
def withdrawn(both, editor):
    return workflow.withdraw(both, by=editor, notes={"en": "Withdrawn."}, at=NOW + HOUR)


@pytest.fixture
def arabic(editor, content):
    """An article of both languages of which only the Arabic is published, at NOW."""
    article = workflow.create(by=editor, data=content(**ENGLISH), at=NOW)
    return workflow.publish(article, by=editor, languages=["ar"], at=NOW)


def visible(article, language, at):
    return Article.objects.visible(language=language, at=at).filter(pk=article.pk).exists()


def test_scheduling_the_arabic_leaves_the_withdrawn_english_withdrawn(withdrawn, editor):
    workflow.schedule(
        withdrawn, moment=NOW + 9 * HOUR, languages=["ar"], by=editor, at=NOW + 2 * HOUR
    )
    assert not visible(withdrawn, "en", NOW + 2 * HOUR)
    assert not visible(withdrawn, "en", NOW + 10 * HOUR)


def test_publishing_the_arabic_leaves_the_withdrawn_english_withdrawn(withdrawn, editor):
    article = workflow.publish(withdrawn, languages=["ar"], by=editor, at=NOW + 2 * HOUR)
    assert visible(article, "ar", NOW + 2 * HOUR)
    assert not visible(article, "en", NOW + 2 * HOUR)
    assert article.withdrawal_note_en == "Withdrawn."


def test_withdrawn_english_stays_so_when_the_new_text_holds_none(withdrawn, editor):
    factories.revise(withdrawn, editor, at=NOW, headline_en="", body_en="")
    workflow.publish(withdrawn, languages=["ar"], by=editor, at=NOW + 2 * HOUR)
    assert not visible(withdrawn, "en", NOW + 2 * HOUR)


def test_publishing_the_english_changes_nothing_of_the_live_arabic(arabic, editor):
    other = factories.SectionFactory()
    factories.revise(
        arabic,
        editor,
        at=NOW,
        kind="opinion",
        section=other.pk,
        headline_ar="جديد",
        expires_at=NOW + HOUR,
    )
    before = Article.objects.get(pk=arabic.pk)
    article = workflow.publish(arabic, languages=["en"], by=editor, at=NOW)
    assert (article.kind, article.section) == (before.kind, before.section)
    assert (article.headline_ar, article.expires_at_ar) == (before.headline_ar, None)
    assert article.expires_at_en == NOW + HOUR


def test_desk_names_what_the_english_left_unpublished(arabic, editor):
    factories.revise(arabic, editor, at=NOW, kind="opinion", headline_ar="جديد")
    article = workflow.publish(arabic, languages=["en"], by=editor, at=NOW)
    assert article.has_unpublished_changes
    assert workflow.changed_parts(article) == ["ar", "shared"]


def test_desk_calls_nothing_unpublished_of_what_is_withdrawn(withdrawn, editor):
    factories.revise(withdrawn, editor, at=NOW, kind="opinion", headline_ar="جديد")
    assert workflow.changed_parts(Article.objects.get(pk=withdrawn.pk)) == []


def test_language_in_which_nothing_changed_counts_as_published(arabic, editor):
    factories.revise(arabic, editor, at=NOW, headline_en="Another headline")
    article = workflow.publish(arabic, languages=["en"], by=editor, at=NOW)
    assert not article.has_unpublished_changes


def test_update_of_one_language_leaves_the_other_and_what_is_shared(both, editor):
    factories.revise(both, editor, at=NOW, headline_ar="جديد", headline_en="New", kind="opinion")
    article = workflow.update(both, by=editor, languages=["en"], shared=False, at=NOW)
    assert (article.headline_en, article.kind) == ("New", "news")
    assert article.headline_ar != "جديد"


def test_update_of_what_is_shared_leaves_the_texts(both, editor):
    factories.revise(both, editor, at=NOW, headline_ar="جديد", kind="opinion")
    article = workflow.update(both, by=editor, languages=[], at=NOW)
    assert article.kind == "opinion"
    assert article.headline_ar != "جديد"


def test_update_of_nothing_is_refused(both, editor):
    with pytest.raises(Refused):
        workflow.update(both, by=editor, languages=[], shared=False, at=NOW)


def test_update_of_a_language_that_is_withdrawn_is_refused(both, editor):
    workflow.withdraw(both, by=editor, languages=["en"], at=NOW)
    with pytest.raises(Refused):
        workflow.update(both, by=editor, languages=["en"], at=NOW)


def test_significant_update_dates_only_its_language(both, editor):
    article = workflow.update(both, by=editor, languages=["en"], significant=True, at=NOW + HOUR)
    assert (article.updated_at_ar, article.updated_at_en) == (None, NOW + HOUR)


def test_correction_of_one_language_needs_only_its_note(both, editor):
    article = workflow.correct(
        both, by=editor, languages=["en"], notes={"en": "It was two hours."}, at=NOW + HOUR
    )
    assert (article.corrected_at_ar, article.corrected_at_en) == (None, NOW + HOUR)


@pytest.fixture
def english_awaited(arabic, editor):
    """Readers see the Arabic since NOW; the English waits for its moment."""
    return workflow.schedule(arabic, languages=["en"], moment=NOW + 9 * HOUR, by=editor, at=NOW)


def test_correction_is_of_the_languages_that_readers_see(english_awaited, editor):
    article = workflow.correct(english_awaited, by=editor, notes={"ar": "ساعتان."}, at=NOW + HOUR)
    assert (article.corrected_at_ar, article.corrected_at_en) == (NOW + HOUR, None)


def test_correction_of_a_language_that_nobody_sees_yet_is_refused(english_awaited, editor):
    with pytest.raises(Refused, match="الإنجليزية"), translation.override("ar"):
        workflow.correct(
            english_awaited, by=editor, languages=["en"], notes={"en": "Two."}, at=NOW + HOUR
        )


def test_what_is_shared_stays_as_the_awaited_language_will_show_it(arabic, editor):
    workflow.withdraw(arabic, by=editor, at=NOW)
    workflow.schedule(arabic, languages=["en"], moment=NOW + 9 * HOUR, by=editor, at=NOW)
    factories.revise(arabic, editor, at=NOW, kind="opinion")
    assert workflow.publish(arabic, languages=["ar"], by=editor, at=NOW).kind == "news"


def test_text_of_a_language_that_nobody_sees_yet_is_updated(english_awaited, editor):
    factories.revise(english_awaited, editor, at=NOW, headline_en="New")
    article = workflow.update(english_awaited, by=editor, languages=["en"], at=NOW + HOUR)
    assert article.headline_en == "New"
    assert article.is_awaited(language="en", at=NOW + HOUR)


def test_language_is_not_called_updated_before_readers_see_it(english_awaited, editor):
    factories.revise(english_awaited, editor, at=NOW, headline_ar="جديد", headline_en="New")
    article = workflow.update(english_awaited, by=editor, significant=True, at=NOW + HOUR)
    assert (article.updated_at_ar, article.updated_at_en) == (NOW + HOUR, None)


def test_correction_without_a_note_in_its_language_is_refused(both, editor):
    with pytest.raises(Incomplete):
        workflow.correct(both, by=editor, notes={"en": "It was two hours."}, at=NOW)


def test_withdrawal_of_one_language_leaves_the_other(both, editor):
    article = workflow.withdraw(both, by=editor, languages=["en"], at=NOW)
    assert (article.state, visible(article, "ar", NOW)) == ("published", True)
    assert not visible(article, "en", NOW)


@pytest.mark.parametrize("languages", [["en"], []])
def test_withdrawal_of_a_language_that_is_not_published_or_of_none_is_refused(
    arabic, editor, languages
):
    with pytest.raises(Refused):
        workflow.withdraw(arabic, by=editor, languages=languages, at=NOW)


def test_article_is_withdrawn_once_all_its_languages_are(both, editor):
    workflow.withdraw(both, by=editor, languages=["en"], at=NOW)
    assert workflow.withdraw(both, by=editor, at=NOW).state == "withdrawn"


def test_expired_language_stays_gone_when_the_other_returns(published, editor):
    article = published(**ENGLISH, expires_at=(NOW + HOUR).isoformat())
    factories.revise(article, editor, at=NOW, expires_at=None)
    workflow.publish(article, languages=["ar"], by=editor, at=NOW + 2 * HOUR)
    assert visible(article, "ar", NOW + 2 * HOUR)
    assert not visible(article, "en", NOW + 2 * HOUR)


def test_expired_language_is_dated_anew_when_it_is_published_again(published, editor):
    article = published(expires_at=NOW + HOUR)
    factories.revise(article, editor, at=NOW, expires_at=None)
    article = workflow.publish(article, by=editor, at=NOW + 2 * HOUR)
    assert (article.first_published_at_ar, article.published_at_ar) == (NOW, NOW + 2 * HOUR)


def test_withdrawn_language_keeps_the_moment_at_which_it_came_back(published, editor):
    article = published(expires_at=NOW + HOUR)
    factories.revise(article, editor, at=NOW, expires_at=None)
    workflow.publish(article, by=editor, at=NOW + 2 * HOUR)
    article = workflow.withdraw(article, by=editor, at=NOW + 3 * HOUR)
    assert (article.first_published_at_ar, article.published_at_ar) == (NOW, NOW + 2 * HOUR)


def test_language_withdrawn_before_its_moment_was_never_public(editor, content):
    article = workflow.create(by=editor, data=content(), at=NOW)
    workflow.schedule(article, moment=NOW + HOUR, by=editor, at=NOW)
    article = workflow.withdraw(article, by=editor, at=NOW)
    assert article.publication_ar == Publication.NONE
    assert not article.was_public(language="ar", at=NOW + 2 * HOUR)


def test_article_withdrawn_before_its_moment_follows_the_newest_version_again(editor, content):
    article = workflow.create(by=editor, data=content(), at=NOW)
    workflow.schedule(article, moment=NOW + HOUR, by=editor, at=NOW)
    factories.revise(article, editor, at=NOW, headline_ar="جديد", kind="opinion")
    article = workflow.withdraw(article, by=editor, at=NOW)
    assert (article.headline_ar, article.kind) == ("جديد", "opinion")
    assert (article.live_revision_ar, article.shared_revision) == (None, None)


def test_withdrawn_language_is_gone_until_the_moment_of_its_return(withdrawn, editor):
    later = NOW + 9 * HOUR
    article = workflow.schedule(
        withdrawn, moment=later, languages=["en"], by=editor, at=NOW + 2 * HOUR
    )
    assert article.was_public(language="en", at=NOW + 3 * HOUR)
    assert article.withdrawal_note_en == "Withdrawn."
    assert not visible(article, "en", later - timedelta(seconds=1))
    assert visible(article, "en", later)


def test_cancelled_return_is_withdrawn_as_before(withdrawn, editor):
    workflow.schedule(withdrawn, moment=NOW + 9 * HOUR, by=editor, at=NOW + 2 * HOUR)
    article = workflow.unschedule(withdrawn, by=editor, at=NOW + 3 * HOUR)
    assert (article.state, article.publication_en) == ("withdrawn", Publication.WITHDRAWN)
    assert article.published_at_ar == NOW


def test_cancelling_one_languages_schedule_leaves_the_live_one(arabic, editor):
    workflow.schedule(arabic, moment=NOW + HOUR, languages=["en"], by=editor, at=NOW)
    article = workflow.unschedule(arabic, by=editor, at=NOW)
    assert (article.state, article.publication_en) == ("published", Publication.NONE)
    assert (visible(article, "ar", NOW), article.approved_revision) == (True, None)


def test_killing_ends_every_language(both, chief):
    article = workflow.kill(both, by=chief, reason="تشهير", at=NOW)
    assert not any(visible(article, language, NOW) for language in ("ar", "en"))


def test_draft_of_a_language_follows_the_newest_text_until_it_is_published(arabic, editor):
    factories.revise(arabic, editor, at=NOW, headline_en="Newer", headline_ar="جديد")
    article = Article.objects.get(pk=arabic.pk)
    assert article.headline_en == "Newer"
    assert article.headline_ar != "جديد"


def test_second_language_is_not_published_while_an_embargo_holds(arabic, editor):
    factories.revise(arabic, editor, at=NOW, embargo_until=(NOW + HOUR).isoformat())
    with pytest.raises(BadMoment):
        workflow.publish(arabic, languages=["en"], by=editor, at=NOW)


def test_language_does_not_return_with_an_embargo_that_the_expired_one_has_broken(
    published, editor
):
    article = published(**ENGLISH, expires_at=NOW + HOUR)
    embargo = {"expires_at": None, "embargo_until": NOW + 2 * HOUR}
    factories.revise(article, editor, at=NOW, **embargo)
    with pytest.raises(BadMoment):
        workflow.publish(article, languages=["ar"], by=editor, at=NOW + 3 * HOUR)


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [
        ("withdraw", {"languages": ["en"]}),
        ("update", {"languages": ["en"]}),
        ("correct", {"languages": ["en"], "notes": {"en": "Two hours."}}),
    ],
)
def test_log_names_the_languages(both, editor, verb, arguments):
    factories.revise(both, editor, at=NOW, headline_en="New")
    getattr(workflow, verb)(both, by=editor, at=NOW, **arguments)
    assert Transition.objects.get(verb=verb).details["languages"] == ["en"]


def test_language_is_not_called_updated_by_a_change_that_goes_live_before_it(
    english_awaited, editor
):
    factories.revise(english_awaited, editor, at=NOW, headline_ar="جديد", headline_en="New")
    workflow.update(english_awaited, by=editor, significant=True, moment=NOW + HOUR, at=NOW)
    workflow.apply_due(at=NOW + HOUR)
    article = Article.objects.get(pk=english_awaited.pk)
    assert (article.updated_at_ar, article.updated_at_en) == (NOW + HOUR, None)
