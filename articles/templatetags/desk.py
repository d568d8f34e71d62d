"""Template tags of the desk: languages, counts, warnings, the form key."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from django import template
from django.forms.utils import flatatt
from django.template import Context
from django.urls import translate_url
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import (
    get_language,
    get_language_bidi,
    ngettext,
)
from django.utils.translation import gettext as _

from articles import submissions
from articles.broadcast import link_targets
from articles.broadcast.models import BroadcastStatus
from articles.comments.discussion import MAX_TEXT
from articles.conf import LANGUAGES
from articles.languages import direction, own_name
from articles.models import Article
from articles.models.urls import localized_url
from articles.notifications import telling

register = template.Library()
_TAG: Final = 3
"""Characters of the beginning of a cell's tag, without its attributes."""


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
def unread_notifications(context: Context) -> int:
    """How much the user was told of and has not read; one query, none signed out.

    None either where the view has asked (`request.unread`).
    """
    request = context["request"]
    if not request.user.has_perm("articles.view_article"):
        return 0
    known: int | None = getattr(request, "unread", None)
    return telling.unread(request.user) if known is None else known


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


@register.simple_tag
def labelled_cells(cells: Iterable[str], headers: Iterable[dict[str, Any]]) -> list[str]:
    """The cells of a row, each with the name of its column as `data-label`, for phones.

    `headers` are those of Django's result list; its column of checkboxes has no name.
    """
    labels = [
        "" if "action-checkbox" in each.get("class_attrib", "") else each["text"]
        for each in headers
    ]
    return [_labelled(cell, capfirst(label)) for cell, label in zip(cells, labels, strict=False)]


def _labelled(cell: str, label: str) -> SafeString:
    """Django's cell, which begins with its tag, with the label as an attribute."""
    tag, rest = SafeString(cell[:_TAG]), SafeString(cell[_TAG:])
    return format_html("{}{}{}", tag, flatatt({"data-label": label}), rest)


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
