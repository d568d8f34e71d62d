"""When one language of an article is public: the one definition, for a row and for a query.

`_VISIBLE` and `_AWAITED` below are the only places where this is said. `visible_q` makes
SQL conditions of them and `is_visible` a predicate; `ArticleQuerySet.visible`,
`Article.is_visible` and whatever else asks goes through these two.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from operator import eq, gt, le
from typing import Any, Final

from django.db.models import Expression, F, Q

from articles.conf import LANGUAGES

_AT: Final = object()
"""Stands for the moment that is asked about."""

type Moment = datetime | Expression
"""An aware moment, or an expression of one."""
type _Condition = tuple[str, str, object]
"""A column without its language, a lookup, and what it is compared with."""
type _Rule = tuple[tuple[_Condition, ...], ...]
"""Holds when in each of its lines at least one condition does."""

_PUBLISHED: Final[tuple[_Condition, ...]] = (("publication", "exact", "published"),)
_BEGUN: Final[tuple[_Condition, ...]] = (("published_at", "lte", _AT),)
_NOT_BEGUN: Final[tuple[_Condition, ...]] = (("published_at", "gt", _AT),)
_NOT_EXPIRED: Final[tuple[_Condition, ...]] = (
    ("expires_at", "isnull", True),
    ("expires_at", "gt", _AT),
)
_VISIBLE: Final[_Rule] = (_PUBLISHED, _BEGUN, _NOT_EXPIRED)
"""From the second of `published_at` to the second of `expires_at`; no job is involved."""
_AWAITED: Final[_Rule] = (_PUBLISHED, _NOT_BEGUN)
"""Scheduled: decided, but its moment has not come."""
_UNEXPIRED: Final[_Rule] = (_PUBLISHED, _NOT_EXPIRED)

COLUMNS: Final = ("publication", "published_at", "expires_at")
"""The columns of each language on which its visibility depends."""

# As the database compares: nothing is equal to, before or after what is missing.
_LOOKUPS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "exact": lambda value, other: value is not None and eq(value, other),
    "lte": lambda value, other: value is not None and le(value, other),
    "gt": lambda value, other: value is not None and gt(value, other),
    "isnull": lambda value, other: (value is None) is other,
}


def _holds(rule: _Rule, values: dict[str, Any], at: datetime) -> bool:
    return all(
        any(
            _LOOKUPS[lookup](values[column], at if other is _AT else other)
            for column, lookup, other in line
        )
        for line in rule
    )


def _q(rule: _Rule, language: str, at: Moment) -> Q:
    return Q(*(_any_of(line, language, at) for line in rule))


def _any_of(line: Iterable[_Condition], language: str, at: Moment) -> Q:
    conditions = (
        (f"{column}_{language}__{lookup}", at if other is _AT else other)
        for column, lookup, other in line
    )
    return Q(*conditions, _connector=Q.OR)


def is_visible(
    *, publication: str, published_at: datetime | None, expires_at: datetime | None, at: datetime
) -> bool:
    """Whether readers see a language with these columns at the moment (aware)."""
    values = {
        "publication": publication,
        "published_at": published_at,
        "expires_at": expires_at,
    }
    return _holds(_VISIBLE, values, at)


def is_awaited(*, publication: str, published_at: datetime | None, at: datetime) -> bool:
    """Whether a language with these columns is scheduled for after the moment (aware)."""
    return _holds(_AWAITED, {"publication": publication, "published_at": published_at}, at)


def visible_q(language: str, *, at: Moment) -> Q:
    """The condition of `is_visible` on an article's columns of the language."""
    return _q(_VISIBLE, language, at)


def awaited_q(language: str, *, at: Moment) -> Q:
    """The condition of `is_awaited` on an article's columns of the language."""
    return _q(_AWAITED, language, at)


def unexpired_q(language: str, *, at: Moment) -> Q:
    """The condition that it is published in the language and not expired: seen, or awaited."""
    return _q(_UNEXPIRED, language, at)


# Rules of the table --------------------------------------------------------------------------


def is_in(publication: str, language: str) -> Q:
    """The language's publication is in this state."""
    return Q(**{f"publication_{language}": publication})


def any_published() -> Q:
    """Some language is published."""
    return Q(*((f"publication_{code}", "published") for code in LANGUAGES), _connector=Q.OR)


def has_its_moments(language: str) -> Q:
    """A moment of publication exactly where there is, or was, a publication."""
    moments = (f"published_at_{language}", f"first_published_at_{language}")
    has_moments = Q(*((f"{moment}__isnull", False) for moment in moments))
    has_none = Q(*((f"{moment}__isnull", True) for moment in moments))
    is_decided = Q(**{f"publication_{language}__in": ("published", "withdrawn")})
    return (is_in("none", language) & has_none) | (is_decided & has_moments)


def has_its_text(language: str) -> Q:
    """Published in the language only with a headline and a body in it."""
    fields = (f"headline_{language}", f"body_{language}")
    # Said of missing ones too: what is neither true nor false breaks no constraint.
    is_there = Q(*((f"{field}__isnull", False) for field in fields))
    has_text = is_there & Q(*((f"{field}__gt", "") for field in fields))
    return ~is_in("published", language) | has_text


def not_before_embargo(language: str) -> Q:
    """Published in the language from the embargo's end on."""
    return (
        Q(embargo_until__isnull=True)
        | ~is_in("published", language)
        | Q(**{f"published_at_{language}__gte": F("embargo_until")})
    )
