"""The form field for tags: names separated by commas; spelling variants are one tag."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.arabic.normalize import fold_key
from articles.models import Tag
from articles.models.taxonomy import is_too_long, split_names

_MAX_TAGS = 50


def join_names(names: list[str]) -> str:
    """The names as the field's text."""
    return "، ".join(names)


class TagNamesField(forms.CharField):
    """A list of tag names, 50 at most; `Tag.objects.named` makes new tags on saving.

    Names of no tag are a ValidationError unless `may_add` is set.
    """

    def __init__(self, **kwargs: Any) -> None:
        self.may_add = False
        super().__init__(**{"max_length": 5000, "required": False} | kwargs)
        self.widget.attrs |= {"data-tags": "tags", "autocomplete": "off", "dir": "auto"}

    def clean(self, value: Any) -> Any:
        names = split_names(super().clean(value))
        if len(names) > _MAX_TAGS:
            raise ValidationError(_("At most %(count)s tags.") % {"count": _MAX_TAGS})
        if any(is_too_long(name) for name in names):
            raise ValidationError(_("A tag is too long: at most 100 characters."), code="long")
        if not self.may_add:
            self._refuse_new(names)
        return names

    def _refuse_new(self, names: list[str]) -> None:
        known = Tag.objects.spelled(names)
        new = [name for name in names if fold_key(name) not in known]
        if new:
            message = ngettext(
                "There is no tag %(names)s, and your role may not add tags.",
                "There are no tags %(names)s, and your role may not add tags.",
                len(new),
            )
            raise ValidationError(message % {"names": join_names([f"«{name}»" for name in new])})
