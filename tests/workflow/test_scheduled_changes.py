"""A scheduled change never takes back what was published after it was scheduled."""

from datetime import timedelta

import pytest

from articles import workflow
from articles.errors import Outdated
from articles.models import Article, Revision, SiteState, Transition
from articles.workflow import lineage
from tests import factories
from tests.conftest import NOW

HOUR = timedelta(hours=1)
FIVE_PM = NOW + 5 * HOUR
ONE_PM = NOW + HOUR


def corrected_from_live(article, editor, **changes):
    """A correction at one o'clock that was written upon what readers see, not upon the change."""
    article.refresh_from_db()
    workflow.restore(article, revision=article.live_revision_ar, by=editor, at=NOW)
    factories.revise(article, editor, at=NOW, **changes)
    return workflow.correct(article, by=editor, notes={"ar": "الصحيح ساعتان."}, at=ONE_PM)


def live(article):
    return Article.objects.get(pk=article.pk)


def test_change_and_newer_correction_of_other_fields_are_both_live(article, planned, editor):
    corrected_from_live(article, editor, headline_ar="مصحح")
    assert workflow.apply_due(at=FIVE_PM) == 1
    assert (live(article).headline_ar, live(article).kicker_ar) == ("مصحح", "مساء")


def test_change_of_what_was_corrected_since_is_held(article, planned, editor):
    corrected_from_live(article, editor, kicker_ar="ظهرا")
    assert workflow.apply_due(at=FIVE_PM) == 0
    assert live(article).kicker_ar == "ظهرا"
    planned.refresh_from_db()
    assert (planned.held_because, planned.held_details) == ("conflict", ["kicker_ar"])


def test_change_is_held_as_soon_as_the_correction_is_published(article, planned, editor):
    corrected_from_live(article, editor, kicker_ar="ظهرا")
    planned.refresh_from_db()
    assert planned.held_at == ONE_PM
    assert SiteState.objects.get().next_due_at is None


def test_held_change_is_in_the_log(article, planned, editor):
    corrected_from_live(article, editor, kicker_ar="ظهرا")
    entry = Transition.objects.get(verb="hold")
    why = {"because": "conflict", "names": ["kicker_ar"]}
    assert entry.revision == planned
    assert entry.details == {"languages": ["ar"], "shared": True} | why


def test_held_change_is_shown_to_editors_and_to_who_scheduled_it(
    article, planned, editor, chief, colleague
):
    corrected_from_live(article, editor, kicker_ar="ظهرا")
    held = {
        user: list(Article.objects.with_held_change_for(user))
        for user in (editor, chief, colleague)
    }
    assert held == {editor: [article], chief: [article], colleague: []}


def test_merged_change_is_a_revision_made_upon_both(article, planned, editor):
    corrected = corrected_from_live(article, editor, headline_ar="مصحح")
    workflow.apply_due(at=FIVE_PM)
    merged = live(article).live_revision_ar
    assert (merged.base, merged.merged_id) == (planned, corrected.live_revision_ar_id)
    assert live(article).latest_revision == merged


def test_change_that_a_newer_publication_holds_already_changes_nothing(article, planned, editor):
    factories.revise(article, editor, at=NOW, headline_ar="مصحح")
    newest = workflow.update(article, by=editor, at=ONE_PM).live_revision_ar_id
    assert workflow.apply_due(at=FIVE_PM) == 0
    assert live(article).live_revision_ar_id == newest
    assert Transition.objects.filter(verb="superseded").exists()


def test_later_change_that_was_begun_upon_an_earlier_one_follows_it(article, planned, editor):
    factories.revise(article, editor, at=NOW, headline_ar="ليلا")
    workflow.update(article, by=editor, moment=FIVE_PM + HOUR, at=NOW)
    assert workflow.apply_due(at=FIVE_PM) == 1
    assert live(article).kicker_ar == "مساء"
    assert workflow.apply_due(at=FIVE_PM + HOUR) == 1
    assert (live(article).headline_ar, live(article).kicker_ar) == ("ليلا", "مساء")


def test_text_in_work_that_lacks_the_merged_change_is_not_published_over_it(
    article, planned, editor
):
    corrected_from_live(article, editor, headline_ar="مصحح")
    factories.revise(article, editor, at=NOW, standfirst_ar="مسودة")
    workflow.apply_due(at=FIVE_PM)
    with pytest.raises(Outdated):
        workflow.update(article, by=editor, at=FIVE_PM + HOUR)
    assert live(article).kicker_ar == "مساء"


