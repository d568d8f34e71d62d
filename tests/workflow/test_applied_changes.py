"""What a scheduled change writes when it is applied, held, cancelled or scheduled again."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils.translation import override

from articles import workflow
from articles.errors import Refused
from articles.models import Announcement, Article, Revision, SiteState, Transition
from articles.workflow import scheduled_changes
from tests import factories
from tests.conftest import NOW

HOUR = timedelta(hours=1)
FIVE_PM = NOW + 5 * HOUR
ENGLISH = {"headline_en": "A line", "body_en": "<p>It opened.</p>"}


def live(article):
    return Article.objects.get(pk=article.pk)


def schedule(change):
    """What the columns of the schedule hold of the change."""
    row = Revision.objects.get(pk=change.pk)
    return (row.goes_live_at, row.goes_live_parts, row.held_at, row.held_because, row.held_details)


NO_SCHEDULE = (None, [], None, "", [])


def test_applied_change_stands_in_the_log_at_its_moment_with_who_scheduled_it(planned, editor):
    workflow.apply_due(at=FIVE_PM + HOUR)
    entry = Transition.objects.latest("pk")
    assert (entry.verb, entry.by, entry.at, entry.revision) == ("update", editor, FIVE_PM, planned)
    assert entry.details == {"languages": ["ar"], "shared": True}


def test_listeners_hear_of_an_applied_change_when_it_was_applied(planned):
    workflow.apply_due(at=FIVE_PM + HOUR)
    heard = Announcement.objects.latest("pk")
    assert (heard.event, heard.at) == ("updated", FIVE_PM + HOUR)


def test_merged_change_is_by_who_scheduled_it_and_the_newest_edit(article, planned, editor, chief):
    article.refresh_from_db()
    workflow.restore(article, revision=article.live_revision_ar, by=chief, at=NOW)
    factories.revise(article, chief, at=NOW, headline_ar="مصحح")
    workflow.update(article, by=chief, at=NOW + HOUR)
    workflow.apply_due(at=FIVE_PM)
    merged = live(article).live_revision_ar
    assert (merged.created_by, merged.created_at, merged.applied_at) == (editor, FIVE_PM, FIVE_PM)
    assert merged.note
    assert live(article).edited_at == FIVE_PM


def test_change_with_an_embargo_that_the_publication_has_broken_is_held(article, editor):
    factories.revise(article, editor, at=NOW, embargo_until=NOW + HOUR)
    workflow.update(article, by=editor, moment=FIVE_PM, at=NOW)
    with override("en"):
        assert workflow.apply_due(at=FIVE_PM) == 0
    held = Revision.objects.held().get()
    assert held.held_because == "refused"
    (why,) = held.held_details
    assert why.startswith("The embargo ends at ")


def test_change_that_has_expired_before_it_is_applied_is_held(article, editor):
    factories.revise(article, editor, at=NOW, expires_at=FIVE_PM + HOUR)
    workflow.update(article, by=editor, moment=FIVE_PM, at=NOW)
    assert workflow.apply_due(at=FIVE_PM + HOUR) == 0
    assert Revision.objects.held().get().held_because == "refused"


def test_applied_change_that_is_not_significant_is_not_dated(article, planned):
    workflow.apply_due(at=FIVE_PM)
    assert live(article).updated_at_ar is None


def test_change_waits_while_the_database_cannot_be_written(planned, monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise OperationalError

    with monkeypatch.context() as busy:
        busy.setattr(scheduled_changes.live, "put_live", fail)
        assert workflow.apply_due(at=FIVE_PM) == 0
    assert "waits for the database" in caplog.text
    assert Revision.objects.waiting().get() == planned
    assert workflow.apply_due(at=FIVE_PM) == 1


def test_change_that_is_cancelled_while_it_fails_is_not_held(planned, editor, monkeypatch):
    def fail(pk, *, at):
        workflow.unschedule(planned.article, by=editor, at=at)
        raise RuntimeError

    monkeypatch.setattr(scheduled_changes, "_apply", fail)
    assert workflow.apply_due(at=FIVE_PM) == 0
    assert schedule(planned) == NO_SCHEDULE
    assert not Transition.objects.filter(verb="hold").exists()


def test_version_that_is_live_already_is_not_scheduled_as_a_significant_update(article, editor):
    with pytest.raises(Refused):
        workflow.update(article, by=editor, significant=True, moment=FIVE_PM, at=NOW)


def test_version_that_was_applied_is_not_scheduled_for_another_language(published, editor):
    both = published(**ENGLISH)
    factories.revise(both, editor, at=NOW, kicker_ar="مساء", kicker_en="Evening")
    workflow.update(both, by=editor, languages=["ar"], shared=False, moment=FIVE_PM, at=NOW)
    workflow.apply_due(at=FIVE_PM)
    with pytest.raises(Refused):
        workflow.update(both, by=editor, languages=["en"], moment=FIVE_PM + HOUR, at=FIVE_PM)


def test_held_change_that_is_still_the_newest_version_is_scheduled_again(article, planned, editor):
    held = {"held_at": NOW, "held_because": "refused", "held_details": ["x"]}
    Revision.objects.filter(pk=planned.pk).update(**held)
    workflow.update(article, by=editor, moment=FIVE_PM, at=NOW)
    planned.refresh_from_db()
    assert (planned.held_at, planned.held_because, planned.held_details) == (None, "", [])
    assert workflow.apply_due(at=FIVE_PM) == 1


@pytest.mark.parametrize(
    ("verb", "arguments"), [("unschedule", {}), ("withdraw", {}), ("kill", {"reason": "تشهير"})]
)
def test_cancelled_change_leaves_nothing_of_its_schedule(planned, chief, verb, arguments):
    held = {"held_at": NOW, "held_because": "refused", "held_details": ["x"]}
    later = Revision.objects.create(
        article=planned.article, data=planned.data, created_at=NOW, goes_live_at=FIVE_PM, **held
    )
    getattr(workflow, verb)(planned.article, by=chief, at=NOW, **arguments)
    assert schedule(planned) == schedule(later) == NO_SCHEDULE
    assert SiteState.objects.get().next_due_at is None


def test_change_of_two_languages_stays_for_the_one_that_is_not_withdrawn(published, editor):
    both = published(**ENGLISH)
    planned = factories.revise(both, editor, at=NOW, kicker_ar="مساء", kicker_en="Evening")
    workflow.update(both, by=editor, moment=FIVE_PM, at=NOW)
    workflow.withdraw(both, by=editor, languages=["en"], at=NOW)
    planned.refresh_from_db()
    assert planned.goes_live_parts == ["ar", "shared"]
    assert Transition.objects.get(verb="withdraw").details["revisions"] == []


def test_change_of_one_language_leaves_the_schedule_when_that_is_withdrawn(published, editor):
    both = published(**ENGLISH)
    planned = factories.revise(both, editor, at=NOW, kicker_en="Evening")
    workflow.update(both, by=editor, languages=["en"], shared=False, moment=FIVE_PM, at=NOW)
    workflow.withdraw(both, by=editor, languages=["en"], at=NOW)
    assert not Revision.objects.scheduled().exists()
    assert Transition.objects.get(verb="withdraw").details["revisions"] == [planned.pk]


def test_change_of_two_languages_goes_live_beside_a_correction_of_one(published, editor):
    both = published(**ENGLISH)
    factories.revise(both, editor, at=NOW, kicker_ar="مساء", kicker_en="Evening")
    workflow.update(both, by=editor, moment=FIVE_PM, at=NOW)
    workflow.restore(both, revision=both.live_revision_ar, by=editor, at=NOW)
    factories.revise(both, editor, at=NOW, headline_ar="مصحح", headline_en="Two lines")
    workflow.update(both, by=editor, languages=["ar"], shared=False, at=NOW + HOUR)
    assert workflow.apply_due(at=FIVE_PM) == 1
    found = live(both)
    assert (found.headline_ar, found.kicker_ar) == ("مصحح", "مساء")
    assert (found.headline_en, found.kicker_en) == ("A line", "Evening")


def test_change_goes_live_in_one_language_where_the_other_has_it_with_an_expiry(published, editor):
    both = published(**ENGLISH)
    factories.revise(both, editor, at=NOW, kicker_ar="مساء", kicker_en="Evening")
    workflow.update(both, by=editor, moment=FIVE_PM, at=NOW)
    factories.revise(both, editor, at=NOW, expires_at=(NOW + 90 * HOUR).isoformat())
    workflow.update(both, by=editor, languages=["ar"], shared=False, at=NOW + HOUR)
    assert workflow.apply_due(at=FIVE_PM) == 1
    assert (live(both).kicker_en, live(both).expires_at_en) == ("Evening", None)


def test_text_in_work_follows_a_merged_change_once_its_language_is_withdrawn(published, editor):
    both = published(**ENGLISH)
    factories.revise(both, editor, at=NOW, kicker_ar="مساء")
    workflow.update(both, by=editor, languages=["ar"], shared=False, moment=FIVE_PM, at=NOW)
    workflow.restore(both, revision=both.live_revision_ar, by=editor, at=NOW)
    factories.revise(both, editor, at=NOW, headline_ar="مصحح")
    workflow.update(both, by=editor, languages=["ar"], shared=False, at=NOW + HOUR)
    factories.revise(both, editor, at=NOW, standfirst_ar="مسودة")
    assert workflow.apply_due(at=FIVE_PM) == 1
    workflow.withdraw(both, by=editor, languages=["ar"], at=FIVE_PM)
    workflow.publish(both, by=editor, languages=["ar"], at=FIVE_PM)
    assert live(both).standfirst_ar == "مسودة"


def test_held_change_leaves_the_schedule_when_it_is_merged_by_hand(article, planned, editor):
    held = {"held_at": NOW, "held_because": "conflict", "held_details": ["kicker_ar"]}
    Revision.objects.filter(pk=planned.pk).update(**held)
    article.refresh_from_db()
    data = planned.data | {"kicker_ar": "ظهرا ومساء"}
    newest = article.latest_revision_id
    workflow.save(article, by=editor, data=data, base=newest, merged=planned.pk, at=NOW)
    assert schedule(planned) == NO_SCHEDULE
