"""Form fields that choose one row by name or number («Karim Elshazly #12»), with suggestions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.admin.changelist import search_articles
from articles.arabic.normalize import fold_key
from articles.conf import LANGUAGES
from articles.models import Article, Author, Image, Tag
from articles.models.fields import number_in

MAX_RESULTS: Final = 10


def option_label(row: Any) -> str:
    """The text of a chosen row in its field: name and primary key."""
    return f"{row} #{row.pk}"


def find_authors(text: str) -> QuerySet[Author]:
    """Authors whose name in any language contains the text, or by primary key."""
    rows: QuerySet[Author] = Author.objects.spelled(text).by_name()
    return rows


def find_articles(text: str) -> QuerySet[Article]:
    """Articles that the desk's search finds, by rank, or by primary key; without bodies."""
    rows: QuerySet[Article] = search_articles(Article.objects.without_bodies(), text)
    return rows


def find_images(text: str) -> QuerySet[Image]:
    """Images whose texts contain every word of the text, newest first, or by primary key."""
    number = number_in(text)
    if number is not None:
        return Image.objects.filter(pk=number)
    rows: QuerySet[Image] = Image.objects.described_by(text).newest_first()
    return rows


def find_tags(text: str) -> QuerySet[Tag]:
    """Tags in use whose name or alias contains the text; those that begin with it come first."""
    key = fold_key(text)
    if not key:
        return Tag.objects.none()
    rows: QuerySet[Tag] = Tag.objects.spelled_like(key)
    return rows


class AutocompleteField(forms.CharField):
    """One row, typed as its primary key or its name; the value is the primary key or None.

    `source` is a key of SOURCES. Raises ValidationError for an unknown or ambiguous name.
    """

    def __init__(self, source: str, **kwargs: Any) -> None:
        self.source = source
        super().__init__(**{"max_length": 300, "required": False} | kwargs)
        self.widget.attrs |= {"data-complete": source, "autocomplete": "off", "dir": "auto"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip()
        if not text:
            return None
        found = _matching_rows(self.source, text)
        if not found:
            raise ValidationError(_("“%(text)s” was not found.") % {"text": text}, code="unknown")
        if len(found) > 1:
            raise ValidationError(
                _("“%(text)s” is not clear: choose one from the list.") % {"text": text},
                code="unclear",
            )
        return found[0].pk


def _matching_rows(source: str, text: str) -> list[Any]:
    """The rows with exactly this name, or else those whose name contains the text.

    The search for articles also finds rows by their body; those are suggestions only.
    """
    rows = list(SOURCES[source](text)[:MAX_RESULTS])
    key = fold_key(text)
    if source == "articles" and number_in(text) is None:
        rows = [row for row in rows if any(key in name for name in _folded_names(row))]
    return [row for row in rows if key in _folded_names(row)] or rows


def _folded_names(row: Any) -> list[str]:
    """The folded headlines of an article, or the folded string representation of another row."""
    if isinstance(row, Article):
        return [fold_key(row.text("headline", code)) for code in LANGUAGES]
    return [fold_key(str(row))]


SOURCES: Final[dict[str, Callable[[str], QuerySet[Any]]]] = {
    "authors": find_authors,
    "articles": find_articles,
    "pictures": find_images,
    "tags": find_tags,
}
