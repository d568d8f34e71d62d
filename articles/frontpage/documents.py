"""The arrangement of a front page as data: its shape, what is wrong in it, what a page begins with.

A document is {layout, zones}. The first zone is the top, whose look the layout decides. A zone is
{kind, title, section, rule, slots}: `section` is the one that its heading leads to, or None. A slot
is {rule, label, pin}: `rule` is None for that of the zone. A pin is {article, from, until,
headline, kicker, picture, related}, or None: the two moments are ISO 8601 in UTC or "", the texts
and the picture stand in for the article's own in this slot alone, `related` are the articles whose
headlines stand below it. A rule is {by, of, pictured}: `of` is the id of a section or a tag, a kind
of article, or the hours of "most_read"; `pictured` prefers a story with a picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from articles.arabic.normalize import clean_line
from articles.errors import NewerSchema
from articles.forms import MomentField, Typed
from articles.frontpage.models import FrontRevision
from articles.local_times import written_local
from articles.models.article import kind_choices
from articles.models.fields import MAX_ID

SCHEMA: Final = 1
"""The version of the shape."""
LAYOUTS: Final[dict[str, object]] = {
    "ordinary": gettext_lazy("Ordinary day"),
    "big_story": gettext_lazy("Big story"),
    "breaking": gettext_lazy("Breaking day"),
    "election": gettext_lazy("Election night"),
}
ZONE_KINDS: Final[dict[str, object]] = {
    "row": gettext_lazy("Cards in a row"),
    "feature": gettext_lazy("One large beside rows"),
    "headlines": gettext_lazy("Headlines alone"),
    "ranked": gettext_lazy("Numbered list"),
}
"""How a zone below the top is shown."""
TOP: Final = "top"
RULES: Final[dict[str, object]] = {
    "newest": pgettext_lazy("rule of a slot", "The newest"),
    "section": pgettext_lazy("rule of a slot", "Newest of a section"),
    "tag": pgettext_lazy("rule of a slot", "Newest with a tag"),
    "kind": pgettext_lazy("rule of a slot", "Newest of a kind"),
    "most_read": pgettext_lazy("rule of a slot", "Most read"),
}
WINDOWS: Final = (1, 24, 168)
"""The hours over which "most read" counts."""
TOP_SLOTS: Final[dict[str, int]] = {"ordinary": 5, "big_story": 5, "breaking": 7, "election": 7}
"""How many stories the top of each layout is drawn for, the lead included."""
MAX_ZONES: Final = 20
MAX_SLOTS: Final = 80
"""Slots of the whole page."""
MAX_IN_ZONE: Final = 12
MAX_RELATED: Final = 5
LENGTHS: Final = {"title": 80, "label": 40, "headline": 250, "kicker": 100}
_MOST_TYPED: Final = 1000
_NEWEST: Final = {"by": "newest", "of": None, "pictured": False}

type Document = dict[str, Any]


class Fault(NamedTuple):
    """What keeps a document from readers: where it stands (numbers from 0) and what is wrong."""

    zone: int
    slot: int | None
    field: str
    text: str


class UnreadableError(ValueError):
    """What was sent has not the shape of a document."""


def read(revision: FrontRevision) -> Document:
    """The document of the revision; raises NewerSchema for one of a later version."""
    return read_data(revision.data, revision.schema)


def read_data(data: Any, schema: int) -> Document:
    """The document of a revision's columns; raises NewerSchema for one of a later version."""
    if schema > SCHEMA:
        raise NewerSchema(_("A newer version of the program wrote this front page."))
    document: Document = data
    return document


def clean(sent: Any) -> Document:
    """The document that was sent, whatever else is wrong in it; raises UnreadableError. No query.

    Texts become clean lines, moments that were typed become ISO 8601; a moment that is none stays
    as it was typed and is a fault.
    """
    try:
        zones = [_zone(each, is_top=not n) for n, each in enumerate(_list(sent["zones"]))]
        layout = _one_of(sent["layout"], LAYOUTS)
    except (KeyError, TypeError, AttributeError) as error:
        raise UnreadableError from error
    if not zones or len(zones) > MAX_ZONES:
        raise UnreadableError
    if sum(len(zone["slots"]) for zone in zones) > MAX_SLOTS:
        raise UnreadableError
    return {"layout": layout, "zones": zones}


