"""The four roles (Django groups) and their permissions.

Migrations call `grant`, so that new and existing databases have the same permissions;
administrators may add others.
"""

from typing import Any

from django.contrib.auth.management import create_permissions
from django.db.migrations.state import StateApps
from django.utils.translation import gettext_lazy as _

ROLE_LABELS = {
    "journalist": _("Journalist"),
    "editor": _("Editor"),
    "chief": _("Chief editor"),
    "admin": _("Administrator"),
}

_PLANNING_DELETION = ("planning.delete_event", "planning.delete_assignment")
_JOURNALIST = (
    "articles.view_article",
    "articles.add_article",
    "articles.change_article",
    "articles.submit_article",
    "articles.view_image",
    "articles.add_image",
    "articles.change_image",
    "articles.view_tag",
    "articles.add_tag",
    "articles.view_tagalias",
    "articles.view_section",
    "articles.view_author",
    "planning.view_event",
    "planning.view_assignment",
    "planning.add_assignment",
    "planning.change_assignment",
)
_EDITOR = (
    *_JOURNALIST,
    "articles.edit_any_article",
    "articles.review_article",
    "articles.publish_article",
    "articles.view_announcement",
    "articles.change_announcement",
    "articles.add_author",
    "articles.change_author",
    "articles_broadcast.view_broadcaststatus",
    "articles_broadcast.add_broadcaststatus",
    "articles_broadcast.change_broadcaststatus",
    "articles_frontpage.view_front",
    "articles_frontpage.curate_front",
    "articles_search.view_zeroresultquery",
    "articles_search.view_synonymgroup",
    "articles_search.add_synonymgroup",
    "articles_search.change_synonymgroup",
    "articles_search.delete_synonymgroup",
    "planning.assign_assignment",
    "planning.add_event",
    "planning.change_event",
)
_CHIEF = (
    *_EDITOR,
    "articles.kill_article",
    "articles.add_section",
    "articles.change_section",
    "articles.delete_section",
    "articles.view_textrule",
    "articles.change_textrule",
    "articles_broadcast.delete_broadcaststatus",
    *_PLANNING_DELETION,
)
_ADMIN = (
    "accounts.view_user",
    "accounts.add_user",
    "accounts.change_user",
    "accounts.delete_user",
    "auth.view_group",
    "auth.add_group",
    "auth.change_group",
    "articles.view_article",
    "articles.view_section",
    "articles.view_author",
    "articles.add_author",
    "articles.change_author",
    "articles.view_image",
    "articles.view_tag",
    "articles.add_tag",
    "articles.change_tag",
    "articles.delete_tag",
    "articles.view_tagalias",
    "articles.add_tagalias",
    "articles.change_tagalias",
    "articles.delete_tagalias",
    "articles.view_textrule",
    "articles.change_textrule",
    "articles.view_transition",
    "articles.view_announcement",
    "articles.change_announcement",
    "articles_broadcast.view_broadcaststatus",
    "articles_search.view_zeroresultquery",
    "articles_search.view_synonymgroup",
    "articles_notifications.view_mail",
    "articles_notifications.change_mail",
    "articles_newsletter.view_subscription",
    "articles_newsletter.delete_subscription",
    "articles_newsletter.view_letter",
    "articles_newsletter.change_letter",
    "audit.view_entry",
    "planning.view_event",
    "planning.add_event",
    "planning.change_event",
    "planning.view_assignment",
    "planning.add_assignment",
    "planning.change_assignment",
    "planning.assign_assignment",
    *_PLANNING_DELETION,
)
SECTION_BOUND = frozenset(
    {
        "articles.edit_any_article",
        "articles.review_article",
        "articles.publish_article",
        "articles.kill_article",
        "articles_frontpage.curate_front",
    }
)
"""Permissions that somebody bound to sections has in these alone (`accounts.backends`)."""
ROLES = {"journalist": _JOURNALIST, "editor": _EDITOR, "chief": _CHIEF, "admin": _ADMIN}


def grant(apps: StateApps) -> None:
    """Create the role groups and add their permissions; idempotent.

    `apps` is a migration's historical registry. Creates the permissions as post_migrate would,
    since that signal is sent only after the last migration. Permissions of later migrations are
    skipped, and granted when those call this.
    """
    for config in apps.get_app_configs():
        stub: Any = config
        stub.models_module = True
        create_permissions(stub, apps=apps, verbosity=0)
    permissions: Any = apps.get_model("auth", "Permission")
    groups: Any = apps.get_model("auth", "Group")
    rows = permissions.objects.select_related("content_type")
    known = {f"{row.content_type.app_label}.{row.codename}": row for row in rows}
    for role, names in ROLES.items():
        group, _created = groups.objects.get_or_create(name=role)
        group.permissions.add(*(known[name] for name in names if name in known))
