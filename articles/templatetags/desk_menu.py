"""The menu of the desk: every list that the person may open, in the order of the work."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from django import template
from django.template import Context
from django.utils.translation import gettext_lazy as _

register = template.Library()
MENU: Final[tuple[tuple[object, tuple[str, ...]], ...]] = (
    (
        _("The work"),
        (
            "articles.Article",
            "articles_frontpage.Front",
            "planning.Assignment",
            "planning.Event",
            "articles.Image",
            "articles_broadcast.BroadcastStatus",
        ),
    ),
    (
        _("Names and places"),
        ("articles.Tag", "articles.Section", "articles.Author"),
    ),
    (
        _("What readers search for"),
        ("articles_search.ZeroResultQuery", "articles_search.SynonymGroup"),
    ),
    (
        _("People and settings"),
        (
            "accounts.User",
            "invitations.Invitation",
            "auth.Group",
            "articles_newsletter.Subscription",
            "articles.TextRule",
            "articles.Announcement",
            "articles.Transition",
            "audit.Entry",
        ),
    ),
)
"""The groups of the desk's menu in the order of the work, each with its models.

A model that is named nowhere stands at the end of the first group.
"""


class MenuGroup(NamedTuple):
    """A group of the menu; `models` are those of Django's app list."""

    title: object
    models: list[dict[str, Any]]


@register.simple_tag(takes_context=True)
def desk_menu(context: Context) -> list[MenuGroup]:
    """The models of `available_apps` that have a list, by the groups of MENU; no query."""
    models = {
        each["model"]._meta.label: each
        for app in context.get("available_apps") or ()
        for each in app["models"]
        if each["admin_url"]
    }
    groups = [
        MenuGroup(title, [models.pop(label) for label in labels if label in models])
        for title, labels in MENU
    ]
    groups[0].models.extend(models.values())
    return [group for group in groups if group.models]
