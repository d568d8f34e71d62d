"""Who else is in the article, for its form: one small answer that all its windows ask for."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from articles.admin.editing import current_user, desk_url
from articles.comments.models import CommentThread, comments_version
from articles.json_requests import conditional_answer
from articles.models import Article, Presence, Suggestion
from articles.templatetags.wording import date_time

_MAX_FIELD: Final = 60


def presence_view(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Who is in the article, and its newest version; the same answer for everybody.

    POST first notes that the user is in `field`, or with `left` that they are gone. Answers
    `{"people": [{"id", "name", "field"}], "newest": {"revision", "by", "name", "at", "compare"},
    "comments", "suggestions"}` with an ETag; 304 to who has it. `comments` and `suggestions` are
    texts that change with a comment and with a suggested edit that waits, "" without any. Two
    queries, two or three more for POST.
    """
    rows = Article.objects.without_bodies().select_related("latest_revision__created_by")
    rows = rows.annotate(
        comments_changed_at=CommentThread.objects.last_change(),
        suggestions_changed_at=Suggestion.objects.waiting().last_change(),
    )
    article = rows.defer("latest_revision__data").filter(pk=pk).first()
    if article is None:
        raise Http404
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    if request.method == "POST":
        _note(request, article)
    return conditional_answer(
        request,
        {
            "people": _people(article),
            "newest": newest_version(article),
            "comments": comments_version(article.comments_changed_at),
            "suggestions": str(article.suggestions_changed_at or ""),
        },
    )


def _note(request: HttpRequest, article: Article) -> None:
    user = current_user(request).pk
    if "left" in request.POST:
        Presence.objects.leave(article, user)
        return
    field = request.POST.get("field", "")[:_MAX_FIELD]
    Presence.objects.note(article, user, field=field, at=timezone.now())


def _people(article: Article) -> list[dict[str, Any]]:
    here = Presence.objects.current(at=timezone.now()).filter(article=article)
    return [
        {"id": each.user_id, "name": str(each.user), "field": each.field}
        for each in here.select_related("user")
    ]


def newest_version(article: Article) -> dict[str, Any] | None:
    """The newest revision: its id, by whom, when, and the address that compares; no query.

    The article comes with its newest revision and whoever saved that.
    """
    revision = article.latest_revision
    if revision is None:
        return None
    return {
        "revision": revision.pk,
        "by": revision.created_by_id,
        "name": str(revision.created_by or ""),
        "at": date_time(revision.created_at),
        "compare": f"{desk_url(article, 'compare')}?new={revision.pk}&old=",
    }
