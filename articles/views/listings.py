"""Listing pages of sections, tags and authors: their articles, the newest first, in pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import structured_data
from articles.conf import values
from articles.frontpage.documents import Document
from articles.models import name_pages, selectors
from articles.models.cards import Card
from articles.models.redirects import redirect_slug
from articles.models.urls import listing_url, localized_url
from articles.views import front
from articles.views.page import FeedLink, Page, build_page
from articles.views.pagination import Pagination, neighbours, parse_page_number
from articles.views.responses import permanent_redirect
from articles.views.site_context import NavSection


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles of a section; three queries, five when the site context is not cached.

    Its first page begins with its front where editors arranged one, for the queries of that.

    301 from a former slug or another spelling of it, 404 from an unknown one.
    """
    page = build_page(request)
    found = page.site.section(slug)
    if found is None:
        return _former_slug_redirect(page, "section", slug)
    page.path = found.url
    if _is_not_canonical(page, slug, found.slug):
        return permanent_redirect(request, page.path)
    return respond_section(page, found, front.arranged(page, found) if _is_first(page) else None)


def respond_section(page: Page, found: NavSection, document: Document | None) -> HttpResponse:
    """The page of the section, whose first page begins with the document's arrangement if any."""
    page.path = found.url
    page.heading = found.name
    page.description = found.description or page.description
    page.active_section = found.slug
    page.translations = found.translations
    context: dict[str, Any] = {"section": found, "children": page.site.children(found.pk)}
    if document is not None:
        arranged = front.filled(page, document, found)
        context |= {"blocks": front.blocks(page, arranged), "shown": arranged.shown}
    return _respond(page, "section", found.pk, found.slug, context, section_id=found.pk)


def _is_first(page: Page) -> bool:
    return parse_page_number(page.request.GET.get("page", "")) == 1


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles with a tag; three queries, one more
    with broader or narrower tags, two more when the site context is not cached.

    301 from a former slug or another spelling of it; 404 from an unknown one, and for a
    tag without visible articles.
    """
    page = build_page(request)
    found = name_pages.tag_page(slug, language=page.language, at=page.at)
    if found is None:
        return _former_slug_redirect(page, "tag", slug)
    page.path = listing_url("tag", found.slug, page.language)
    if _is_not_canonical(page, slug, found.slug):
        return permanent_redirect(request, page.path)
    page.heading = found.name
    page.description = found.description or page.description
    page.translations = {code: listing_url("tag", own, code) for code, own in found.slugs.items()}
    family = name_pages.tag_family(found, language=page.language, at=page.at)
    return _respond(page, "tag", found.pk, found.slug, {"tag": found, "family": family})


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles of an author; three queries, five when the site context is not cached.

    301 from a former slug or another spelling of it; 404 from an unknown one, and for an
    author without visible articles.
    """
    page = build_page(request)
    found = name_pages.author_page(slug, language=page.language, at=page.at)
    if found is None:
        return _former_slug_redirect(page, "author", slug)
    page.path = listing_url("author", found.slug, page.language)
    if _is_not_canonical(page, slug, found.slug):
        return permanent_redirect(request, page.path)
    page.heading = found.name
    page.description = found.bio or page.description
    page.open_graph_type = "profile"
    page.translations = {code: listing_url("author", found.slug, code) for code in found.languages}
    page.structured_data = [structured_data.profile(page, found)]
    return _respond(page, "author", found.pk, found.slug, {"author": found})


def _respond(
    page: Page,
    what: str,
    key: int,
    slug: str,
    context: dict[str, Any],
    *,
    section_id: int | None = None,
) -> HttpResponse:
    """The listing page of `what` (section, tag, author) with the id `key`; one query."""
    base_path = page.path
    cards, pagination = _cards(page, what, key)
    page.feeds = [
        FeedLink(page.heading, f"{base_path}feed.xml", "rss"),
        FeedLink(page.heading, f"{base_path}atom.xml", "atom"),
    ]
    if pagination.number > 1:
        page.path = f"{base_path}?page={pagination.number}"
        page.translations = {}
        page.seo_title = _("%(heading)s, page %(number)s") % {
            "heading": page.heading,
            "number": pagination.number,
        }
    blocks, shown = context.get("blocks"), context.get("shown", ())
    cards = [card for card in cards if card.pk not in shown]
    is_first_page = what == "section" and pagination.number == 1
    has_lead = is_first_page and not blocks and bool(cards)
    base_context = {
        "lead": cards[0] if has_lead else None,
        "cards": cards[1:] if has_lead else cards,
        "pagination": pagination,
        "names_section": what != "section",
        "feed_url": f"{base_path}feed.xml",
        "search_url": f"{localized_url('search', page.language)}?{urlencode({what: slug})}",
        "breadcrumb": page.breadcrumb(),
        "header_template": f"articles/_{what}_header.html",
    }
    template = "articles/frontpage/section.html" if blocks else "articles/list.html"
    return page.respond(template, base_context | context, section_id=section_id)


def _cards(page: Page, what: str, key: int) -> tuple[list[Card], Pagination]:
    """The cards of the requested page; one query, of one card more than is shown.

    Raises Http404 for a page after the last, and for what is no page.
    """
    number = parse_page_number(page.request.GET.get("page", ""))
    if number is None:
        raise Http404
    size = values.PAGE_SIZE
    cards = selectors.listing(
        what, key, language=page.language, at=page.at, limit=size + 1, offset=(number - 1) * size
    )
    if not cards and number > 1:
        raise Http404
    return cards[:size], neighbours(number, page.path, has_next=len(cards) > size)


def _former_slug_redirect(page: Page, what: str, slug: str) -> HttpResponse:
    """301 from a former slug or another spelling to the current one; three queries.

    Raises Http404 for an unknown slug.
    """
    current_slug = redirect_slug(what, slug, language=page.language, at=page.at)
    if not current_slug:
        raise Http404
    return permanent_redirect(page.request, listing_url(what, current_slug, page.language))


def _is_not_canonical(page: Page, slug: str, current_slug: str) -> bool:
    """Whether the URL has another spelling of the slug, or no trailing slash."""
    return slug != current_slug or not page.request.path.endswith("/")
