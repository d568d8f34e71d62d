"""The page instead of an article's, when a version of it was written by a newer program."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from articles.admin.editing import load, render
from articles.errors import NewerSchema

type View = Callable[..., HttpResponse]


def refusing_newer(view: View) -> View:
    """The view of an article; 503 with the reason, and the way to its history, for NewerSchema.

    Happens while a new release is rolled out, or after it was taken back.
    """

    @wraps(view)
    def wrapped(desk: Any, request: HttpRequest, pk: Any, *rest: Any, **more: Any) -> HttpResponse:
        try:
            return view(desk, request, pk, *rest, **more)
        except NewerSchema as refusal:
            article = load(pk)
            context = {
                "title": _("This version cannot be shown"),
                "subtitle": str(article),
                "article": article,
                "why": str(refusal),
            }
            response = render(desk, request, "unreadable", context)
            response.status_code = 503
            return response

    return wrapped
