"""The canonical paths of readers' pages in a language, whatever language is active."""

from functools import lru_cache

from django.urls import reverse
from django.utils.translation import override


@lru_cache(maxsize=8192)
def localized_url(name: str, language: str, **arguments: int | str) -> str:
    """The path of the named route in the language, as `reverse` gives it; no query.

    Remembered, since a list asks for the path of every card, which makes it a
    third slower without (`make bench BENCH=queries`). Raises NoReverseMatch for
    unknown names and unfitting arguments.
    """
    with override(language):
        return reverse(name, kwargs=arguments)


def article_url(pk: int, slug: str | None, language: str) -> str:
    """The canonical path of an article: its number is the key, the slug is for people."""
    return localized_url("article", language, pk=pk, slug=slug or "-")


def listing_url(what: str, slug: str, language: str) -> str:
    """The path of a section's, a tag's or an author's page (`what`: section, tag or author)."""
    return localized_url(what, language, slug=slug)
