"""The articles that statuses link to: a link is shown only while its article is visible."""

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

MAX_CHECKED: Final = 50
"""The number of statuses with a link that the desk checks at most."""

type ArticleReference = tuple[int, str]
"""An article id and a language."""


class Target(NamedTuple):
    """The columns that decide whether a language of an article is visible."""

    publication: str = "none"
    published_at: datetime | None = None
    expires_at: datetime | None = None

    def is_visible(self, *, at: datetime) -> bool:
        """Whether readers see the article at the moment."""
        return is_visible(**self._asdict(), at=at)

    @property
    def moments(self) -> tuple[datetime | None, datetime | None]:
        """When it becomes visible and when it expires; (None, None) if it is not published."""
        is_published = self.publication == "published"
        return (self.published_at, self.expires_at) if is_published else (None, None)


def parse_article_link(link: str) -> ArticleReference | None:
    """The article of this site that the link leads to; None for other links; no query.

    Links with the origin of `SITE_URL` are links of this site.
    """
    origin = values.SITE_URL
    path = link.removeprefix(origin) if origin else link
    found = _ARTICLE.fullmatch(path)
    return (int(found["pk"]), found["language"] or LANGUAGES[0]) if found else None


def find_targets(links: Iterable[str]) -> dict[str, Target]:
    """The target by link, for links to articles of this site; one query if there are any.

    An article that does not exist is a target that is never visible.
    """
    places = {link: place for link in links if (place := parse_article_link(link)) is not None}
    if not places:
        return {}
    names = [f"{field}_{language}" for language in LANGUAGES for field in _FIELDS]
    wanted = {pk for pk, _language in places.values()}
    rows = {row["pk"]: row for row in Article.objects.filter(pk__in=wanted).values("pk", *names)}
    return {link: _target(rows.get(pk), language) for link, (pk, language) in places.items()}


def _target(row: dict[str, Any] | None, language: str) -> Target:
    return Target(*(row[f"{field}_{language}"] for field in _FIELDS)) if row else Target()


def is_link_target(article: int) -> bool:
    """Whether a current or upcoming status links to the article (id); one query."""
    links = BroadcastStatus.objects.not_over().exclude(link="").values_list("link", flat=True)
    places = (parse_article_link(link) for link in links)
    return any(place is not None and place[0] == article for place in places)


def with_hidden_link(rows: Iterable[BroadcastStatus], *, at: datetime) -> list[BroadcastStatus]:
    """The statuses whose link is hidden because its article is not visible; one query at most.

    An upcoming status is checked for its start.
    """
    rows = list(rows)
    known = find_targets(status.link for status in rows)
    return [
        status
        for status in rows
        for target in [known.get(status.link)]
        if target is not None and not target.is_visible(at=_shown_from(status, at))
    ]


def _shown_from(status: BroadcastStatus, at: datetime) -> datetime:
    """The moment, or a later one at which the status is on next."""
    found = status.occurrence(at=at)
    return max(at, found.starts_at) if found else at


def all_with_hidden_link(*, at: datetime) -> list[BroadcastStatus]:
    """`with_hidden_link` of current and upcoming statuses, by start; two queries at most."""
    rows = BroadcastStatus.objects.not_over(at=at).exclude(link="").order_by("starts_at", "pk")
    return with_hidden_link((row for row in rows[:MAX_CHECKED] if not row.is_over(at=at)), at=at)
