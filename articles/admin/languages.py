"""Fields that exist once per language, on forms made from models."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms.utils import flatatt
from django.utils.functional import lazystr
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from articles.conf import LANGUAGES, InLanguage
from articles.forms import language_attrs, mark_language


def fieldset(language: str, *names: str) -> Any:
    """A fieldset of the language, titled by its name."""
    title = get_language_info(language)["name_translated"]
    return title, {"fields": [f"{name}_{language}" for name in names]}


def fieldsets(*names: str) -> list[Any]:
    """One fieldset for each language."""
    return [fieldset(language, *names) for language in LANGUAGES]


def column(name: str, title: Any) -> Any:
    """A column of lists for the field `name` of one language, or for an address."""
    language = name.rpartition("_")[2]
    is_text = language in LANGUAGES
    marks = flatatt(language_attrs(language) if is_text else {"dir": "auto"})
    pattern = "<span{}>{}</span>" if is_text else "<code{}>{}</code>"

    def shown(row: Any) -> SafeString | str:
        text = getattr(row, name)
        return format_html(pattern, marks, text) if text else "—"

    shown.__name__ = name
    description = lazystr(InLanguage(title, language)) if is_text else title
    return admin.display(description=description, ordering=name)(shown)


def other_names() -> list[Any]:
    """A column of lists for the name in each language but the first, in which rows are named."""
    return [column(f"name_{code}", _("name")) for code in LANGUAGES[1:]]


def marked(form_field: Any, name: str) -> Any:
    """The form field with its language; the name in the first language must be given."""
    mark_language(form_field, name)
    if form_field is not None and name == f"name_{LANGUAGES[0]}":
        form_field.required = True
    return form_field
