"""The page with the corrections of all articles."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.conf import LANGUAGES, values
from articles.models.corrections import newest_corrections
from articles.models.urls import localized_url
from articles.views.page import FeedLink, build_page
from articles.views.pagination import neighbours, parse_page_number


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """The corrections of visible articles, the newest first; two queries, four when cold.

    404 for a page after the last, and for what is no page.
    """
    page = build_page(request)
    number = parse_page_number(request.GET.get("page", ""))
    if number is None:
        raise Http404
    size = values.PAGE_SIZE
    rows = newest_corrections(
        language=page.language, at=page.at, limit=size + 1, offset=(number - 1) * size
    )
    if not rows and number > 1:
        raise Http404
    page.path = base_path = localized_url("corrections", page.language)
    page.heading = _("Corrections")
    page.description = _("What %(name)s got wrong, and when it was put right.") % {
        "name": page.site_name
    }
    page.feeds = [
        FeedLink(page.heading, f"{base_path}feed.xml", "rss"),
        FeedLink(page.heading, f"{base_path}atom.xml", "atom"),
    ]
    page.translations = {code: localized_url("corrections", code) for code in LANGUAGES}
    if number > 1:
        page.path = f"{base_path}?page={number}"
        page.translations = {}
        page.seo_title = _("%(heading)s, page %(number)s") % {
            "heading": page.heading,
            "number": number,
        }
    context = {
        "breadcrumb": page.breadcrumb(),
        "corrections": rows[:size],
        "pagination": neighbours(number, base_path, has_next=len(rows) > size),
        "feed_url": f"{base_path}feed.xml",
        "sign_up_url": localized_url("newsletter", page.language),
    }
    return page.respond("articles/corrections.html", context)
