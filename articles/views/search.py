"""The search page, and what is offered while one types."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language, get_language_info, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.arabic import dates
from articles.arabic.normalize import clean_line
from articles.conf import LANGUAGES, values
from articles.models import selectors
from articles.models.article import kind_choices
from articles.search import zero_results
from articles.search.engine import Results, search
from articles.search.suggestions import suggest
from articles.views.asked import Asked, asked, in_language
from articles.views.lists import Pages
from articles.views.pages import Page, open_page

CACHED_SECONDS: Final = 60
LONGEST_START: Final = 80
"""Characters of a beginning for which there can be suggestions."""
NEWEST: Final = 5
_TEMPLATE: Final = "articles/search/search.html"


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """`?q=&section=&tag=&author=&kind=&language=&from=&to=&page=`; never indexed by search engines.

    At most six queries, two more when nothing is found. Another language leads
    to that edition. What cannot be used is said and left out.
    """
    page = open_page(request)
    page.path = f"{page.home_url}search/"
    page.robots = "noindex"
    language = request.GET.get("language", "")
    if language in LANGUAGES and language != page.language:
        return HttpResponseRedirect(in_language(page, language))
    wanted = asked(page)
    found = search(
        wanted.query,
        language=page.language,
        at=page.at,
        page=wanted.page,
        filters=wanted.filters,
    )
    if not found.hits:
        _count_miss(page, wanted)
    if wanted.query:
        page.heading = _("Search: %(query)s") % {"query": wanted.query}
    else:
        page.heading = pgettext("page", "Search")
    return page.respond(_TEMPLATE, _context(page, wanted, found))


def _count_miss(page: Page, wanted: Asked) -> None:
    is_first = wanted.is_plain and wanted.page == 1 and page.request.method == "GET"
    if is_first and wanted.query:
        zero_results.record(wanted.query, language=page.language, at=page.at)


def _context(page: Page, wanted: Asked, found: Results) -> dict[str, Any]:
    latest = (
        [] if found.hits else selectors.newest(language=page.language, at=page.at, limit=NEWEST)
    )
    return {
        "asked": wanted,
        "found": found,
        "query": wanted.query,
        "shown_query": found.corrected if found.is_corrected else wanted.query,
        "corrected_url": wanted.url(query=found.corrected),
        "sections": _sections(page),
        "top_sections": page.furniture.top_sections,
        "kinds": kind_choices(),
        "languages": [(code, get_language_info(code)["name_local"]) for code in LANGUAGES],
        "latest": latest,
        "pages": Pages(
            wanted.page,
            wanted.url(page=wanted.page - 1) if wanted.page > 1 else "",
            wanted.url(page=wanted.page + 1) if found.has_next else "",
        ),
    }


def _sections(page: Page) -> list[tuple[str, str]]:
    """The slug and name of every section, the children after their own."""
    rows = []
    for section in page.furniture.top_sections:
        rows.append((section.slug, section.name))
        children = page.furniture.children(section.pk)
        rows += [(child.slug, f"{section.name}: {child.name}") for child in children]
    return rows


@require_safe
def suggest_view(request: HttpRequest) -> JsonResponse:
    """{suggestions: [{kind, label, text, url}], said} for the beginning `?q=`; three queries.

    `label` is the kind in the page's language and `said` how many there are,
    for those who listen.
    """
    language = get_language() or LANGUAGES[0]
    text = clean_line(request.GET.get("q", "")[:LONGEST_START])
    found = suggest(text, language=language, at=timezone.now()) if text else []
    labels = {
        "tag": pgettext("suggestion", "Tag"),
        "author": pgettext("suggestion", "Author"),
        "headline": pgettext("suggestion", "Article"),
    }
    rows = [one._asdict() | {"label": labels[one.kind]} for one in found]
    number = dates.number(len(found), values.DIGITS if language == "ar" else "latn")
    said = ngettext("%(number)s suggestion.", "%(number)s suggestions.", len(found))
    response = JsonResponse(
        {"suggestions": rows, "said": said % {"number": number}},
        json_dumps_params={"ensure_ascii": False},
    )
    response["Cache-Control"] = f"public, max-age={CACHED_SECONDS}"
    response["X-Robots-Tag"] = "noindex"
    return response
