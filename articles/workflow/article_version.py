"""Optimistic locking: the newest revision and the newest transition that a page showed.

Many verbs write no revision; without the transition an old tab could undo what a colleague
decided meanwhile.
"""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from articles.errors import Outdated
from articles.models import Article, Transition

_TOKEN: Final = re.compile(r"([0-9]{1,18})?(?:-([0-9]{1,18})?)?")


class ArticleVersion(NamedTuple):
    """The ids of an article's newest revision and transition; None where it has none.

    Forms and addresses carry it as the text `12-34`, by which a verb is refused as Outdated
    when something was saved or done since the page was made.
    """

    revision: int | None
    transition: int | None

    def __str__(self) -> str:
        return "-".join("" if number is None else str(number) for number in self)

    @classmethod
    def parse(cls, text: str) -> ArticleVersion:
        """Parse the text of a form; an unreadable one is outdated, so the user is asked again."""
        found = _TOKEN.fullmatch(text)
        parts = found.groups() if found else (None, None)
        revision, transition = (int(part) if part else None for part in parts)
        return cls(revision, transition)


type SeenVersion = ArticleVersion | int | None
"""What the user's page showed: a version, a revision id alone, or None to skip the check."""


def with_newest_transition(rows: Any) -> Any:
    """Annotate the articles with `newest_transition`, which `current_version` needs."""
    log = Transition.objects.filter(article=OuterRef("pk")).order_by("-pk")
    return rows.annotate(newest_transition=Subquery(log.values("pk")[:1]))


def current_version(article: Any) -> ArticleVersion:
    """The version of an article that was read by `with_newest_transition`; no query."""
    return ArticleVersion(article.latest_revision_id, article.newest_transition)


def refuse_outdated(article: Article, seen: SeenVersion) -> None:
    """Raise Outdated when the locked article changed since `seen`; one query at most."""
    number = article.latest_revision_id
    if seen is None:
        return
    if number != (seen.revision if isinstance(seen, ArticleVersion) else seen):
        raise Outdated(
            _("A newer version was saved meanwhile. Look at what changed, then decide again."),
            number=number,
        )
    if isinstance(seen, ArticleVersion) and seen.transition != _newest_transition(article):
        raise Outdated(
            _("Something was done to the article meanwhile. Look at it, then decide again."),
            number=number,
        )


def _newest_transition(article: Article) -> int | None:
    newest: int | None = article.transitions.order_by("-pk").values_list("pk", flat=True).first()
    return newest
