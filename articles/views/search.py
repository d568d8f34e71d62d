"""The search page and the suggestions of its input."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.arabic.normalize import clean_line, fold_key
from articles.conf import LANGUAGES
from articles.languages import formats_of, own_name
from articles.models import selectors
from articles.models.article import kind_choices
from articles.search import zero_results
from articles.search.engine import NO_RESULTS, Results, search
from articles.search.named_pages import pages_named
from articles.search.suggestions import suggest
from articles.views.page import Page, build_page
from articles.views.pagination import Pagination
from articles.views.search_request import (
    SearchRequest,
    parse_search_request,
    translated_search_url,
)
from articles.views.site_context import NavSection

CACHED_SECONDS: Final = 60
"""For how long suggestions may be cached."""
MAX_PREFIX_LENGTH: Final = 80
"""Characters of the typed text for which there can be suggestions."""
LATEST: Final = 5
"""How many of the newest headlines stand below a search without results."""
_TEMPLATE: Final = "articles/search/search.html"


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """The results of `?q=&section=&tag=&author=&kind=&language=&from=&to=&order=&page=`.

    At most six queries, three more when nothing is found. 302 to the search page of another
    `language`. Invalid values are reported on the page and ignored; 404 for a page that this
    search does not have. Marked noindex.
    """
    page = build_page(request)
    page.path = f"{page.home_url}search/"
    page.robots = "noindex"
    language = request.GET.get("language", "")
    if language in LANGUAGES and language != page.language:
        return HttpResponseRedirect(translated_search_url(page, language))
    search_request = parse_search_request(page)
    results = _results(page, search_request)
    if not results.hits:
        _record_zero_results(page, search_request)
    if search_request.query:
        page.heading = _("Search: %(query)s") % {"query": search_request.query}
    else:
        page.heading = pgettext("page", "Search")
    is_missing = not results.hits and search_request.page != 1
    context = _context(page, search_request, results) | {"is_page_missing": is_missing}
    return page.respond(_TEMPLATE, context, status=404 if is_missing else 200)


def _results(page: Page, search_request: SearchRequest) -> Results:
    if search_request.page is None:
        return NO_RESULTS
    return search(
        search_request.query,
        language=page.language,
        at=page.at,
        page=search_request.page,
        filters=search_request.engine_filters,
        order=search_request.order,
    )


def _record_zero_results(page: Page, search_request: SearchRequest) -> None:
    """Count the words among those that find nothing; not for filters, later pages and HEAD."""
    is_plain = not search_request.has_filters and search_request.page == 1
    if is_plain and page.request.method == "GET" and search_request.query:
        zero_results.record(search_request.query, language=page.language, at=page.at)


def _context(page: Page, search_request: SearchRequest, results: Results) -> dict[str, Any]:
    query, number = search_request.query, search_request.page or 1
    return {
        "search_request": search_request,
        "results": results,
        "query": query,
        "effective_query": results.corrected if results.is_corrected or results.is_mixed else query,
        "corrected_url": search_request.url(query=results.corrected),
        "verbatim_url": search_request.url(query=results.verbatim),
        "other_spellings": [(text, search_request.url(query=text)) for text in results.others],
        "section_choices": _section_choices(page),
        "top_sections": page.site.top_sections,
        "kinds": kind_choices(),
        "languages": [(code, own_name(code)) for code in LANGUAGES],
        "all_by_date_url": _all_by_date_url(search_request, results),
        "pagination": Pagination(
            number,
            search_request.url(page=number - 1) if number > 1 else "",
            search_request.url(page=number + 1) if results.has_next else "",
        ),
        **_alternatives(page, search_request, results),
    }


def _alternatives(page: Page, search_request: SearchRequest, results: Results) -> dict[str, Any]:
    """What is shown when nothing is found; two queries at most, none for results.

    `named_pages` are sections, tags and authors of that name, `latest` the newest articles
    of the section that was meant (`latest_section`), or of the site.
    """
    if results.hits:
        return {"latest": []}
    named = _sections_named(page, search_request.query)
    links = [(pgettext("suggestion", "Section"), one.name, one.url) for one in named]
    if search_request.query and not search_request.has_filters:
        found = pages_named(search_request.query, language=page.language, at=page.at)
        links += [(_kind_labels()[one.kind], one.text, one.url) for one in found]
    chosen = page.site.section(search_request.filter_values.get("section", ""))
    section = chosen or next(iter(named), None)
    limit: dict[str, Any] = {"language": page.language, "at": page.at, "limit": LATEST}
    return {
        "named_pages": links,
        "latest_section": section,
        "latest": selectors.listing("section", section.pk, **limit)
        if section
        else selectors.newest(**limit),
    }


def _all_by_date_url(search_request: SearchRequest, results: Results) -> str:
    """From the last page of results by relevance to all of them; "" on other pages."""
    is_last = results.is_capped and not results.has_next and search_request.order == "relevance"
    return search_request.url(order="date") if is_last and search_request.query else ""


def _sections_named(page: Page, query: str) -> list[NavSection]:
    """The sections whose name is the query or one of its words; no query."""
    keys = {fold_key(query), *map(fold_key, query.split())}
    return [one for one in page.site.sections if fold_key(one.name) in keys]


def _kind_labels() -> dict[str, str]:
    return {
        "tag": pgettext("suggestion", "Tag"),
        "author": pgettext("suggestion", "Author"),
        "headline": pgettext("suggestion", "Article"),
    }


def _section_choices(page: Page) -> list[tuple[str, str]]:
    """Slug and name of every section, children after their parent; no query."""
    choices = []
    for section in page.site.top_sections:
        choices.append((section.slug, section.name))
        children = page.site.children(section.pk)
        choices += [(child.slug, f"{section.name}: {child.name}") for child in children]
    return choices


@require_safe
def search_suggestions(request: HttpRequest) -> JsonResponse:
    """JSON {suggestions: [{kind, label, text, url}], said} for the prefix `?q=`; three queries.

    `label` is the kind in the page's language, `said` the number of suggestions as a
    sentence for screen readers.
    """
    language = get_language() or LANGUAGES[0]
    text = clean_line(request.GET.get("q", "")[:MAX_PREFIX_LENGTH])
    suggestions = suggest(text, language=language, at=timezone.now()) if text else []
    labels = _kind_labels()
    rows = [one._asdict() | {"label": labels[one.kind]} for one in suggestions]
    number = formats_of(language).number(len(rows))
    said = ngettext("%(number)s suggestion.", "%(number)s suggestions.", len(rows))
    response = JsonResponse(
        {"suggestions": rows, "said": said % {"number": number}},
        json_dumps_params={"ensure_ascii": False},
    )
    response["Cache-Control"] = f"public, max-age={CACHED_SECONDS}"
    response["X-Robots-Tag"] = "noindex"
    return response
