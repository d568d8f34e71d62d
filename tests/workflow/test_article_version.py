"""A verb acts on the text that was seen; an approval names a revision."""

import pytest
from django.utils.translation import override

from articles import workflow
from articles.errors import NotApproved, Outdated
from articles.models import Article, Correction, Transition
from articles.workflow.article_version import (
    ArticleVersion,
    current_version,
    with_newest_transition,
)
from articles.workflow.rules import effective_state
from tests.conftest import NOW


@pytest.fixture
def draft(journalist, content):
    return workflow.create(by=journalist, data=content(), at=NOW)


@pytest.fixture
def approved(draft, journalist, editor):
    article = workflow.submit(draft, by=journalist, at=NOW)
    return workflow.approve(article, by=editor, at=NOW)


@pytest.fixture
def rewritten(approved, journalist, content):
    """An approved article that its journalist saved once more."""
    data = content(headline_ar="بعد الاعتماد")
    base = approved.latest_revision_id
    workflow.save(approved, by=journalist, data=data, base=base, at=NOW)
    return Article.objects.get(pk=approved.pk)


def test_approved_article_stands_as_approved(approved):
    assert effective_state(approved, at=NOW) == "approved"


def test_article_edited_since_its_approval_says_so(rewritten):
    assert effective_state(rewritten, at=NOW) == "edited"
    assert list(Article.objects.in_effective_state("edited", at=NOW)) == [rewritten]
    assert not Article.objects.in_effective_state("approved", at=NOW).exists()


def test_article_edited_since_its_approval_is_not_published(rewritten, editor):
    with pytest.raises(NotApproved):
        workflow.publish(rewritten, by=editor, at=NOW)
    assert Article.objects.get().state == "approved"


def test_article_edited_since_its_approval_is_approved_again(rewritten, editor):
    article = workflow.approve(rewritten, by=editor, at=NOW)
    assert workflow.publish(article, by=editor, at=NOW).state == "published"


def test_who_publishes_may_approve_the_newest_text_with_it(rewritten, editor):
    workflow.publish(rewritten, by=editor, approves=True, at=NOW)
    entry = Transition.objects.filter(verb="approve").latest("pk")
    assert entry.revision_id == rewritten.latest_revision_id


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [("publish", {}), ("send_back", {"note": "أضف مصدرا"}), ("kill", {"reason": "تشهير"})],
)
def test_approval_ends_with_what_is_decided_next(approved, chief, verb, arguments):
    article = getattr(workflow, verb)(approved, by=chief, at=NOW, **arguments)
    assert article.approved_revision is None


def test_approved_article_cannot_be_approved_twice(approved, editor):
    assert "approve" not in workflow.verbs_for(approved, editor, at=NOW)


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [
        ("send_back", {"note": "أضف مصدرا"}),
        ("approve", {}),
        ("publish", {}),
        ("schedule", {"moment": NOW.replace(year=2027)}),
    ],
)
def test_verb_on_an_older_version_than_the_newest_is_refused(
    rewritten, approved, editor, verb, arguments
):
    with pytest.raises(Outdated):
        getattr(workflow, verb)(
            rewritten, by=editor, seen=approved.latest_revision_id, at=NOW, **arguments
        )
    assert Article.objects.get().state == "approved"


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [("update", {}), ("correct", {"notes": {"ar": "ساعتان."}}), ("withdraw", {})],
)
def test_verb_on_an_older_version_of_a_live_article_is_refused(
    published, editor, content, verb, arguments
):
    article = published()
    seen = article.latest_revision_id
    workflow.save(article, by=editor, data=content(kicker_ar="جديد"), base=seen, at=NOW)
    with pytest.raises(Outdated):
        getattr(workflow, verb)(article, by=editor, seen=seen, at=NOW, **arguments)


def test_verb_on_the_newest_version_is_done(rewritten, editor):
    seen = rewritten.latest_revision_id
    assert workflow.approve(rewritten, by=editor, seen=seen, at=NOW).state == "approved"


def test_cancelled_schedule_keeps_the_approval_of_what_was_scheduled(draft, editor):
    workflow.schedule(draft, moment=NOW.replace(year=2027), by=editor, at=NOW)
    article = workflow.unschedule(draft, by=editor, at=NOW)
    assert article.approved_revision_id == draft.latest_revision_id
    assert effective_state(article, at=NOW) == "approved"


def seen(article):
    """What a page shows that somebody opens now."""
    return current_version(with_newest_transition(Article.objects.filter(pk=article.pk)).get())


