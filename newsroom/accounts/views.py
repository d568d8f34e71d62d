"""The pages of signing in: allauth's, with the status and headers that they need here."""

from __future__ import annotations

import math
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from allauth.account.views import LoginView, PasswordResetFromKeyView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import FormView, TemplateView

from articles.json_requests import json_answer, person_of
from articles.primary_keys import is_primary_key
from newsroom.accounts import sessions
from newsroom.accounts.forms import ResetForm
from newsroom.accounts.throttling import TooManyAttemptsError

if TYPE_CHECKING:
    from newsroom.accounts.models import User


class AccountPageMixin:
    """A page of an account: addresses stay in the house, a throttled form is a 429.

    `no-referrer` would have browsers send forms with `Origin: null`, which Django refuses.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, with `Referrer-Policy: same-origin`, kept by no cache."""
        page: Any = super()
        response: HttpResponseBase = page.dispatch(request, *args, **kwargs)
        response["Referrer-Policy"] = "same-origin"
        add_never_cache_headers(response)
        return response

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """The page with its errors; 429 with `Retry-After` when one is a wait."""
        page: Any = super()
        response: HttpResponse = page.form_invalid(form)
        waits = [
            error.wait
            for errors in form.errors.as_data().values()
            for error in errors
            if isinstance(error, TooManyAttemptsError)
        ]
        if waits and response.status_code == HTTPStatus.OK:
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
            response["Retry-After"] = str(math.ceil(max(waits).total_seconds()))
        return response


class SignInView(AccountPageMixin, LoginView):
    """Name and password."""


class ForgottenPasswordView(AccountPageMixin, FormView[ResetForm]):
    """Asks for a name or an address, and answers every one of them alike."""

    template_name = "account/password_reset.html"
    form_class = ResetForm
    success_url = reverse_lazy("account_reset_password_done")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form: ResetForm) -> HttpResponse:
        form.save()
        return super().form_valid(form)


class NewPasswordView(AccountPageMixin, PasswordResetFromKeyView):
    """Where the mailed link leads: takes the key out of the address, then asks for a password."""


class AccountTextView(AccountPageMixin, TemplateView):
    """A page that says what was done."""


reset_sent = AccountTextView.as_view(template_name="account/password_reset_done.html")
reset_done = AccountTextView.as_view(template_name="account/password_reset_from_key_done.html")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def devices(request: HttpRequest) -> HttpResponse:
    """Where one is signed in. POST `device`: the number of a session to end, or `others`."""
    user = cast("User", request.user)
    if request.method == "POST":
        device = request.POST.get("device", "")
        if device == "others":
            sessions.end_all(user, request)
            messages.success(request, _("You are signed out everywhere else."))
        elif is_primary_key(device):
            sessions.end_one(user, int(device))
            messages.success(request, _("That device is signed out."))
        return redirect("usersessions_list")
    context = {"devices": sessions.devices(user, request)}
    return render(request, "account/devices.html", context)


@require_safe
@never_cache
@login_required
def signed_in(request: HttpRequest) -> HttpResponse:
    """Where the dialog of the writing screen ends: `{"person": {"id", "name"}, "csrf_token"}`.

    A page instead in the tab in which somebody took a second step.
    """
    if request.get_preferred_type(["text/html", "application/json"]) != "application/json":
        return render(request, "account/signed_in.html")
    return json_answer({"person": person_of(request), "csrf_token": get_token(request)})
