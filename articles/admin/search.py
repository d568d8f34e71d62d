"""What readers looked for and did not find: read by editors, written by nobody at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from articles.conf import LANGUAGES, language_name
from articles.models.urls import localized_url
from articles.search import zero_results
from articles.search.models import Miss

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Miss]
else:
    ModelAdmin = admin.ModelAdmin


class Row(NamedTuple):
    """A query as the list shows it; `url` runs the search as a reader does."""

    query: str
    language: str
    language_name: str
    totals: tuple[int, ...]
    url: str


class Choice(NamedTuple):
    """A way to look at the list."""

    label: str
    url: str
    is_chosen: bool


@admin.register(Miss)
class MissAdmin(ModelAdmin):
    """Totals instead of rows: what was asked for most stands first."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Miss | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Miss | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """`?days=&language=`; one query besides the desk's own. Unknown values are left out."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        period = _period(request.GET.get("days", ""))
        language = request.GET.get("language", "")
        chosen = language if language in LANGUAGES else ""
        wanted = zero_results.most_frequent(
            at=timezone.now(), languages=[chosen] if chosen else LANGUAGES, period=period
        )
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": self.opts.verbose_name_plural,
            "rows": [_row(one) for one in wanted],
            "periods": _periods(period, chosen),
            "languages": _languages(period, chosen),
        }
        return TemplateResponse(request, "admin/articles_search/miss/change_list.html", context)


def _period(text: str) -> int:
    return next(
        (days for days in zero_results.PERIODS if str(days) == text), zero_results.PERIODS[0]
    )


def _row(wanted: zero_results.QueryTotals) -> Row:
    return Row(
        wanted.query,
        wanted.language,
        language_name(wanted.language),
        wanted.totals,
        f"{localized_url('search', wanted.language)}?{urlencode({'q': wanted.query})}",
    )


def _periods(period: int, language: str) -> list[Choice]:
    return [
        Choice(
            ngettext("%(count)s day", "%(count)s days", days) % {"count": days},
            f"?{urlencode({'days': days, 'language': language})}",
            days == period,
        )
        for days in zero_results.PERIODS
    ]


def _languages(period: int, chosen: str) -> list[Choice]:
    names = {"": gettext("All languages")} | {code: language_name(code) for code in LANGUAGES}
    return [
        Choice(name, f"?{urlencode({'days': period, 'language': code})}", code == chosen)
        for code, name in names.items()
    ]