def test_page_shows_the_newest_revision_and_the_newest_line_of_the_log(approved):
    newest = approved.transitions.latest("pk")
    assert seen(approved) == ArticleVersion(approved.latest_revision_id, newest.pk)


def test_page_shows_no_line_of_another_articles_log(approved, editor, content):
    before = seen(approved)
    workflow.create(by=editor, data=content(), at=NOW)
    assert seen(approved) == before


def test_publishing_from_before_a_withdrawal_is_refused(draft, editor, chief):
    """A withdrawal for libel is not undone by a tab that was open before it."""
    before = seen(draft)
    workflow.publish(draft, by=editor, at=NOW)
    workflow.withdraw(draft, by=editor, at=NOW)
    with override("en"), pytest.raises(Outdated, match="done to the article"):
        workflow.publish(draft, by=chief, seen=before, at=NOW)
    assert Article.objects.get().state == "withdrawn"


def test_publishing_from_before_it_was_sent_back_is_refused(approved, editor, chief):
    before = seen(approved)
    workflow.send_back(approved, by=editor, note="أضف مصدرا", at=NOW)
    with pytest.raises(Outdated):
        workflow.publish(approved, by=chief, seen=before, at=NOW)
    assert Article.objects.get().state == "draft"


def test_other_language_is_not_published_from_before_all_was_withdrawn(
    published, editor, chief, content
):
    article = published()
    data = content(headline_en="English", body_en="<p>Text</p>")
    workflow.save(article, by=editor, data=data, base=article.latest_revision_id, at=NOW)
    before = seen(article)
    workflow.withdraw(article, by=editor, at=NOW)
    with pytest.raises(Outdated):
        workflow.publish(article, by=chief, languages=["en"], seen=before, at=NOW)
    assert Article.objects.get().publication_en == "none"


def test_rescheduling_from_before_a_colleagues_is_refused(draft, editor, chief):
    before = seen(draft)
    workflow.schedule(draft, by=chief, moment=NOW.replace(year=2027), at=NOW)
    with pytest.raises(Outdated):
        workflow.schedule(draft, by=editor, moment=NOW.replace(year=2028), seen=before, at=NOW)
    assert Article.objects.get().published_at_ar == NOW.replace(year=2027)


def test_correction_sent_by_two_people_is_published_once(published, editor, chief):
    article = published()
    before = seen(article)
    workflow.correct(article, by=editor, notes={"ar": "ساعتان."}, seen=before, at=NOW)
    with pytest.raises(Outdated):
        workflow.correct(article, by=chief, notes={"ar": "ساعتان."}, seen=before, at=NOW)
    assert Correction.objects.count() == 1


@pytest.mark.parametrize("is_saved", [True, False])
def test_restoring_from_before_a_save_or_a_verb_is_refused(
    draft, editor, journalist, content, is_saved
):
    first, before = draft.latest_revision, seen(draft)
    if is_saved:
        data = content(headline_ar="أحدث")
        workflow.save(draft, by=journalist, data=data, base=first.pk, at=NOW)
    else:
        workflow.submit(draft, by=journalist, at=NOW)
    count = draft.revisions.count()
    with pytest.raises(Outdated):
        workflow.restore(draft, revision=first, by=editor, seen=before, at=NOW)
    assert draft.revisions.count() == count


def test_verb_on_what_the_page_shows_is_done(draft, editor, chief):
    workflow.publish(draft, by=editor, at=NOW)
    workflow.withdraw(draft, by=editor, at=NOW)
    assert workflow.publish(draft, by=chief, seen=seen(draft), at=NOW).state == "published"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("12-34", ArticleVersion(12, 34)),
        ("12-", ArticleVersion(12, None)),
        ("-34", ArticleVersion(None, 34)),
        ("-", ArticleVersion(None, None)),
    ],
)
def test_what_was_seen_goes_through_a_page_as_a_text(text, read):
    assert (ArticleVersion.parse(text), str(read)) == (read, text)


@pytest.mark.parametrize("text", ["x", "1-2-3", "١", "1 ", "9" * 40, "\x00", "<b>"])
def test_text_that_cannot_be_read_saw_nothing(text):
    assert ArticleVersion.parse(text) == ArticleVersion(None, None)


def test_page_of_an_earlier_program_saw_the_revision_alone():
    assert ArticleVersion.parse("12") == ArticleVersion(12, None)
