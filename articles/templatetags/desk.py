"""Template tags of the desk: the dashboard's lists, languages, counts, the form key."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final, NamedTuple

from django import template
from django.forms.utils import flatatt
from django.template import Context
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import (
    get_language,
    get_language_bidi,
    ngettext,
)
from django.utils.translation import gettext as _

from articles import submissions, suggestions
from articles.broadcast import link_targets
from articles.broadcast.models import BroadcastStatus
from articles.comments.discussion import MAX_TEXT
from articles.comments.models import CommentNotice
from articles.conf import LANGUAGES
from articles.languages import direction, own_name
from articles.models import Announcement, Article, Autosave
from articles.models.urls import localized_url
from articles.workflow.rules import EFFECTIVE_STATES, effective_state

register = template.Library()
DASHBOARD_LIST_SIZE: Final = 8
"""Rows of each list of the dashboard."""


@register.simple_tag(takes_context=True)
def dashboard_lists(context: Context) -> list[dict[str, Any]]:
    """The lists of the dashboard, as `admin/_dashboard_list.html` takes them; a query each.

    What waits for a decision comes first: what was set aside, versions to merge, and suggested
    edits. These and the scheduled changes are shown only while there are any.
    """
    at = timezone.now()
    user = context["request"].user
    rows = Article.objects.without_bodies().order_by("-edited_at", "-pk")
    may_write = user.has_perm("articles.change_article")
    lists = [
        *_decisions(rows, user, at=at),
        *(_usual_lists(rows, user, at=at) if may_write else ()),
        _Board(
            "changes",
            _("Scheduled changes"),
            "held=0",
            rows.with_waiting_change_for(user).order_by("concerns_at", "pk"),
        ),
    ]
    found = [_list(board, at=at) for board in lists]
    # A list that has no words for being empty is shown only while it is not.
    return [each for each in found if each["rows"] or each["empty"]]


class _Board(NamedTuple):
    """A list of the dashboard; `query` shows all of it among the articles."""

    name: str
    title: str
    query: str
    articles: Any
    empty: str = ""


def _decisions(rows: Any, user: Any, *, at: datetime) -> list[_Board]:
    newest_first = ("-concerns_at", "-pk")
    unmerged = rows.unmerged_for(user).order_by(*newest_first)
    suggested = suggestions.to_decide(rows, user).order_by(*newest_first)
    decided = suggestions.decided_of(rows, user, at=at).order_by(*newest_first)
    held = rows.with_held_change_for(user)
    return [
        _Board("held", _("Scheduled changes set aside"), "held=1", held),
        _Board("beside", _("Versions to be merged"), "beside=1", unmerged),
        _Board("suggested", _("Suggested edits to decide"), "suggested=1", suggested),
        _Board("decided", _("Your suggested edits that were decided"), "suggested=0", decided),
    ]


def _usual_lists(rows: Any, user: Any, *, at: datetime) -> list[_Board]:
    submitted = rows.in_effective_state("submitted", at=at).editable_by(user)
    scheduled = rows.in_effective_state("scheduled", at=at).editable_by(user)
    waiting = _("Waiting for review")
    return [
        _Board("mine", _("My articles"), "mine=1", rows.of(user), _("You have no articles yet.")),
        _Board(
            "submitted",
            waiting,
            "standing=submitted",
            submitted,
            _("Nothing is waiting for review."),
        ),
        _Board(
            "scheduled", _("Scheduled"), "standing=scheduled", scheduled, _("Nothing is scheduled.")
        ),
    ]


@register.inclusion_tag("admin/_form_key.html", takes_context=True)
def form_key(context: Context) -> dict[str, str]:
    """The hidden field that makes a form count once; see `articles.submissions`."""
    key = submissions.form_key(context["request"])
    return {"name": submissions.FIELD, "key": key}


@register.simple_tag
def preview_urls(article: Article | None) -> list[tuple[str, str]]:
    """Each language, and the path of the article's preview in it; no query."""
    name, arguments = ("desk_preview", {"pk": article.pk}) if article else ("desk_preview_new", {})
    return [(language, localized_url(name, language, **arguments)) for language in LANGUAGES]


