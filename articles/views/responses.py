"""Responses other than a page's 200: permanent redirects (301), not found (404), gone (410)."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _

from articles.models import selectors
from articles.views.page import Page, build_page

LATEST = 5
"""How many of the newest headlines an error page offers."""


def permanent_redirect(request: HttpRequest, path: str) -> HttpResponsePermanentRedirect:
    """301 to the path (absolute, percent-encoded) with the request's query string unchanged."""
    query = request.META.get("QUERY_STRING")
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)


def gone(page: Page, text: str) -> HttpResponse:
    """410 with `text` as its explanation (plain text, escaped by the template); one query."""
    return _error_page(
        page, status=410, code=_("Error 410"), heading=_("This page is gone"), text=text
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in the language of the URL, with the site's header and search; two queries.

    The signature is that of Django's `handler404`; the exception is not shown.
    """
    return _error_page(
        build_page(request),
        status=404,
        code=_("Error 404"),
        heading=_("We did not find this page"),
        text=_(
            "Its address may have changed, or the link is incomplete. Search for it, "
            "or go back to the front page."
        ),
    )


def _error_page(page: Page, *, status: int, code: str, heading: str, text: str) -> HttpResponse:
    page.heading = heading
    latest = selectors.newest(language=page.language, at=page.at, limit=LATEST)
    context = {"code": code, "text": text, "latest": latest}
    response = page.respond("articles/message.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
