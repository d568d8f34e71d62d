"""Lists of what the program gave up, from which it is tried again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.changelist import BoundedPaginator
from articles.admin.columns import render_column
from articles.admin.read_only import ListOnlyMixin, ReadOnlyMixin
from articles.primary_keys import PrimaryKeyAdmin

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


class GivenUpAdmin(ReadOnlyMixin, ListOnlyMixin, PrimaryKeyAdmin, ModelAdmin):
    """Only rows that somebody should look at; the dashboard links here while there is any.

    A subclass has the action `retry`, for those with `retry_permission`.
    """

    list_display_links = None
    list_per_page = 50
    sortable_by = ()
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = ("retry",)
    retry_permission: ClassVar[str]

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        # Not in the menu: on most days there is nothing here.
        return {}

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Whether the user may use the action `retry`."""
        return request.user.has_perm(self.retry_permission)

    @admin.display(description=_("error"))
    def error_column(self, row: Any) -> SafeString:
        """What went wrong, 300 characters at most."""
        return render_column("error", text=row.error[:300])


class GivenUpMailAdmin(GivenUpAdmin):
    """Mails that were given up, and those of which nobody knows whether they went.

    A subclass says in `start_sending` who sends its mails.
    """

    recipient: ClassVar[str]
    ordering = ("-finished_at", "-pk")

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        return (self.recipient, "status", "written_column", "attempts", "error_column")

    def get_queryset(self, request: HttpRequest) -> Any:
        return self.model._default_manager.given_up().select_related(self.recipient)

    def start_sending(self) -> None:
        """Have due mails sent once the transaction is committed."""
        raise NotImplementedError

    @admin.display(description=_("written"))
    def written_column(self, row: Any) -> SafeString:
        """When it was written, in the site's zone."""
        return render_column("time", moment=row.written_at)

    @admin.action(description=_("Send again"), permissions=["retry"])
    def retry(self, request: HttpRequest, queryset: Any) -> None:
        """Send the chosen ones again, as often as new ones; what perhaps went may go twice."""
        count = queryset.retry(at=timezone.now())
        self.start_sending()
        said = ngettext("%(count)s mail is sent again.", "%(count)s mails are sent again.", count)
        self.message_user(request, said % {"count": count}, messages.SUCCESS)
