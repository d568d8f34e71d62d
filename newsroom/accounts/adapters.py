"""How allauth signs people in here: no sign-up, our throttling, our words."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.client_address import client_address
from articles.conf import LANGUAGES, origin
from articles.notifications.models import DeskLanguage
from newsroom.accounts import throttling
from newsroom.accounts.models import User

_UNKNOWN_ADDRESS: Final = "::"
"""Of a request from a socket, without an address of its own."""
_FRESH: Final = timedelta(minutes=15)
"""So long after the sign-in somebody may change how they sign in without a further question."""


class AccountAdapter(DefaultAccountAdapter):
    """The newsroom's accounts are made by administrators, and nobody else makes one."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_password": _("The password is wrong. Try again."),
        "username_password_mismatch": _(
            "The name or the password is wrong. Check the language of the keyboard, then try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        # Allauth would lead to every host of ALLOWED_HOSTS.
        request = self.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or _UNKNOWN_ADDRESS

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The account, or None; raises TooManyAttemptsError before anything is checked."""
        name, address = credentials.get("username", ""), self.get_client_ip(request)
        attempt = throttling.count_attempt(name, address, at=timezone.now())
        user = authenticate(request, **credentials)
        if not isinstance(user, User):
            return None
        attempt.succeeded()
        return user

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        language = get_language() or LANGUAGES[0]
        DeskLanguage.objects.note(user, language, origin=origin(request))

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        # By a passkey: a password of a deactivated account is a wrong one.
        return HttpResponseRedirect(reverse("account_login"))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether the password is asked for once more: a quarter of an hour after the sign-in."""
        records = get_authentication_records(self.request, self.request.user)
        is_fresh = bool(records) and time.time() - records[-1]["at"] < _FRESH.total_seconds()
        return not is_fresh and super().is_reauthentication_required(app=app, **kwargs)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Only messages that name what went wrong: the pages themselves say what was done."""
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)
