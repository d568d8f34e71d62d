"""What was done to an article, in words: all of it, and what came after somebody looked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles import content
from articles.admin import contents
from articles.admin.article_state import touched
from articles.models import Article, Transition
from articles.workflow.rules import STANDINGS
from articles.workflow.seen import Seen, on_page

SHOWN_AT_MOST: Final = 20
LABELS: Final[dict[str, object]] = {
    "create": _("Created"),
    "submit": _("Submitted for review"),
    "send_back": _("Sent back"),
    "approve": _("Approved"),
    "publish": _("Published"),
    "schedule": _("Scheduled"),
    "unschedule": _("Schedule cancelled"),
    "update": _("Changes published"),
    "correct": _("Correction published"),
    "withdraw": _("Withdrawn"),
    "kill": _("Killed"),
    "unkill": _("Kill undone"),
    "restore": _("Revision restored"),
    "hold": _("Scheduled change set aside"),
    "superseded": _("Scheduled change was live already"),
    "import": _("Imported"),
}
"""What was done, as the history says it."""
_LATER: Final = _("Changes scheduled")


def done_in_words(row: Transition) -> object:
    """What was done: changes that wait for their moment are scheduled, not published."""
    is_later = row.verb == "update" and row.details.get("moment")
    return _LATER if is_later else LABELS.get(row.verb, row.verb)


def became(row: Transition) -> object:
    """Where the article stood after it: what was scheduled is not published yet."""
    word = "scheduled" if row.verb == "schedule" else row.to_state
    return STANDINGS.get(word, word)


class Entry(NamedTuple):
    """One line of the log in words."""

    label: object
    state: object
    languages: str
    row: Transition


class Text(NamedTuple):
    """How the newest revision differs from an older one, who saved it, and why that is shown."""

    why: object
    by: Any
    at: Any
    changes: list[Any]


class Since(NamedTuple):
    """What somebody has not seen: the lines of the log, and the changes of the text."""

    done: list[Entry]
    text: Text | None


def entries(rows: Iterable[Transition]) -> list[Entry]:
    """Lines of the log in words; no query of its own."""
    return [
        Entry(
            done_in_words(row),
            became(row) if row.from_state != row.to_state else "",
            touched(row.details),
            row,
        )
        for row in rows
    ]


def seen_by(request: HttpRequest, article: Article) -> Seen:
    """What the person acts on: posted, in the address, or else as the article stands."""
    said = request.POST.get("revision") or request.GET.get("seen") or ""
    return Seen.read(said) if said else on_page(article)


def since(article: Article, seen: Seen, *, approves: bool = False) -> Since | None:
    """What was done and saved since the person looked; None for nothing; three queries at most.

    Before a verb that `approves`, what was changed since the approval is shown as well.
    """
    done = []
    if seen.transition != on_page(article).transition:
        rows = article.transitions.filter(pk__gt=seen.transition or 0).select_related("by")
        done = entries(rows.order_by("-pk")[:SHOWN_AT_MOST])
    text = None
    if seen.revision != article.latest_revision_id:
        why = _("Another version was saved after the one that you looked at. This changed:")
        text = _text(article, seen.revision, why)
    elif approves and article.is_edited_since_approval:
        why = _("This changed since the article was approved:")
        text = _text(article, article.approved_revision_id, why)
    return Since(done, text) if done or text else None


def _text(article: Article, before: int | None, why: object) -> Text | None:
    latest = article.latest_revision
    if latest is None:
        return None
    old = article.revisions.filter(pk=before or 0).first()
    changes = contents.changes(content.read(old), content.read(latest)) if old else []
    return Text(why, latest.created_by, latest.created_at, changes)
