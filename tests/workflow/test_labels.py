from datetime import timedelta

import pytest
from django.utils.translation import override

from articles import workflow
from articles.errors import Incomplete
from articles.workflow.live import newest_revision
from articles.workflow.rules import state_label
from tests.conftest import NOW

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def test_draft_is_called_by_its_state(journalist, content):
    draft = workflow.create(by=journalist, data=content(), at=NOW)
    assert state_label(draft, at=NOW) == "Draft"


def test_article_before_its_moment_is_called_scheduled(published):
    assert state_label(published(), at=NOW - HOUR) == "Scheduled"


def test_visible_article_is_called_live(published):
    assert state_label(published(), at=NOW) == "Live"


def test_article_after_its_time_is_called_expired(published):
    assert state_label(published(expires_at=NOW + HOUR), at=NOW + HOUR) == "Expired"


def test_live_article_with_a_newer_revision_is_called_so(published, editor, content):
    article = published()
    workflow.save(article, by=editor, data=content(), base=article.latest_revision_id, at=NOW)
    article.refresh_from_db()
    assert state_label(article, at=NOW) == "Live with unpublished changes"


def test_article_that_was_never_saved_has_nothing_to_publish(published):
    article = published()
    article.latest_revision = None
    with pytest.raises(Incomplete):
        newest_revision(article)