def test_text_in_work_that_is_the_same_as_the_merged_change_does_not_stand_in_for_it(
    article, planned, editor
):
    corrected_from_live(article, editor, headline_ar="مصحح")
    factories.revise(article, editor, at=NOW, kicker_ar="مساء")
    workflow.apply_due(at=FIVE_PM)
    merged = live(article).live_revision_ar
    with pytest.raises(Outdated):
        workflow.update(article, by=editor, at=FIVE_PM + HOUR)
    assert live(article).live_revision_ar == merged


def test_change_that_a_newer_version_takes_back_leaves_the_schedule(article, planned, editor):
    factories.revise(article, editor, at=NOW, kicker_ar="")
    workflow.update(article, by=editor, at=ONE_PM)
    assert not article.revisions.scheduled().exists()
    assert SiteState.objects.get().next_due_at is None


def test_one_bad_change_stops_no_other(article, planned, published, editor, caplog):
    Revision.objects.filter(pk=planned.pk).update(data=planned.data | {"bylines": 7})
    other = published()
    factories.revise(other, editor, at=NOW, kicker_ar="آخر")
    workflow.update(other, by=editor, moment=FIVE_PM, at=NOW)
    assert workflow.apply_due(at=FIVE_PM) == 1
    assert live(other).kicker_ar == "آخر"
    planned.refresh_from_db()
    assert planned.held_because == "error"
    assert "scheduled change failed" in caplog.text


def test_revision_of_an_older_shape_gets_the_defaults(article, planned):
    data = {name: value for name, value in planned.data.items() if name not in ("pins", "kind")}
    Revision.objects.filter(pk=planned.pk).update(data=data)
    assert workflow.apply_due(at=FIVE_PM) == 1
    assert live(article).kind == "news"


def test_revision_of_a_newer_program_is_held(article, planned):
    Revision.objects.filter(pk=planned.pk).update(schema=99)
    assert workflow.apply_due(at=FIVE_PM) == 0
    planned.refresh_from_db()
    assert planned.held_because == "refused"


def test_change_that_leaves_no_text_together_with_a_correction_is_held(published, editor):
    first, rule, last = "<p>الأول</p>", "<hr>", "<p>الأخير</p>"
    article = published(body_ar=first + rule + last)
    factories.revise(article, editor, at=NOW, body_ar=first + rule)
    workflow.update(article, by=editor, moment=FIVE_PM, at=NOW)
    corrected_from_live(article, editor, body_ar=rule + last)
    assert workflow.apply_due(at=FIVE_PM) == 0
    assert live(article).body_ar == rule + last
    assert Revision.objects.held().get().held_because == "refused"


def test_change_that_leaves_nobody_in_the_byline_together_with_a_correction_is_held(
    published, editor
):
    one, two = ({"author": factories.AuthorFactory().pk, "role": "writer"} for _ in range(2))
    article = published(bylines=[one, two])
    factories.revise(article, editor, at=NOW, bylines=[one])
    workflow.update(article, by=editor, moment=FIVE_PM, at=NOW)
    corrected_from_live(article, editor, bylines=[two])
    assert workflow.apply_due(at=FIVE_PM) == 0
    assert [row.author_id for row in live(article).bylines.all()] == [two["author"]]
    assert Revision.objects.held().get().held_because == "refused"


def test_moment_that_nothing_waits_for_is_cleared(article):
    SiteState.objects.update_or_create(pk=1, defaults={"next_due_at": NOW})
    workflow.apply_due(at=NOW)
    assert SiteState.objects.get().next_due_at is None


def test_nothing_due_costs_two_queries(article, planned, django_assert_num_queries):
    with django_assert_num_queries(2):
        workflow.apply_due(at=NOW)


def test_held_change_is_scheduled_anew(article, planned, editor):
    corrected_from_live(article, editor, kicker_ar="ظهرا")
    factories.revise(article, editor, at=NOW, kicker_ar="مساء وظهرا")
    workflow.update(article, by=editor, moment=FIVE_PM, at=ONE_PM)
    assert workflow.apply_due(at=FIVE_PM) == 1
    assert live(article).kicker_ar == "مساء وظهرا"


