"""An embargo is set, moved and lifted with a reason."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Article
from newsroom.accounts.models import User
from tests.admin.forms import posted

HOUR = timedelta(hours=1)


@pytest.fixture
def embargoed(editor: User, content: Any) -> Article:
    until = (timezone.now() + HOUR).replace(microsecond=0)
    return workflow.create(by=editor, data=content(embargo_until=until.isoformat()), note="وزارة")


def save(client: Any, article: Article, **changes: Any) -> Any:
    fresh = Article.objects.get(pk=article.pk)
    assert fresh.latest_revision
    sent = {"base": fresh.latest_revision_id, "embargo_until": until(fresh)} | changes
    path = f"/admin/articles/article/{article.pk}/change/"
    return client.post(path, posted(fresh.latest_revision.data, **sent))


def until(article: Article) -> str:
    """The embargo as the form has it, in the site's zone."""
    assert article.latest_revision
    moment = timezone.datetime.fromisoformat(article.latest_revision.data["embargo_until"])
    return timezone.localtime(moment, timezone.get_default_timezone()).strftime("%Y-%m-%dT%H:%M:%S")


@pytest.mark.parametrize("moment", ["", "2030-12-01T09:30"])
def test_embargo_is_lifted_or_moved_with_a_reason_only(
    signed_in: Any, editor: User, embargoed: Article, moment: str
) -> None:
    client = signed_in(editor)
    refused = save(client, embargoed, embargo_until=moment)
    assert "note" in refused.context["form"].errors
    assert embargoed.revisions.count() == 1
    assert save(client, embargoed, embargo_until=moment, note="انعقد المؤتمر").status_code == 302
    assert embargoed.revisions.newest_first()[0].note == "انعقد المؤتمر"


def test_embargo_of_a_new_article_needs_a_reason(
    signed_in: Any, editor: User, content: Any
) -> None:
    sent = posted(content(), embargo_until="2030-12-01T09:30")
    refused = signed_in(editor).post("/admin/articles/article/add/", sent)
    assert "note" in refused.context["form"].errors


def test_text_is_saved_without_a_reason_while_the_embargo_stays(
    signed_in: Any, editor: User, embargoed: Article
) -> None:
    assert save(signed_in(editor), embargoed, headline_ar="عنوان أحدث").status_code == 302


def test_form_that_was_opened_before_a_colleague_moved_the_embargo_is_asked_for_nothing(
    signed_in: Any, editor: User, embargoed: Article
) -> None:
    base, seen = embargoed.latest_revision_id, until(embargoed)
    data = embargoed.latest_revision.data if embargoed.latest_revision else {}
    moved = data | {"embargo_until": (timezone.now() + 9 * HOUR).isoformat()}
    workflow.save(embargoed, by=editor, data=moved, base=base, note="أُجّل المؤتمر")
    stale = {"base": base, "embargo_until": seen, "headline_ar": "عنوان أحدث"}
    assert save(signed_in(editor), embargoed, **stale).status_code == 302
