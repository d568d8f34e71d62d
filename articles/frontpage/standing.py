"""How an arrangement stands for the desk: what is in each slot, and why a pin gave way."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from articles.frontpage import documents
from articles.frontpage.documents import Document
from articles.frontpage.filling import Filled, Slot, is_due
from articles.frontpage.models import Front, FrontPublication, FrontRevision
from articles.local_times import spoken
from articles.models import Article
from articles.models.article import State


class Place(NamedTuple):
    """A slot as the desk lists it: its story's headline, "" for none, and why the pin gave way."""

    article: int | None
    headline: str
    is_pinned: bool
    why: str


def places(
    document: Document, filled: Filled, *, language: str, at: datetime
) -> dict[tuple[int, int], Place]:
    """Each slot of the document by (zone, slot), as `filled` has it; one query."""
    standing = {(zone.number, slot.number): slot for zone in filled.zones for slot in zone.slots}
    pinned = named_articles(document)
    rows = Article.objects.without_bodies().in_bulk(pinned)
    found = {}
    for z, s, slot in documents.slots_of(document):
        there: Slot | None = standing.get((z, s))
        why = ""
        if slot["pin"] and not (there and there.is_pinned):
            why = _why_not(slot["pin"], rows, language=language, at=at)
        card = there.card if there else None
        headline = card.headline if card else ""
        is_pinned = bool(there and there.is_pinned)
        found[z, s] = Place(card.pk if card else None, headline, is_pinned, why)
    return found


def named_articles(document: Document) -> set[int]:
    """The ids of the articles that are pinned or stand below a pinned one."""
    pins = [slot["pin"] for _z, _s, slot in documents.slots_of(document) if slot["pin"]]
    return {pk for pin in pins for pk in (pin["article"], *pin["related"])}


def _why_not(pin: dict[str, Any], rows: dict[int, Article], *, language: str, at: datetime) -> str:
    """Why readers do not see the pinned article in its slot, in the active language."""
    article = rows.get(pin["article"])
    if article is None:
        return _("This article is not there any more.")
    if not is_due(pin, at=at):
        begins = documents.parsed_moment(pin["from"])
        if begins and begins > at:
            return _("The pin begins on %(moment)s.") % {"moment": spoken(begins, at)}
        return _("The pin has run out.")
    if not article.is_visible(language=language, at=at):
        return _why_hidden(article, language=language, at=at)
    return _("It stands higher on the page already.")


def _why_hidden(article: Article, *, language: str, at: datetime) -> str:
    moment = article.published_in(language)
    if article.state == State.KILLED:
        return _("This article was killed.")
    if article.is_awaited(language=language, at=at) and moment:
        return _("This article is published on %(moment)s.") % {"moment": spoken(moment, at)}
    if getattr(article, f"publication_{language}") == "withdrawn":
        return _("This article was withdrawn.")
    if getattr(article, f"publication_{language}") == "published":
        return _("This article has expired.")
    return _("This article is not published in the language of the page.")


class Change(NamedTuple):
    """A slot whose story readers will see changed: its zone and slot, before and after."""

    zone: int
    slot: int
    before: str
    after: str


def changes(before: Filled | None, after: Filled) -> list[Change]:
    """What differs for readers between two pages, in their order; no query."""
    old = _texts(before) if before else {}
    new = _texts(after)
    return [
        Change(*place, old.get(place, ""), new.get(place, ""))
        for place in sorted({*old, *new})
        if old.get(place) != new.get(place)
    ]


def _texts(filled: Filled) -> dict[tuple[int, int], str]:
    return {(zone.number, slot.number): _text(slot) for zone in filled.zones for slot in zone.slots}


def _text(slot: Slot) -> str:
    """All that readers read in the slot, on one line."""
    lines = [card.headline for card in slot.lines]
    return " · ".join(filter(None, (slot.label, slot.card.kicker, slot.card.headline, *lines)))


def fronts_with_picture(picture: int, *, at: datetime) -> dict[Front, bool]:
    """The pages that show the picture in a slot, or will: now, when scheduled, in the newest draft.

    The value says whether readers see it now. Two queries, of a row or three for each page.
    """
    in_effect = FrontPublication.objects.in_effect()
    force = in_effect.filter(front=OuterRef("front"), published_at__lte=at).latest_first()
    publications = in_effect.filter(
        Q(published_at__gt=at) | Q(pk=Subquery(force.values("pk")[:1]))
    ).select_related("revision", "front__section")
    newest = FrontRevision.objects.in_line().filter(front=OuterRef("front")).newest_first()
    drafts = FrontRevision.objects.filter(pk=Subquery(newest.values("pk")[:1]))
    found: dict[Front, bool] = {}
    for row in publications:
        if picture in documents.pictures_of(row.revision.data):
            found[row.front] = found.get(row.front, False) or row.published_at <= at
    for draft in drafts.select_related("front__section"):
        if picture in documents.pictures_of(draft.data):
            found.setdefault(draft.front, False)
    return found
