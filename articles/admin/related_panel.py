"""The panel of related articles and possible duplicates on an article's form."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles import content
from articles.conf import LANGUAGES
from articles.models import Article
from articles.models.fields import number_in
from articles.related import editor_panel

_MAX_IDS: Final = 100


class IdListField(forms.Field):
    """A list of distinct primary keys from checkboxes, 100 at most; else ValidationError."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[int]:
        texts = list(dict.fromkeys(value or ()))
        numbers = [number_in(str(text)) for text in texts]
        if len(numbers) > _MAX_IDS or None in numbers:
            raise ValidationError(_("A value is not of the right kind."), code="invalid")
        return [number for number in numbers if number is not None]


def panel_context(
    article: Article, data: content.Data, *, banned: Iterable[int], at: datetime
) -> dict[str, Any]:
    """{"lists", "banned", "duplicates"}; a query for each.

    `lists` and `duplicates` are pairs with a language. `data` is the newest revision, `banned`
    the banned ids of the form.
    """
    written = {
        language: (
            data[f"headline_{language}"],
            data.get(f"standfirst_{language}") or "",
            data.get(f"body_{language}") or "",
        )
        for language in LANGUAGES
        if data.get(f"headline_{language}")
    }
    bans = list(banned)
    rows = Article.objects.without_bodies().in_bulk(bans) if bans else {}
    published = [language for language in LANGUAGES if article.published_in(language)]
    return {
        "lists": [
            (language, [each for each in entries if each.pk not in rows])
            for language, entries in editor_panel.list_entries(article.pk, published, at=at)
        ],
        "banned": [rows[pk] for pk in bans if pk in rows],
        "duplicates": editor_panel.possible_duplicates(article.pk, written, at=at),
    }
