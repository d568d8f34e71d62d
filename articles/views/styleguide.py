"""`/styleguide/`: every part of readers' pages in both directions and schemes, for the newsroom."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_safe

from articles import body, languages
from articles.conf import LANGUAGES
from articles.models import selectors
from articles.models.cards import Card
from articles.models.urls import localized_url
from articles.templatetags.cards import kind_label
from articles.templatetags.pictures import lead_picture
from articles.views.page import Page, build_page
from articles.views.pagination import Pagination

SCHEMES: Final = (("light", gettext_lazy("Light")), ("dark", gettext_lazy("Dark")))
"""What `data-theme` may say, and its name."""
LOOKED_AT: Final = 100
"""Among how many of the newest articles one of each kind is looked for."""
_PICTURE_SIZES: Final = "(min-width: 60rem) 40rem, 100vw"


class Panel(NamedTuple):
    """All parts in one language and scheme."""

    language: str
    direction: str
    scheme: str
    title: str
    parts: SafeString


@staff_member_required
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """The real templates filled with the newest articles; a query a language, never indexed."""
    page = build_page(request)
    page.robots = "noindex, nofollow"
    page.heading = _("Style guide")
    page.translations = {code: localized_url("styleguide", code) for code in LANGUAGES}
    response = page.respond("articles/styleguide/page.html", {"panels": _panels(page)})
    response["Cache-Control"] = "private, no-store"
    return response


def _panels(page: Page) -> list[Panel]:
    """A panel for each scheme of each language, in which something is published."""
    panels = []
    for language in LANGUAGES:
        with override(language):
            parts = _parts(page, language)
            name = languages.version_label(language)
            panels += [
                Panel(language, languages.direction(language), scheme, f"{name} · {title}", parts)
                for scheme, title in SCHEMES
            ]
    return panels


def _parts(page: Page, language: str) -> SafeString:
    """Every part in the language, which is active."""
    cards = selectors.newest(language=language, at=page.at, limit=LOOKED_AT)
    kinds: dict[str, Card] = {}
    for card in cards:
        kinds.setdefault(card.kind, card)
    pictured = next((card for card in cards if card.image_digest), None)
    context: dict[str, Any] = {
        "card": pictured or next(iter(cards), None),
        "kinds": [*kinds.values()],
        "heads": [(card, kind_label(kind)) for kind, card in kinds.items()],
        "rows": cards[:4],
        "now": page.at,
        "body": _sample_body(pictured, language),
        "pagination": Pagination(2, "#previous", "#next"),
        "breadcrumb": page.breadcrumb(),
    }
    return SafeString(loader.render_to_string("articles/styleguide/_parts.html", context))


def _sample_body(pictured: Card | None, language: str) -> SafeString:
    """A body with every block, as an article shows it; its picture is that of the card."""
    shown = lead_picture(pictured, sizes=_PICTURE_SIZES) if pictured else None
    stored = body.sanitise(loader.render_to_string("articles/styleguide/_body.html"))
    return body.render(
        stored,
        language=language,
        picture=lambda _pk: shown,
        link=lambda _pk: (pictured.url, pictured.headline) if pictured else None,
    )
