"""Quoted passages are looked for again in every version that is saved."""

from collections.abc import Callable
from typing import Any

import pytest

from articles import outbox
from articles.comments import passages
from articles.comments.models import CommentThread
from articles.models import Article, Revision
from newsroom.accounts.models import User
from tests import factories
from tests.comments.conftest import BODY

type Start = Callable[..., dict[str, Any]]


@pytest.fixture
def thread(start: Start, editor: User) -> CommentThread:
    return CommentThread.objects.get(pk=start(editor)["id"])


def after_save(thread: CommentThread, editor: User, **changes: str) -> CommentThread:
    """The thread once the version with these changes was saved and announced."""
    article = Article.objects.get(pk=thread.article_id)
    factories.revise(article, editor, **changes)
    outbox.deliver()
    thread.refresh_from_db()
    return thread


def test_words_that_changed_inside_the_passage_are_quoted_anew(
    thread: CommentThread, editor: User
) -> None:
    body = BODY.replace("التمويل مضمون", "التمويل <strong>الأوروبي</strong> مضمون")
    found = after_save(thread, editor, body_ar=f"<p>مقدمة.</p>{body}")
    assert (found.exact, found.is_lost) == ("التمويل الأوروبي مضمون", False)
    assert found.revision_id == Revision.objects.latest("pk").pk


def test_passage_that_is_gone_is_kept_as_quoted_and_found_when_it_is_back(
    thread: CommentThread, editor: User
) -> None:
    gone = after_save(thread, editor, body_ar="<p>نص آخر.</p>")
    assert (gone.exact, gone.is_lost) == ("التمويل مضمون", True)
    back = after_save(gone, editor, body_ar=BODY)
    assert (back.exact, back.is_lost) == ("التمويل مضمون", False)


def test_comment_on_a_whole_field_is_never_lost(start: Start, editor: User) -> None:
    more = {"field": "headline_ar", "exact": "", "prefix": "", "suffix": ""}
    thread = CommentThread.objects.get(pk=start(editor, **more)["id"])
    assert not after_save(thread, editor, headline_ar="عنوان آخر").is_lost


def test_only_what_moved_is_told_as_a_change(thread: CommentThread, editor: User) -> None:
    before = thread.changed_at
    assert after_save(thread, editor, headline_ar="عنوان آخر").changed_at == before
    assert after_save(thread, editor, body_ar="<p>نص آخر.</p>").changed_at > before


def test_repeated_signal_changes_nothing(
    thread: CommentThread, editor: User, django_assert_max_num_queries: Any
) -> None:
    after_save(thread, editor, headline_ar="عنوان آخر")
    # With the two of the savepoint.
    with django_assert_max_num_queries(4):
        passages.refresh(thread.article_id)


def test_version_that_is_gone_leaves_the_quote(thread: CommentThread, editor: User) -> None:
    CommentThread.objects.update(revision=None)
    assert after_save(thread, editor, headline_ar="عنوان آخر").exact == "التمويل مضمون"


def test_article_without_a_version_has_nothing_to_look_for(db: None) -> None:
    passages.refresh(9)


def test_text_of_a_body_is_that_of_its_blocks() -> None:
    html = "<ul><li>أول</li><li>ثانٍ</li></ul><p>ثالث<br>رابع</p>"
    assert passages.text_of({"body_ar": html}, "body_ar") == "أول\nثانٍ\nثالث\nرابع"
    assert passages.text_of({}, "headline_ar") == ""
