from datetime import timedelta

import pytest
from django.utils import translation

from articles import workflow
from articles.errors import BadMoment, Incomplete, NotAllowed, Refused, WrongState
from articles.models import Article, Correction, SiteState, Transition
from articles.workflow import scheduled_changes
from tests import factories
from tests.conftest import NOW
from tests.factories import AuthorFactory, SectionFactory, TagFactory

HOUR = timedelta(hours=1)
NEW = "عنوان محدث"


@pytest.fixture
def changed(published, editor, content):
    """A live article with an unpublished change of its headline."""
    article = published()
    data = content(headline_ar=NEW)
    workflow.save(article, by=editor, data=data, base=article.latest_revision_id, at=NOW)
    return article


def headline(article):
    return Article.objects.get(pk=article.pk).headline_ar


def test_update_shows_readers_the_newest_revision(changed, editor):
    workflow.update(changed, by=editor, at=NOW + HOUR)
    assert headline(changed) == NEW


def test_update_shows_readers_the_newest_section_tags_and_byline(changed, editor):
    section, tag, author = SectionFactory(), TagFactory(), AuthorFactory()
    byline = {"author": author.pk, "role": "reporter"}
    shared = {"section": section.pk, "tags": [tag.pk], "bylines": [byline]}
    factories.revise(changed, editor, at=NOW, **shared)
    workflow.update(changed, by=editor, at=NOW)
    article = Article.objects.get(pk=changed.pk)
    assert article.section == section
    assert [item.tag for item in article.tagged_items.all()] == [tag]
    assert list(article.bylines.values_list("author", "role")) == [(author.pk, "reporter")]


def test_journalist_may_not_update(changed, journalist):
    with pytest.raises(NotAllowed):
        workflow.update(changed, by=journalist, at=NOW)
    assert headline(changed) != NEW


def test_only_a_significant_update_is_dated_for_readers(changed, editor):
    assert workflow.update(changed, by=editor, at=NOW + HOUR).updated_at is None
    updated = workflow.update(changed, by=editor, significant=True, at=NOW + 2 * HOUR)
    assert updated.updated_at == NOW + 2 * HOUR


def test_draft_cannot_be_updated(editor, content):
    article = workflow.create(by=editor, data=content(), at=NOW)
    with pytest.raises(WrongState):
        workflow.update(article, by=editor, at=NOW)


@pytest.mark.parametrize("moment", [None, NOW + HOUR])
@pytest.mark.parametrize(
    ("lost", "missing"),
    [
        (
            {"headline_ar": "", "body_ar": "", "headline_en": "Only", "body_en": "<p>English</p>"},
            "headline and body in every published language",
        ),
        ({"bylines": []}, "byline"),
    ],
)
def test_update_that_loses_a_published_language_or_the_byline_is_refused(
    changed, editor, lost, missing, moment
):
    factories.revise(changed, editor, at=NOW, **lost)
    with translation.override("en"), pytest.raises(Incomplete) as refusal:
        workflow.update(changed, by=editor, moment=moment, at=NOW)
    assert refusal.value.missing == [missing]


def test_scheduled_change_waits_for_its_moment(changed, editor):
    workflow.update(changed, by=editor, moment=NOW + HOUR, at=NOW)
    assert workflow.apply_due(at=NOW + HOUR - timedelta(seconds=1)) == 0
    assert headline(changed) != NEW


def test_scheduled_change_is_applied_by_whoever_comes_first(changed, editor):
    workflow.update(changed, by=editor, moment=NOW + HOUR, significant=True, at=NOW)
    assert workflow.apply_due(at=NOW + 2 * HOUR) == 1
    article = Article.objects.get(pk=changed.pk)
    assert (article.headline_ar, article.updated_at) == (NEW, NOW + HOUR)


def test_scheduled_change_is_applied_once(changed, editor):
    workflow.update(changed, by=editor, moment=NOW + HOUR, at=NOW)
    assert [workflow.apply_due(at=NOW + HOUR) for _ in range(2)] == [1, 0]


def test_every_page_can_see_when_the_next_change_is_due(changed, editor):
    workflow.update(changed, by=editor, moment=NOW + HOUR, at=NOW)
    assert SiteState.objects.get().next_due_at == NOW + HOUR
    workflow.apply_due(at=NOW + HOUR)
    assert SiteState.objects.get().next_due_at is None


def test_change_in_the_past_is_refused(changed, editor):
    with pytest.raises(BadMoment):
        workflow.update(changed, by=editor, moment=NOW, at=NOW)


@pytest.mark.parametrize(("moment", "at"), [(None, NOW + HOUR), (NOW + HOUR, NOW)])
def test_update_that_would_have_expired_before_anybody_saw_it_is_refused(
    changed, editor, moment, at
):
    factories.revise(changed, editor, at=NOW, expires_at=NOW + HOUR)
    with pytest.raises(BadMoment):
        workflow.update(changed, by=editor, moment=moment, at=at)


def test_revision_that_is_live_cannot_be_scheduled(published, editor):
    article = published()
    with pytest.raises(Refused):
        workflow.update(article, by=editor, moment=NOW + HOUR, at=NOW)


def test_cancelled_change_is_never_applied(changed, editor):
    workflow.update(changed, by=editor, moment=NOW + HOUR, at=NOW)
    workflow.unschedule(changed, by=editor, at=NOW)
    assert workflow.apply_due(at=NOW + HOUR) == 0
    assert Article.objects.get(pk=changed.pk).state == "published"


