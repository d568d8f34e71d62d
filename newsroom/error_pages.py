"""Error responses: translated pages or JSON for 400, 403, 404, 405, 413, 429 and 500.

At the desk an error page has the desk's frame. For readers, and where neither the request nor
the database can be relied on (400, 500, signed out), it is a standalone page without queries.
Views that answer JSON get JSON errors. The middleware fills empty 405, 413 and 429 responses.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.utils.translation import (
    get_language_from_path,
    get_language_info,
    gettext_lazy,
    override,
)
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from articles.json_requests import SIGNED_OUT, json_error, person_of
from articles.views import responses

type Answer = Callable[[HttpRequest], HttpResponse]


class ErrorText(NamedTuple):
    """The texts of an error page, for readers (`site`) and the desk; each ends with what to do."""

    heading: object
    site: object
    desk: object


CSRF_FAILURE: Final = "form"
"""The key of a failed CSRF check; its status is 403."""
_STANDALONE: Final = frozenset({"400", "500"})
"""Errors whose pages are standalone for everybody."""
JSON_VIEWS: Final = frozenset(
    {
        "admin:autocomplete",
        "admin:articles_article_complete",
        "admin:articles_article_presence",
        "admin:articles_article_autosave",
        "admin:articles_article_autosave_new",
        "admin:articles_article_comments",
        "admin:articles_article_comment_people",
        "admin:articles_article_suggest_keep",
        "admin:articles_article_suggest_marks",
        "admin:articles_article_suggestions",
        "admin:articles_frontpage_front_find",
        "admin:articles_frontpage_front_save",
        "admin:planning_assignment_calendar_move",
        "my_desk_counts",
        "broadcast_status",
        "search_suggest",
        "healthz",
        "readyz",
    }
)
"""Names of URLs that answer JSON; others do if `Accept` prefers it."""
ERROR_TEXTS: Final[dict[str, ErrorText]] = {
    "400": ErrorText(
        gettext_lazy("We could not read this request"),
        gettext_lazy(
            "The link or the form was damaged on its way. Follow the link again, or begin at "
            "the front page."
        ),
        gettext_lazy(
            "What the browser sent was damaged on its way, and nothing was saved. Go back, where "
            "your text still stands, and send it again."
        ),
    ),
    "403": ErrorText(
        gettext_lazy("This page is not open to you"),
        gettext_lazy(
            "It is not among the pages for readers. If you work in the newsroom, sign in at "
            "the desk; everything that is published starts at the front page."
        ),
        gettext_lazy(
            "Your role does not include it, and nothing was changed. If it belongs to your work, "
            "ask an administrator of the newsroom for the role; meanwhile go on at the desk."
        ),
    ),
    CSRF_FAILURE: ErrorText(
        gettext_lazy("The form was not accepted"),
        gettext_lazy(
            "The page had stood open for too long, or the browser refuses cookies. Open it again "
            "with cookies allowed, and send the form once more."
        ),
        gettext_lazy(
            "Nothing was saved. Somebody signed in or out in this browser meanwhile, or it "
            "refuses cookies. Go back, where your text still stands, and copy it; then open the "
            "page again and send it."
        ),
    ),
    "404": ErrorText(
        gettext_lazy("We did not find this page"),
        gettext_lazy(
            "Its address may have changed, or the link is incomplete. Search for it, "
            "or go back to the front page."
        ),
        gettext_lazy(
            "It was deleted or merged with another, or the address is incomplete. Look for it in "
            "the lists of the desk."
        ),
    ),
    "405": ErrorText(
        gettext_lazy("This address cannot be opened like this"),
        gettext_lazy("It only takes what its own form sends. Begin at the front page."),
        gettext_lazy(
            "Only the button that belongs to it leads here. Nothing was changed; go on at the desk."
        ),
    ),
    "413": ErrorText(
        gettext_lazy("What was sent is too large"),
        gettext_lazy("We cannot take as much as that. Send less, or begin at the front page."),
        gettext_lazy(
            "It did not fit, and nothing was saved. Go back, where your text still stands; choose "
            "a smaller picture or shorten the text, and send it again."
        ),
    ),
    "429": ErrorText(
        gettext_lazy("Too many attempts in a short time"),
        gettext_lazy("Wait a minute, then try again."),
        gettext_lazy(
            "For safety we take no more of them for now. Wait a minute, then try again; if you "
            "forgot your password, ask an administrator of the newsroom for a new one."
        ),
    ),
    "500": ErrorText(
        gettext_lazy("Something went wrong on our side"),
        gettext_lazy("It was recorded, and we will mend it. Try again in a moment."),
        gettext_lazy(
            "It was recorded. Go back, where your text still stands, and copy it before you try "
            "again in a moment. If it happens again, tell an administrator what you were doing "
            "and when."
        ),
    ),
}
_KEPT_HEADERS: Final = frozenset({"Allow", "Retry-After"})
_TOO_LARGE: Final = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400: 400, or 413 for a body over a limit."""
    return error_response(request, "413" if isinstance(exception, _TOO_LARGE) else "400")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403: the role does not include the page."""
    return error_response(request, "403")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: 403; the reason is in the log.

    A page of the desk that asked for JSON is given the token of whoever is signed in now, and
    told who that is; 401 when nobody is.
    """
    if _is_desk_url(request) and wants_json(request):
        return _renewed_token(request)
    return error_response(request, CSRF_FAILURE)