def settle_by_hand(article, planned, editor):
    """A version that holds the correction and the held change, without the page that merges."""
    corrected_from_live(article, editor, kicker_ar="ظهرا")
    merged = factories.revise(article, editor, at=NOW, kicker_ar="ظهرا ومساء")
    Revision.objects.filter(pk=merged.pk).update(merged=planned)
    assert Revision.objects.held().get() == planned


def test_held_change_is_settled_by_a_newer_version_that_holds_it_and_is_scheduled(
    article, planned, editor
):
    settle_by_hand(article, planned, editor)
    workflow.update(article, by=editor, moment=FIVE_PM, at=ONE_PM)
    assert not Revision.objects.held().exists()
    assert Transition.objects.filter(verb="superseded", revision=planned).exists()
    assert workflow.apply_due(at=FIVE_PM) == 1
    assert live(article).kicker_ar == "ظهرا ومساء"


def test_held_change_is_settled_by_a_newer_version_that_holds_it_and_is_published(
    article, planned, editor
):
    settle_by_hand(article, planned, editor)
    workflow.update(article, by=editor, at=ONE_PM)
    assert not Revision.objects.held().exists()


def test_held_change_stays_when_the_newer_version_goes_live_in_another_part(
    article, planned, editor
):
    settle_by_hand(article, planned, editor)
    workflow.update(article, by=editor, languages=[], shared=True, at=ONE_PM)
    assert Revision.objects.held().get() == planned


def test_held_change_can_be_cancelled(article, planned, editor):
    corrected_from_live(article, editor, kicker_ar="ظهرا")
    workflow.unschedule(article, by=editor, at=ONE_PM)
    assert not Revision.objects.held().exists()


def test_withdrawing_one_language_leaves_the_change_of_the_other(published, editor):
    both = published(headline_en="A line", body_en="<p>It opened.</p>")
    factories.revise(both, editor, at=NOW, kicker_ar="مساء", kicker_en="Evening")
    workflow.update(both, by=editor, moment=FIVE_PM, at=NOW)
    workflow.withdraw(both, by=editor, languages=["en"], at=NOW)
    assert workflow.apply_due(at=FIVE_PM) == 1
    assert (live(both).kicker_ar, live(both).kicker_en) == ("مساء", "")


def test_withdrawing_one_language_leaves_the_change_of_what_all_share(published, editor):
    both = published(headline_en="A line", body_en="<p>It opened.</p>")
    factories.revise(both, editor, at=NOW, kind="opinion")
    workflow.update(both, by=editor, languages=[], shared=True, moment=FIVE_PM, at=NOW)
    workflow.withdraw(both, by=editor, languages=["en"], at=NOW)
    assert workflow.apply_due(at=FIVE_PM) == 1
    assert live(both).kind == "opinion"


def test_conflict_that_came_about_since_is_found_at_the_moment(article, planned, editor):
    corrected_from_live(article, editor, headline_ar="مصحح")
    Revision.objects.filter(pk=planned.pk).update(data=planned.data | {"headline_ar": "آخر"})
    assert workflow.apply_due(at=FIVE_PM) == 0
    planned.refresh_from_db()
    assert planned.held_details == ["headline_ar"]
    assert live(article).headline_ar == "مصحح"


def test_change_over_two_languages_of_different_expiry_is_held(published, editor):
    both = published(headline_en="A line", body_en="<p>It opened.</p>")
    first = both.live_revision_ar
    planned = factories.revise(both, editor, at=NOW, kicker_ar="مساء", kicker_en="Evening")
    workflow.update(both, by=editor, moment=FIVE_PM, at=NOW)
    for languages, hours in ((["ar", "en"], 90), (["en"], 80)):
        planned.refresh_from_db()
        assert planned.held_at is None
        workflow.restore(both, revision=first, by=editor, at=NOW)
        factories.revise(both, editor, at=NOW, expires_at=(NOW + hours * HOUR).isoformat())
        workflow.update(both, by=editor, languages=languages, shared=False, at=ONE_PM)
    planned.refresh_from_db()
    assert (planned.held_because, planned.held_details) == ("conflict", ["expires_at"])


