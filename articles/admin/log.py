"""The log of what was done to articles; it is read, never written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.article_state import touched
from articles.admin.listing import BoundedPaginator
from articles.admin.since import LABELS, became, done_in_words
from articles.conf import LANGUAGES
from articles.models import Transition
from articles.primary_keys import PrimaryKeyAdmin
from articles.templatetags.desk import headline_attrs
from articles.templatetags.wording import date_time, iso

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Transition]
else:
    ModelAdmin = admin.ModelAdmin


class VerbFilter(admin.SimpleListFilter):
    """By what was done."""

    title = _("action")
    parameter_name = "verb"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(LABELS.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(verb=self.value()) if self.value() else queryset


@admin.register(Transition)
class TransitionAdmin(PrimaryKeyAdmin, ModelAdmin):
    """Who did what, when and why."""

    list_display = ("when", "what", "languages", "article_shown", "by", "states", "note")
    list_display_links = None
    list_filter = (VerbFilter,)
    list_select_related = ("by",)
    list_per_page = 50
    ordering = ("-at", "-pk")
    sortable_by = ()
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("note", "by__username", "=article__id")
    search_help_text = _("Words of the note, a user name, or the article's number.")
    actions = None

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = Transition.objects.select_related("article", "by")
        names = ("article__id", *(f"article__headline_{code}" for code in LANGUAGES))
        people = ("by__username", "by__first_name", "by__last_name")
        own = ("verb", "from_state", "to_state", "note", "details", "at")
        return rows.only(*own, *names, *people)

    @admin.display(description=_("when"))
    def when(self, row: Transition) -> SafeString:
        """The moment in the site's zone."""
        return format_html('<time datetime="{}">{}</time>', iso(row.at), date_time(row.at))

    @admin.display(description=_("action"))
    def what(self, row: Transition) -> str:
        """What was done, in words."""
        return str(done_in_words(row))

    @admin.display(description=_("languages"))
    def languages(self, row: Transition) -> str:
        """The languages that it touched."""
        return touched(row.details)

    @admin.display(description=_("article"))
    def article_shown(self, row: Transition) -> SafeString:
        """The article's headline, marked with its language."""
        return format_html("<span{}>{}</span>", headline_attrs(row.article), row.article)

    @admin.display(description=_("state"))
    def states(self, row: Transition) -> str:
        """Where the article stood after it."""
        return str(became(row))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Transition | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Transition | None = None) -> bool:
        return False
