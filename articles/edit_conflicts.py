"""Optimistic locking of forms: one over a row that somebody saved meanwhile is refused once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from articles.languages import joined

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm

SEEN: Final = "row_seen"
"""Name of the hidden field that says what the row was when the form was shown."""


class ConflictCheckForm(forms.Form):
    """Mixed into the form of a row: refuses, once, to write over what was saved since it was shown.

    The refusal names the fields and what stands in them now; what was typed stays,
    and the same form sent again replaces it. A form that does not say what it saw is
    taken as it is.
    """

    row_seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = {name: _digest(value) for name, value in self.initial.items()}
        self.initial[SEEN] = json.dumps(self.now)

    def clean(self) -> Any:
        cleaned = super().clean()
        changed = [name for name in self._changed_since() if name in self.fields]
        if changed:
            posted: Any = self.data
            again = posted.copy()
            again[self.add_prefix(SEEN)] = self.initial[SEEN]
            self.data = again
            for name in changed:
                shown = _shown(self.fields[name], self.initial[name])
                self.add_error(name, _("Now: %(value)s") % {"value": shown[:300] or "—"})
            raise ValidationError(
                _(
                    "Somebody else saved this meanwhile. What you typed is below; save again "
                    "to replace what they wrote."
                )
            )
        return cleaned

    def _changed_since(self) -> list[str]:
        """Names of the fields whose stored value is not the one that the form was shown with."""
        try:
            seen = json.loads(self.data.get(self.add_prefix(SEEN)) or "{}")
        except ValueError:
            return []
        if not isinstance(seen, dict):
            return []
        return [name for name, digest in self.now.items() if seen.get(name, digest) != digest]


def with_conflict_check(form: type[ModelForm]) -> type[ModelForm]:
    """The form class, with the guard of `ConflictCheckForm`."""
    made_by: Any = type(form)
    guarded: type[ModelForm] = made_by(form.__name__, (ConflictCheckForm, form), {})
    return guarded


def _digest(value: Any) -> str:
    """Of a stored value; keyed, since the page carries it."""
    stored = "" if value is None else value
    # The salt is part of forms that stand open in browsers; it is no module's name.
    return salted_hmac("articles.edit_conflicts", repr(stored), algorithm="sha256").hexdigest()[:24]


def _shown(field: Any, value: Any) -> str:
    """The stored value as the form would show it: rows and choices by their names."""
    if value is None:
        return ""
    if isinstance(field, forms.ModelChoiceField):
        numbers = [
            getattr(one, "pk", one) for one in (value if isinstance(value, list) else [value])
        ]
        rows = field.queryset.filter(pk__in=numbers) if field.queryset is not None else []
        return joined(str(field.label_from_instance(row)) for row in rows)
    if isinstance(field, forms.BooleanField):
        return str(_("Yes") if value else _("No"))
    choices = dict(getattr(field, "choices", ()))
    return str(choices.get(value, value))
