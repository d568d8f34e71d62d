"""The response for an article with a revision that a newer release wrote (`NewerSchema`)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from articles.admin.editing import get_article, render_page
from articles.errors import NewerSchema

type View = Callable[..., HttpResponse]


def handle_newer_schema(view: View) -> View:
    """Decorate an article view: NewerSchema becomes a 503 page with a link to the history.

    Happens while a new release is rolled out, or after it was rolled back.
    """

    @wraps(view)
    def wrapped(
        model_admin: Any, request: HttpRequest, pk: Any, *rest: Any, **more: Any
    ) -> HttpResponse:
        try:
            return view(model_admin, request, pk, *rest, **more)
        except NewerSchema as refusal:
            article = get_article(pk)
            context = {
                "title": _("This version cannot be shown"),
                "subtitle": str(article),
                "article": article,
                "reason": str(refusal),
            }
            response = render_page(model_admin, request, "newer_schema", context)
            response.status_code = 503
            return response

    return wrapped
