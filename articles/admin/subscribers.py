"""SubscriptionAdmin and LetterAdmin: who gets mails, and the mails to them that were given up."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.changelist import BoundedPaginator
from articles.admin.columns import render_column
from articles.admin.given_up import GivenUpMailAdmin
from articles.admin.read_only import ListOnlyMixin, ReadOnlyMixin
from articles.conf import LANGUAGES, language_name
from articles.newsletter import delivery
from articles.newsletter.models import Letter, Subscription
from articles.primary_keys import PrimaryKeyAdmin

_STATES = {
    "active": _("Confirmed"),
    "unconfirmed": _("Waiting for confirmation"),
    "refused": _("Refused by its mail server"),
}
"""By the word of `SubscriptionQuerySet`."""


class StateFilter(admin.SimpleListFilter):
    """By state."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(_STATES.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = self.value()
        return getattr(queryset, chosen)() if chosen in _STATES else queryset


class LanguageFilter(admin.SimpleListFilter):
    """By the language of the mails, named as readers know it."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(code, language_name(code)) for code in LANGUAGES]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = self.value()
        return queryset.filter(language=chosen) if chosen in LANGUAGES else queryset


@admin.register(Subscription)
class SubscriptionAdmin(ListOnlyMixin, PrimaryKeyAdmin, admin.ModelAdmin[Subscription]):
    """Found by address, and deleted when a reader asks for it; nothing is added or changed."""

    list_display = ("address_column", "state_column", "topic", "language_column", "asked_column")
    list_display_links = None
    list_filter = (StateFilter, "topic", LanguageFilter)
    search_fields = ("address",)
    search_help_text = _("An e-mail address, or a part of it")
    ordering = ("-asked_at", "-pk")
    sortable_by = ()
    list_per_page = 50
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    has_add_permission = ReadOnlyMixin.has_add_permission
    has_change_permission = ReadOnlyMixin.has_change_permission

    @admin.display(description=_("e-mail address"))
    def address_column(self, row: Subscription) -> SafeString:
        """The address, left to right."""
        return render_column("network_address", address=row.address)

    @admin.display(description=_("state"))
    def state_column(self, row: Subscription) -> str:
        """Whether the address is written to."""
        if row.refused_at:
            return str(_STATES["refused"])
        return str(_STATES["active" if row.confirmed_at else "unconfirmed"])

    @admin.display(description=_("language"))
    def language_column(self, row: Subscription) -> str:
        """The language of the mails."""
        return language_name(row.language)

    @admin.display(description=_("asked"))
    def asked_column(self, row: Subscription) -> SafeString:
        """When it was asked for, in the site's zone."""
        return render_column("time", moment=row.asked_at)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """The addresses alone: their letters, which nobody counts, are deleted with them."""
        rows = list(objs)
        names = [str(row) for row in rows]
        return names, {self.opts.verbose_name_plural: len(rows)}, set(), []

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """That somebody deleted a subscriber, without the address, which would outlive it there."""
        kind = get_content_type_for_model(Subscription)
        entries = [
            LogEntry(
                user_id=cast("int", request.user.pk),
                content_type=kind,
                object_id=str(row.pk),
                object_repr=f"#{row.pk}",
                action_flag=DELETION,
            )
            for row in queryset
        ]
        return LogEntry.objects.bulk_create(entries)


@admin.register(Letter)
class LetterAdmin(GivenUpMailAdmin):
    """Only what somebody should look at; addresses that are refused stand among the subscribers."""

    recipient = "subscription"
    retry_permission = "articles_newsletter.change_letter"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(subscription__refused_at=None)

    def start_sending(self) -> None:
        """Have due letters sent once the transaction is committed."""
        delivery.start_after_commit()
