"""Which story stands in which slot of a front page at a moment, none twice.

Pins come first, in the order of the page, then the lines below them, then the rules. A pin that
has not begun, has ended, or whose story readers of the language do not see gives way to the rule
of its slot; what was written for the pin is then not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

from articles import signals
from articles.frontpage import documents
from articles.frontpage.documents import Document
from articles.frontpage.pools import Story, Wanted, stories
from articles.models import Article, Image
from articles.models.cards import Card

_LOOKED_THROUGH: Final = 5
"""Among so many of the newest a rule looks for one with a picture."""


class Slot(NamedTuple):
    """A slot with its story, and the articles whose headlines stand below it."""

    number: int
    card: Card
    label: str
    lines: Sequence[Card]
    is_pinned: bool

    @property
    def has_picture(self) -> bool:
        """Whether the story shows a picture."""
        return self.card.image_digest is not None


class Zone(NamedTuple):
    """A zone with the slots that have a story; `rule` and `title` are those of the document.

    `is_fallback` says that the newest stand in it, since nobody counted what was read most.
    """

    number: int
    kind: str
    title: str
    section: int | None
    rule: dict[str, Any]
    slots: Sequence[Slot]
    is_fallback: bool = False


@dataclass
class Filled:
    """The page's zones that have a story; `slots` are all of them by (zone, slot)."""

    layout: str
    zones: list[Zone] = field(default_factory=list)

    @property
    def shown(self) -> set[int]:
        """The ids of all stories on the page, lines included."""
        slots = [slot for zone in self.zones for slot in zone.slots]
        return {card.pk for slot in slots for card in (slot.card, *slot.lines)}


def is_due(pin: dict[str, Any], *, at: datetime) -> bool:
    """Whether the pin holds at the moment: from the second of `from` to the second of `until`."""
    begins, ends = (documents.parsed_moment(pin[name]) for name in ("from", "until"))
    return (begins is None or begins <= at) and (ends is None or at < ends)


def fill(document: Document, *, language: str, at: datetime, scope: int | None = None) -> Filled:
    """The stories of the document's slots; `scope` is the section of a section's front.

    One query; one more for pictures that stand in for others, and what each window of "most read"
    costs its listener.
    """
    most_read = _most_read(document, language=language, at=at, scope=scope)
    found = stories(_wanted(document, most_read, at=at, scope=scope), language=language, at=at)
    context = _Context(language, at, scope, most_read, _pictures(document, at=at))
    return _Filling(document, found, context).filled()


def _most_read(
    document: Document, *, language: str, at: datetime, scope: int | None
) -> dict[int, list[int]]:
    """The ids by the hours of each window that a rule asks for."""
    windows = {rule["of"] for rule in _rules(document) if rule["by"] == "most_read"}
    asked = {"language": language, "section": scope, "limit": _size(document), "at": at}
    found: dict[int, list[int]] = {}
    for hours in sorted(windows):
        answers: Any = signals.most_read.send(sender=Article, hours=hours, **asked)
        found[hours] = [pk for _listener, ids in answers for pk in ids]
    return found


def _size(document: Document) -> int:
    return sum(len(zone["slots"]) for zone in document["zones"])


def _rules(document: Document) -> Iterator[dict[str, Any]]:
    for zone in document["zones"]:
        yield zone["rule"]
        yield from (slot["rule"] for slot in zone["slots"] if slot["rule"])


def _due_pins(document: Document, at: datetime) -> Iterator[dict[str, Any]]:
    for _z, _s, slot in documents.slots_of(document):
        if slot["pin"] and is_due(slot["pin"], at=at):
            yield slot["pin"]


def _wanted(
    document: Document, most_read: dict[int, list[int]], *, at: datetime, scope: int | None
) -> Wanted:
    rules = list(_rules(document))
    ids = {pk for read in most_read.values() for pk in read}
    for pin in _due_pins(document, at):
        ids |= {pin["article"], *pin["related"][: documents.MAX_RELATED]}
    lines = sum(len(pin["related"]) for pin in _due_pins(document, at))
    return Wanted(
        # Whatever stands elsewhere on the page, a rule finds enough of its own.
        limit=_size(document) + lines + _LOOKED_THROUGH,
        scope=scope,
        sections=_named(rules, "section"),
        tags=_named(rules, "tag"),
        kinds=_named(rules, "kind"),
        ids=ids,
    )


def _named(rules: Iterable[dict[str, Any]], by: str) -> list[Any]:
    return sorted({rule["of"] for rule in rules if rule["by"] == by and rule["of"]})


def _pictures(document: Document, *, at: datetime) -> dict[int, Image]:
    """The pictures that stand in for others; one query, none without any."""
    wanted = {pin["picture"] for pin in _due_pins(document, at) if pin["picture"]}
    return Image.objects.in_bulk(wanted) if wanted else {}