def _zone(sent: Any, *, is_top: bool) -> dict[str, Any]:
    slots = [_slot(each) for each in _list(sent["slots"])]
    if len(slots) > MAX_IN_ZONE:
        raise UnreadableError
    return {
        "kind": TOP if is_top else _one_of(sent["kind"], ZONE_KINDS),
        "title": _text(sent, "title"),
        "section": _number(sent.get("section")),
        "rule": _rule(sent["rule"]),
        "slots": slots,
    }


def _slot(sent: Any) -> dict[str, Any]:
    rule, pin = sent.get("rule"), sent.get("pin")
    return {
        "rule": _rule(rule) if rule else None,
        "label": _text(sent, "label"),
        "pin": _pin(pin) if pin else None,
    }


def _pin(sent: Any) -> dict[str, Any]:
    article = _number(sent["article"])
    if article is None:
        raise UnreadableError
    related = [_number(each) for each in _list(sent.get("related") or [])]
    return {
        "article": article,
        "from": _moment(sent, "from"),
        "until": _moment(sent, "until"),
        "headline": _text(sent, "headline"),
        "kicker": _text(sent, "kicker"),
        "picture": _number(sent.get("picture")),
        "related": list(dict.fromkeys(pk for pk in related if pk is not None)),
    }


def _rule(sent: Any) -> dict[str, Any]:
    by, of = _one_of(sent["by"], RULES), sent.get("of")
    if by in ("section", "tag"):
        of = _number(of)
    elif by == "kind":
        of = _one_of(of, dict(kind_choices()))
    elif by == "most_read":
        of = of if of in WINDOWS else WINDOWS[1]
    else:
        of = None
    return {"by": by, "of": of, "pictured": bool(sent.get("pictured"))}


def _list(sent: Any) -> list[Any]:
    if not isinstance(sent, list):
        raise UnreadableError
    return sent


def _one_of(sent: Any, known: Iterable[str]) -> str:
    if not isinstance(sent, str) or sent not in known:
        raise UnreadableError
    return sent


def _number(sent: Any) -> int | None:
    """A primary key, None for none."""
    if sent is None or sent == "":
        return None
    if isinstance(sent, bool) or not isinstance(sent, int) or not 0 < sent <= MAX_ID:
        raise UnreadableError
    return sent


def _text(sent: Any, name: str) -> str:
    return clean_line(str(sent.get(name) or "")[:_MOST_TYPED])


def _moment(sent: Any, name: str) -> str:
    """ISO 8601 in UTC of what was typed; what was typed where it is no moment."""
    typed = str(sent.get(name) or "")[:_MOST_TYPED].strip()
    moment = parsed_moment(typed)
    if moment is None and typed:
        with suppress(ValidationError):
            moment = MomentField().clean(Typed(typed, str(sent.get(f"{name}_hour") or "")))
    return moment.isoformat() if moment else typed


def parsed_moment(text: str) -> datetime | None:
    """The moment that a document holds, in UTC; None for none, and for what is none."""
    with suppress(ValueError):
        moment = parse_datetime(text)
        if moment is not None and moment.tzinfo is not None:
            return moment.astimezone(UTC)
    return None


