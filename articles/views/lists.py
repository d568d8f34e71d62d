"""Sections, tags and authors: their articles, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import structured_data
from articles.conf import values
from articles.models import name_pages, selectors
from articles.models.cards import Card
from articles.models.redirects import todays_slug
from articles.models.urls import listing_url, localized_url
from articles.views.moving import moved
from articles.views.pages import Page, open_page


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a reader stands in a list; "" where there is no page."""

    number: int
    previous: str
    next: str


def page_number(request: HttpRequest) -> int:
    """`?page=`; 404 for anything but a number from 1 to MAX_PAGE, so that nothing is unbounded."""
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 8):
        raise Http404
    number = int(text)
    if not 1 <= number <= values.MAX_PAGE:
        raise Http404
    return number


def _cards(page: Page, what: str, key: int) -> tuple[list[Card], Pages]:
    """One page of the list and its neighbours; one query, of one card more than is shown."""
    number = page_number(page.request)
    size = values.PAGE_SIZE
    cards = selectors.listing(
        what, key, language=page.language, at=page.at, limit=size + 1, offset=(number - 1) * size
    )
    if not cards and number > 1:
        raise Http404
    has_next = len(cards) > size and number < values.MAX_PAGE
    previous = "" if number == 1 else page.path if number == 2 else f"?page={number - 1}"
    return cards[:size], Pages(number, previous, f"?page={number + 1}" if has_next else "")


def _respond(
    page: Page,
    what: str,
    key: int,
    slug: str,
    context: dict[str, Any],
    *,
    section_id: int | None = None,
) -> HttpResponse:
    base = page.path
    cards, pages = _cards(page, what, key)
    page.feeds = [
        (page.heading, f"{base}feed.xml", "rss"),
        (page.heading, f"{base}atom.xml", "atom"),
    ]
    if pages.number > 1:
        page.path = f"{base}?page={pages.number}"
        page.translations = {}
        page.seo_title = _("%(heading)s, page %(number)s") % {
            "heading": page.heading,
            "number": pages.number,
        }
    opens = what == "section" and pages.number == 1 and bool(cards) and cards[0].image_digest
    around = {
        "opening": cards[0] if opens else None,
        "cards": cards[1:] if opens else cards,
        "pages": pages,
        "feed_url": f"{base}feed.xml",
        "search_url": f"{localized_url('search', page.language)}?{urlencode({what: slug})}",
        "breadcrumb": page.breadcrumb(),
        "head": f"articles/_{what}_head.html",
    }
    return page.respond("articles/list.html", around | context, section_id=section_id)


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """A section's articles; two queries. A former address leads to today's for good."""
    page = open_page(request)
    shown = page.furniture.section(slug)
    if shown is None:
        return _former(page, "section", slug)
    page.path = shown.url
    if _is_elsewhere(page, slug, shown.slug):
        return moved(request, page.path)
    page.heading = shown.name
    page.description = shown.description or page.description
    page.active = slug
    page.translations = shown.translations
    context = {"section": shown, "children": page.furniture.children(shown.pk)}
    return _respond(page, "section", shown.pk, shown.slug, context, section_id=shown.pk)


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """A tag's articles, as long as there are any; three queries.

    A former address leads to today's for good.
    """
    page = open_page(request)
    shown = name_pages.tag_page(slug, language=page.language, at=page.at)
    if shown is None:
        return _former(page, "tag", slug)
    page.path = listing_url("tag", shown.slug, page.language)
    if _is_elsewhere(page, slug, shown.slug):
        return moved(request, page.path)
    page.heading = shown.name
    page.description = shown.description or page.description
    page.translations = {code: listing_url("tag", own, code) for code, own in shown.slugs.items()}
    return _respond(page, "tag", shown.pk, shown.slug, {"tag": shown})


def _former(page: Page, what: str, slug: str) -> HttpResponse:
    """From another spelling or a former address to today's; 404 for unknown ones. Three queries."""
    new = todays_slug(what, slug, language=page.language, at=page.at)
    if not new:
        raise Http404
    return moved(page.request, listing_url(what, new, page.language))


def _is_elsewhere(page: Page, slug: str, today: str) -> bool:
    """Whether the address was spelled otherwise than today's, or without its last slash."""
    return slug != today or not page.request.path.endswith("/")


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a person whose articles readers see; three queries.

    A former address leads to today's for good.
    """
    page = open_page(request)
    shown = name_pages.author_page(slug, language=page.language, at=page.at)
    if shown is None:
        return _former(page, "author", slug)
    page.path = listing_url("author", shown.slug, page.language)
    if _is_elsewhere(page, slug, shown.slug):
        return moved(request, page.path)
    page.heading = shown.name
    page.description = shown.bio or page.description
    page.kind = "profile"
    page.translations = {code: listing_url("author", shown.slug, code) for code in shown.languages}
    page.structured = [structured_data.profile(page, shown)]
    return _respond(page, "author", shown.pk, shown.slug, {"author": shown})
