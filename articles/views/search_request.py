"""The request of a search: its words, filters and page, parsed from the query string."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.arabic import dates
from articles.arabic.normalize import clean_line
from articles.languages import formats_of
from articles.models import Author, Tag
from articles.models.article import kind_choices
from articles.models.public_pages import with_public_page
from articles.models.redirects import redirect_slug
from articles.models.urls import localized_url
from articles.search.engine import Filters, Order
from articles.search.query import MAX_QUERY_LENGTH
from articles.views.page import Page
from articles.views.pagination import parse_page_number

_MAX_VALUE_LENGTH: Final = 200
"""Characters of a parameter's value that are read."""
_YEARS: Final = range(1900, 2100)
"""Dates of other years are taken for typing errors."""
ORDERS: Final[tuple[Order, ...]] = ("relevance", "date")
"""The values of `?order=`, the default first."""


class AppliedFilter(NamedTuple):
    """A filter with a valid value.

    `value` is the value as the query string and the form hold it, `label` as readers see
    it, `lookup` as `articles.search.engine.Filters` takes it: ids, a code or a date.
    """

    value: str
    label: str
    lookup: Any


class FilterChip(NamedTuple):
    """An applied filter as a link that removes it: `url` is the search without it."""

    name: str
    label: str
    url: str


class IgnoredFilter(NamedTuple):
    """A value of the query string that is no valid filter."""

    value: str
    is_date: bool


class OrderLink(NamedTuple):
    """The same search in an order, the best or the newest first."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search: `query` are its cleaned words, `page` counts from 1.

    `filters` are the applied filters by parameter name, `ignored_filters` those whose
    value could not be used.
    """

    path: str
    query: str
    filters: Mapping[str, AppliedFilter]
    ignored_filters: list[IgnoredFilter]
    page: int | None
    """None for a page that no search has."""
    order: Order
    has_filters: bool
    """Whether the query string has a filter at all, valid or not."""

    @property
    def engine_filters(self) -> Filters:
        """The filters as the search engine takes them."""
        names = {"section": "sections", "from": "since", "to": "until"}
        return Filters(**{names.get(name, name): one.lookup for name, one in self.filters.items()})

    @property
    def filter_values(self) -> dict[str, str]:
        """The values of the applied filters by parameter name, for the form's fields."""
        return {name: one.value for name, one in self.filters.items()}

    @property
    def chips(self) -> list[FilterChip]:
        """The applied filters, each with the URL that removes it."""
        return [
            FilterChip(_LABELS[name](), one.label, self.url(without=name))
            for name, one in self.filters.items()
        ]

    @property
    def unfiltered_url(self) -> str:
        """The URL of the same words without any filter."""
        return f"{self.path}?{urlencode({'q': self.query})}"

    @property
    def order_links(self) -> list[OrderLink]:
        """The orders in which the results may stand."""
        labels = {"relevance": pgettext("order", "Best match"), "date": pgettext("order", "Newest")}
        return [
            OrderLink(labels[order], self.url(order=order), is_current=order == self.order)
            for order in ORDERS
        ]

    def url(
        self, *, query: str = "", page: int = 1, without: str = "", order: Order | None = None
    ) -> str:
        """The URL of this search with other words, page or order, or without the named filter."""
        parameters = {"q": query or self.query} | self.filter_values
        parameters.pop(without, None)
        if (order or self.order) != ORDERS[0]:
            parameters["order"] = order or self.order
        if page > 1:
            parameters["page"] = str(page)
        return f"{self.path}?{urlencode(parameters)}"


def parse_search_request(page: Page) -> SearchRequest:
    """Parse the query string of the page's request; never raises.

    One query for a tag and one for an author, three each when it is a former slug.
    """
    parameters = page.request.GET
    filters: dict[str, AppliedFilter] = {}
    ignored = []
    given = {name: clean_line(parameters.get(name, "")[:_MAX_VALUE_LENGTH]) for name in _PARSERS}
    for name, value in given.items():
        parsed = _PARSERS[name](page, value) if value else None
        if parsed:
            filters[name] = parsed
        elif value:
            ignored.append(IgnoredFilter(value, is_date=name in ("from", "to")))
    return SearchRequest(
        page.path,
        clean_line(parameters.get("q", "")[:MAX_QUERY_LENGTH]),
        _with_dates_in_order(filters),
        ignored,
        parse_page_number(parameters.get("page", "").strip()),
        "date" if parameters.get("order") == "date" else "relevance",
        has_filters=any(given.values()),
    )


