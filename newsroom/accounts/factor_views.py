"""The pages of the second factor: allauth's, in the newsroom's frame."""

from __future__ import annotations

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator

from newsroom.accounts.second_factor import has_factor, is_demanded
from newsroom.accounts.views import AccountPageMixin

signed_in_only = method_decorator(login_required, name="dispatch")


class RepeatPasswordView(AccountPageMixin, ReauthenticateView):
    """The password once more, before one changes how one signs in."""


class CodeView(AccountPageMixin, base.AuthenticateView):
    """The second step of the sign-in."""


class RepeatCodeView(AccountPageMixin, base.ReauthenticateView):
    """A code instead of the password, before one changes how one signs in."""


class TrustView(AccountPageMixin, base.TrustView):
    """Whether this browser is asked for a second factor again."""


class AccountView(AccountPageMixin, base.IndexView):
    """How one signs in: password, second factor, devices."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        found = super().get_context_data(**kwargs)
        return found | {"is_demanded": is_demanded(user), "has_factor": has_factor(user)}


@signed_in_only
class AddAppView(AccountPageMixin, totp.ActivateTOTPView):
    """A new authenticator app."""


class RemoveAppView(AccountPageMixin, totp.DeactivateTOTPView):
    """Takes the authenticator app away."""


@signed_in_only
class RecoveryCodesView(AccountPageMixin, recovery_codes.ViewRecoveryCodesView):
    """The recovery codes that are left."""


@signed_in_only
class NewRecoveryCodesView(AccountPageMixin, recovery_codes.GenerateRecoveryCodesView):
    """New recovery codes; the old ones are void."""


@signed_in_only
class DownloadedCodesView(AccountPageMixin, recovery_codes.DownloadRecoveryCodesView):
    """The recovery codes as a file."""


@signed_in_only
class AddPasskeyView(AccountPageMixin, webauthn.AddWebAuthnView):
    """A new passkey."""


@signed_in_only
class RemovePasskeyView(AccountPageMixin, webauthn.RemoveWebAuthnView):
    """Takes a passkey away, unless it is the last factor of somebody who must have one."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_index")
        answer: HttpResponse = super().form_valid(form)
        return answer


class PasskeySignInView(AccountPageMixin, webauthn.LoginWebAuthnView):
    """Signs in by a passkey alone."""


class RepeatPasskeyView(AccountPageMixin, webauthn.ReauthenticateWebAuthnView):
    """A passkey instead of the password, before one changes how one signs in."""
