"""Where the mailed link leads: username and password, then the desk or the second factor."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView, View

from newsroom.accounts.models import User
from newsroom.accounts.second_factor import is_demanded
from newsroom.accounts.views import AccountPageMixin
from newsroom.invitations import acceptance
from newsroom.invitations.forms import TAKEN, AcceptanceForm
from newsroom.invitations.models import Invitation, token_digest

_SESSION: Final = "invitation"
"""The key of the session under which the digest of the link stands that was followed."""


class InvitationLinkView(AccountPageMixin, View):
    """Takes the token out of the address, so that no page that names it is ever shown."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """The way to the page, whatever the link is worth."""
        request.session[_SESSION] = token_digest(token)
        return redirect("account_accept_invitation")


class AcceptInvitationView(AccountPageMixin, FormView[AcceptanceForm]):
    """Asks for a username and a password; 410 with one and the same page for every dead link."""

    template_name = "account/invitation.html"
    form_class = AcceptanceForm
    http_method_names = ["get", "head", "post", "options"]
    invitation: Invitation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page of an open invitation, or that of a dead link."""
        try:
            digest = request.session.get(_SESSION, "")
            self.invitation = acceptance.find(digest, at=timezone.now())
            return super().dispatch(request, *args, **kwargs)
        except acceptance.DeadLinkError:
            page = render(request, "account/invitation_dead.html", status=HTTPStatus.GONE)
            page["Referrer-Policy"] = "same-origin"
            page["Cache-Control"] = "no-store, private"
            return page

    def get_initial(self) -> dict[str, Any]:
        return {"username": self.invitation.email.partition("@")[0]}

    def get_form_kwargs(self) -> dict[str, Any]:
        # Unsaved: the validators of passwords compare with name and address.
        row = self.invitation
        user = User(email=row.email, first_name=row.first_name, last_name=row.last_name)
        return super().get_form_kwargs() | {"user": user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"invitation": self.invitation}

    def form_valid(self, form: AcceptanceForm) -> HttpResponse:
        """Make the account and sign in; people who must have a second factor go on to it."""
        user = form.save(commit=False)
        try:
            acceptance.accept(self.invitation.digest, user, at=timezone.now())
        except IntegrityError:
            # Somebody took the name since the form looked for it.
            form.add_error("username", TAKEN)
            return self.form_invalid(form)
        where = reverse("mfa_index" if is_demanded(user) else "admin:index")
        answer: HttpResponse = perform_login(self.request, user, redirect_url=where)
        self.request.session.pop(_SESSION, None)
        record_authentication(self.request, user, method="password", username=user.username)
        messages.success(self.request, _("Welcome. Your account is ready."))
        return answer
