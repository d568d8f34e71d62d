"""A verb acts on the text that was seen; an approval names a revision."""

import pytest

from articles import workflow
from articles.errors import NotApproved, Outdated
from articles.models import Article, Transition
from articles.workflow.rules import standing
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
    assert standing(approved, at=NOW) == "approved"


def test_article_edited_since_its_approval_says_so(rewritten):
    assert standing(rewritten, at=NOW) == "edited"
    assert list(Article.objects.standing("edited", at=NOW)) == [rewritten]
    assert not Article.objects.standing("approved", at=NOW).exists()


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
    assert standing(article, at=NOW) == "approved"
