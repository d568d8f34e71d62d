"""Tags and authors whose whole name is the query or one of its words, for a search without hits."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db.models import Q, Value

from articles.arabic.normalize import fold_key
from articles.conf import LANGUAGES
from articles.models import Author, Tag, TagAlias
from articles.models.compiled import exact_columns
from articles.models.public_pages import with_public_page
from articles.models.urls import listing_url
from articles.search.query import parse_query
from articles.search.suggestions import Suggestion

MAX_PAGES: Final = 6


def pages_named(text: str, *, language: str, at: datetime) -> list[Suggestion]:
    """At most six public pages of tags and authors of that name; one query, none without words.

    A tag is found by its aliases too. Those of the whole query come first.
    """
    whole = fold_key(text)
    words = {fold_key(word.folded) for word in parse_query(text).content_words}
    keys = {whole, *words} - {""}
    if not keys:
        return []
    key_column = "key" if language == LANGUAGES[0] else f"key_{language}"
    aliases = TagAlias.objects.filter(key__in=keys).values("tag")
    tags = Tag.objects.filter(Q(**{f"{key_column}__in": keys}) | Q(pk__in=aliases))
    authors = Author.objects.filter(**{f"{key_column}__in": keys})
    tag_rows, author_rows = (
        exact_columns(with_public_page(rows, language=language, at=at)) for rows in (tags, authors)
    )
    columns = (f"name_{language}", key_column)
    found: Any = tag_rows.values_list(*columns, f"slug_{language}", Value("tag")).union(
        author_rows.values_list(*columns, "slug", Value("author")), all=True
    )
    rows = sorted(found, key=lambda row: (row[1] != whole, row[0]))
    return [
        Suggestion(kind, name, listing_url(kind, slug, language))
        for name, _key, slug, kind in rows[:MAX_PAGES]
        if slug
    ]
