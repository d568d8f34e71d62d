"""MailAdmin: mails that were given up, and those of which nobody knows whether they went."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.columns import render_column
from articles.admin.given_up import GivenUpAdmin
from articles.notifications import delivery
from articles.notifications.models import Mail


@admin.register(Mail)
class MailAdmin(GivenUpAdmin):
    """Only what somebody should look at; the dashboard links here while there is any."""

    list_display = ("user", "status", "written_column", "attempts", "error_column")
    list_select_related = ("user",)
    ordering = ("-finished_at", "-pk")
    retry_permission = "articles_notifications.change_mail"

    def get_queryset(self, request: HttpRequest) -> Any:
        return Mail.objects.given_up()

    @admin.display(description=_("written"))
    def written_column(self, row: Mail) -> SafeString:
        """When it was written, in the site's zone."""
        return render_column("time", moment=row.written_at)

    @admin.action(description=_("Send again"), permissions=["retry"])
    def retry(self, request: HttpRequest, queryset: Any) -> None:
        """Send the chosen ones again, as often as new ones; what perhaps went may go twice."""
        count = queryset.retry(at=timezone.now())
        delivery.start_after_commit()
        said = ngettext("%(count)s mail is sent again.", "%(count)s mails are sent again.", count)
        self.message_user(request, said % {"count": count}, messages.SUCCESS)
