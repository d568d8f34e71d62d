"""Choosing one of many rows by typing: «Karim Elshazly #12», completed as one types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from articles.admin.listing import searched
from articles.arabic.normalize import clean_line, fold_key
from articles.conf import LANGUAGES
from articles.models import Article, Author, Image, Tag
from articles.models.fields import number_in

FOUND_AT_MOST: Final = 10


def label(row: Any) -> str:
    """How a chosen row stands in its field: its name and its number."""
    return f"{row} #{row.pk}"


def authors(text: str) -> QuerySet[Author]:
    """Authors whose name in any language holds the text, by number too."""
    rows: QuerySet[Author] = Author.objects.spelled(text).by_name()
    return rows


def articles(text: str) -> QuerySet[Article]:
    """Articles that the desk's search finds, the best first, by number too; no bodies."""
    rows: QuerySet[Article] = searched(Article.objects.without_bodies(), text)
    return rows


def pictures(text: str) -> QuerySet[Image]:
    """Pictures whose title, alternative text or credit holds the text, the latest first."""
    number = number_in(text)
    if number is not None:
        return Image.objects.filter(pk=number)
    names = ["title", "credit", *(f"alt_{code}" for code in LANGUAGES)]
    conditions = Q(*((f"{name}__icontains", clean_line(text)) for name in names), _connector=Q.OR)
    rows: QuerySet[Image] = Image.objects.filter(conditions).newest_first()
    return rows


def tags(text: str) -> QuerySet[Tag]:
    """Tags in use that are spelled so, by an alias too; those beginning with it come first."""
    key = fold_key(text)
    if not key:
        return Tag.objects.none()
    rows: QuerySet[Tag] = Tag.objects.spelled_like(key)
    return rows


class PickField(forms.CharField):
    """One row, typed as its number or its name; its value is the row's number or None.

    `source` is a key of SOURCES. An unknown or ambiguous name is refused.
    """

    def __init__(self, source: str, **kwargs: Any) -> None:
        self.source = source
        super().__init__(**{"max_length": 300, "required": False} | kwargs)
        self.widget.attrs |= {"data-complete": source, "autocomplete": "off", "dir": "auto"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value).strip()
        if not text:
            return None
        found = _meant(self.source, text)
        if not found:
            raise ValidationError(_("“%(text)s” was not found.") % {"text": text}, code="unknown")
        if len(found) > 1:
            raise ValidationError(
                _("“%(text)s” is not clear: choose one from the list.") % {"text": text},
                code="unclear",
            )
        return found[0].pk


def _meant(source: str, text: str) -> list[Any]:
    """The rows that are named by the text: those of just this name, or those that hold it.

    The search for articles finds more than is named, which is for the list alone.
    """
    rows = list(SOURCES[source](text)[:FOUND_AT_MOST])
    key = fold_key(text)
    if source == "articles" and number_in(text) is None:
        rows = [row for row in rows if any(key in name for name in _names(row))]
    return [row for row in rows if key in _names(row)] or rows


def _names(row: Any) -> list[str]:
    """The folded names of an article in every language, of other rows the one that is shown."""
    if isinstance(row, Article):
        return [fold_key(row.text("headline", code)) for code in LANGUAGES]
    return [fold_key(str(row))]


SOURCES: Final[dict[str, Callable[[str], QuerySet[Any]]]] = {
    "authors": authors,
    "articles": articles,
    "pictures": pictures,
    "tags": tags,
}
