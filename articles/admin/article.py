"""Articles at the desk: the list, and the addresses of the pages that write and do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import workflow
from articles.admin import editing, history, merging, picking, verbs
from articles.admin.article_state import Edition, editions
from articles.admin.listing import (
    AuthorFilter,
    BesideFilter,
    BoundedPaginator,
    HeldFilter,
    KindFilter,
    LanguageFilter,
    MineFilter,
    SectionFilter,
    StandingFilter,
    searched,
)
from articles.admin.unreadable import refusing_newer
from articles.arabic.normalize import clean_line
from articles.conf import LANGUAGES, language_name
from articles.languages import direction
from articles.models import Article, Image
from articles.models.article import State
from articles.primary_keys import PrimaryKeyAdmin
from articles.renditions.markup import rendition_url
from articles.templatetags.wording import date_time, iso
from articles.workflow.rules import STANDINGS, standing

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Article]
else:
    ModelAdmin = admin.ModelAdmin


@admin.register(Article)
class ArticleAdmin(PrimaryKeyAdmin, ModelAdmin):
    """Everybody at the desk sees every article; the verbs decide who may do what."""

    list_display = ("headline_shown", "state_shown", "section", "names", "moments", "edited")
    list_display_links = None
    list_filter = (
        StandingFilter,
        MineFilter,
        HeldFilter,
        BesideFilter,
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
    actions = None
    search_fields = tuple(f"headline_{language}" for language in LANGUAGES)
    search_help_text = _("Words of the article in any form, or its number.")

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = Article.objects.without_bodies().select_related(
            "section", "latest_revision__created_by"
        )
        rows = rows.defer("latest_revision__data", *_bodies()).prefetch_related("bylines__author")
        # What is offered in other forms' fields is ordered as the list is.
        return rows.order_by(*self.ordering)

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        term = clean_line(search_term)
        return (searched(queryset, term) if term else queryset), False

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        if obj is None or not allowed:
            return allowed
        return obj.state != State.KILLED and workflow.may_edit(editing.person(request), obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False

    @admin.display(description=_("headline"))
    def headline_shown(self, article: Article) -> SafeString:
        """The headlines, each in its language, linked."""
        lines = [
            (code, direction(code), article.text("headline", code))
            for code in LANGUAGES
            if article.text("headline", code)
        ]
        spans = format_html_join("", '<span lang="{}" dir="{}">{}</span>', lines)
        return format_html(
            '<a class="headline" href="{}">{}</a>',
            editing.address(article),
            spans or _("Untitled"),
        )

    @admin.display(description=_("state"))
    def state_shown(self, article: Article) -> SafeString:
        """Where it stands, stored or derived from the clock."""
        word = standing(article, at=timezone.now())
        return format_html('<span class="pill pill-{}">{}</span>', word, STANDINGS[word])

    @admin.display(description=_("byline"))
    def names(self, article: Article) -> SafeString:
        """The byline's names in order."""
        rows = sorted(article.bylines.all(), key=lambda row: (row.position, row.pk))
        return format_html_join("، ", "<bdi>{}</bdi>", ((row.author,) for row in rows))

    @admin.display(description=_("published"))
    def moments(self, article: Article) -> SafeString:
        """The moment of publication in each language, in the site's zone, and what is not live."""
        now = timezone.now()
        return format_html_join(
            "",
            '<span class="moment-shown"><time datetime="{}">{}</time> <small>{}{}</small></span>',
            (
                (
                    iso(each.moment),
                    date_time(each.moment),
                    language_name(each.language),
                    _aside(each),
                )
                for each in editions(article, at=now)
                if each.moment is not None
            ),
        )

    @admin.display(description=_("last edited"))
    def edited(self, article: Article) -> SafeString:
        """When it was saved last, and by whom."""
        latest = article.latest_revision
        return format_html(
            '<time datetime="{}">{}</time> <bdi>{}</bdi>',
            iso(article.edited_at),
            date_time(article.edited_at),
            (latest and latest.created_by) or "",
        )

    def get_urls(self) -> list[URLPattern]:
        def page(route: str, view: Any, name: str) -> URLPattern:
            wrapped = self.admin_site.admin_view(partial(refusing_newer(view), self))
            return path(route, wrapped, name=f"articles_article_{name}")

        return [
            path(
                "complete/<str:source>/",
                self.admin_site.admin_view(self.complete),
                name="articles_article_complete",
            ),
            page("<int:pk>/do/<slug:verb>/", verbs.do, "do"),
            page("<int:pk>/compare/", history.compare, "compare"),
            page("<int:pk>/merge/<int:revision>/", merging.merge, "merge"),
            page("<int:pk>/revision/<int:number>/", history.revision, "revision"),
            page("<int:pk>/restore/<int:number>/", history.restore, "restore"),
            *super().get_urls(),
        ]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return editing.add(self, request)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        return refusing_newer(editing.change)(self, request, object_id)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        return history.history(self, request, object_id)

    def complete(self, request: HttpRequest, source: str) -> HttpResponse:
        """{"results": [{"value", "label", "picture"}]} for what was typed; 403 without the desk."""
        if not self.has_view_permission(request) or source not in picking.SOURCES:
            raise PermissionDenied
        text = clean_line(request.GET.get("q", ""))[:100]
        rows = picking.SOURCES[source](text)[: picking.FOUND_AT_MOST] if text else []
        return JsonResponse({"results": [_found(row, source) for row in rows]})


def _aside(edition: Edition) -> str:
    return "" if edition.word == "live" else f" · {edition.label}"


def _bodies() -> list[str]:
    return ["body", *(f"body_{language}" for language in LANGUAGES)]


def _found(row: Any, source: str) -> dict[str, str]:
    value = str(row) if source == "tags" else picking.label(row)
    picture = ""
    if isinstance(row, Image):
        picture = rendition_url(row.digest, row.width, at_most=320)
    return {"value": value, "picture": picture}
