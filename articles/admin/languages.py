"""Fields that exist once per language, on forms made from models."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language_info

from articles.conf import LANGUAGES
from articles.forms import mark_language


def fieldset(language: str, *names: str) -> Any:
    """A fieldset of the language, titled by its name in itself."""
    title = str(get_language_info(language)["name_local"])
    return title, {"fields": [f"{name}_{language}" for name in names]}


def fieldsets(*names: str) -> list[Any]:
    """One fieldset for each language."""
    return [fieldset(language, *names) for language in LANGUAGES]


def marked(form_field: Any, name: str) -> Any:
    """The form field with its language; the name in the first language must be given."""
    mark_language(form_field, name)
    if form_field is not None and name == f"name_{LANGUAGES[0]}":
        form_field.required = True
    return form_field
