"""When one language of an article is public: the rule for a row, and the rule for a query."""

from datetime import datetime

from django.db.models import F, Q

from articles.conf import LANGUAGES


def is_visible(
    publication: str, published_at: datetime | None, expires_at: datetime | None, *, at: datetime
) -> bool:
    """Whether readers see it at the moment; `visible_q` asks the database the same.

    From the second of `published_at` to the second of `expires_at`; no job is involved.
    """
    has_begun = published_at is not None and published_at <= at
    return publication == "published" and has_begun and (expires_at is None or expires_at > at)


def visible_q(language: str, *, at: datetime) -> Q:
    """The condition of `is_visible` on the columns of the language."""
    expires = f"expires_at_{language}"
    return Q(
        Q(**{f"{expires}__isnull": True}) | Q(**{f"{expires}__gt": at}),
        **{f"publication_{language}": "published", f"published_at_{language}__lte": at},
    )


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
    has_text = Q(**{f"headline_{language}__gt": "", f"body_{language}__gt": ""})
    return ~is_in("published", language) | has_text


def not_before_embargo(language: str) -> Q:
    """Published in the language from the embargo's end on."""
    return (
        Q(embargo_until__isnull=True)
        | ~is_in("published", language)
        | Q(**{f"published_at_{language}__gte": F("embargo_until")})
    )
