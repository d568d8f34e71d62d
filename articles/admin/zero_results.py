"""ZeroResultQueryAdmin: the zero-result log of the readers' search, read-only."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from articles.admin.read_only import ListOnlyMixin, ReadOnlyMixin
from articles.conf import LANGUAGES, language_name
from articles.models.urls import localized_url
from articles.search import zero_results
from articles.search.models import ZeroResultQuery


class QueryRow(NamedTuple):
    """A query and its totals by period.

    `url` is the public search page for it, `synonyms_url` the form of a new group with it.
    """

    query: str
    language: str
    language_name: str
    totals: tuple[int, ...]
    url: str
    synonyms_url: str


class FilterLink(NamedTuple):
    """A link of a filter above the list."""

    label: str
    url: str
    is_active: bool


@admin.register(ZeroResultQuery)
class ZeroResultQueryAdmin(ReadOnlyMixin, ListOnlyMixin):
    """Totals by query instead of rows, the most frequent first."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """`?days=&language=`; unknown values are ignored. One query besides the desk's own."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        period = _period(request.GET.get("days", ""))
        language = request.GET.get("language", "")
        chosen = language if language in LANGUAGES else ""
        totals = zero_results.most_frequent(
            at=timezone.now(), languages=[chosen] if chosen else LANGUAGES, period=period
        )
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": self.opts.verbose_name_plural,
            "rows": [_query_row(each) for each in totals],
            "periods": _period_links(period, chosen),
            "languages": _language_links(period, chosen),
        }
        return TemplateResponse(
            request, "admin/articles_search/zeroresultquery/change_list.html", context
        )


def _period(text: str) -> int:
    return next(
        (days for days in zero_results.PERIODS if str(days) == text), zero_results.PERIODS[0]
    )


def _query_row(totals: zero_results.QueryTotals) -> QueryRow:
    return QueryRow(
        totals.query,
        totals.language,
        language_name(totals.language),
        totals.totals,
        f"{localized_url('search', totals.language)}?{urlencode({'q': totals.query})}",
        f"{reverse('admin:articles_search_synonymgroup_add')}?{urlencode({'words': totals.query})}",
    )


def _period_links(period: int, language: str) -> list[FilterLink]:
    return [
        FilterLink(
            ngettext("%(count)s day", "%(count)s days", days) % {"count": days},
            f"?{urlencode({'days': days, 'language': language})}",
            days == period,
        )
        for days in zero_results.PERIODS
    ]


def _language_links(period: int, chosen: str) -> list[FilterLink]:
    names = {"": gettext("All languages")} | {code: language_name(code) for code in LANGUAGES}
    return [
        FilterLink(name, f"?{urlencode({'days': period, 'language': code})}", code == chosen)
        for code, name in names.items()
    ]
