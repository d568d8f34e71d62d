"""What is offered while somebody types: tags, authors and headlines that begin so."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db.models import Case, Value, When

from articles.arabic.analysis import Word, analyse
from articles.arabic.normalize import clean_line, fold_key
from articles.conf import LANGUAGES
from articles.models import Article, Author, Tag
from articles.models.prepared import as_named
from articles.models.public import public
from articles.models.shown import article_url, name_url
from articles.search import vocabulary
from articles.search.backends import Step, backend
from articles.search.backends import expressions as asked
from articles.search.engine import ANY_DAY, among
from articles.search.entries import mark

MOST: Final = 8
LONGEST: Final = 80
"""Characters of what is typed that are read."""
_MOST_NAMES: Final = 4
_MOST_WORDS: Final = 6
_COMPLETIONS: Final = 8
_SHORTEST: Final = 2


_ARTICLE = re.compile("^[وف]?(?:[بك]?ال|لل)")
"""With what a word is begun before its own first letter; too short yet for the analysis."""


class Suggestion(NamedTuple):
    """Something to go to at once; `kind` is tag, author or headline."""

    kind: str
    text: str
    url: str


def suggest(text: str, *, language: str, at: datetime) -> list[Suggestion]:
    """At most eight suggestions for what was typed so far; none below two letters.

    Three queries: names, the vocabulary for the last word, the headlines.
    """
    typed = clean_line(text[:LONGEST])
    words = analyse(typed)[:_MOST_WORDS]
    if not words or len(fold_key(typed)) < _SHORTEST:
        return []
    names = _names(fold_key(typed), language=language, at=at)
    headlines = _headlines(words, language=language, at=at)
    return [*names, *headlines][:MOST]


def _names(key: str, *, language: str, at: datetime) -> list[Suggestion]:
    """Tags and authors with a page whose name or alias holds the key, those beginning so first."""
    folded = "key" if language == LANGUAGES[0] else f"key_{language}"
    begins = Case(When(**{f"{folded}__startswith": key}, then=0), default=1)
    columns = ("rank", f"name_{language}")
    tags, people = (
        as_named(public(model.objects.holding(key), language=language, at=at)).annotate(rank=begins)
        for model in (Tag, Author)
    )
    rows: Any = tags.values_list(*columns, f"slug_{language}", Value("tag")).union(
        people.values_list(*columns, "slug", Value("author")), all=True
    )
    return [
        Suggestion(what, name, name_url(what, slug, language))
        for _rank, name, slug, what in rows.order_by(*columns)[:_MOST_NAMES]
        if slug
    ]


def _headlines(words: list[Word], *, language: str, at: datetime) -> list[Suggestion]:
    """The newest headlines that hold the words, the last of which may be only begun."""
    *whole, begun = words
    shelf = mark(language)
    start = _ARTICLE.sub("", begun.folded) or begun.folded
    known = vocabulary.beginning(start, language=language, limit=_COMPLETIONS)
    endings = tuple(key for each in known for key in analyse(each.word)[0].keys)
    choices = [word.keys for word in whole] + [endings or begun.keys]
    parts = [
        asked.Any(tuple(f"{shelf}h{key}" for key in dict.fromkeys(choice))) for choice in choices
    ]
    visible = Article.objects.visible(language=language, at=at)
    rows = backend().found(
        [Step(asked.Every(tuple(parts)), 1, MOST)],
        among=among(visible, f"headline_{language}", f"slug_{language}"),
        span=ANY_DAY,
    )
    return [
        Suggestion("headline", headline, article_url(pk, slug, language))
        for _step, _number, pk, headline, slug in rows
    ]
