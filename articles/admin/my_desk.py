"""«مكتبي», the desk's first page: what waits for the person, and the counts that it asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlencode

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin import bounded_rows, desk_sections
from articles.admin.activity import action_label
from articles.admin.bounded_rows import Row
from articles.admin.desk_sections import MOST
from articles.admin.editing import current_user
from articles.conf import LANGUAGES
from articles.json_requests import conditional_answer
from articles.models import Article, Autosave, Transition
from articles.models.querysets import BODIES
from articles.models.urls import localized_url
from articles.notifications.models import Notification
from articles.related import same_headlines
from articles.search import zero_results
from articles.workflow.rules import EFFECTIVE_STATES, effective_state

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

SHOWN: Final = 8
"""Rows of a section that the page shows."""
POLL_SECONDS: Final = 30
"""How often a visible page asks for the counts."""


class Entry(NamedTuple):
    """A section among the links at the top; `label` is its total as text, at most "99+"."""

    name: str
    key: str
    title: object
    total: int
    label: str


def first_page(request: HttpRequest) -> HttpResponse:
    """The index of Django's admin with what waits; at most twelve queries with signing in."""
    context: dict[str, Any] = {}
    user = current_user(request)
    if user.has_perm("articles.view_article"):
        context = page_context(user, at=timezone.now())
    return admin.site.index(request, context)


def page_context(user: User, *, at: datetime) -> dict[str, Any]:
    """The template context of the first page; eight queries at most, whatever there is."""
    found = bounded_rows.read(desk_sections.listings(user, at=at))
    lists = _article_lists(user, found, at=at)
    duplicates = same_headlines.pairs([row.key for row in found.get("in_work", ())], at=at)
    searches = _searches(user, at=at)
    activity = _transitions(found, lists)
    context = {
        "lists": lists,
        "mentions": _mentions(found),
        "autosaves": _autosaves(found),
        "duplicates": duplicates[:SHOWN],
        "searches": searches[:SHOWN],
        "activity": activity,
        "failed": len(found.get("failed", ())),
        "unsent": len(found.get("unsent", ())),
        "counted": {name: _counted(rows, at=at) for name, rows in found.items()},
        "poll_seconds": POLL_SECONDS,
    }
    counts = _counts(found) | {"duplicates": len(duplicates), "searches": len(searches)}
    return context | {"entries": entries(user, counts), "version": _version(counts, found)}


def entries(user: User, counts: Mapping[str, int]) -> list[Entry]:
    """The links to the sections in which something is, in the order of the page; no query."""
    named = [(each.name, each.key, each.title) for each in desk_sections.shown_to(user)]
    named += [
        ("mentions", "8", _("Comments that concern you")),
        ("unsaved", "U", _("My unsaved texts")),
        ("duplicates", "D", _("Possible duplicates")),
        ("searches", "Z", _("Searches without a result")),
        ("activity", "0", _("Newest activity")),
    ]
    return [
        Entry(name, key, title, counts[name], count_label(counts[name]))
        for name, key, title in named
        if counts.get(name)
    ]


def _counted(rows: list[Row], *, at: datetime) -> tuple[int, int]:
    """How many rows there are, and how many of them are of a past moment."""
    return len(rows), sum(row.moment <= at for row in rows)


def count_label(count: int) -> str:
    """The count as it is shown: from 100 on "99+"."""
    return f"{MOST - 1}+" if count >= MOST else str(count)


def counts_view(request: HttpRequest) -> HttpResponse:
    """JSON {"version", "counts": {section: label}} with an ETag; 304 to who has it.

    `version` changes with what the sections hold. Three queries besides those of signing in.
    """
    user, at = current_user(request), timezone.now()
    found = bounded_rows.read(desk_sections.listings(user, at=at))
    duplicates = same_headlines.pairs([row.key for row in found.get("in_work", ())], at=at)
    counts = _counts(found)
    counts |= {"duplicates": len(duplicates), "searches": len(_searches(user, at=at))}
    labels = {entry.name: entry.label for entry in entries(user, counts)}
    return conditional_answer(request, {"version": _version(counts, found), "counts": labels})


