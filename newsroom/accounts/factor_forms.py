"""Forms of the second factor: codes and passkeys, of which wrong ones slow the account down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as RepeatedAuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal.auth import extract_user_from_response
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.accounts import second_factor, throttling
from newsroom.accounts.models import User
from newsroom.accounts.normalization import normalize_password
from newsroom.accounts.signals import check_failed


class _ThrottledCode(forms.Form):
    """A code of somebody, in the digits of any script; wrong ones slow the account down."""

    user: User
    authenticator: Authenticator | None = None
    code_label = _("Code of the app, or a recovery code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hints = {"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"}
        widget = forms.TextInput(hints | {"autofocus": True})
        self.fields["code"] = forms.CharField(label=self.code_label, max_length=20, widget=widget)

    def clean_code(self) -> str:
        """The code; ValidationError for a wrong one, TooManyAttemptsError while one waits."""
        form: Any = super()
        typed = normalize_password(self.cleaned_data["code"])
        self.cleaned_data["code"] = "".join(typed.split())
        attempt = throttling.count_attempt_of(self.user, kind="code")
        try:
            code: str = form.clean_code()
            if self.authenticator is not None:
                second_factor.take_code(self.authenticator, code)
        except ValidationError:
            check_failed.send(sender=User, user=self.user, kind="code")
            raise
        attempt.succeeded()
        return code


class CodeForm(_ThrottledCode, AuthenticateForm):
    """The second step of the sign-in: a code of the app, or a recovery code."""


class RepeatedCodeForm(_ThrottledCode, RepeatedAuthenticateForm):
    """A code once more."""


class AppForm(_ThrottledCode, ActivateTOTPForm):
    """The first code of a new authenticator app."""

    code_label = _("The six digits that the app shows")


class PasskeyForm(AddWebAuthnForm):
    """A new passkey: the name under which it is listed, and what the browser made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)
        self.fields["name"].label = _("Name of this passkey")
        self.fields["name"].widget.attrs |= {"dir": "auto", "maxlength": 100}

    def clean(self) -> dict[str, Any]:
        with _refusing_the_malformed():
            found: dict[str, Any] = super().clean()
        return found


class _ThrottledPasskey(forms.Form):
    """What a passkey answered; one that is none is counted, and waits like a wrong code."""

    user: User | None

    def clean_credential(self) -> Authenticator:
        """The passkey; ValidationError for none, TooManyAttemptsError while one waits."""
        form: Any = super()
        user = self.user or _claimed(self.cleaned_data["credential"])
        attempt = _count(user)
        try:
            with _refusing_the_malformed():
                found: Authenticator = form.clean_credential()
        except ValidationError:
            check_failed.send(sender=User, user=user, kind="passkey")
            raise
        attempt.succeeded()
        return found


class UsedPasskeyForm(_ThrottledPasskey, AuthenticateWebAuthnForm):
    """The second step of the sign-in by a passkey."""


class RepeatedPasskeyForm(_ThrottledPasskey, ReauthenticateWebAuthnForm):
    """A passkey once more."""


class PasskeySignInForm(_ThrottledPasskey, LoginWebAuthnForm):
    """A passkey instead of name and password."""


@contextmanager
def _refusing_the_malformed() -> Iterator[None]:
    """What no browser sends, and the library stumbles over, is a wrong answer: ValidationError."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise second_factor.SecondFactorAdapter().validation_error("incorrect_code") from error


def _claimed(credential: Any) -> User | None:
    """Whose the passkey says it is, whether that is true or not; None for nobody's."""
    if not isinstance(credential, dict) or not isinstance(credential.get("response"), dict):
        return None
    try:
        found: Any = extract_user_from_response(credential)
    except (ValidationError, AttributeError):
        return None
    return cast("User", found)


def _count(user: User | None) -> throttling.Attempt:
    """Count a passkey; those that are nobody's by their address alone."""
    if user is not None:
        return throttling.count_attempt_of(user, kind="passkey")
    adapter = get_adapter()
    address = adapter.get_client_ip(adapter.request)
    return throttling.count_attempt("", address, at=timezone.now(), kind="passkey")
