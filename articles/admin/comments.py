"""The views of an article's comments: their list, what is done with them, whom they may name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Any, Final, NamedTuple

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from articles.admin import notifications
from articles.admin.editing import current_user
from articles.arabic.normalize import clean_line
from articles.comments import discussion, people
from articles.comments.models import (
    Comment,
    CommentThread,
    comments_version,
)
from articles.errors import Refused
from articles.json_requests import (
    RequestError,
    answers_refusals,
    conditional_answer,
    json_answer,
    refuse_other_person,
    sent_object,
)
from articles.models import Article
from articles.models.fields import number_in
from articles.notifications.models import Notification
from articles.notifications.topics import OF_COMMENTS
from articles.templatetags.wording import date_time
from articles.text_anchors import Anchor

_MAX_BYTES: Final = 100_000


class _Sent(NamedTuple):
    """What somebody sent about an article's comments."""

    request: HttpRequest
    article: Article
    data: dict[str, Any]
    at: datetime

    @property
    def draft(self) -> discussion.Draft:
        """The comment that was typed; raises BadRequest."""
        text, key, named = (self.data.get(name) for name in ("text", "key", "mentions"))
        numbers = named if isinstance(named, list) else []
        if not isinstance(text, str) or not all(isinstance(each, int) for each in numbers):
            raise BadRequest
        return discussion.Draft(text, tuple(numbers), str(key or ""))

    def thread(self) -> CommentThread:
        """The thread of the article that is named; raises Http404. One query."""
        rows = CommentThread.objects.filter(article=self.article)
        return _found(rows.filter(pk=number_in(str(self.data.get("thread"))) or 0).first())

    def comment(self) -> Comment:
        """The comment on the article that is named; raises Http404. One query."""
        rows = Comment.objects.select_related("thread").filter(thread__article=self.article)
        return _found(rows.filter(pk=number_in(str(self.data.get("comment"))) or 0).first())