@register.simple_tag(takes_context=True)
def unsaved_texts(context: Context) -> list[Autosave]:
    """What the user typed and has not saved yet, also of new articles; one query."""
    rows = Autosave.objects.of(context["request"].user).unsaved().defer("fields").newest_first()
    return list(rows[:DASHBOARD_LIST_SIZE])


@register.simple_tag(takes_context=True)
def failed_announcements(context: Context) -> int:
    """How many announcements were given up, for those who may see them; one query."""
    if not context["request"].user.has_perm("articles.view_announcement"):
        return 0
    return Announcement.objects.failed().count()


@register.simple_tag(takes_context=True)
def open_mentions(context: Context) -> int:
    """How many open comments name the user or answer them; one query, none signed out."""
    user = context["request"].user
    if not user.has_perm("articles.view_article"):
        return 0
    return CommentNotice.objects.open_for(user).count()


@register.simple_tag
def longest_comment() -> int:
    """Characters that a comment holds at most."""
    return MAX_TEXT


@register.simple_tag(takes_context=True)
def statuses_with_hidden_link(context: Context) -> list[BroadcastStatus]:
    """Statuses whose link is not shown, for those who may see them; two queries at most."""
    if not context["request"].user.has_perm("articles_broadcast.view_broadcaststatus"):
        return []
    return link_targets.all_with_hidden_link(at=timezone.now())


def _list(board: _Board, *, at: datetime) -> dict[str, Any]:
    words = [(row, effective_state(row, at=at)) for row in board.articles[:DASHBOARD_LIST_SIZE]]
    return {
        "name": board.name,
        "title": board.title,
        "url": f"{reverse('admin:articles_article_changelist')}?{board.query}",
        "empty": board.empty,
        "rows": [
            (row, word, EFFECTIVE_STATES[word], _relevant_moment(row, word, at=at))
            for row, word in words
        ],
    }


def _relevant_moment(article: Article, word: str, *, at: datetime) -> datetime:
    """The moment that matters in a list: of what it lists the article for, else the last edit."""
    concerns_at: datetime | None = getattr(article, "concerns_at", None)
    if concerns_at is not None:
        return concerns_at
    if word != "scheduled":
        return article.edited_at
    codes = [code for code in LANGUAGES if article.is_awaited(language=code, at=at)]
    return min(moment for code in codes if (moment := article.published_in(code)) is not None)


@register.simple_tag
def headline_attrs(article: Article) -> SafeString:
    """The attributes `lang` and `dir` for the article's string representation; no query."""
    code = next((code for code in LANGUAGES if article.text("headline", code)), LANGUAGES[0])
    return flatatt({"lang": code, "dir": direction(code)})


@register.simple_tag
def field_attrs(name: str) -> SafeString | str:
    """The attributes `lang` and `dir` for a value of the field; a slug's `dir` is `auto`."""
    language = name.rpartition("_")[2]
    if language in LANGUAGES:
        return flatatt({"lang": language, "dir": direction(language)})
    return flatatt({"dir": "auto"}) if name == "slug" else ""


@register.simple_tag
def forward_arrow() -> str:
    """An arrow in the reading direction of the active language."""
    return "←" if get_language_bidi() else "→"


@register.inclusion_tag("admin/_quotations.html")
def marked_quotations(text: str, language: str) -> dict[str, object]:
    """The text with every quotation («…») in it marked up as text of the language."""
    parts = re.split("(«[^»]*»)", text)
    return {"parts": parts, "language": language, "direction": direction(language)}


@register.simple_tag(takes_context=True)
def other_languages(context: Context) -> list[dict[str, str]]:
    """`language`, `name` and `url` of the current page in each other language."""
    path = context["request"].get_full_path()
    return [
        {
            "language": code,
            "name": own_name(code),
            "url": translate_url(path, code),
        }
        for code in LANGUAGES
        if code != get_language()
    ]


@register.simple_tag
def row_count(changelist: Any) -> str:
    """The number of rows of a change list in words, or that there are more than it counts."""
    count: int = changelist.result_count
    most = getattr(changelist.paginator, "max_count", None)
    if most is not None and count > most:
        return _("More than %(count)s") % {"count": most}
    return ngettext("%(count)s entry", "%(count)s entries", count) % {"count": count}


@register.simple_tag
def article_count(count: int) -> str:
    """The number of articles in words: «3 مقالات», "3 articles"."""
    return ngettext("%(count)s article", "%(count)s articles", count) % {"count": count}
