"""What the address of a search asks for: words, filters, a page; and what of it cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.arabic import dates
from articles.arabic.normalize import clean_line
from articles.conf import values
from articles.models import Author, Tag
from articles.models.article import kind_choices
from articles.models.public_pages import with_public_page
from articles.models.redirects import todays_slug
from articles.models.urls import localized_url
from articles.search.engine import Filters
from articles.search.query import MAX_QUERY_LENGTH
from articles.views.pages import Page

_LONGEST_VALUE: Final = 200
_YEARS: Final = range(1900, 2100)
"""Days of other years are taken for mistakes of typing."""


class Known(NamedTuple):
    """A filter that can be used: as the address says it, as readers see it, as the engine asks."""

    text: str
    shown: str
    value: Any


class Chip(NamedTuple):
    """A filter in force; `url` is the search without it."""

    label: str
    shown: str
    url: str


class LeftOut(NamedTuple):
    """What stands in the address and cannot be used."""

    text: str
    is_date: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One search: its words, the filters in force by name, what was left out and why."""

    path: str
    query: str
    known: Mapping[str, Known]
    left_out: list[LeftOut]
    page: int
    is_plain: bool
    """Whether the address asks for nothing but words."""

    @property
    def filters(self) -> Filters:
        """The filters as the engine asks for them."""
        names = {"section": "sections", "from": "since", "to": "until"}
        return Filters(**{names.get(name, name): one.value for name, one in self.known.items()})

    @property
    def texts(self) -> dict[str, str]:
        """The filters in force as the form's fields hold them."""
        return {name: one.text for name, one in self.known.items()}

    @property
    def chips(self) -> list[Chip]:
        """The filters in force, each with the way to be rid of it."""
        return [
            Chip(_LABELS[name](), one.shown, self.url(without=name))
            for name, one in self.known.items()
        ]

    @property
    def unfiltered(self) -> str:
        """The address of the same words without a filter."""
        return f"{self.path}?{urlencode({'q': self.query})}"

    def url(self, *, query: str = "", page: int = 1, without: str = "") -> str:
        """The address of this search with other words, on another page, or without a filter."""
        parts = {"q": query or self.query} | self.texts
        parts.pop(without, None)
        if page > 1:
            parts["page"] = str(page)
        return f"{self.path}?{urlencode(parts)}"


def asked(page: Page) -> Asked:
    """Read the page's address; nothing in it is an error. A query for a tag and for an author."""
    given = page.request.GET
    known: dict[str, Known] = {}
    left_out = []
    filters = {name: clean_line(given.get(name, "")[:_LONGEST_VALUE]) for name in _READERS}
    for name, text in filters.items():
        found = _READERS[name](page, text) if text else None
        if found:
            known[name] = found
        elif text:
            left_out.append(LeftOut(text, is_date=name in ("from", "to")))
    return Asked(
        page.path,
        clean_line(given.get("q", "")[:MAX_QUERY_LENGTH]),
        _in_order(known),
        left_out,
        _number(given.get("page", "")),
        is_plain=not any(filters.values()),
    )


def in_language(page: Page, language: str) -> str:
    """The address of the same search in another edition; one query for a tag.

    A tag without a page there is left out.
    """
    given = page.request.GET
    kept = ("q", "section", "author", "kind", "from", "to")
    parts = {name: given[name][:MAX_QUERY_LENGTH] for name in kept if given.get(name)}
    tag = _tag(page, clean_line(given.get("tag", "")[:_LONGEST_VALUE]))
    if tag:
        rows = with_public_page(Tag.objects.filter(pk=tag.value), language=language, at=page.at)
        slug = rows.values_list(f"slug_{language}", flat=True).first()
        parts |= {"tag": slug} if slug else {}
    path = localized_url("search", language)
    return f"{path}?{urlencode(parts)}" if parts else path


def _in_order(known: dict[str, Known]) -> dict[str, Known]:
    """The earlier day first, whichever way they were typed."""
    first, last = known.get("from"), known.get("to")
    if first and last and first.value > last.value:
        return known | {"from": last, "to": first}
    return known


def _number(text: str) -> int:
    """The page; the first for anything but a number from 1 to MAX_PAGE."""
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        return 1
    return int(text) if 1 <= int(text) <= values.MAX_PAGE else 1


def _section(page: Page, slug: str) -> Known | None:
    """The section of the address with those inside it."""
    section = page.furniture.section(slug)
    if section is None:
        new = todays_slug("section", slug, language=page.language, at=page.at)
        return _section(page, new) if new else None
    inside = (child.pk for child in page.furniture.children(section.pk))
    return Known(section.slug, section.name, (section.pk, *inside))


def _tag(page: Page, slug: str) -> Known | None:
    language = page.language
    tags = with_public_page(Tag.objects.all(), language=language, at=page.at)
    rows = tags.filter(**{f"slug_{language}": slug})
    row = rows.values("pk", f"slug_{language}", f"name_{language}").first() if slug else None
    if row is None and slug:
        new = todays_slug("tag", slug, language=language, at=page.at)
        return _tag(page, new) if new else None
    return Known(row[f"slug_{language}"], row[f"name_{language}"], row["pk"]) if row else None


def _author(page: Page, slug: str) -> Known | None:
    rows = with_public_page(Author.objects.filter(slug=slug), language=page.language, at=page.at)
    row = rows.values("pk", "slug", f"name_{page.language}").first()
    if row is None:
        new = todays_slug("author", slug, language=page.language, at=page.at)
        return _author(page, new) if new else None
    return Known(row["slug"], row[f"name_{page.language}"], row["pk"])


def _kind(page: Page, kind: str) -> Known | None:
    label = dict(kind_choices()).get(kind)
    return Known(kind, str(label), kind) if label else None


def _day(page: Page, text: str) -> Known | None:
    """A day as `<input type="date">` sends it, `2026-11-20`, in any digits."""
    try:
        day = date.fromisoformat(dates.to_digits(text, "latn"))
    except ValueError:
        return None
    if day.year not in _YEARS:
        return None
    language: dates.Language = "en" if page.language == "en" else "ar"
    shown = dates.short_date(day, values.MONTH_NAMES, values.DIGITS, language)
    return Known(day.isoformat(), shown, day)


_READERS: Final[dict[str, Callable[[Page, str], Known | None]]] = {
    "section": _section,
    "tag": _tag,
    "author": _author,
    "kind": _kind,
    "from": _day,
    "to": _day,
}
_LABELS: Final[dict[str, Callable[[], str]]] = {
    "section": lambda: _("Section"),
    "tag": lambda: _("Tag"),
    "author": lambda: _("Author"),
    "kind": lambda: _("Kind"),
    "from": lambda: pgettext("date filter", "From"),
    "to": lambda: pgettext("date filter", "To"),
}
