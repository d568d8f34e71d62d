"""The page of what comments tell the user: where they are named, and answers to them."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.editing import current_user, render_page
from articles.comments.models import CommentNotice
from articles.models.fields import number_in

MAX_ROWS: Final = 100


def mentions_view(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """What the user was told and is open, the newest first; at most 100. One query.

    POST {notice: [id]} marks these as read and leads back; others' notices are left alone.
    """
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    rows = CommentNotice.objects.open_for(current_user(request)).newest_first()
    if request.method == "POST":
        numbers = [number_in(sent) for sent in request.POST.getlist("notice")[:MAX_ROWS]]
        rows.filter(pk__in=[number for number in numbers if number]).settle(at=timezone.now())
        return redirect(request.path)
    rows = rows.select_related("comment__author", "comment__thread__article")
    context = {"title": _("Comments that concern you"), "notices": list(rows[:MAX_ROWS])}
    return render_page(model_admin, request, "mentions", context)
