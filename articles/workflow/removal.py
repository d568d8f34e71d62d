"""The verbs that end publications: withdraw, kill, unkill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import content, outbox
from articles.arabic.normalize import clean_line
from articles.conf import LANGUAGES
from articles.errors import Refused
from articles.models import Article
from articles.models.article import Publication, State
from articles.workflow import rules, scheduled_changes, transitions
from articles.workflow.article_version import SeenVersion
from articles.workflow.saving import sync_unpublished

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

type Notes = Mapping[str, str]
"""A public note by language."""


def close_publications(article: Article, languages: Sequence[str], *, at: datetime) -> None:
    """End the publication of the languages on a locked article; saves nothing.

    A language that was public becomes withdrawn (410); one that never was becomes unpublished
    (404), and its columns follow the newest revision again.
    """
    for language in languages:
        if article.was_public(language=language, at=at):
            if article.is_awaited(language=language, at=at):
                first = getattr(article, f"first_published_at_{language}")
                setattr(article, f"published_at_{language}", first)
            setattr(article, f"publication_{language}", Publication.WITHDRAWN)
            continue
        for name in ("published_at", "first_published_at", "live_revision"):
            setattr(article, f"{name}_{language}", None)
        setattr(article, f"publication_{language}", Publication.NONE)
    if all(article.publication_in(code) == Publication.NONE for code in LANGUAGES):
        article.shared_revision = None
    if article.latest_revision is not None:
        sync_unpublished(article, content.read(article.latest_revision))


def set_resulting_state(article: Article, otherwise: State) -> str:
    """Set the state that follows from the languages; returns the state before."""
    withdrawn = any(article.publication_in(code) == Publication.WITHDRAWN for code in LANGUAGES)
    if article.published_languages():
        return transitions.set_state(article, State.PUBLISHED)
    return transitions.set_state(article, State.WITHDRAWN if withdrawn else otherwise)


def announce_removal(article: Article, *, at: datetime) -> None:
    """Announce `updated` while a language is published, else `withdrawn`."""
    event = "updated" if article.published_languages() else "withdrawn"
    outbox.announce(event, article.pk, at=at)


def withdraw(
    article: Article,
    *,
    by: User,
    languages: Sequence[str] | None = None,
    notes: Notes | None = None,
    seen: SeenVersion = None,
    note: str = "",
    at: datetime | None = None,
) -> Article:
    """Withdraw the languages (default: all published): 410 with the public note, if any.

    `publish` brings a language back. One that was never public answers 404 as before. Raises
    NotAllowed, WrongState, Outdated, Refused.
    """
    at = at or timezone.now()
    with transaction.atomic():
        article = rules.begin("withdraw", article, by, seen=seen, at=at)
        published = article.published_languages()
        targets = published if languages is None else list(dict.fromkeys(languages))
        if not targets or not set(targets) <= set(published):
            raise Refused(_("Choose languages that are published."))
        for language in targets:
            text = clean_line((notes or {}).get(language, ""))
            setattr(article, f"withdrawal_note_{language}", text)
        close_publications(article, targets, at=at)
        cancelled = scheduled_changes.cancel(article, languages=targets)
        before = set_resulting_state(article, State.WITHDRAWN)
        article.save()
        details = {"languages": targets, "revisions": cancelled}
        transitions.log(
            article, "withdraw", by=by, at=at, from_state=before, note=note, details=details
        )
        scheduled_changes.update_next_due()
        announce_removal(article, at=at)
    return article


def request_kill(
    article: Article,
    *,
    by: User,
    reason: str,
    seen: SeenVersion = None,
    at: datetime | None = None,
) -> Article:
    """Ask for a kill that another person confirms by `kill`; readers see no change.

    The request stands in the log until it is confirmed or declined. Possible with the setting
    KILL_NEEDS_TWO alone. Raises NotAllowed, WrongState, Outdated, and Refused without a reason.
    """
    if not reason.strip():
        raise Refused(_("Say why the article should be killed."))
    return _log_of_request("request_kill", article, by=by, note=reason, seen=seen, at=at)


def decline_kill(
    article: Article,
    *,
    by: User,
    seen: SeenVersion = None,
    note: str = "",
    at: datetime | None = None,
) -> Article:
    """Close the request for a kill without one, by whoever asked or another person.

    Raises NotAllowed, WrongState, Outdated.
    """
    return _log_of_request("decline_kill", article, by=by, note=note, seen=seen, at=at)


def _log_of_request(
    verb: str,
    article: Article,
    *,
    by: User,
    note: str,
    seen: SeenVersion,
    at: datetime | None,
) -> Article:
    at = at or timezone.now()
    with transaction.atomic():
        article = rules.begin(verb, article, by, seen=seen, at=at)
        transitions.log(article, verb, by=by, at=at, note=note)
    return article


def kill(
    article: Article,
    *,
    by: User,
    reason: str,
    seen: SeenVersion = None,
    at: datetime | None = None,
) -> Article:
    """Remove the article from every public page in every language; the reason is logged.

    With the setting KILL_NEEDS_TWO it confirms the open request (`request_kill`) of somebody
    else. Raises NotAllowed, WrongState, SamePerson, Outdated, and Refused without a reason.
    """
    at = at or timezone.now()
    if not reason.strip():
        raise Refused(_("Say why the article is killed."))
    with transaction.atomic():
        article = rules.begin("kill", article, by, seen=seen, at=at)
        request = rules.open_kill_request(article)
        published = article.published_languages()
        close_publications(article, published, at=at)
        details: dict[str, Any] = {"languages": published}
        details["revisions"] = scheduled_changes.cancel(article)
        if request is not None:
            details["request"] = request.pk
        before = transitions.set_state(article, State.KILLED)
        article.approved_revision = None
        article.save()
        transitions.log(
            article, "kill", by=by, at=at, from_state=before, note=reason, details=details
        )
        scheduled_changes.update_next_due()
        announce_removal(article, at=at)
    return article


def unkill(
    article: Article,
    *,
    by: User,
    seen: SeenVersion = None,
    note: str = "",
    at: datetime | None = None,
) -> Article:
    """Undo `kill`: the state becomes withdrawn if a language was public, else draft."""
    at = at or timezone.now()
    with transaction.atomic():
        article = rules.begin("unkill", article, by, seen=seen, at=at)
        before = set_resulting_state(article, State.DRAFT)
        article.save(update_fields=["state"])
        transitions.log(article, "unkill", by=by, at=at, from_state=before, note=note)
    return article
