"""TransitionAdmin: the log of transitions, read-only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.activity import ACTION_LABELS, action_label, resulting_state
from articles.admin.article_state import affected_parts
from articles.admin.changelist import BoundedPaginator
from articles.admin.columns import render_column
from articles.admin.read_only import ListOnlyMixin, ReadOnlyMixin
from articles.conf import LANGUAGES
from articles.models import Transition
from articles.primary_keys import PrimaryKeyAdmin

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Transition]
else:
    ModelAdmin = admin.ModelAdmin


class VerbFilter(admin.SimpleListFilter):
    """By verb."""

    title = _("action")
    parameter_name = "verb"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(ACTION_LABELS.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(verb=self.value()) if self.value() else queryset


@admin.register(Transition)
class TransitionAdmin(ReadOnlyMixin, ListOnlyMixin, PrimaryKeyAdmin, ModelAdmin):
    """Who did what, when and why; read-only."""

    list_display = (
        "time_column",
        "action_column",
        "languages_column",
        "article_column",
        "by",
        "state_column",
        "note",
    )
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
    def time_column(self, row: Transition) -> SafeString:
        """The moment in the site's zone."""
        return render_column("time", moment=row.at)

    @admin.display(description=_("action"))
    def action_column(self, row: Transition) -> str:
        """The label of the verb."""
        return str(action_label(row))

    @admin.display(description=_("languages"))
    def languages_column(self, row: Transition) -> str:
        """The parts that it changed."""
        return affected_parts(row.details)

    @admin.display(description=_("article"))
    def article_column(self, row: Transition) -> SafeString:
        """The article's headline, marked with its language."""
        return render_column("article_headline", article=row.article, url="")

    @admin.display(description=_("state"))
    def state_column(self, row: Transition) -> str:
        """The state of the article after it."""
        return str(resulting_state(row))
