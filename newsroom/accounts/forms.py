"""Forms of signing in, in the newsroom's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, ReauthenticateForm, UserTokenForm
from django import forms
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.conf import LANGUAGES, origin
from newsroom.accounts import password_resets, throttling
from newsroom.accounts.models import User
from newsroom.accounts.signals import check_failed

if TYPE_CHECKING:
    PasswordForm = SetPasswordForm[User]
else:
    PasswordForm = SetPasswordForm

NAME_HINTS: Final = {
    "autocomplete": "username webauthn",
    "autocapitalize": "none",
    "spellcheck": "false",
    "dir": "auto",
}
MAX_LENGTH: Final = 254
"""Characters of a name or an address."""


def password_input(autocomplete: str) -> forms.PasswordInput:
    """An input for a password, without a placeholder."""
    return forms.PasswordInput({"autocomplete": autocomplete, "dir": "ltr"})


def _ask_for_password(field: forms.Field) -> None:
    """Make allauth's field one of the house."""
    field.label, field.help_text = _("Password"), ""
    field.widget = password_input("current-password")


class SignInForm(LoginForm):
    """Name (or e-mail address) and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Username or e-mail address"),
            max_length=MAX_LENGTH,
            widget=forms.TextInput(NAME_HINTS | {"autofocus": True}),
        )
        _ask_for_password(self.fields["password"])
        self.order_fields(["login", "password"])


class RepeatedPasswordForm(ReauthenticateForm):
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_password(self.fields["password"])
        self.fields["password"].widget.attrs["autofocus"] = True


def check_password_of(user: User, password: str) -> None:
    """Raise ValidationError for a wrong password of somebody signed in; it is counted and logged.

    Raises TooManyAttemptsError while one waits.
    """
    attempt = throttling.count_attempt_of(user, kind="old password")
    if not user.check_password(password):
        check_failed.send(sender=User, user=user, kind="old password")
        raise forms.ValidationError(_("The password is wrong. Try again."))
    attempt.succeeded()


class ChangedPasswordForm(AdminPasswordChangeForm):
    """One's own password, changed by whoever knows the old one; guessing it slows down."""

    def clean_old_password(self) -> str:
        """The old password; as `check_password_of`."""
        password: str = self.cleaned_data["old_password"]
        check_password_of(self.user, password)
        return password


class ResetForm(forms.Form):
    """The name or the e-mail address of whoever has forgotten the password."""

    name = forms.CharField(
        label=_("Username or e-mail address"),
        max_length=MAX_LENGTH,
        widget=forms.TextInput(NAME_HINTS | {"autocomplete": "username", "autofocus": True}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_name(self) -> str:
        """The name; TooManyAttemptsError for a further mail in a short time."""
        name: str = self.cleaned_data["name"]
        address = get_adapter().get_client_ip(self.request)
        throttling.count_attempt(name, address, at=timezone.now(), kind="reset")
        return name

    def save(self) -> None:
        """Have the links mailed."""
        language = get_language() or LANGUAGES[0]
        password_resets.start(
            self.cleaned_data["name"], origin=origin(self.request), language=language
        )


class ResetLinkForm(UserTokenForm):
    """Knows the link of a password reset; that of a deactivated account leads nowhere."""

    def _get_user(self, uidb36: str) -> User | None:
        form: Any = super()
        user: User | None = form._get_user(uidb36)
        return user if user is not None and user.is_active else None


class ChosenPasswordForm(PasswordForm):
    """A new password, twice. Saving it ends the waits for the old one."""

    def __init__(self, *args: Any, user: Any = None, temp_key: str = "", **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["dir"] = "ltr"

    def save(self, commit: bool = True) -> User:
        user = super().save(commit)
        throttling.forget_name(user.username, user.email)
        return user
