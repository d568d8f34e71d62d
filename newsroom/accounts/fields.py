"""Model fields of accounts that accept every script."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import models
from django.utils.deconstruct import deconstructible

from articles.arabic.normalize import clean_line
from newsroom.accounts.normalization import username_key

if TYPE_CHECKING:
    TextColumn = models.CharField[Any, Any]
    MailColumn = models.EmailField[Any, Any]
else:
    TextColumn, MailColumn = models.CharField, models.EmailField

_ATOM: Final = r"[-!#$%&'*+/=?^`{}|~\w]+"


class UsernameKeyField(TextColumn):
    """The unique `username_key` of the username, set before saving.

    Two accounts whose usernames had one key before keys were unique stay two: the second has
    the key NULL until the first gives it up, and is found by its exact username.
    """

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        user: Any = model_instance
        key: str | None = username_key(user.username)
        if not add and getattr(user, self.attname) is None:
            others = type(user)._default_manager.exclude(pk=user.pk)
            key = None if others.filter(**{self.attname: key}).exists() else key
        setattr(user, self.attname, key)
        return key


@deconstructible
class MailValidator(EmailValidator):
    """Accepts letters of every script on both sides of the @ (RFC 6531): سارة@مثال.مصر."""

    user_regex = re.compile(rf"{_ATOM}(?:\.{_ATOM})*\Z")

    def __call__(self, value: str | None) -> None:
        text = value or ""
        # Vowel signs of Arabic, Hindi or Thai are marks on letters, which \w does not know.
        kinds = [unicodedata.category(each)[0] for each in text]
        bare = "".join(each for each, kind in zip(text, kinds, strict=True) if kind != "M")
        if "C" in kinds or "Z" in kinds:
            raise ValidationError(self.message, code=self.code, params={"value": value})
        super().__call__(bare)


class MailInput(forms.TextInput):
    """A text input for e-mail addresses; browsers refuse Arabic ones in `type=email`."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        hints = {"class": "vTextField", "inputmode": "email", "autocomplete": "email"}
        plain = {"autocapitalize": "none", "spellcheck": "false", "dir": "auto"}
        super().__init__(hints | plain | (attrs or {}))


class MailFormField(forms.EmailField):
    """The form field of an e-mail address; the value is cleaned."""

    widget = MailInput
    default_validators = [MailValidator()]

    def to_python(self, value: Any) -> Any:
        return clean_line(super().to_python(value) or "")


class MailField(MailColumn):
    """An e-mail address in any script."""

    default_validators = [MailValidator()]

    def formfield(self, **kwargs: Any) -> Any:
        # The desk would bring its own widget for every column of e-mail addresses.
        return super().formfield(**kwargs | {"form_class": MailFormField, "widget": MailInput})
