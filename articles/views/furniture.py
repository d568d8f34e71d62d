"""What stands on every page: sections and broadcast statuses, remembered until they change.

Every page first reads one row (`SiteState`). It says whether what this process
remembers is still true, and whether a change scheduled on a live article is
due; a thread beside the request applies that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.arabic import dates
from articles.broadcast import statuses
from articles.broadcast.statuses import Notice
from articles.conf import DEFAULTS, LANGUAGES, values
from articles.models import Section, SiteState
from articles.models.compiled import CompiledQuery
from articles.models.urls import listing_url, localized_url
from articles.workflow import background

MOST_FRAGMENTS = 200
"""Rendered parts that a process remembers of one language."""

type _Key = tuple[str, str, Notice | None, int]


class NavSection(NamedTuple):
    """A section as menus and lists show it."""

    pk: int
    slug: str
    name: str
    description: str
    colour: str
    parent: int | None
    translations: dict[str, str]
    """Its path in every language in which it has a name."""
    url: str


@dataclass(slots=True)
class Furniture:
    """What one process remembers of the site in one language, for one version of it."""

    language: str
    version: int
    sections: list[NavSection]
    statuses: tuple[statuses.StatusView, ...]
    fragments: dict[_Key, SafeString] = field(default_factory=dict)

    @property
    def top_sections(self) -> list[NavSection]:
        """The sections of the menu."""
        return [section for section in self.sections if section.parent is None]

    def children(self, pk: int) -> list[NavSection]:
        """The sections inside a section."""
        return [section for section in self.sections if section.parent == pk]

    def section(self, slug: str) -> NavSection | None:
        """The section of the address; no query."""
        return next((section for section in self.sections if section.slug == slug), None)

    def fragment(
        self, template: str, *, at: datetime, active: str = "", notice: Notice | None = None
    ) -> SafeString:
        """A part that is the same on every page of a day, rendered once.

        It may depend on the section that is `active` and on one broadcast notice.
        """
        local = timezone.localtime(at)
        key = (template, active, notice, local.toordinal())
        if key not in self.fragments:
            if len(self.fragments) > MOST_FRAGMENTS:
                self.fragments.clear()
            self.fragments[key] = render_to_string(template, self._around(local, active, notice))
        return self.fragments[key]

    def _around(self, local: datetime, active: str, notice: Notice | None) -> dict[str, object]:
        months, digits = values.MONTH_NAMES, values.DIGITS
        language: dates.Language = "en" if self.language == "en" else "ar"
        return {
            "sections": self.top_sections,
            "all_sections": self.sections,
            "active": active,
            "notice": notice,
            "language": self.language,
            "home_url": localized_url("home", self.language),
            "site_name": values.SITE_NAME[self.language],
            "has_wordmark": DEFAULTS["SITE_NAME"] == values.SITE_NAME,
            "zone": values.ZONE_NAME[self.language],
            "today": dates.long_date(local, months, digits, language),
            "year": local.year,
        }


def _state() -> QuerySet[SiteState, Any]:
    return SiteState.objects.filter(pk=1).values("version", "next_due_at")


_STATE = CompiledQuery(_state)
_remembered: dict[str, Furniture] = {}


def current(language: str, *, at: datetime) -> Furniture:
    """The furniture as it stands at the moment; one query, three after a change of the site.

    Changes of live articles that are due are applied beside it, never in it.
    """
    rows = _STATE.rows()
    version: int = rows[0]["version"] if rows else 0
    background.notice(rows[0]["next_due_at"] if rows else None, at=at)
    known = _remembered.get(language)
    if known is None or known.version != version or version == 0:
        known = _load(language, version, at)
        _remembered[language] = known
    return known


def _load(language: str, version: int, at: datetime) -> Furniture:
    names = [f"name_{code}" for code in LANGUAGES]
    rows = (
        Section.objects.with_name_in(language)
        .in_order()
        .values("pk", "slug", f"description_{language}", "colour", "parent", *names)
    )
    sections = [_section(language, row) for row in rows]
    return Furniture(language, version, sections, statuses.load(at=at))


def _section(language: str, row: dict[str, Any]) -> NavSection:
    """The section of the row, which has its name in each language."""
    paths = {
        code: listing_url("section", row["slug"], code) for code in LANGUAGES if row[f"name_{code}"]
    }
    return NavSection(
        pk=row["pk"],
        slug=row["slug"],
        name=row[f"name_{language}"],
        description=row[f"description_{language}"] or "",
        colour=row["colour"],
        parent=row["parent"],
        translations=paths,
        url=paths[language],
    )


def forget() -> None:
    """Read the site anew on the next page; for tests, whose databases start again."""
    _remembered.clear()
