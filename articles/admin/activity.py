"""The log of an article as text, and what happened since a page was opened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles import content
from articles.admin.article_state import affected_parts, unpublished_parts
from articles.admin.live_content import live_beside
from articles.admin.revision_content import FieldChange, field_changes
from articles.conf import LANGUAGES
from articles.models import Article, Transition
from articles.models.article import Publication
from articles.workflow.article_version import ArticleVersion, current_version
from articles.workflow.rules import EFFECTIVE_STATES

MAX_ENTRIES: Final = 20
_READ: Final = ("headline", "standfirst", "body")
"""The fields that make the page of a language."""
ACTION_LABELS: Final[dict[str, object]] = {
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
    "request_kill": _("Kill asked for"),
    "decline_kill": _("Kill declined"),
    "kill": _("Killed"),
    "unkill": _("Kill undone"),
    "restore": _("Revision restored"),
    "hold": _("Scheduled change set aside"),
    "superseded": _("Scheduled change was live already"),
    "hand_over": _("Handed over"),
    "import": _("Imported"),
}
"""The label of each `Transition.verb`."""
_SCHEDULED_UPDATE: Final = _("Changes scheduled")


def action_label(row: Transition) -> object:
    """The label of the transition; an update with a moment was scheduled, not published."""
    is_later = row.verb == "update" and row.details.get("moment")
    return _SCHEDULED_UPDATE if is_later else ACTION_LABELS.get(row.verb, row.verb)


def resulting_state(row: Transition) -> object:
    """The label of the state after the transition; after `schedule` that is "scheduled"."""
    state = "scheduled" if row.verb == "schedule" else row.to_state
    return EFFECTIVE_STATES.get(state, state)


class LogEntry(NamedTuple):
    """One transition as labels; `state` is "" when it did not change."""

    label: object
    state: object
    languages: str
    row: Transition


class TextChange(NamedTuple):
    """Changes of the text, and who saved them when, where one person did (else both are None).

    `is_folded`: long and not what is decided about, so it opens at a click.
    """

    reason: object
    by: Any
    at: Any
    changes: list[FieldChange]
    is_folded: bool = False


class ActivitySince(NamedTuple):
    """What happened since a page was opened: transitions, and changes of the content."""

    entries: list[LogEntry]
    text_change: TextChange | None


def log_entries(rows: Iterable[Transition]) -> list[LogEntry]:
    """The transitions as labels; no query of its own."""
    return [
        LogEntry(
            action_label(row),
            resulting_state(row) if row.from_state != row.to_state else "",
            affected_parts(row.details),
            row,
        )
        for row in rows
    ]


def seen_version(request: HttpRequest, article: Article) -> ArticleVersion:
    """The version in the form or in `?seen=`; without either, the article's current one."""
    token = request.POST.get("revision") or request.GET.get("seen") or ""
    return ArticleVersion.parse(token) if token else current_version(article)


def activity_since(
    article: Article, seen: ArticleVersion, *, approves: bool = False
) -> ActivitySince | None:
    """What was done and saved since `seen`; None for nothing; three queries at most.

    With `approves`, also what was changed since the approval.
    """
    entries: list[LogEntry] = []
    if seen.transition != current_version(article).transition:
        rows = article.transitions.filter(pk__gt=seen.transition or 0).select_related("by")
        entries = log_entries(rows.order_by("-pk")[:MAX_ENTRIES])
    text_change = None
    if seen.revision != article.latest_revision_id:
        reason = _("Another version was saved after the one that you looked at. This changed:")
        text_change = _text_change(article, seen.revision, reason)
    elif approves and article.is_edited_since_approval:
        reason = _("This changed since the article was approved:")
        text_change = _text_change(article, article.approved_revision_id, reason)
    return ActivitySince(entries, text_change) if entries or text_change else None


def change_for_readers(article: Article) -> TextChange | None:
    """What readers see anew when the newest version goes live: each part beside its live text.

    None where nothing differs; eight queries at most.
    """
    parts = unpublished_parts(article)
    if article.latest_revision is None or not parts:
        return None
    newest = content.read(article.latest_revision)
    now = live_beside(article, newest, parts=[part.part for part in parts]) or newest
    by, at = article.latest_revision.created_by, article.latest_revision.created_at
    reason = _("This changes for readers:")
    return TextChange(reason, by, at, _changed_passages(now, newest, place="readers"))


def change_on_return(article: Article) -> TextChange | None:
    """What readers see anew in languages that return from withdrawal; None without any.

    Seven queries at most.
    """
    returning = [
        code for code in LANGUAGES if article.publication_in(code) == Publication.WITHDRAWN
    ]
    before = {article.live_revision_in(code) for code in returning} - {None}
    latest = article.latest_revision
    if latest is None or not before:
        return None
    rows, newest = article.revisions.in_bulk(before), content.read(latest)
    then = dict(newest)
    for code in returning:
        if (live := rows.get(article.live_revision_in(code) or 0)) is not None:
            data = content.read(live)
            then |= {name: data.get(name) for name in content.part_fields(code)}
    reason = _("This changed since readers saw it last:")
    changes = _changed_passages(then, newest, place="return")
    return TextChange(reason, latest.created_by, latest.created_at, changes)


def removal_for_readers(article: Article) -> TextChange | None:
    """What readers lose when every published language goes; None where none is published.

    Seven queries at most.
    """
    live = live_beside(article, content.blank(), parts=LANGUAGES)
    if live is None:
        return None
    names = [f"{field}_{code}" for code in article.published_languages() for field in _READ]
    lost = content.blank() | {name: live[name] for name in names}
    changes = _changed_passages(lost, content.blank(), place="lost")
    return TextChange(_("What readers no longer see"), None, None, changes, is_folded=True)


def _text_change(article: Article, before: int | None, reason: object) -> TextChange | None:
    latest = article.latest_revision
    if latest is None:
        return None
    old = article.revisions.filter(pk=before or 0).first()
    changes = (
        _changed_passages(content.read(old), content.read(latest), place="since") if old else []
    )
    return TextChange(reason, latest.created_by, latest.created_at, changes)


def _changed_passages(old: content.Data, new: content.Data, *, place: str) -> list[FieldChange]:
    """The fields that differ, without their paragraphs that do not: a decision waits below."""
    return [
        change._replace(place=place, rows=[row for row in change.rows if not row.is_same])
        for change in field_changes(old, new)
    ]