def translated_search_url(page: Page, language: str) -> str:
    """The URL of the same search in another language; one query for a tag, none otherwise.

    A tag that has no page in that language is left out.
    """
    given = page.request.GET
    kept = ("q", "order", *(name for name in _PARSERS if name != "tag"))
    parameters = {name: given[name][:MAX_QUERY_LENGTH] for name in kept if given.get(name)}
    tag = _parse_tag(page, clean_line(given.get("tag", "")[:_MAX_VALUE_LENGTH]))
    if tag:
        rows = with_public_page(Tag.objects.filter(pk=tag.lookup), language=language, at=page.at)
        slug = rows.values_list(f"slug_{language}", flat=True).first()
        parameters |= {"tag": slug} if slug else {}
    path = localized_url("search", language)
    return f"{path}?{urlencode(parameters)}" if parameters else path


def _with_dates_in_order(filters: dict[str, AppliedFilter]) -> dict[str, AppliedFilter]:
    """The filters with the earlier date as `from`, whichever way they were typed."""
    first, last = filters.get("from"), filters.get("to")
    if first and last and first.lookup > last.lookup:
        return filters | {"from": last, "to": first}
    return filters


def _parse_section(page: Page, slug: str) -> AppliedFilter | None:
    """The section of the slug together with its children."""
    section = page.site.section(slug)
    if section is None:
        current = redirect_slug("section", slug, language=page.language, at=page.at)
        return _parse_section(page, current) if current else None
    children = (child.pk for child in page.site.children(section.pk))
    return AppliedFilter(section.slug, section.name, (section.pk, *children))


def _parse_tag(page: Page, slug: str) -> AppliedFilter | None:
    language = page.language
    tags = with_public_page(Tag.objects.all(), language=language, at=page.at)
    rows = tags.filter(**{f"slug_{language}": slug})
    row = rows.values("pk", f"slug_{language}", f"name_{language}").first() if slug else None
    if row is None and slug:
        current = redirect_slug("tag", slug, language=language, at=page.at)
        return _parse_tag(page, current) if current else None
    if row is None:
        return None
    return AppliedFilter(row[f"slug_{language}"], row[f"name_{language}"], row["pk"])


def _parse_author(page: Page, slug: str) -> AppliedFilter | None:
    rows = with_public_page(Author.objects.filter(slug=slug), language=page.language, at=page.at)
    row = rows.values("pk", "slug", f"name_{page.language}").first()
    if row is None:
        current = redirect_slug("author", slug, language=page.language, at=page.at)
        return _parse_author(page, current) if current else None
    return AppliedFilter(row["slug"], row[f"name_{page.language}"], row["pk"])


def _parse_kind(page: Page, kind: str) -> AppliedFilter | None:
    label = dict(kind_choices()).get(kind)
    return AppliedFilter(kind, str(label), kind) if label else None


def _parse_date(page: Page, text: str) -> AppliedFilter | None:
    """A date as `<input type="date">` sends it, `2026-11-20`, in any digits."""
    try:
        day = date.fromisoformat(dates.to_digits(text, "latn"))
    except ValueError:
        return None
    if day.year not in _YEARS:
        return None
    return AppliedFilter(day.isoformat(), formats_of(page.language).short_date(day), day)


_PARSERS: Final[dict[str, Callable[[Page, str], AppliedFilter | None]]] = {
    "section": _parse_section,
    "tag": _parse_tag,
    "author": _parse_author,
    "kind": _parse_kind,
    "from": _parse_date,
    "to": _parse_date,
}
_LABELS: Final[dict[str, Callable[[], str]]] = {
    "section": lambda: _("Section"),
    "tag": lambda: _("Tag"),
    "author": lambda: _("Author"),
    "kind": lambda: _("Kind"),
    "from": lambda: pgettext("date filter", "From"),
    "to": lambda: pgettext("date filter", "To"),
}
