"""The search page."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.arabic.normalize import clean_line
from articles.models.shown import Card
from articles.search.engine import LONGEST_QUERY, search
from articles.search.highlighting import highlighted
from articles.views.lists import Pages, page_number
from articles.views.pages import open_page


class Result(NamedTuple):
    """A card with the words that were found marked."""

    card: Card
    headline: SafeString
    standfirst: SafeString


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """`?q=&section=&page=`; at most five queries. Never indexed by search engines."""
    page = open_page(request)
    page.path = f"{page.home_url}search/"
    page.robots = "noindex"
    query = clean_line(request.GET.get("q", "")[:LONGEST_QUERY])
    section = page.furniture.section(request.GET.get("section", ""))
    number = page_number(request)
    found = search(
        query,
        language=page.language,
        at=page.at,
        page=number,
        section=section.pk if section else None,
    )
    page.heading = _("Search: %(query)s") % {"query": query} if query else _("Search")
    around = {"q": query} | ({"section": section.slug} if section else {})
    context = {
        "query": query,
        "section": section,
        "sections": page.furniture.top_sections,
        "found": found,
        "results": [
            Result(
                card,
                highlighted(card.headline, found.terms),
                highlighted(card.standfirst, found.terms),
            )
            for card in found.cards
        ],
        "pages": Pages(
            number,
            f"?{urlencode(around | {'page': number - 1})}" if number > 1 else "",
            f"?{urlencode(around | {'page': number + 1})}" if found.has_next else "",
        ),
    }
    return page.respond("articles/search/search.html", context)