def slots_of(document: Document) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Each slot with the number of its zone and its own in the zone, in the order of the page."""
    for z, zone in enumerate(document["zones"]):
        for s, slot in enumerate(zone["slots"]):
            yield z, s, slot


def pictures_of(document: Document) -> set[int]:
    """The ids of the pictures that stand in for those of articles."""
    pins = (slot["pin"] for _z, _s, slot in slots_of(document))
    return {pin["picture"] for pin in pins if pin and pin["picture"]}


def faults(document: Document) -> list[Fault]:
    """What readers cannot be shown, in words of the active language; no query."""
    found = []
    for z, zone in enumerate(document["zones"]):
        found += [Fault(z, None, *each) for each in _too_long(zone, ("title",))]
        found += [Fault(z, None, *each) for each in _aimless(zone["rule"])]
        for s, slot in enumerate(zone["slots"]):
            found += [Fault(z, s, *each) for each in _slot_faults(slot)]
    return found


def _slot_faults(slot: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from _too_long(slot, ("label",))
    yield from _aimless(slot["rule"] or _NEWEST)
    pin = slot["pin"]
    if pin:
        yield from _too_long(pin, ("headline", "kicker"))
        yield from _wrong_moments(pin)
        if len(pin["related"]) > MAX_RELATED:
            most = {"count": MAX_RELATED}
            said = ngettext(
                "At most %(count)s related line stands below a story.",
                "At most %(count)s related lines stand below a story.",
                MAX_RELATED,
            )
            yield "related", said % most


def _too_long(texts: dict[str, Any], names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        over = len(texts[name]) - LENGTHS[name]
        if over > 0:
            said = ngettext(
                "The text is %(count)s letter too long.",
                "The text is %(count)s letters too long.",
                over,
            )
            yield name, said % {"count": over}


def _aimless(rule: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if rule["by"] in ("section", "tag") and rule["of"] is None:
        yield "rule", _("Choose the section or the tag whose stories fill this place.")


def _wrong_moments(pin: dict[str, Any]) -> Iterator[tuple[str, str]]:
    moments = {}
    for name in ("from", "until"):
        moments[name] = parsed_moment(pin[name])
        if pin[name] and moments[name] is None:
            try:
                MomentField().clean(pin[name])
            except ValidationError as error:
                yield name, str(error.messages[0])
    begins, ends = moments["from"], moments["until"]
    if begins and ends and ends <= begins:
        yield "until", _("The pin ends before it begins.")


def for_desk(document: Document) -> Document:
    """The document with its moments as the desk's fields write them; no query."""
    zones = [
        zone | {"slots": [slot | {"pin": _typed(slot["pin"])} for slot in zone["slots"]]}
        for zone in document["zones"]
    ]
    return document | {"zones": zones}


def _typed(pin: dict[str, Any] | None) -> dict[str, Any] | None:
    if pin is None:
        return None
    typed = dict(pin)
    for name in ("from", "until"):
        moment = parsed_moment(pin[name])
        if moment is not None:
            typed[name] = written_local(moment)
            typed[f"{name}_hour"] = str(timezone.localtime(moment).fold)
    return typed


def rule(by: str, of: Any = None, *, pictured: bool = False) -> dict[str, Any]:
    """A rule as a document holds it."""
    return {"by": by, "of": of, "pictured": pictured}


def slots(number: int, *, first: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """So many slots that follow their zone's rule; the first one has a rule of its own."""
    made: list[dict[str, Any]] = [{"rule": None, "label": "", "pin": None} for _n in range(number)]
    if made and first:
        made[0]["rule"] = first
    return made


def zone(
    kind: str, number: int, by: dict[str, Any], *, title: str = "", section: int | None = None
) -> dict[str, Any]:
    """A zone of so many slots that the rule fills."""
    return {"kind": kind, "title": title, "section": section, "rule": by, "slots": slots(number)}


def top(layout: str = "ordinary") -> dict[str, Any]:
    """The top that nobody arranged: the newest, with one that has a picture for its lead."""
    lead = rule("newest", pictured=True)
    made = zone(TOP, 0, rule("newest"))
    return made | {"slots": slots(TOP_SLOTS[layout], first=lead)}


def default_home(sections: Iterable[int]) -> Document:
    """The home page that nobody arranged: the newest, then each of the sections (ids); no query."""
    zones = [top(), zone("headlines", 6, rule("newest"))]
    for n, pk in enumerate(sections):
        kind = "row" if n % 2 else "feature"
        zones.append(zone(kind, 4, rule("section", pk), section=pk))
        if n == 1:
            zones.append(zone("ranked", 6, rule("most_read", WINDOWS[1])))
    return {"layout": "ordinary", "zones": zones[:MAX_ZONES]}


def default_section() -> Document:
    """What the desk begins with for a section: its top, filled by the newest of it."""
    return {"layout": "ordinary", "zones": [top()]}
