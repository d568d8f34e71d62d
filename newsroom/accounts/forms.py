"""Forms of signing in, in the newsroom's words."""

from __future__ import annotations

from typing import Any, Final

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

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


class SignInForm(LoginForm):
    """Name (or e-mail address) and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Username or e-mail address"),
            max_length=MAX_LENGTH,
            widget=forms.TextInput(NAME_HINTS | {"autofocus": True}),
        )
        password = self.fields["password"]
        password.label, password.help_text = _("Password"), ""
        password.widget = password_input("current-password")
        self.order_fields(["login", "password"])
