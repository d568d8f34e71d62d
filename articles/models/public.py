"""What readers may know of: nothing is public which nobody decided, no name either."""

from datetime import datetime
from typing import Any, Final

from django.db.models import Exists, OuterRef

from articles.models.article import Article
from articles.models.people import Author
from articles.models.taxonomy import Tag

_WAYS: Final[dict[type[Any], str]] = {Tag: "tagged_items__tag", Author: "bylines__author"}
"""From an article to what is named along with it, by anybody who writes a draft."""


def is_carried(model: type[Any], *, language: str, at: datetime) -> Exists:
    """The condition that an article which readers of the language see carries the tag or author."""
    visible = Article.objects.visible(language=language, at=at)
    return Exists(visible.filter(**{_WAYS[model]: OuterRef("pk")}))


def public(rows: Any, *, language: str, at: datetime) -> Any:
    """Those of the rows that have a page in the language at the moment; no query.

    Sections have one as soon as they have a name, since chiefs make them for it.
    Tags and authors have one while an article that readers see carries them.
    """
    shown = rows.shown_in(language)
    if rows.model not in _WAYS:
        return shown
    return shown.filter(is_carried(rows.model, language=language, at=at))