def _counts(found: Mapping[str, list[Row]]) -> dict[str, int]:
    return {name: len(rows) for name, rows in found.items()}


def _version(counts: Mapping[str, int], found: Mapping[str, list[Row]]) -> str:
    """A text that changes whenever another row, or another moment of a row, is listed."""
    text = repr((sorted(counts.items()), sorted(found.items())))
    return sha256(text.encode()).hexdigest()[:16]


def _article_lists(
    user: User, found: Mapping[str, list[Row]], *, at: datetime
) -> list[dict[str, Any]]:
    """The sections of articles that hold something, as `admin/_dashboard_list.html` takes them.

    One query.
    """
    sections = [each for each in desk_sections.shown_to(user) if found[each.name]]
    wanted = {row.key for each in sections for row in found[each.name][:SHOWN]}
    rows = Article.objects.without_bodies().select_related("section").in_bulk(wanted)
    base = reverse("admin:articles_article_changelist")
    return [
        {
            "name": each.name,
            "title": each.title,
            "key": each.key,
            "url": f"{base}?{each.query}",
            "label": count_label(len(found[each.name])),
            "counts_down": each.is_soonest_first and each.name in ("scheduled", "changes"),
            "rows": [
                _shown(rows[row.key], row.moment, at=at)
                for row in found[each.name][:SHOWN]
                if row.key in rows
            ],
        }
        for each in sections
    ]


def _shown(article: Article, moment: datetime, *, at: datetime) -> tuple[Any, ...]:
    """(article, state, its label, moment); the article is a copy with `concerns_at`."""
    state = effective_state(article, at=at)
    # An article may stand in two sections, for a moment of each.
    article = copy(article)
    vars(article)["concerns_at"] = moment
    return article, state, EFFECTIVE_STATES[state], moment


def _transitions(found: Mapping[str, list[Row]], lists: Iterable[dict[str, Any]]) -> list[Any]:
    """The newest entries of the log; gives the articles sent back their `sent_back`. One query."""
    newest = [row.key for row in found.get("activity", ())]
    notes = [row.key for row in found.get("notes", ())[:SHOWN]]
    if not newest and not notes:
        return []
    rows = Transition.objects.select_related("by", "article")
    rows = rows.defer(*(f"article__{name}" for name in BODIES))
    by_key = rows.in_bulk({*newest, *notes})
    said = {by_key[key].article_id: by_key[key] for key in notes if key in by_key}
    for each in lists:
        if each["name"] == "sent_back":
            for article, *_rest in each["rows"]:
                article.sent_back = said.get(article.pk)
    return [(by_key[key], action_label(by_key[key])) for key in newest if key in by_key]


def _mentions(found: Mapping[str, list[Row]]) -> list[Notification]:
    """What the person was told of comments and has not read; one query at most."""
    keys = [row.key for row in found.get("mentions", ())[:SHOWN]]
    rows = Notification.objects.select_related("article", "by")
    return list(rows.filter(pk__in=keys).newest_first()) if keys else []


def _autosaves(found: Mapping[str, list[Row]]) -> list[Autosave]:
    """What the person typed last and has not saved; one query at most."""
    keys = [row.key for row in found.get("unsaved", ())[:SHOWN]]
    rows = Autosave.objects.filter(pk__in=keys).defer("fields")
    return list(rows.newest_first()) if keys else []


def _searches(user: User, *, at: datetime) -> list[dict[str, Any]]:
    """What readers looked for this week and did not find, for those who may see it; one query."""
    if not user.has_perm("articles_search.view_zeroresultquery"):
        return []
    found = zero_results.of_this_week(at=at, languages=LANGUAGES, limit=MOST)
    return [
        {
            "query": each.query,
            "language": each.language,
            "times": each.totals[0],
            "url": f"{localized_url('search', each.language)}?{urlencode({'q': each.query})}",
        }
        for each in found
    ]
