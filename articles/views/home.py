"""The front page."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import structured_data
from articles.conf import LANGUAGES
from articles.models import selectors
from articles.models.cards import Card
from articles.models.urls import localized_url
from articles.views.page import Page, build_page
from articles.views.site_context import NavSection

TOP_ARTICLES: Final = 5
"""How many articles stand on top: the lead and its secondaries."""
LATEST: Final = 6
"""How many headlines follow them under "Latest"."""

type SectionBlock = tuple[NavSection, list[Card]]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The newest articles on top, then each section's, none twice; four queries, six when cold."""
    page = build_page(request)
    page.path = page.home_url
    page.heading = page.site_name
    page.translations = {language: localized_url("home", language) for language in LANGUAGES}
    newest = selectors.newest(language=page.language, at=page.at, limit=TOP_ARTICLES + LATEST)
    lead, secondaries, latest = _top_articles(newest)
    page.structured_data = [structured_data.organisation(page), structured_data.website(page)]
    context = {
        "lead": lead,
        "secondaries": secondaries,
        "latest": latest,
        "blocks": _blocks(page, without={card.pk for card in newest}) if newest else [],
    }
    page.seo_title = _("%(name)s: latest news") % {"name": page.site_name}
    return page.respond("articles/home.html", context)


def _top_articles(newest: list[Card]) -> tuple[Card | None, list[Card], list[Card]]:
    """Lead, secondaries and latest: the lead is the newest with a picture, the rest go by time."""
    if not newest:
        return None, [], []
    lead = next((card for card in newest[:TOP_ARTICLES] if card.image_digest), newest[0])
    others = [card for card in newest if card is not lead]
    return lead, others[: TOP_ARTICLES - 1], others[TOP_ARTICLES - 1 :]


def _blocks(page: Page, *, without: set[int]) -> list[SectionBlock]:
    """Each top section with its newest articles, except those of the ids; two queries."""
    heads = selectors.section_heads(language=page.language, at=page.at, without=without)
    ids = [pk for section_ids in heads.values() for pk in section_ids][: selectors.MOST_IDS]
    cards = selectors.cards_by_ids(ids, language=page.language, at=page.at)
    blocks = [
        (section, [cards[pk] for pk in heads.get(section.pk, []) if pk in cards])
        for section in page.site.top_sections
    ]
    return [(section, shown) for section, shown in blocks if shown]
