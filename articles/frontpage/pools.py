"""The two queries of a front page: the arrangement in force, and the stories it may show."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet

from articles.frontpage.models import FrontPublication
from articles.models import Article, TaggedArticle
from articles.models.cards import Card, card_of
from articles.models.compiled import CompiledQuery, Parameter, exact_columns
from articles.models.querysets import ArticleQuerySet
from articles.models.selectors import AT, KEY, id_parameters, id_values

_LEADING: Final = "leading_tag_{}"
_IDS_STEP: Final = 8


class InForce(NamedTuple):
    """The arrangement that readers see at a moment; `revision` is its id."""

    revision: int
    data: Any
    schema: int


def _in_force(language: str, is_home: bool) -> QuerySet[Any, Any]:
    rows = FrontPublication.objects.in_effect().filter(
        front__language=language, published_at__lte=AT
    )
    rows = rows.filter(front__section__isnull=True) if is_home else rows.filter(front__section=KEY)
    columns = ("revision_id", "revision__data", "revision__schema")
    found: QuerySet[Any, Any] = rows.latest_first().values(*columns)[:1]
    return found


_IN_FORCE: Final = CompiledQuery(_in_force)


def in_force(*, section: int | None, language: str, at: datetime) -> InForce | None:
    """The arrangement of the home page (None) or the section; None for one nobody arranged.

    One query.
    """
    key = {} if section is None else {"key": section}
    rows = _IN_FORCE.rows(language, section is None, at=at, **key)
    if not rows:
        return None
    row = rows[0]
    return InForce(row["revision_id"], row["revision__data"], row["revision__schema"])


class Wanted(NamedTuple):
    """What stories the rules of a page ask for, each of a rule's at most `limit`.

    `scope` is the section (id) within which "newest" and the kinds are looked for, None for the
    whole site; `ids` are chosen one by one.
    """

    limit: int
    scope: int | None
    sections: Sequence[int]
    tags: Sequence[int]
    kinds: Sequence[str]
    ids: Collection[int]


class Story(NamedTuple):
    """A story that may be shown: its card, its section, and which of the wanted tags it has."""

    card: Card
    section: int | None
    tags: frozenset[int]


def _places(name: str, number: int) -> list[Parameter]:
    return [Parameter(f"{name}_{n}", BigIntegerField()) for n in range(number)]


def _stories(
    language: str,
    limit: int,
    is_scoped: bool,
    sections: int,
    tags: int,
    kinds: tuple[str, ...],
    ids: int,
) -> QuerySet[Any, Any]:
    visible: ArticleQuerySet = Article.objects.visible(language=language, at=AT)
    scoped = visible.filter(section=KEY) if is_scoped else visible
    places = _places("tag", tags)
    parts = [
        scoped,
        *(visible.filter(section=place) for place in _places("section", sections)),
        *(visible.filter(tagged_items__tag=place) for place in places),
        *(scoped.filter(kind=kind) for kind in kinds),
    ]
    bounded = [part.newest_first(language=language).values("pk")[:limit] for part in parts]
    # Each bounded part within another: a union takes no bounded ones on SQLite.
    chosen = [exact_columns(Article.objects.filter(pk__in=part)).values("pk") for part in bounded]
    one_by_one: Any = id_parameters(ids)
    chosen.append(exact_columns(Article.objects.filter(pk__in=one_by_one)).values("pk"))
    pks = chosen[0].union(*chosen[1:])
    carried = {
        _LEADING.format(n): Exists(
            TaggedArticle.objects.filter(content_object=OuterRef("pk"), tag=place)
        )
        for n, place in enumerate(places)
    }
    rows = exact_columns(visible.filter(pk__in=pks)).newest_first(language=language)
    found: QuerySet[Any, Any] = rows.annotate(**carried).card_values(
        "section", *carried, language=language
    )
    return found


_STORIES: Final = CompiledQuery(_stories)


def stories(wanted: Wanted, *, language: str, at: datetime) -> list[Story]:
    """The visible stories that the rules ask for, the newest first; one query, no body."""
    ids = sorted(wanted.ids)
    # Filled up, so that pages which name more or fewer articles share a statement.
    ids += [0] * (-len(ids) % _IDS_STEP or (0 if ids else _IDS_STEP))
    shape = (len(wanted.sections), len(wanted.tags), tuple(wanted.kinds), len(ids))
    values = id_values(ids) | {f"section_{n}": pk for n, pk in enumerate(wanted.sections)}
    values |= {f"tag_{n}": pk for n, pk in enumerate(wanted.tags)}
    if wanted.scope is not None:
        values["key"] = wanted.scope
    rows = _STORIES.rows(language, wanted.limit, wanted.scope is not None, *shape, at=at, **values)
    return [
        Story(
            card_of(row, language),
            row["section"],
            frozenset(pk for n, pk in enumerate(wanted.tags) if row[_LEADING.format(n)]),
        )
        for row in rows
    ]