def test_change_that_is_live_where_its_article_still_is_changes_nothing(published, editor):
    both = published(headline_en="A line", body_en="<p>It opened.</p>")
    planned = factories.revise(both, editor, at=NOW, kicker_ar="مساء", kicker_en="Evening")
    workflow.update(both, by=editor, moment=FIVE_PM, at=NOW)
    factories.revise(both, editor, at=NOW, headline_ar="مصحح")
    workflow.update(both, by=editor, languages=["ar"], at=ONE_PM)
    workflow.withdraw(both, by=editor, languages=["en"], at=ONE_PM)
    assert workflow.apply_due(at=FIVE_PM) == 0
    assert Transition.objects.filter(verb="superseded", revision=planned).exists()
    assert live(both).headline_ar == "مصحح"


def test_expiry_that_one_language_got_meanwhile_is_not_given_to_the_other(published, editor):
    both = published(headline_en="A line", body_en="<p>It opened.</p>")
    planned = factories.revise(both, editor, at=NOW, kicker_ar="مساء")
    workflow.update(both, by=editor, moment=FIVE_PM, at=NOW)
    workflow.restore(both, revision=both.live_revision_ar, by=editor, at=NOW)
    factories.revise(both, editor, at=NOW, expires_at=(NOW + 90 * HOUR).isoformat())
    workflow.correct(both, by=editor, languages=["en"], notes={"en": "Two hours."}, at=ONE_PM)
    planned.refresh_from_db()
    assert (planned.held_because, planned.held_details) == ("conflict", ["expires_at"])
    workflow.apply_due(at=FIVE_PM)
    assert live(both).expires_at_ar is None


@pytest.fixture
def awaited(editor, content):
    """Live in Arabic; the English waits for its moment, and a change of it for five o'clock."""
    data = content(headline_en="A line", body_en="<p>It opened.</p>")
    article = workflow.create(by=editor, data=data, at=NOW)
    workflow.publish(article, by=editor, languages=["ar"], at=NOW)
    workflow.schedule(article, by=editor, languages=["en"], moment=NOW + 90 * HOUR, at=NOW)
    factories.revise(article, editor, at=NOW, kicker_en="Evening")
    workflow.update(article, by=editor, languages=["en"], moment=FIVE_PM, shared=False, at=NOW)
    article.refresh_from_db()
    workflow.restore(article, revision=article.live_revision_en, by=editor, at=NOW)
    return article


def test_change_is_held_as_soon_as_its_language_is_published_before_the_moment(awaited, editor):
    factories.revise(awaited, editor, at=NOW, kicker_en="Noon")
    workflow.publish(awaited, by=editor, at=ONE_PM)
    assert Revision.objects.held().get().held_at == ONE_PM


def test_language_is_not_published_before_its_moment_over_a_merged_change(awaited, editor):
    factories.revise(awaited, editor, at=NOW, headline_en="Two lines")
    workflow.update(awaited, by=editor, languages=["en"], shared=False, at=ONE_PM)
    factories.revise(awaited, editor, at=NOW, standfirst_en="In work")
    assert workflow.apply_due(at=FIVE_PM) == 1
    with pytest.raises(Outdated):
        workflow.publish(awaited, by=editor, at=FIVE_PM)
    assert live(awaited).kicker_en == "Evening"


def test_revision_made_upon_two_that_share_a_parent_knows_each_once():
    assert lineage.ancestors({4: (2, 3), 3: (1,), 2: (1,), 1: ()}, 4) == {1, 2, 3, 4}


def test_article_without_a_revision_has_nothing_unpublished(article):
    article.latest_revision = None
    assert workflow.changed_parts(article) == []


def test_article_whose_newest_revision_is_gone_can_be_withdrawn(article, editor):
    Article.objects.filter(pk=article.pk).update(latest_revision=None)
    assert workflow.withdraw(article, by=editor, at=NOW).state == "withdrawn"


def test_changes_wait_in_the_order_of_their_moments_until_they_are_applied(article, editor):
    for hours, kicker in ((2, "عصر"), (3, "ليل"), (1, "ظهر")):
        factories.revise(article, editor, at=NOW, kicker_ar=kicker)
        workflow.update(article, by=editor, moment=NOW + hours * HOUR, at=NOW)
    waiting = article.revisions.waiting()
    assert [change.data["kicker_ar"] for change in waiting] == ["ظهر", "عصر", "ليل"]
    workflow.apply_due(at=NOW + 2 * HOUR)
    assert [change.data["kicker_ar"] for change in waiting.all()] == ["ليل"]
