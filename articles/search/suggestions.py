"""Autocomplete: tags, authors and headlines for the beginning of a query."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db.models import Case, Value, When

from articles.arabic.analysis import Word, analyse
from articles.arabic.edit_distance import near_spellings
from articles.arabic.keyboard_layouts import to_arabic_layout, to_latin_layouts
from articles.arabic.normalize import clean_line, fold, fold_key
from articles.arabic.transliteration import (
    arabic_spellings,
    exonyms_with_prefix,
    is_article,
    latin_spellings,
)
from articles.conf import LANGUAGES
from articles.languages import key_column
from articles.models import Article, Author, Tag
from articles.models.compiled import exact_columns
from articles.models.public_pages import with_public_page
from articles.models.urls import article_url, listing_url
from articles.search import vocabulary
from articles.search.backends import backend
from articles.search.backends.protocol import And, Or, Step
from articles.search.documents import shelf_prefix
from articles.search.engine import ALL_IDS, article_subquery

MAX_SUGGESTIONS: Final = 8
MAX_LENGTH: Final = 80
"""Characters of the input that are read."""
_MAX_NAMES: Final = 4
_MAX_WORDS: Final = 6
_MAX_COMPLETIONS: Final = 8
"""Words of the vocabulary that complete the last word."""
_MIN_LENGTH: Final = 2
_MIN_CORRECTED_LENGTH: Final = 4
"""Letters of the beginning of a word from which one of them may be a slip."""
_MAX_COST: Final = 3
"""Less likely letters in the transliteration of the beginning of a word."""

_ARTICLE = re.compile("^[وف]?(?:[بك]?ال|لل)")
"""Clitics with an article, stripped here since the analysis leaves short words as they are."""


class Suggestion(NamedTuple):
    """A suggested page; `kind` is tag, author or headline, `text` its name, `url` its path."""

    kind: str
    text: str
    url: str


def suggest(text: str, *, language: str, at: datetime) -> list[Suggestion]:
    """At most eight suggestions for the beginning of a query; none below two letters.

    First names, then headlines. Three queries: names, vocabulary, index.
    """
    typed = clean_line(text[:MAX_LENGTH])
    words = analyse(typed)[:_MAX_WORDS]
    if not words or len(fold_key(typed)) < _MIN_LENGTH:
        return []
    reading, completions = _completions(typed, words[-1], language)
    key = fold_key(completions[0]) if reading else fold_key(typed)
    names = _names(key, language=language, at=at)
    keys = tuple(key for each in completions for key in analyse(each)[0].keys)
    complete = [word.keys for word in words[:-1] if not (reading and is_article(word.folded))]
    headlines = _headlines([*complete, keys or words[-1].keys], language=language, at=at)
    return [*names, *headlines][:MAX_SUGGESTIONS]


def _completions(typed: str, last: Word, language: str) -> tuple[int, list[str]]:
    """Words that complete the last one, and whether they do as typed (0) or otherwise; one query.

    Otherwise: the keys on the other layout, the other script, or one slip.
    """
    prefix = _ARTICLE.sub("", last.folded) or last.folded
    begun = typed.split()[-1]
    layouts = [to_arabic_layout(begun)] if begun.isascii() else to_latin_layouts(begun)
    others = (_ARTICLE.sub("", fold(layout)) for layout in layouts)
    spellings = (arabic_spellings if language == LANGUAGES[0] else latin_spellings)(begun)
    names = exonyms_with_prefix(begun) if language == LANGUAGES[0] else ()
    readings = [
        [prefix, *names],
        [each for each in others if len(each) >= _MIN_LENGTH],
        [each for each, cost in spellings.items() if cost <= _MAX_COST],
        near_spellings(prefix) if len(prefix) >= _MIN_CORRECTED_LENGTH else (),
    ]
    return vocabulary.complete(readings, language=language, limit=_MAX_COMPLETIONS)


def _names(key: str, *, language: str, at: datetime) -> list[Suggestion]:
    """Public tags and authors whose name or alias holds the key, those with the prefix first."""
    begins = Case(When(**{f"{key_column(language)}__startswith": key}, then=0), default=1)
    columns = ("rank", f"name_{language}")
    tags, people = (
        exact_columns(
            with_public_page(model.objects.holding(key), language=language, at=at)
        ).annotate(rank=begins)
        for model in (Tag, Author)
    )
    rows: Any = tags.values_list(*columns, f"slug_{language}", Value("tag")).union(
        people.values_list(*columns, "slug", Value("author")), all=True
    )
    return [
        Suggestion(what, name, listing_url(what, slug, language))
        for _rank, name, slug, what in rows.order_by(*columns)[:_MAX_NAMES]
        if slug
    ]


def _headlines(keys: Sequence[tuple[str, ...]], *, language: str, at: datetime) -> list[Suggestion]:
    """The newest headlines that hold, of each word, one of the keys; one query."""
    shelf = shelf_prefix(language)
    parts = [Or(tuple(f"{shelf}h{key}" for key in dict.fromkeys(each))) for each in keys]
    visible = Article.objects.visible(language=language, at=at)
    rows = backend().search(
        [Step(And(tuple(parts)), 1, MAX_SUGGESTIONS)],
        articles=article_subquery(visible, f"headline_{language}", f"slug_{language}"),
        id_range=ALL_IDS,
    )
    return [
        Suggestion("headline", headline, article_url(pk, slug, language))
        for _step, _number, pk, headline, slug in rows
    ]