@answers_refusals
def comments_view(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """The article's threads as JSON; POST first does what is asked, and answers with them too.

    → {version, threads: [{id, field, exact, prefix, suffix, position, is_lost, is_resolved,
    resolved, comments: [{id, author, name, text, at, moment, is_edited, is_deleted,
    mentions: [{id, name}]}]}], news: {count, threads: [id]}, written: id|null}, with an ETag; 304
    to who has it. `news` is how much the user was told of and has not read, of anything, and the
    threads among that.

    POST takes JSON {action, person, …}: `start` {field, exact, prefix, suffix, position},
    `reply`, `resolve`, `reopen` {thread}, `edit`, `delete` {comment}, `see` {comment} (its thread
    was read as far as there); `start`, `reply` and `edit` also {text, mentions: [id]}, and the
    first two `key`, by which they are done once.
    400 with a message for what is no comment, 401 signed out, 403 not allowed, 404 no such
    article, thread or comment, 409 somebody else is signed in. Eight queries besides those of who
    asks for GET.
    """
    article = _article(model_admin, request, pk)
    written = None
    if request.method == "POST":
        data = sent_object(request, max_bytes=_MAX_BYTES)
        refuse_other_person(request, data)
        written = _do(_Sent(request, article, data, timezone.now()))
    elif request.method == "GET":
        notifications.note_language(request)
    return conditional_answer(request, _listed(request, article, written))


def _do(sent: _Sent) -> int | None:
    """Do what is asked; the comment that was written. Raises BadRequest, RequestError."""
    action = _ACTIONS.get(str(sent.data.get("action")))
    if action is None:
        raise BadRequest
    try:
        return action(sent)
    except Refused as refusal:
        may = refusal.code != "not_allowed"
        status = HTTPStatus.BAD_REQUEST if may else HTTPStatus.FORBIDDEN
        raise RequestError(status, refusal) from None


def people_view(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """JSON {"people": [{"id", "name", "username"}]} for `?q=`; 403 without permission.

    One query besides those of who asks.
    """
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    found = people.offered(clean_line(request.GET.get("q", ""))[:100])
    rows = [{"id": user.pk, "name": str(user), "username": user.get_username()} for user in found]
    return json_answer({"people": rows})


def _article(model_admin: Any, request: HttpRequest, pk: int) -> Article:
    rows = Article.objects.without_bodies()
    article: Article | None = rows.filter(pk=pk).first()
    if article is None:
        raise Http404
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    return article


def _found[Row](row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row


def _start(sent: _Sent) -> int:
    exact, prefix, suffix = (sent.data.get(name, "") for name in ("exact", "prefix", "suffix"))
    position = sent.data.get("position", 0)
    if not all(isinstance(text, str) for text in (exact, prefix, suffix)):
        raise BadRequest
    if not isinstance(position, int):
        raise BadRequest
    anchor = Anchor(exact, prefix, suffix, position)
    field = str(sent.data.get("field", ""))
    by = current_user(sent.request)
    written = discussion.start(
        sent.article, field=field, anchor=anchor, draft=sent.draft, by=by, at=sent.at
    )
    return written.comment.pk


def _reply(sent: _Sent) -> int:
    by = current_user(sent.request)
    return discussion.reply(sent.thread(), draft=sent.draft, by=by, at=sent.at).comment.pk


def _edit(sent: _Sent) -> int:
    by = current_user(sent.request)
    return discussion.edit(sent.comment(), draft=sent.draft, by=by, at=sent.at).comment.pk


def _delete(sent: _Sent) -> None:
    discussion.delete(sent.comment(), by=current_user(sent.request), at=sent.at)


def _see(sent: _Sent) -> None:
    discussion.see(sent.comment(), by=current_user(sent.request), at=sent.at)


def _resolve(sent: _Sent) -> None:
    discussion.resolve(sent.thread(), by=current_user(sent.request), at=sent.at)


def _reopen(sent: _Sent) -> None:
    discussion.reopen(sent.thread(), at=sent.at)


_ACTIONS: Final[dict[str, Callable[[_Sent], int | None]]] = {
    "start": _start,
    "reply": _reply,
    "edit": _edit,
    "delete": _delete,
    "see": _see,
    "resolve": _resolve,
    "reopen": _reopen,
}


def _listed(request: HttpRequest, article: Article, written: int | None) -> dict[str, Any]:
    threads = list(CommentThread.objects.of_article(article.pk))
    newest = CommentThread.objects.filter(article=article).order_by("-changed_at")
    changed_at = newest.values_list("changed_at", flat=True).first()
    told = Notification.objects.unread_by(current_user(request))
    of_comments = told.filter(kind__in=OF_COMMENTS).values_list("details", flat=True)
    return {
        "version": comments_version(changed_at),
        "threads": [_thread(thread) for thread in threads],
        "news": {
            "count": told.count(),
            "threads": sorted({details["thread"] for details in of_comments}),
        },
        "written": written,
    }


def _thread(thread: CommentThread) -> dict[str, Any]:
    exact, prefix, suffix, position = thread.anchor
    resolved = ""
    if thread.resolved_at:
        names = {"name": thread.resolved_by or "—", "moment": date_time(thread.resolved_at)}
        resolved = _("Resolved by %(name)s, %(moment)s") % names
    return {
        "id": thread.pk,
        "field": thread.field,
        "exact": exact,
        "prefix": prefix,
        "suffix": suffix,
        "position": position,
        "is_lost": thread.is_lost,
        "is_resolved": thread.resolved_at is not None,
        "resolved": resolved,
        "comments": [_comment(comment) for comment in thread.comments.all()],
    }


def _comment(comment: Comment) -> dict[str, Any]:
    return {
        "id": comment.pk,
        "author": comment.author_id,
        "name": str(comment.author or "—"),
        "text": comment.text,
        "at": date_time(comment.written_at),
        "moment": comment.written_at.isoformat(),
        "is_edited": comment.edited_at is not None,
        "is_deleted": comment.deleted_at is not None,
        "mentions": [
            {"id": notice.user_id, "name": str(notice.user)} for notice in comment.notices.all()
        ],
    }


def urls(model_admin: Any) -> list[URLPattern]:
    """The routes below the articles' own."""

    def guarded(view: Any) -> Any:
        return model_admin.admin_site.admin_view(partial(view, model_admin))

    name = "articles_article"
    return [
        path("<int:pk>/comments/", guarded(comments_view), name=f"{name}_comments"),
        path("comment-people/", never_cache(guarded(people_view)), name=f"{name}_comment_people"),
        *notifications.urls(model_admin),
    ]
