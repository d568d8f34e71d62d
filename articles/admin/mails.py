"""MailAdmin: mails that were given up, and those of which nobody knows whether they went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.changelist import BoundedPaginator
from articles.admin.columns import render_column
from articles.admin.read_only import ReadOnlyMixin
from articles.notifications import delivery
from articles.notifications.models import Mail
from articles.primary_keys import PrimaryKeyAdmin

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Mail]
else:
    ModelAdmin = admin.ModelAdmin


@admin.register(Mail)
class MailAdmin(ReadOnlyMixin, PrimaryKeyAdmin, ModelAdmin):
    """Only what somebody should look at; the dashboard links here while there is any."""

    list_display = ("user", "status", "written_column", "attempts", "error_column")
    list_display_links = None
    list_select_related = ("user",)
    list_per_page = 50
    ordering = ("-finished_at", "-pk")
    sortable_by = ()
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = ("retry",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return Mail.objects.given_up()

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        # Not in the menu: on most days there is nothing here.
        return {}

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Whether the user may use the action `retry`."""
        return request.user.has_perm("articles_notifications.change_mail")

    @admin.display(description=_("written"))
    def written_column(self, row: Mail) -> SafeString:
        """When it was written, in the site's zone."""
        return render_column("time", moment=row.written_at)

    @admin.display(description=_("error"))
    def error_column(self, row: Mail) -> SafeString:
        """What the mail server or the program said, 300 characters at most."""
        return render_column("error", text=row.error[:300])

    @admin.action(description=_("Send again"), permissions=["retry"])
    def retry(self, request: HttpRequest, queryset: Any) -> None:
        """Send the chosen ones again, as often as new ones; what perhaps went may go twice."""
        count = queryset.retry(at=timezone.now())
        delivery.start_after_commit()
        said = ngettext("%(count)s mail is sent again.", "%(count)s mails are sent again.", count)
        self.message_user(request, said % {"count": count}, messages.SUCCESS)