def _renewed_token(request: HttpRequest) -> HttpResponse:
    token = {"csrf_token": get_token(request)}
    if not admin.site.has_permission(request):
        return json_error(401, SIGNED_OUT, **token)
    words = ERROR_TEXTS[CSRF_FAILURE]
    return json_error(403, f"{words.heading}. {words.desk}", person=person_of(request), **token)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404; readers get a page of the site with a search and the latest articles."""
    if _is_desk_url(request) or wants_json(request):
        return error_response(request, "404")
    return responses.not_found(request, exception)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """handler500; no query."""
    return error_response(request, "500")


def error_response(request: HttpRequest, case: str) -> HttpResponse:
    """The page or the JSON of the case (a key of ERROR_TEXTS) in the URL's language."""
    status = 403 if case == CSRF_FAILURE else int(case)
    language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    with override(language):
        words = ERROR_TEXTS[case]
        text = str(words.desk if _is_desk_url(request) else words.site)
        if wants_json(request):
            return json_error(status, f"{words.heading}. {text}")
        context = {
            "title": words.heading,
            "text": text,
            "code": _("Error %(number)s") % {"number": status},
            "again": request.get_full_path() if case == CSRF_FAILURE else "",
        }
        if case not in _STANDALONE and _may_see_desk(request):
            frame = admin.site.each_context(request)
            response = render(request, "admin/error.html", frame | context, status=status)
        else:
            response = _standalone_page(request, context, language, status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _standalone_page(
    request: HttpRequest, context: dict[str, Any], language: str, status: int
) -> HttpResponse:
    """The standalone page: no query, no session, no manifest of static files."""
    name = settings.SITE_NAME[language]
    context = context | {
        "language": language,
        "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "site_name": name,
        "is_desk": _is_desk_url(request),
        "desk_url": reverse("admin:index"),
        "front_url": reverse("home"),
    }
    return HttpResponse(loader.get_template("error.html").render(context), status=status)


def wants_json(request: HttpRequest) -> bool:
    """Whether the URL answers JSON, or the `Accept` header prefers it to HTML."""
    match = request.resolver_match
    if match is not None and match.view_name in JSON_VIEWS:
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _is_desk_url(request: HttpRequest) -> bool:
    language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    with override(language):
        return request.path_info.startswith(reverse("admin:index"))


def _may_see_desk(request: HttpRequest) -> bool:
    """Whether the user may see the desk's frame around the error."""
    return _is_desk_url(request) and hasattr(request, "user") and admin.site.has_permission(request)


def error_page_middleware(get_response: Answer) -> Answer:
    """Middleware: pages for empty error responses, and JSON instead of redirects to the login."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        case = str(response.status_code)
        if case in ("405", "413", "429") and not response.streaming and not response.content:
            worded = error_response(request, case)
            for name in _KEPT_HEADERS & set(response.headers):
                worded[name] = response[name]
            return worded
        where = response.headers.get("Location", "")
        if where.startswith(reverse("admin:login")) and wants_json(request):
            return json_error(401, SIGNED_OUT)
        return response

    return answer
