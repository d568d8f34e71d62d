"""Announcements that were given up: what search, related lists or feeds have not heard of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from articles import outbox
from articles.admin.editing import address
from articles.admin.listing import BoundedPaginator
from articles.models import Announcement
from articles.primary_keys import PrimaryKeyAdmin
from articles.templatetags.wording import date_time, iso

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Announcement]
else:
    ModelAdmin = admin.ModelAdmin

EVENTS: Final[dict[str, object]] = {
    "saved": _("Saved"),
    "published": _("Published"),
    "updated": _("Updated"),
    "withdrawn": _("Withdrawn"),
}
"""What was announced, as the list says it."""

# What a worker did is told by its log and by the metrics, not by another list at the desk.
admin.site.unregister(DBTaskResult)


@admin.register(Announcement)
class AnnouncementAdmin(PrimaryKeyAdmin, ModelAdmin):
    """Only those that were set aside; the first page of the desk leads here while there are any."""

    list_display = ("article_shown", "what", "when", "error_shown")
    list_display_links = None
    list_select_related = ("article",)
    list_per_page = 50
    ordering = ("-failed_at", "-pk")
    sortable_by = ()
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = ("retry",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return Announcement.objects.failed()

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        # Not in the menu: on most days there is nothing here.
        return {}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Whether the person may have them tried again."""
        return request.user.has_perm("articles.change_announcement")

    @admin.display(description=_("article"))
    def article_shown(self, row: Announcement) -> SafeString:
        """The article's headline, linked."""
        return format_html('<a href="{}">{}</a>', address(row.article), row.article)

    @admin.display(description=_("event"))
    def what(self, row: Announcement) -> str:
        """What happened to the article."""
        return str(EVENTS.get(row.event, row.event))

    @admin.display(description=_("given up"))
    def when(self, row: Announcement) -> SafeString:
        """When it was given up, in the site's zone."""
        moment = row.failed_at or row.at
        return format_html('<time datetime="{}">{}</time>', iso(moment), date_time(moment))

    @admin.display(description=_("error"))
    def error_shown(self, row: Announcement) -> SafeString:
        """What the listener said, as programmers write it."""
        return format_html('<bdi dir="ltr" lang="en">{}</bdi>', row.error[:300])

    @admin.action(description=_("Try again"), permissions=["retry"])
    def retry(self, request: HttpRequest, queryset: Any) -> None:
        """Have the chosen ones delivered again, as often as new ones."""
        count = queryset.retry()
        outbox.deliver_after_commit()
        said = ngettext(
            "%(count)s announcement is tried again.",
            "%(count)s announcements are tried again.",
            count,
        )
        self.message_user(request, said % {"count": count}, messages.SUCCESS)
