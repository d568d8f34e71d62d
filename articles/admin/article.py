"""ArticleAdmin: the change list, and the URLs of the article's own pages at the desk."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR, ActionLocation
from django.contrib.admin.utils import label_for_field
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csp import csp_override

from articles import workflow
from articles.admin import (
    authorship,
    autocomplete,
    autosave,
    bulk_verbs,
    comments,
    compare_page,
    editing,
    history,
    list_views,
    merge_page,
    moments,
    presence,
    preview_links,
    row_verbs,
    suggest_page,
    text_checks,
    verbs,
)
from articles.admin.article_state import language_states
from articles.admin.changelist import (
    AuthorFilter,
    BoundedPaginator,
    KindFilter,
    LanguageFilter,
    MineFilter,
    ScheduledChangeFilter,
    SectionFilter,
    StateFilter,
    SuggestionsFilter,
    UnmergedFilter,
    WaitingFilter,
    search_articles,
)
from articles.admin.columns import render_column
from articles.admin.newer_schema import handle_newer_schema
from articles.arabic.normalize import clean_line
from articles.conf import LANGUAGES
from articles.languages import direction
from articles.models import Article, Byline, Image
from articles.models.article import State
from articles.primary_keys import PrimaryKeyAdmin
from articles.renditions.markup import rendition_url
from articles.workflow.rules import EFFECTIVE_STATES, effective_state, with_unsettled

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Article]
else:
    ModelAdmin = admin.ModelAdmin


WITH_FRAMES: Final[dict[str, Any]] = {**settings.SECURE_CSP, "frame-src": [CSP.SELF]}
"""The policy of the pages that show the preview in a frame: the form, and those of verbs."""


@admin.register(Article)
class ArticleAdmin(PrimaryKeyAdmin, ModelAdmin):
    """Everybody with `view_article` sees all articles; `workflow.rules` decides on each verb."""

    list_display = (
        "headline_column",
        "state_column",
        "section",
        "byline_column",
        "published_column",
        "edited_column",
    )
    list_display_links = None
    list_filter = (
        StateFilter,
        MineFilter,
        WaitingFilter,
        ScheduledChangeFilter,
        SuggestionsFilter,
        UnmergedFilter,
        SectionFilter,
        KindFilter,
        LanguageFilter,
        AuthorFilter,
    )
    list_per_page = 50
    ordering = ("-edited_at", "-pk")
    sortable_by = ()
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = BoundedPaginator
    search_fields = tuple(f"headline_{language}" for language in LANGUAGES)
    search_help_text = _("Words of the article in any form, or its number.")

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        hidden = list_views.layout_of(request).hidden
        columns = [name for name in self.list_display if name not in hidden]
        return [*columns, self._verbs_column(request)]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = list_views.context(request) | {"columns": self._columns(request)}
        response: HttpResponse = super().changelist_view(request, context | (extra_context or {}))
        return response

    def get_actions(
        self, request: HttpRequest, action_location: Any = ActionLocation.CHANGE_LIST
    ) -> dict[str, Any]:
        if IS_POPUP_VAR in request.GET or action_location != ActionLocation.CHANGE_LIST:
            return {}
        return bulk_verbs.actions(editing.current_user(request))

    def _verbs_column(self, request: HttpRequest) -> Any:
        """The last column: what the person may do to each article."""
        user, at = editing.current_user(request), timezone.now()

        @admin.display(description=_("action"))
        def verbs_column(article: Article) -> SafeString:
            verbs = row_verbs.offered(article, user, at=at)
            return render_column("article_verbs", article=article, verbs=verbs)

        return verbs_column

    def _columns(self, request: HttpRequest) -> list[tuple[str, str, bool]]:
        """(name, label, whether it is shown) of each column that may be hidden; no query."""
        hidden = list_views.layout_of(request).hidden
        names = self.list_display[1:]
        return [
            (name, str(label_for_field(name, Article, self)), name not in hidden) for name in names
        ]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = Article.objects.without_bodies().select_related(
            "section", "latest_revision__created_by"
        )
        rows = rows.defer("latest_revision__data", *_bodies())
        contributions = Article.contributors.through.objects.filter(
            article=OuterRef("pk"), user=request.user.pk
        )
        rows = with_unsettled(rows).annotate(is_contributor=Exists(contributions))
        # Whoever is in the byline, and their names, in one query.
        rows = rows.prefetch_related(Prefetch("bylines", Byline.objects.select_related("author")))
        # Autocomplete fields of other forms use this queryset, and its order.
        return rows.order_by(*self.ordering)

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        term = clean_line(search_term)
        return (search_articles(queryset, term) if term else queryset), False

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        if obj is None or not allowed:
            return allowed
        return obj.state != State.KILLED and workflow.may_edit(editing.current_user(request), obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False

    @admin.display(description=_("headline"))
    def headline_column(self, article: Article) -> SafeString:
        """The headlines in every language, linked to the form."""
        headlines = [
            (code, direction(code), article.text("headline", code))
            for code in LANGUAGES
            if article.text("headline", code)
        ]
        url = editing.desk_url(article)
        return render_column("article_headlines", url=url, headlines=headlines)

    @admin.display(description=_("state"))
    def state_column(self, article: Article) -> SafeString:
        """The effective state at this moment."""
        state = effective_state(article, at=timezone.now())
        return render_column("article_state", state=state, label=EFFECTIVE_STATES[state])

    @admin.display(description=_("byline"))
    def byline_column(self, article: Article) -> SafeString:
        """The authors in the order of the byline."""
        rows = sorted(article.bylines.all(), key=lambda row: (row.position, row.pk))
        return render_column("article_byline", authors=[row.author for row in rows])

    @admin.display(description=_("published"))
    def published_column(self, article: Article) -> SafeString:
        """When each language was or will be published, and its state unless it is live."""
        states = [
            each
            for each in language_states(article, at=timezone.now())
            if each.published_at is not None
        ]
        return render_column("article_published", states=states)

    @admin.display(description=_("last edited"))
    def edited_column(self, article: Article) -> SafeString:
        """When and by whom it was saved last."""
        latest = article.latest_revision
        user = (latest and latest.created_by) or ""
        return render_column("article_edited", moment=article.edited_at, user=user)

    def get_urls(self) -> list[URLPattern]:
        def page(route: str, view: Any, name: str) -> URLPattern:
            wrapped = self.admin_site.admin_view(partial(handle_newer_schema(view), self))
            return path(route, wrapped, name=f"articles_article_{name}")

        return [
            path(
                "complete/<str:source>/",
                self.admin_site.admin_view(self.autocomplete_view),
                name="articles_article_complete",
            ),
            path(
                "bulk/<slug:verb>/",
                self.admin_site.admin_view(partial(bulk_verbs.bulk_view, self)),
                name="articles_article_bulk",
            ),
            page("<int:pk>/do/<slug:verb>/", csp_override(WITH_FRAMES)(verbs.verb_view), "do"),
            page("<int:pk>/compare/", compare_page.compare_view, "compare"),
            page("<int:pk>/authorship/", authorship.authorship_view, "authorship"),
            page("<int:pk>/merge/<int:revision>/", merge_page.merge_view, "merge"),
            page("<int:pk>/revision/<int:number>/", history.revision_view, "revision"),
            page("<int:pk>/presence/", presence.presence_view, "presence"),
            page("<int:pk>/previews/", preview_links.preview_links_view, "previews"),
            page("<int:pk>/restore/<int:number>/", history.restore_view, "restore"),
            *autosave.urls(self),
            *comments.urls(self),
            *list_views.urls(self),
            *moments.urls(self),
            *suggest_page.urls(self),
            *text_checks.urls(self),
            *super().get_urls(),
        ]

    @method_decorator(csp_override(WITH_FRAMES))
    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return autosave.saved_as_json(request, editing.add_view(self, request))

    @method_decorator(csp_override(WITH_FRAMES))
    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        response = handle_newer_schema(editing.change_view)(self, request, object_id)
        return autosave.saved_as_json(request, response)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        return history.history_view(self, request, object_id)

    def autocomplete_view(self, request: HttpRequest, source: str) -> HttpResponse:
        """JSON {"results": [{"value", "picture"}]} for `?q=`, at most 10; 403 without permission.

        `source` is a key of `autocomplete.SOURCES`.
        """
        if not self.has_view_permission(request) or source not in autocomplete.SOURCES:
            raise PermissionDenied
        text = clean_line(request.GET.get("q", ""))[:100]
        rows = autocomplete.SOURCES[source](text)[: autocomplete.MAX_RESULTS] if text else []
        return JsonResponse({"results": [_result(row, source) for row in rows]})


def _bodies() -> list[str]:
    return ["body", *(f"body_{language}" for language in LANGUAGES)]


def _result(row: Any, source: str) -> dict[str, str]:
    value = str(row) if source == "tags" else autocomplete.option_label(row)
    picture = ""
    if isinstance(row, Image):
        picture = rendition_url(row.digest, row.width, at_most=320)
    return {"value": value, "picture": picture}
