"""Closes the desk to whoever must have a second factor and has none."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.json_requests import json_answer
from newsroom.accounts.second_factor import is_settled
from newsroom.error_pages import wants_json

_ALWAYS_OPEN: Final = frozenset({"login", "logout", "jsi18n", "password_change"})
"""Pages of the desk that are no part of it."""
_OUTSIDE_ADMIN: Final = frozenset(
    {
        "account_person",
        "account_profile",
        "desk_preview",
        "desk_preview_new",
        "front_preview",
        "my_desk",
        "my_desk_counts",
        "styleguide",
    }
)
"""Pages of the desk that Django's admin does not serve."""


class SecondFactorMiddleware:
    """Leads whoever must have a second factor and has none to where it is set up.

    A request that wants JSON is answered 401 with `{"error", "further"}`, the page's address.
    Two queries for the first page of a session, none for the others.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """The way to the second factor instead of a closed page; None when it is open."""
        if not _is_desk(request) or not request.user.is_authenticated or is_settled(request):
            return None
        where = reverse("mfa_index")
        if wants_json(request):
            error = _("Your role needs a second factor. Set it up, then go on.")
            return json_answer({"error": error, "further": where}, status=HTTPStatus.UNAUTHORIZED)
        return HttpResponseRedirect(where)


def _is_desk(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match is None:
        return False
    if match.app_name == "admin":
        return match.url_name not in _ALWAYS_OPEN
    return match.url_name in _OUTSIDE_ADMIN
