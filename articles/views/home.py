"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import structured_data
from articles.conf import LANGUAGES
from articles.models import selectors
from articles.models.cards import Card
from articles.models.urls import localized_url
from articles.views.furniture import NavSection
from articles.views.pages import Page, open_page

TOP = 5
LATEST = 6

type Block = tuple[NavSection, list[Card]]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The newest stories on top, then the sections; no story twice. Four queries."""
    page = open_page(request)
    page.path = page.home_url
    page.heading = page.site_name
    page.translations = {language: localized_url("home", language) for language in LANGUAGES}
    newest = selectors.newest(language=page.language, at=page.at, limit=TOP + LATEST)
    lead, secondaries, latest = _top(newest)
    page.structured = [structured_data.organisation(page), structured_data.website(page)]
    context = {
        "lead": lead,
        "secondaries": secondaries,
        "latest": latest,
        "blocks": _blocks(page, shown={card.pk for card in newest}) if newest else [],
    }
    page.seo_title = _("%(name)s: latest news") % {"name": page.site_name}
    return page.respond("articles/home.html", context)


def _top(newest: list[Card]) -> tuple[Card | None, list[Card], list[Card]]:
    """The lead is the newest story with a picture; the others follow by time."""
    if not newest:
        return None, [], []
    lead = next((card for card in newest[:TOP] if card.image_digest), newest[0])
    others = [card for card in newest if card is not lead]
    return lead, others[: TOP - 1], others[TOP - 1 :]


def _blocks(page: Page, *, shown: set[int]) -> list[Block]:
    """Each section with its newest stories that the top does not show already."""
    heads = selectors.section_heads(language=page.language, at=page.at, without=shown)
    wanted = [pk for ids in heads.values() for pk in ids][: selectors.MOST_IDS]
    cards = selectors.cards_by_ids(wanted, language=page.language, at=page.at)
    blocks = [
        (section, [cards[pk] for pk in heads.get(section.pk, []) if pk in cards])
        for section in page.furniture.top_sections
    ]
    return [(section, stories) for section, stories in blocks if stories]
