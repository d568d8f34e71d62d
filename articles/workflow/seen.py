"""What somebody looked at when they decided: the newest revision and the newest line of the log.

Many verbs write no revision; without the log's line an old tab would undo what
a colleague decided meanwhile.
"""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from articles.errors import Outdated
from articles.models import Article, Transition

_TOKEN: Final = re.compile(r"([0-9]{1,18})?(?:-([0-9]{1,18})?)?")


class Seen(NamedTuple):
    """The newest revision and the newest transition (ids) of an article; None where it has none.

    As a text, `12-34`, it goes through a page and comes back with what is decided there.
    """

    revision: int | None
    transition: int | None

    def __str__(self) -> str:
        return "-".join("" if number is None else str(number) for number in self)

    @classmethod
    def read(cls, text: str) -> Seen:
        """What the text says; what cannot be read saw nothing, and is asked again."""
        found = _TOKEN.fullmatch(text)
        parts = found.groups() if found else (None, None)
        revision, transition = (int(part) if part else None for part in parts)
        return cls(revision, transition)


type Screen = Seen | int | None
"""What stood on the caller's screen: an int is the revision alone, None a caller without one."""


def with_newest(rows: Any) -> Any:
    """The articles with what `on_page` needs, in the same statement."""
    log = Transition.objects.filter(article=OuterRef("pk")).order_by("-pk")
    return rows.annotate(newest_transition=Subquery(log.values("pk")[:1]))


def on_page(article: Any) -> Seen:
    """What a page that is made of the row shows; the row was read by `with_newest`; no query."""
    return Seen(article.latest_revision_id, article.newest_transition)


def refuse_outdated(article: Article, seen: Screen) -> None:
    """Raise Outdated when a locked article is no longer what was seen; one query at most."""
    number = article.latest_revision_id
    if seen is None:
        return
    if number != (seen.revision if isinstance(seen, Seen) else seen):
        raise Outdated(
            _("A newer version was saved meanwhile. Look at what changed, then decide again."),
            number=number,
        )
    if isinstance(seen, Seen) and seen.transition != _newest_transition(article):
        raise Outdated(
            _("Something was done to the article meanwhile. Look at it, then decide again."),
            number=number,
        )


def _newest_transition(article: Article) -> int | None:
    newest: int | None = article.transitions.order_by("-pk").values_list("pk", flat=True).first()
    return newest
