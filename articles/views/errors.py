"""Pages for what is not there: 404 and 410."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from articles.models import selectors
from articles.views.pages import Page, open_page


def _message(page: Page, *, status: int, code: str, heading: str, text: str) -> HttpResponse:
    page.heading = heading
    latest = selectors.newest(language=page.language, at=page.at, limit=5)
    context = {"code": code, "text": text, "latest": latest}
    response = page.respond("articles/message.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def gone(page: Page, text: str) -> HttpResponse:
    """410: it was there, and is not any more."""
    return _message(
        page, status=410, code=_("Error 410"), heading=_("This page is gone"), text=text
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in the language of the address."""
    return _message(
        open_page(request),
        status=404,
        code=_("Error 404"),
        heading=_("We did not find this page"),
        text=_(
            "Its address may have changed, or the link is incomplete. Search for it, "
            "or go back to the front page."
        ),
    )
