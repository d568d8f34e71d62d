"""The page of what comments tell the user: where they are named, and answers to them."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from articles.admin.editing import current_user, render_page
from articles.comments.models import CommentNotice

MAX_ROWS: Final = 100


def mentions_view(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """What the user was told and is open, the newest first; at most 100. One query."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    rows = CommentNotice.objects.open_for(current_user(request)).newest_first()
    rows = rows.select_related("comment__author", "comment__thread__article")
    context = {"title": _("Comments that concern you"), "notices": list(rows[:MAX_ROWS])}
    return render_page(model_admin, request, "mentions", context)
