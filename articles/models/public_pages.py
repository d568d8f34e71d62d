"""Which sections, tags and authors have a public page: no name is public before an article is."""

from typing import Any, Final

from django.db.models import Exists, OuterRef

from articles.models.article import Article
from articles.models.people import Author
from articles.models.taxonomy import Tag
from articles.models.visibility import Moment

_WAYS: Final[dict[type[Any], str]] = {Tag: "tagged_items__tag", Author: "bylines__author"}
"""From an article to what is named along with it, by anybody who writes a draft."""


def has_visible_article(model: type[Any], *, language: str, at: Moment) -> Exists:
    """The condition that an article which readers of the language see carries the row; no query.

    `model` is Tag or Author; the condition is for querysets of it.
    """
    visible = Article.objects.visible(language=language, at=at)
    return Exists(visible.filter(**{_WAYS[model]: OuterRef("pk")}))


def with_public_page(rows: Any, *, language: str, at: Moment) -> Any:
    """Those of the rows that have a page in the language at the moment; no query.

    Sections have one as soon as they have a name, since chiefs make them for it.
    Tags and authors have one while an article that readers see carries them.
    """
    named = rows.with_name_in(language)
    if rows.model not in _WAYS:
        return named
    return named.filter(has_visible_article(rows.model, language=language, at=at))
