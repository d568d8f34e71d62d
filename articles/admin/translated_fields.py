"""Translated fields of the models in ModelAdmin: fieldsets, list columns, form fields."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.functional import lazystr
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from articles.admin.columns import render_column
from articles.conf import LANGUAGES, InLanguage
from articles.forms import mark_language
from articles.languages import direction


def language_fieldset(language: str, *names: str) -> Any:
    """A fieldset of the fields `{name}_{language}`, titled by the language's name."""
    title = get_language_info(language)["name_translated"]
    return title, {"fields": [f"{name}_{language}" for name in names]}


def language_fieldsets(*names: str) -> list[Any]:
    """One `language_fieldset` for each language."""
    return [language_fieldset(language, *names) for language in LANGUAGES]


def translated_column(name: str, title: Any) -> Any:
    """A `list_display` callable for `{field}_{language}`, or for a slug, which has no language.

    Texts carry the language's `lang` and `dir`; sorts by the field.
    """
    suffix = name.rpartition("_")[2]
    language = suffix if suffix in LANGUAGES else ""

    def column(row: Any) -> SafeString:
        text = getattr(row, name)
        text_direction = direction(language) if language else "auto"
        return render_column("text", text=text, language=language, direction=text_direction)

    column.__name__ = name
    description = lazystr(InLanguage(title, language)) if language else title
    return admin.display(description=description, ordering=name)(column)


def other_name_columns() -> list[Any]:
    """A `translated_column` for the name in each language but the first, which `__str__` shows."""
    return [translated_column(f"name_{code}", _("name")) for code in LANGUAGES[1:]]


def mark_translated_field(form_field: Any, name: str) -> Any:
    """Give the form field its `lang` and `dir`; require a name in the first language.

    `form_field` may be None (Django's `formfield_for_dbfield`); returns it.
    """
    mark_language(form_field, name)
    if form_field is not None and name == f"name_{LANGUAGES[0]}":
        form_field.required = True
    return form_field
