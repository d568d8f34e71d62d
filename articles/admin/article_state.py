"""The state of an article as its desk pages show it: languages, schedule, conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import content, workflow
from articles.admin.revision_content import field_label
from articles.admin.verb_forms import part_name
from articles.conf import LANGUAGES
from articles.languages import joined
from articles.models import Article, Revision
from articles.models.article import State
from articles.workflow import lineage
from articles.workflow.article_version import current_version
from articles.workflow.lineage import live_revisions
from articles.workflow.live import changed_parts
from articles.workflow.rules import (
    LANGUAGE_STATES,
    VERBS,
    effective_language_state,
    effective_state,
    may_have_unsettled,
    open_kill_request,
    state_label,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


RECENT_TRANSITIONS: Final = 6
"""Entries of the log on the writing screen."""
SHOWN_UNMERGED: Final = 5
"""Versions waiting to be merged that a page names."""
_NEXT_VERBS: Final[dict[str, tuple[str, ...]]] = {
    State.DRAFT: ("submit", "publish"),
    State.SUBMITTED: ("approve", "publish"),
    State.APPROVED: ("approve", "publish"),
    State.PUBLISHED: ("update", "publish"),
    State.WITHDRAWN: ("publish",),
}
"""The verbs that lead on from a state, the first that is allowed before the others."""


class LanguageState(NamedTuple):
    """The publication of one language.

    `state` is a key of LANGUAGE_STATES and `label` its translation. `published_at` may lie
    in the future; `url` is "" unless readers see the language now.
    """

    language: str
    state: str
    label: object
    published_at: datetime | None
    url: str


class UnpublishedPart(NamedTuple):
    """A part (see `articles.content`) in which the newest revision differs from the live one.

    `live` is the primary key of the live revision.
    """

    part: str
    name: str
    live: int


class PendingChange(NamedTuple):
    """A scheduled change that is applied at its moment.

    `is_in_newest`: the newest revision contains it, so publishing that publishes both.
    """

    revision: Revision
    is_in_newest: bool


class HeldChange(NamedTuple):
    """A scheduled change that could not be applied: the reason and the details, translated."""

    revision: Revision
    reason: str
    details: list[str]


class ScheduledChange(NamedTuple):
    """A scheduled change and the names of the parts that it changes."""

    revision: Revision
    parts: list[str]


class ScheduledItems(NamedTuple):
    """What `unschedule` cancels: scheduled languages, and scheduled changes, held ones too."""

    language_states: list[LanguageState]
    changes: list[ScheduledChange]


def state_context(
    article: Article, user: User, *, known: Iterable[Model] = (), at: datetime | None = None
) -> dict[str, Any]:
    """The template context of an article from `get_article`; seven queries at most, and one for a
    kill that waits to be confirmed.

    `known` are rows that its newest revision refers to, and that were read already; four queries
    more without them.
    """
    at = at or timezone.now()
    recent = list(article.transitions.select_related("by").order_by("-pk")[:RECENT_TRANSITIONS])
    verbs = workflow.verbs_for(article, user, at=at)
    labelled = [(verb, VERBS[verb].label) for verb in verbs if verb != "restore"]
    following = next_verb(article, verbs)
    return {
        "title": str(article),
        "article": article,
        "state": effective_state(article, at=at),
        "state_label": state_label(article, at=at),
        "verbs": labelled,
        "next_verb": (following, VERBS[following].label) if following else None,
        "other_verbs": [(verb, label) for verb, label in labelled if verb != following],
        "version": current_version(article),
        "language_states": language_states(article, at=at),
        "unpublished_parts": unpublished_parts(article),
        **_unsettled_revisions(article),
        "missing_references": _missing_references(article, known),
        "before_embargo": _publication_before_embargo(article, at=at),
        "recent_transitions": recent,
        "kill_request": open_kill_request(article),
        "send_back": recent[0] if recent and recent[0].verb == "send_back" else None,
    }


def next_verb(article: Article, verbs: Iterable[str]) -> str:
    """The verb among `verbs` that leads the article on to its readers; "" when none does."""
    wanted = _NEXT_VERBS.get(article.state, ())
    allowed = set(verbs)
    return next((verb for verb in wanted if verb in allowed), "")


def language_states(article: Article, *, at: datetime) -> list[LanguageState]:
    """The languages that are or were published, or hold a headline; no query."""
    return [
        LanguageState(
            code,
            state,
            LANGUAGE_STATES[state],
            article.published_in(code),
            article.url(code) if state == "live" else "",
        )
        for code in LANGUAGES
        for state in [effective_language_state(article, code, at=at)]
        if state != "none" or article.text("headline", code)
    ]


def unpublished_parts(article: Article) -> list[UnpublishedPart]:
    """The published parts that differ from the newest revision; one query at most."""
    return [
        UnpublishedPart(part, part_name(part), live_revisions(article, [part])[0])
        for part in changed_parts(article)
    ]


def _unsettled_revisions(article: Article) -> dict[str, Any]:
    """{"pending_changes", "held_changes", "unmerged_revisions"}; two queries at most.

    None for an article of `with_unsettled` that has no such revisions.
    """
    if not may_have_unsettled(article):
        return {"pending_changes": [], "held_changes": [], "unmerged_revisions": []}
    unsettled = article.revisions.unsettled().select_related("goes_live_by", "created_by")
    rows: list[Any] = list(unsettled.defer("data").newest_first())
    scheduled = [row for row in rows if row.goes_live_at and row.applied_at is None]
    scheduled.sort(key=lambda row: (row.goes_live_at, row.pk))
    unmerged = [row for row in rows if row.is_conflict and not row.is_merged]
    return {
        **_scheduled_changes(article, scheduled),
        "unmerged_revisions": unmerged[:SHOWN_UNMERGED],
    }


def _scheduled_changes(article: Article, rows: Sequence[Revision]) -> dict[str, Any]:
    """{"pending_changes", "held_changes"}; one query where some are waiting."""
    waiting = [row for row in rows if row.held_at is None]
    held = [row for row in rows if row.held_at is not None]
    latest = article.latest_revision_id
    newest = (
        lineage.ancestors(lineage.parents_and_sources(article)[1], latest or 0)
        if waiting
        else set()
    )
    return {
        "pending_changes": [
            PendingChange(row, row.pk in newest and row.pk != latest) for row in waiting
        ],
        "held_changes": [
            HeldChange(row, row.get_held_because_display(), held_details(row)) for row in held
        ],
    }


def scheduled_items(article: Article, *, at: datetime) -> ScheduledItems:
    """What `unschedule` would cancel; one query."""
    rows = article.revisions.scheduled().select_related("goes_live_by").defer("data")
    return ScheduledItems(
        [each for each in language_states(article, at=at) if each.state == "scheduled"],
        [
            ScheduledChange(row, [_short_part_name(part) for part in row.goes_live_parts])
            for row in rows
        ],
    )


def held_details(revision: Revision) -> list[str]:
    """The labels of the conflicting fields, or the refusal that held the change."""
    if revision.held_because == "conflict":
        return [field_label(name) for name in revision.held_details]
    return [str(text) for text in revision.held_details]


def unmerged_revisions(article: Article) -> Any:
    """The last conflicting revisions that are not merged yet; one query."""
    rows = article.revisions.unmerged()
    return rows.defer("data").select_related("created_by").newest_first()[:SHOWN_UNMERGED]


def _missing_references(article: Article, known: Iterable[Model]) -> list[str]:
    """Names of rows that the newest revision refers to and that were deleted; up to six queries."""
    latest = article.latest_revision
    if latest is None:
        return []
    parts = (*LANGUAGES, content.SHARED)
    return content.missing_references(content.read(latest), parts=parts, known=known)


def _publication_before_embargo(article: Article, *, at: datetime) -> datetime | None:
    """The first scheduled publication that is earlier than the newest revision's embargo."""
    latest = article.latest_revision
    embargo = content.moment(content.read(latest), "embargo_until") if latest else None
    moments = [
        moment
        for code in LANGUAGES
        if article.is_awaited(language=code, at=at)
        and (moment := article.published_in(code)) is not None
    ]
    first = min(moments, default=None)
    return first if first is not None and embargo is not None and first < embargo else None


def _short_part_name(part: str) -> str:
    return str(_("what all languages share")) if part == content.SHARED else part_name(part)


def affected_parts(details: dict[str, Any]) -> str:
    """The translated names of the parts in `Transition.details`, joined."""
    names = [part_name(code) for code in details.get("languages") or [] if code in LANGUAGES]
    if details.get("shared") and details.get("languages") == []:
        names.append(_short_part_name(content.SHARED))
    return joined(names)
