"""The form by which readers sign up; it works without JavaScript."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from articles.newsletter import addresses

_INVALID = _("This is not an e-mail address. It looks like name@example.com.")


class AddressField(forms.CharField):
    """An address in its one form (`addresses.normalize`)."""

    def __init__(self, **options: Any) -> None:
        # `max_length` counts after `strip`, so what is too long is no address either.
        super().__init__(strip=True, **options)

    def to_python(self, value: Any) -> str:
        """The text without invisible characters."""
        return addresses.tidy(super().to_python(value) or "")

    def clean(self, value: Any) -> str:
        """The normalised address; ValidationError where it is none."""
        text = super().clean(value)
        EmailValidator(message=_INVALID)(text)
        try:
            return addresses.normalize(text)
        except ValueError:
            raise ValidationError(_INVALID, code="invalid") from None


class SignUpForm(forms.Form):
    """An address; `website` is shown to nobody, and what fills it in is a robot."""

    address = AddressField(
        label=_("Your e-mail address"),
        error_messages={
            "required": _("Write your e-mail address."),
            "max_length": _INVALID,
            "null_characters_not_allowed": _INVALID,
        },
        max_length=254,
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "dir": "ltr", "class": "newsletter-input"}
        ),
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1"}))

    @property
    def is_of_robot(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.data.get("website"))