def test_nothing_to_cancel_is_refused(published, editor):
    with pytest.raises(WrongState):
        workflow.unschedule(published(), by=editor, at=NOW)


def test_withdrawal_cancels_scheduled_changes(changed, editor):
    workflow.update(changed, by=editor, moment=NOW + HOUR, at=NOW)
    workflow.withdraw(changed, by=editor, at=NOW)
    assert workflow.apply_due(at=NOW + HOUR) == 0


def test_change_of_an_article_withdrawn_meanwhile_is_held(changed, editor):
    workflow.update(changed, by=editor, moment=NOW + HOUR, at=NOW)
    Article.objects.filter(pk=changed.pk).update(state="withdrawn", publication_ar="withdrawn")
    assert workflow.apply_due(at=NOW + HOUR) == 0
    assert headline(changed) != NEW


def test_change_that_a_rule_refuses_is_held_and_logged(changed, editor, caplog):
    workflow.update(changed, by=editor, moment=NOW + HOUR, at=NOW)
    revision = Article.objects.get(pk=changed.pk).latest_revision
    revision.data["embargo_until"] = (NOW + 9 * HOUR).isoformat()
    revision.save()
    assert workflow.apply_due(at=NOW + HOUR) == 0
    assert "scheduled change held" in caplog.text
    assert SiteState.objects.get().next_due_at is None


def test_scheduled_change_without_a_section_keeps_the_old_one(changed, editor):
    workflow.update(changed, by=editor, moment=NOW + HOUR, at=NOW)
    revision = Article.objects.get(pk=changed.pk).latest_revision
    revision.data["section"] = None
    revision.save()
    assert workflow.apply_due(at=NOW + HOUR) == 1
    assert Article.objects.get(pk=changed.pk).section_id is not None


def test_correction_is_an_update_of_text_and_what_is_shared_with_a_public_note(changed, editor):
    factories.revise(changed, editor, at=NOW, kind="opinion")
    article = workflow.correct(changed, by=editor, notes={"ar": "الصحيح ساعتان."}, at=NOW + HOUR)
    assert (article.headline_ar, article.kind, article.corrected_at) == (NEW, "opinion", NOW + HOUR)
    row = Correction.objects.get()
    assert (row.note_ar, row.by, row.at) == ("الصحيح ساعتان.", editor, NOW + HOUR)


def test_correction_without_a_note_is_refused(changed, editor):
    with pytest.raises(Incomplete) as refusal:
        workflow.correct(changed, by=editor, notes={"ar": " "}, at=NOW)
    assert len(refusal.value.missing) == 1
    assert headline(changed) != NEW


def test_correction_of_no_language_is_refused(changed, editor):
    with pytest.raises(Refused):
        workflow.correct(changed, by=editor, notes={"ar": "ساعتان."}, languages=[], at=NOW)
    assert headline(changed) != NEW


def test_withdrawn_article_is_gone_and_says_why(published, editor):
    article = workflow.withdraw(published(), by=editor, notes={"ar": "سحب للمراجعة"}, at=NOW)
    assert (article.state, article.withdrawal_note_ar) == ("withdrawn", "سحب للمراجعة")
    assert not Article.objects.visible(language="ar", at=NOW).exists()


def test_article_withdrawn_without_a_public_note_shows_none(published, editor):
    assert workflow.withdraw(published(), by=editor, at=NOW).withdrawal_note_ar == ""


def test_chief_kills_with_a_reason_in_the_log(published, chief):
    article = workflow.kill(published(), by=chief, reason="تشهير", at=NOW)
    assert article.state == "killed"
    assert Transition.objects.get(verb="kill").note == "تشهير"


def test_editor_may_not_kill(published, editor):
    with pytest.raises(NotAllowed):
        workflow.kill(published(), by=editor, reason="تشهير", at=NOW)


def test_killing_without_a_reason_is_refused(published, chief):
    with pytest.raises(Refused):
        workflow.kill(published(), by=chief, reason="", at=NOW)


def test_kill_undone_leaves_a_withdrawn_article(published, chief):
    article = workflow.kill(published(), by=chief, reason="تشهير", at=NOW)
    assert workflow.unkill(article, by=chief, at=NOW + HOUR).state == "withdrawn"
    assert Transition.objects.get(verb="unkill").at == NOW + HOUR


def test_killed_draft_is_a_draft_again(chief, content):
    article = workflow.create(by=chief, data=content(), at=NOW)
    workflow.kill(article, by=chief, reason="تشهير", at=NOW)
    assert workflow.unkill(article, by=chief, at=NOW).state == "draft"


def test_change_that_another_process_has_applied_is_left(changed, editor, caplog):
    workflow.update(changed, by=editor, moment=NOW + HOUR, at=NOW)
    revision = Article.objects.get(pk=changed.pk).latest_revision_id
    factories.revise(changed, editor, at=NOW, kicker_ar="مساء")
    workflow.update(changed, by=editor, moment=NOW + HOUR, at=NOW)
    assert [scheduled_changes._apply_or_hold(revision, at=NOW + HOUR) for _ in range(2)] == [
        True,
        False,
    ]
    assert "failed" not in caplog.text
