"""The review verbs: submit, approve, send_back. They change nothing that readers see."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.errors import Refused
from articles.models import Article
from articles.models.article import State
from articles.text_checks.articles import refuse_text_faults
from articles.workflow import rules, transitions
from articles.workflow.article_version import SeenVersion
from articles.workflow.live import newest_revision, refuse_unpublishable

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


def submit(
    article: Article,
    *,
    by: User,
    seen: SeenVersion = None,
    note: str = "",
    at: datetime | None = None,
) -> Article:
    """Submit the newest revision for review.

    Raises Incomplete for missing fields, TextFaults for findings of the rules that the newsroom
    lets block it (`articles.text_checks`).
    """
    return _move("submit", article, State.SUBMITTED, by=by, seen=seen, note=note, at=at)


def approve(
    article: Article,
    *,
    by: User,
    seen: SeenVersion = None,
    note: str = "",
    at: datetime | None = None,
) -> Article:
    """Approve the newest revision; a later one needs its own approval."""
    return _move("approve", article, State.APPROVED, by=by, seen=seen, note=note, at=at)


def send_back(
    article: Article, *, by: User, note: str, seen: SeenVersion = None, at: datetime | None = None
) -> Article:
    """Return the article to draft with a note for the author; raises Refused without one."""
    if not note.strip():
        raise Refused(_("Say in the note what the author should change."))
    return _move("send_back", article, State.DRAFT, by=by, seen=seen, note=note, at=at)


def _move(
    verb: str,
    article: Article,
    state: State,
    *,
    by: User,
    seen: SeenVersion,
    note: str,
    at: datetime | None,
) -> Article:
    at = at or timezone.now()
    with transaction.atomic():
        article = rules.begin(verb, article, by, seen=seen, at=at)
        if state != State.DRAFT:
            refuse_unpublishable(newest_revision(article))
        if state == State.SUBMITTED:
            refuse_text_faults(article, newest_revision(article))
        before = transitions.set_state(article, state)
        article.approved_revision = article.latest_revision if state == State.APPROVED else None
        article.save(update_fields=["state", "approved_revision"])
        transitions.log(article, verb, by=by, at=at, from_state=before, note=note)
    return article
