"""When one language of an article is public: the rule for a row, and the rule for a query."""

from datetime import datetime

from django.db.models import Q


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
