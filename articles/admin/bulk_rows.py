"""The chosen articles of a verb, each with what matters for deciding about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from articles.admin.article_state import LanguageState, language_states
from articles.errors import Refused
from articles.models import Article, Presence, Revision, Transition
from articles.models.article import State
from articles.workflow.article_version import current_version
from articles.workflow.rules import EFFECTIVE_STATES, check, effective_state

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


class BulkRow(NamedTuple):
    """An article with its version ("id:version") and state, and what is said of it below.

    `sent_back` is the entry of the log by which it was sent back, where that was done last;
    `awaited` are its languages with a moment to come, `changes` its scheduled changes,
    `embargo` the moment before which nobody reads it, None when that is over; `writers` the
    others who have it open at this moment; `refusal` says why the verb cannot be done to it now, ""
    where it can; `is_unapproved` that it would be published as nobody has approved it.
    """

    article: Article
    version: str
    state: str
    label: object
    sent_back: Transition | None
    awaited: list[LanguageState]
    changes: list[Revision]
    embargo: datetime | None
    writers: list[str]
    refusal: str
    is_unapproved: bool

    @property
    def has_unpublished_changes(self) -> bool:
        """Whether readers see an older version, and the state does not say so."""
        return self.article.has_unpublished_changes and self.state != "changed"


def bulk_rows(articles: Sequence[Any], verb: str, *, by: User, at: datetime) -> list[BulkRow]:
    """The articles in their order, for the person who decides about the verb; three queries.

    They come by `with_newest_transition` and `with_last_move`, with their newest revision. One
    query more for each article of which a person who edits only their own is no creator.
    """
    moves = [row.last_move for row in articles if row.state == "draft" and row.last_move]
    sent_back = Transition.objects.filter(pk__in=moves, verb="send_back").select_related("by")
    notes = {row.article_id: row for row in sent_back}
    waiting = Revision.objects.waiting().filter(article__in=articles).defer("data")
    changes = _by_article(waiting.order_by("goes_live_at", "pk"))
    present = Presence.objects.current(at=at).filter(article__in=articles).exclude(user=by)
    people = _by_article(present.select_related("user"))
    return [
        _row(
            row,
            at=at,
            sent_back=notes.get(row.pk),
            changes=changes.get(row.pk, []),
            writers=[str(each.user) for each in people.get(row.pk, [])],
            refusal=_refusal(verb, row, by, at),
            is_unapproved=verb == "publish" and _is_unapproved(row),
        )
        for row in articles
    ]


def _row(article: Article, *, at: datetime, **told: Any) -> BulkRow:
    state = effective_state(article, at=at)
    is_embargoed = article.embargo_until is not None and article.embargo_until > at
    return BulkRow(
        article,
        f"{article.pk}:{current_version(article)}",
        state,
        EFFECTIVE_STATES[state],
        awaited=[each for each in language_states(article, at=at) if each.state == "scheduled"],
        embargo=article.embargo_until if is_embargoed else None,
        **told,
    )


def _refusal(verb: str, article: Article, by: User, at: datetime) -> str:
    try:
        check(verb, article, by, at=at)
    except Refused as refusal:
        return str(refusal)
    return ""


def _is_unapproved(article: Article) -> bool:
    return article.state in (State.DRAFT, State.SUBMITTED) or article.is_edited_since_approval


def _by_article(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.article_id, []).append(row)
    return found
