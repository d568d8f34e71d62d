"""Where an article stands, as all of its pages at the desk say it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import content, workflow
from articles.admin import contents
from articles.admin.verb_forms import name_of
from articles.conf import LANGUAGES
from articles.models import Article, Revision
from articles.workflow import lineage
from articles.workflow.lineage import live_revisions
from articles.workflow.live import changed_parts
from articles.workflow.rules import (
    LANGUAGE_STANDINGS,
    VERBS,
    language_standing,
    standing,
    state_label,
)
from articles.workflow.seen import on_page

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


class Edition(NamedTuple):
    """One language of the article: where it stands, since or from when, and its address."""

    language: str
    word: str
    label: object
    moment: datetime | None
    url: str
    """"" unless readers see it now."""


class Unpublished(NamedTuple):
    """A part in which the newest revision differs from what readers see (revision `live`)."""

    part: str
    name: str
    live: int


class Waiting(NamedTuple):
    """A scheduled change, and whether the newest version holds it, so that both go live at once."""

    revision: Revision
    is_in_newest: bool


class Held(NamedTuple):
    """A scheduled change that was set aside: why, in words, and what it is about."""

    revision: Revision
    why: str
    details: list[str]


class Change(NamedTuple):
    """A change on the schedule, and the parts that it changes, in words."""

    revision: Revision
    parts: list[str]


class Cancelled(NamedTuple):
    """What is on the schedule: languages with their moments, and changes, held ones too."""

    editions: list[Edition]
    changes: list[Change]


def about(article: Article, user: User, *, at: datetime | None = None) -> dict[str, Any]:
    """What the pages of an article from `load` say beside its fields; about a dozen queries."""
    at = at or timezone.now()
    latest = article.latest_revision
    verbs = workflow.verbs_for(article, user, at=at)
    return {
        "title": str(article),
        "article": article,
        "standing": standing(article, at=at),
        "state_label": state_label(article, at=at),
        "verbs": [(verb, VERBS[verb].label) for verb in verbs if verb != "restore"],
        "seen": on_page(article),
        "editions": editions(article, at=at),
        "unpublished": unpublished(article),
        "waiting": waiting(article),
        "held": held(article),
        "gone": _gone(article),
        "before_embargo": _before_embargo(article, at=at),
        "beside": beside(article),
        "returned": _returned(article),
        "fields": contents.shown(latest) if latest else [],
    }


def editions(article: Article, *, at: datetime) -> list[Edition]:
    """The languages that are or were published, or hold a headline; no query."""
    return [
        Edition(
            code,
            word,
            LANGUAGE_STANDINGS[word],
            article.published_in(code),
            article.url(code) if word == "live" else "",
        )
        for code in LANGUAGES
        for word in [language_standing(article, code, at=at)]
        if word != "none" or article.text("headline", code)
    ]


def unpublished(article: Article) -> list[Unpublished]:
    """The published parts that differ from the newest revision; two queries."""
    return [
        Unpublished(part, name_of(part), live_revisions(article, [part])[0])
        for part in changed_parts(article)
    ]


def waiting(article: Article) -> list[Waiting]:
    """The article's changes that go live at their moment; two queries at most."""
    rows = list(article.revisions.waiting().select_related("goes_live_by").defer("data"))
    latest = article.latest_revision_id
    newest = lineage.ancestors(lineage.lines(article)[1], latest or 0) if rows else set()
    return [Waiting(row, row.pk in newest and row.pk != latest) for row in rows]


def held(article: Article) -> list[Held]:
    """The article's scheduled changes that wait for somebody to decide; one query."""
    rows = article.revisions.held().select_related("goes_live_by").defer("data")
    return [Held(row, row.get_held_because_display(), details_of(row)) for row in rows]


def cancelled(article: Article, *, at: datetime) -> Cancelled:
    """What "cancel the schedule" takes off it; one query."""
    rows = article.revisions.scheduled().select_related("goes_live_by").defer("data")
    return Cancelled(
        [edition for edition in editions(article, at=at) if edition.word == "scheduled"],
        [Change(row, [_short_name(part) for part in row.goes_live_parts]) for row in rows],
    )


def details_of(revision: Revision) -> list[str]:
    """What a change is held about: names of fields, or the refusal in words."""
    if revision.held_because == "conflict":
        return [contents.label_of(name) for name in revision.held_details]
    return [str(text) for text in revision.held_details]


def beside(article: Article) -> Any:
    """Saves made beside the newest revision that nobody has merged yet, five at most; one query."""
    rows = article.revisions.unmerged()
    return rows.defer("data").select_related("created_by").newest_first()[:5]


def _gone(article: Article) -> list[str]:
    """What the newest revision names and is no longer there; up to six queries."""
    latest = article.latest_revision
    if latest is None:
        return []
    return content.gone(content.read(latest), parts=(*LANGUAGES, content.SHARED))


def _before_embargo(article: Article, *, at: datetime) -> datetime | None:
    """When a scheduled language goes live before the embargo that the newest revision sets."""
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


def _returned(article: Article) -> Any:
    """Why the draft was sent back, when that was the last thing done to it."""
    last = article.transitions.select_related("by").order_by("-pk").first()
    return last if last is not None and last.verb == "send_back" else None


def _short_name(part: str) -> str:
    return str(_("what all languages share")) if part == content.SHARED else name_of(part)


def touched(details: dict[str, Any]) -> str:
    """The languages that an entry of the log names, and what they share, in words."""
    names = [name_of(code) for code in details.get("languages") or [] if code in LANGUAGES]
    if details.get("shared") and details.get("languages") == []:
        names.append(_short_name(content.SHARED))
    return "، ".join(names)
