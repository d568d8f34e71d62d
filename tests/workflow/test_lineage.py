"""Upon which version two versions are merged, whatever was merged before."""

from datetime import timedelta

import pytest

from articles import content as contents
from articles import merging, workflow
from articles.models import Revision
from articles.workflow import lineage
from tests import factories
from tests.conftest import NOW

HOUR = timedelta(hours=1)
CROSSED = {1: (), 2: (1,), 3: (1,), 4: (2, 3), 5: (3, 2)}


def test_version_made_upon_the_other_is_the_common_one():
    assert lineage.nearest_common_ancestors({1: (), 2: (1,), 3: (2,)}, 2, 3) == [2]


def test_two_that_were_merged_twice_have_both_in_common():
    assert lineage.nearest_common_ancestors(CROSSED, 4, 5) == [2, 3]


def test_versions_of_two_beginnings_have_nothing_in_common():
    assert lineage.nearest_common_ancestors({1: (), 2: ()}, 1, 2) == []


@pytest.fixture
def article(editor, content):
    return workflow.create(by=editor, data=content(headline_ar="أول"), at=NOW)


@pytest.fixture
def write(article, editor):
    """A revision upon the first parent and merged with the second, as it stands in the table."""

    def make(*parents, **changes):
        base, merged = (*parents, None)[:2]
        data = article.revisions.earliest("pk").data if base is None else base.data
        return Revision.objects.create(
            article=article,
            base=base,
            merged=merged,
            data=data | changes,
            created_by=editor,
            created_at=NOW,
        )

    return make


@pytest.fixture
def merged(article):
    """The merge of two revisions upon what they have in common."""

    def make(newest, mine):
        line = lineage.parents(article)
        base = lineage.common_base(article, line, newest.pk, mine.pk)
        return merging.merge(base, contents.read(newest), contents.read(mine))

    return make


@pytest.fixture
def pair(article, write):
    """Two versions of the first one, with another headline and another text each."""
    first = article.revisions.get()
    return [
        write(first, headline_ar=word, slug_ar=word, body_ar=f"<p>{word}</p>")
        for word in ("بحر", "نهر")
    ]


def test_two_answers_to_one_question_are_asked_about(write, merged, pair):
    one, other = pair
    found = merged(write(one, other), write(other, one))
    assert [each.key for each in found.conflicts] == ["headline_ar:1", "body_ar:1"]


def test_two_answers_are_asked_about_the_other_way_round(write, merged, pair):
    one, other = pair
    found = merged(write(other, one), write(one, other))
    assert [each.key for each in found.conflicts] == ["headline_ar:1", "body_ar:1"]


def test_address_follows_the_answer_to_the_second_question(write, merged, pair):
    one, other = pair
    found = merged(write(one, other), write(other, one))
    answers = {each.key: merging.MINE for each in found.conflicts}
    assert merging.resolve(found, answers)["slug_ar"] == "نهر"


def test_same_answer_twice_is_not_asked_about(write, merged, pair):
    one, other = pair
    assert merged(write(one, other), write(one, other)).is_clean


def test_what_only_one_changed_after_both_merges_is_taken(write, merged, article):
    first = article.revisions.get()
    one, other = write(first, kicker_ar="ألف"), write(first, dateline_ar="القاهرة")
    newest = write(one, other, kicker_ar="ألف", dateline_ar="القاهرة")
    mine = write(other, one, kicker_ar="باء", dateline_ar="القاهرة")
    found = merged(newest, mine)
    assert found.is_clean
    assert found.data["kicker_ar"] == "باء"


def test_removal_that_was_answered_twice_is_asked_about(write, merged, article):
    first = article.revisions.get()
    one, other = write(first, body_ar=""), write(first, body_ar="<p>نص محرر</p>")
    found = merged(write(one, other), write(other, one))
    assert [each.key for each in found.conflicts] == ["body_ar:1"]
    assert "\0" not in merging.resolve(found, {"body_ar:1": merging.MINE})["body_ar"]


def test_third_version_in_common_is_heard_as_well(write, merged, article):
    first = article.revisions.get()
    one, other, third = (write(first, kicker_ar=word) for word in ("ا", "ب", "ت"))
    newest = write(write(one, other), third)
    mine = write(write(third, other), one)
    assert [each.key for each in merged(newest, mine).conflicts] == ["kicker_ar:1"]


def test_third_version_in_common_is_compared_with_what_the_second_was_made_upon(
    write, merged, article
):
    first = article.revisions.get()
    below = write(first, kicker_ar="ا")
    one, other, third = write(first), write(below, kicker_ar="ب"), write(below)
    newest = write(write(one, other), third, kicker_ar="ب")
    mine = write(write(third, other), one, kicker_ar="ت")
    found = merged(newest, mine)
    assert (found.is_clean, found.data["kicker_ar"]) == (True, "ت")


def test_ladder_of_crossed_merges_ends_with_a_question(write, merged, pair):
    one, other = pair
    for _n in range(12):
        one, other = write(one, other), write(other, one)
    assert "headline_ar:1" in [each.key for each in merged(one, other).conflicts]


def test_change_without_anything_in_common_with_what_is_live_is_held(article, editor, content):
    workflow.publish(article, by=editor, at=NOW)
    article.refresh_from_db()
    change = workflow.save(
        article,
        by=editor,
        data=content(headline_ar="مساء"),
        base=article.latest_revision_id,
        at=NOW,
    )
    workflow.update(article, by=editor, moment=NOW + HOUR, at=NOW)
    Revision.objects.filter(pk=change.pk).update(base=None)
    change.refresh_from_db()
    assert workflow.scheduled_changes.rebase(article, change).conflicts


def test_change_upon_a_restored_version_is_not_held_for_what_the_restoring_undid(article, editor):
    workflow.publish(article, by=editor, at=NOW)
    first = article.revisions.get()
    undone = factories.revise(article, editor, at=NOW, kicker_ar="ثان")
    workflow.update(article, by=editor, at=NOW)
    restored = workflow.restore(article, revision=first, by=editor, at=NOW)
    change = factories.revise(article, editor, at=NOW, kicker_ar="ثالث")
    workflow.update(article, by=editor, moment=NOW + HOUR, at=NOW)
    again = workflow.restore(article, revision=restored, by=editor, at=NOW)
    beside = undone.data | {"headline_ar": "عنوان آخر"}
    beside = workflow.save(article, by=editor, data=beside, base=undone.pk, at=NOW)
    both = first.data | {"headline_ar": "عنوان آخر"}
    workflow.save(article, by=editor, data=both, base=again.pk, merged=beside.pk, at=NOW)
    workflow.update(article, by=editor, at=NOW)
    assert article.revisions.waiting().get() == change
    workflow.apply_due(at=NOW + HOUR)
    article.refresh_from_db()
    assert (article.kicker_ar, article.headline_ar) == ("ثالث", "عنوان آخر")