class _Context(NamedTuple):
    """What a page is filled for, and what was read for it besides the stories."""

    language: str
    at: datetime
    scope: int | None
    most_read: dict[int, list[int]]
    pictures: dict[int, Image]


class _Filling:
    """Fills one page; `used` are the stories that stand somewhere already."""

    def __init__(self, document: Document, found: list[Story], context: _Context) -> None:
        self.document, self.found, self.context = document, found, context
        self.by_pk = {story.card.pk: story for story in found}
        self.newest = [story for story in found if context.scope in (None, story.section)]
        self.used: set[int] = set()
        self.pinned: dict[tuple[int, int], Slot] = {}
        self.lines: dict[tuple[int, int], list[Card]] = {}

    def filled(self) -> Filled:
        """The page, zones without a story left out."""
        due = [
            (z, s, slot)
            for z, s, slot in documents.slots_of(self.document)
            if slot["pin"] and is_due(slot["pin"], at=self.context.at)
        ]
        placed = [(z, s, slot) for z, s, slot in due if self._take(slot["pin"]["article"])]
        for z, s, slot in placed:
            lines = slot["pin"]["related"][: documents.MAX_RELATED]
            self.lines[z, s] = [self.by_pk[pk].card for pk in lines if self._take(pk)]
            self.pinned[z, s] = self._pinned(s, slot, self.lines[z, s])
        zones = self.document["zones"]
        # What nobody counted takes nothing from the zones that know what they show.
        order = sorted(range(len(zones)), key=lambda z: self._is_fallback(zones[z]))
        made = {z: self._zone(z, zones[z]) for z in order}
        return Filled(self.document["layout"], [made[z] for z in sorted(made) if made[z].slots])

    def _is_fallback(self, zone: dict[str, Any]) -> bool:
        rule = zone["rule"]
        return rule["by"] == "most_read" and not self.context.most_read.get(rule["of"])

    def _take(self, pk: int) -> bool:
        """Use the story unless readers do not see it, or it stands on the page already."""
        if pk not in self.by_pk or pk in self.used:
            return False
        self.used.add(pk)
        return True

    def _pinned(self, number: int, slot: dict[str, Any], lines: list[Card]) -> Slot:
        pin = slot["pin"]
        card = self.by_pk[pin["article"]].card
        changes = {name: pin[name] for name in ("headline", "kicker") if pin[name]}
        picture = self.context.pictures.get(pin["picture"])
        if picture is not None:
            changes |= _picture_columns(picture, self.context.language)
        return Slot(number, card._replace(**changes), slot["label"], lines, is_pinned=True)

    def _zone(self, number: int, zone: dict[str, Any]) -> Zone:
        is_top = zone["kind"] == documents.TOP
        slots = []
        for s, slot in enumerate(zone["slots"]):
            filled = self.pinned.get((number, s))
            if filled is None:
                card = self._chosen(slot["rule"] or zone["rule"], or_newest=is_top)
                label = "" if slot["pin"] else slot["label"]
                filled = Slot(s, card, label, (), is_pinned=False) if card else None
            if filled is not None:
                slots.append(filled)
        said = {name: zone[name] for name in ("kind", "title", "section", "rule")}
        return Zone(number, slots=slots, is_fallback=self._is_fallback(zone), **said)

    def _chosen(self, rule: dict[str, Any], *, or_newest: bool) -> Card | None:
        """The next story of the rule that stands nowhere yet; None when there is no more."""
        candidates = [story for story in self._of(rule) if story.card.pk not in self.used]
        if not candidates and or_newest:
            candidates = [story for story in self.newest if story.card.pk not in self.used]
        if not candidates:
            return None
        chosen = candidates[0]
        if rule["pictured"]:
            near = candidates[:_LOOKED_THROUGH]
            chosen = next((story for story in near if story.card.image_digest), chosen)
        self.used.add(chosen.card.pk)
        return chosen.card

    def _of(self, rule: dict[str, Any]) -> Iterable[Story]:
        """The stories that the rule means, in its order."""
        by, of = rule["by"], rule["of"]
        if by == "most_read" and self.context.most_read.get(of):
            return [self.by_pk[pk] for pk in self.context.most_read[of] if pk in self.by_pk]
        if by == "section":
            return [story for story in self.found if story.section == of]
        if by == "tag":
            return [story for story in self.found if of in story.tags]
        if by == "kind":
            return [story for story in self.newest if story.card.kind == of]
        return self.newest


def _picture_columns(picture: Image, language: str) -> dict[str, Any]:
    """The fields of a card for the picture."""
    return {
        "image_digest": picture.digest,
        "image_width": picture.width,
        "image_height": picture.height,
        "image_alt": getattr(picture, f"alt_{language}"),
        "focal_x": picture.focal_x,
        "focal_y": picture.focal_y,
    }
