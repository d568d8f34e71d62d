"""The article that a status leads to: readers are led to it while they may read it, no longer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, NamedTuple

from articles.broadcast.models import BroadcastStatus
from articles.conf import LANGUAGES, values
from articles.models import Article
from articles.models.visibility import is_visible

_ARTICLE: Final = re.compile(
    rf"(?:/(?P<language>{'|'.join(LANGUAGES)}))?/(?:a|articles)/(?P<pk>[0-9]{{1,18}})(?:[/?#].*)?"
)

_FIELDS: Final = ("publication", "published_at", "expires_at")

MOST_TOLD: Final = 50
"""Statuses with a link of which the desk asks whether it leads somewhere."""

type Place = tuple[int, str]
"""An article (id) in a language."""


class Target(NamedTuple):
    """One language of an article, as far as the clock needs it to say whether readers see it."""

    publication: str = "none"
    published_at: datetime | None = None
    expires_at: datetime | None = None

    def is_visible(self, *, at: datetime) -> bool:
        """Whether its address answers readers at the moment."""
        return is_visible(**self._asdict(), at=at)

    @property
    def moments(self) -> tuple[datetime | None, datetime | None]:
        """When it appears and disappears by itself."""
        is_published = self.publication == "published"
        return (self.published_at, self.expires_at) if is_published else (None, None)


def place_of(link: str) -> Place | None:
    """The article of this site to which the link leads; None when it leads elsewhere; no query.

    An address with the site's own origin (`SITE_URL`) is one of this site.
    """
    origin = values.SITE_URL
    path = link.removeprefix(origin) if origin else link
    found = _ARTICLE.fullmatch(path)
    return (int(found["pk"]), found["language"] or LANGUAGES[0]) if found else None


def targets(links: Iterable[str]) -> dict[str, Target]:
    """Of each link that leads to an article of this site, where it leads; one query if any does.

    An article that does not exist is one that readers never see.
    """
    places = {link: place for link in links if (place := place_of(link)) is not None}
    if not places:
        return {}
    names = [f"{field}_{language}" for language in LANGUAGES for field in _FIELDS]
    wanted = {pk for pk, _language in places.values()}
    rows = {row["pk"]: row for row in Article.objects.filter(pk__in=wanted).values("pk", *names)}
    return {link: _target(rows.get(pk), language) for link, (pk, language) in places.items()}


def _target(row: dict[str, Any] | None, language: str) -> Target:
    return Target(*(row[f"{field}_{language}"] for field in _FIELDS)) if row else Target()


def leads_to(article: int) -> bool:
    """Whether a status that is not over leads to the article (id); one query."""
    links = BroadcastStatus.objects.not_over().exclude(link="").values_list("link", flat=True)
    places = (place_of(link) for link in links)
    return any(place is not None and place[0] == article for place in places)


def astray(rows: Iterable[BroadcastStatus], *, at: datetime) -> list[BroadcastStatus]:
    """Those of the statuses whose link readers are not shown, from their start; a query at most.

    They cannot read the article to which it leads.
    """
    rows = list(rows)
    known = targets(status.link for status in rows)
    return [
        status
        for status in rows
        for target in [known.get(status.link)]
        if target is not None and not target.is_visible(at=max(at, status.starts_at))
    ]


def all_astray(*, at: datetime) -> list[BroadcastStatus]:
    """Those that are not over, the one that starts first before the others; two queries at most."""
    rows = BroadcastStatus.objects.not_over(at=at).exclude(link="")
    return astray(rows.order_by("starts_at", "pk")[:MOST_TOLD], at=at)
