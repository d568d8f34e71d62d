"""A front page as readers get it: the home page, and the top of a section's page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles import structured_data
from articles.conf import LANGUAGES
from articles.errors import NewerSchema
from articles.frontpage import documents
from articles.frontpage.documents import Document
from articles.frontpage.filling import Filled, Slot, Zone, fill
from articles.frontpage.pools import in_force
from articles.models.article import kind_choices
from articles.models.urls import localized_url
from articles.views.page import Page
from articles.views.site_context import NavSection

_TEMPLATE: Final = "articles/frontpage/_{}.html"


class Block(NamedTuple):
    """A zone as its template shows it.

    `anchor` is unique on the page; `url` is "" where the heading leads nowhere. `arrangement` are
    the classes of a grid that so many cells fill without a hole; `is_pictured` says that the first
    story has a picture.
    """

    template: str
    anchor: str
    title: str
    url: str
    colour: str
    slots: Sequence[Slot]
    layout: str
    arrangement: str
    is_pictured: bool


def arranged(page: Page, section: NavSection | None) -> Document | None:
    """The document in force on the page; the default for a home page that nobody arranged.

    None for such a section, and for one that a later version of the program wrote. One query.
    """
    found = in_force(section=section.pk if section else None, language=page.language, at=page.at)
    if found is not None:
        try:
            return documents.read_data(found.data, found.schema)
        except NewerSchema:
            pass
    return default_home(page) if section is None else None


def default_home(page: Page) -> Document:
    """The home page that nobody arranged; no query."""
    return documents.default_home(section.pk for section in page.site.top_sections)


def filled(page: Page, document: Document, section: NavSection | None) -> Filled:
    """The document with the stories that stand in it now; the queries of `fill`."""
    scope = section.pk if section else None
    return fill(document, language=page.language, at=page.at, scope=scope)


def respond_home(page: Page, document: Document) -> HttpResponse:
    """The home page in the arrangement of the document; the queries of `fill`."""
    page.path = page.home_url
    page.heading = page.site_name
    page.translations = {language: localized_url("home", language) for language in LANGUAGES}
    page.structured_data = [structured_data.organisation(page), structured_data.website(page)]
    page.seo_title = _("%(name)s: latest news") % {"name": page.site_name}
    context = {"blocks": blocks(page, filled(page, document, None))}
    return page.respond("articles/home.html", context)


def blocks(page: Page, arranged: Filled) -> list[Block]:
    """The zones of the page for its templates; no query."""
    return [_block(page, arranged, zone) for zone in arranged.zones]


def _block(page: Page, arranged: Filled, zone: Zone) -> Block:
    section = _section_of(page, zone)
    slots = zone.slots
    is_pictured = slots[0].has_picture
    kind = _kind(zone, is_pictured=is_pictured)
    return Block(
        template=_TEMPLATE.format(kind),
        anchor=f"zone-{zone.number}",
        title=_title(zone, section),
        url=section.url if section else "",
        colour=section.colour if section else "",
        slots=slots,
        layout=arranged.layout,
        # The lead stands beside the others, or above them.
        arrangement=grid_classes(len(slots) - (kind == documents.TOP)),
        is_pictured=is_pictured,
    )


def _kind(zone: Zone, *, is_pictured: bool) -> str:
    """How the zone can be shown with what stands in it."""
    if zone.kind == "feature" and (not is_pictured or len(zone.slots) == 1):
        return "row"
    if zone.kind == "ranked" and zone.is_fallback:
        return "headlines"
    return zone.kind


def _section_of(page: Page, zone: Zone) -> NavSection | None:
    """The section that the heading leads to, or that fills the zone; no query."""
    wanted = zone.section or (zone.rule["of"] if zone.rule["by"] == "section" else None)
    return next((each for each in page.site.sections if each.pk == wanted), None)


def _title(zone: Zone, section: NavSection | None) -> str:
    if zone.is_fallback:
        return _("More news")
    if zone.title:
        return zone.title
    if section is not None:
        return section.name
    return _title_of_rule(zone.rule)


def _title_of_rule(rule: dict[str, Any]) -> str:
    if rule["by"] == "kind":
        return str(dict(kind_choices()).get(rule["of"], ""))
    titles = {"newest": pgettext("news list", "Latest"), "most_read": _("Most read")}
    return titles.get(rule["by"], "")


def grid_classes(cells: int) -> str:
    """The classes of a grid for so many cells, by which no row of it ends with a hole.

    `cols-…` are its columns on a wide screen, `first-…` how many of them the first cell takes
    there; `odd` has it take both columns of a tablet.
    """
    columns = next((n for n in (4, 3) if cells % n == 0), cells if cells < 3 else 0)
    first = 1
    if not columns:
        columns = 4 if cells % 4 == 3 else 3
        first = 1 + -cells % columns
    odd = " odd" if cells % 2 else ""
    return f"cols-{max(columns, 1)} first-{first}{odd}"
