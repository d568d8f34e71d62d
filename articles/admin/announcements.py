"""AnnouncementAdmin: announcements whose delivery to the listeners failed for good."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from articles import outbox
from articles.admin.columns import render_column
from articles.admin.editing import desk_url
from articles.admin.given_up import GivenUpAdmin
from articles.models import Announcement

EVENTS: Final[dict[str, object]] = {
    "saved": _("Saved"),
    "published": _("Published"),
    "updated": _("Updated"),
    "withdrawn": _("Withdrawn"),
}
"""The label of each `Announcement.event`."""

# Task results are shown by the worker's log and the metrics, not by another list at the desk.
admin.site.unregister(DBTaskResult)


@admin.register(Announcement)
class AnnouncementAdmin(GivenUpAdmin):
    """Failed announcements only; the dashboard links here while there are any."""

    list_display = ("article_column", "event_column", "failed_column", "error_column")
    list_select_related = ("article",)
    ordering = ("-failed_at", "-pk")
    retry_permission = "articles.change_announcement"

    def get_queryset(self, request: HttpRequest) -> Any:
        return Announcement.objects.failed()

    @admin.display(description=_("article"))
    def article_column(self, row: Announcement) -> SafeString:
        """The article's headline, linked."""
        return render_column("article_headline", article=row.article, url=desk_url(row.article))

    @admin.display(description=_("event"))
    def event_column(self, row: Announcement) -> str:
        """The label of the event."""
        return str(EVENTS.get(row.event, row.event))

    @admin.display(description=_("given up"))
    def failed_column(self, row: Announcement) -> SafeString:
        """When it was given up, in the site's zone."""
        return render_column("time", moment=row.failed_at or row.at)

    @admin.action(description=_("Try again"), permissions=["retry"])
    def retry(self, request: HttpRequest, queryset: Any) -> None:
        """Deliver the chosen ones again, with as many attempts as new ones."""
        count = queryset.retry()
        outbox.deliver_after_commit()
        message = ngettext(
            "%(count)s announcement is tried again.",
            "%(count)s announcements are tried again.",
            count,
        )
        self.message_user(request, message % {"count": count}, messages.SUCCESS)
