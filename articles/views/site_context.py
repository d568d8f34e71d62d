"""What every page of the site shows around its content, cached per process and language.

Every page first reads one row (`SiteState`): its `version` says whether the cached sections
and broadcast statuses are current, its `next_due_at` when a scheduled change of a live
article is due; `articles.workflow.background` applies that in a thread beside the request.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.broadcast import statuses
from articles.broadcast.statuses import Notice
from articles.conf import DEFAULTS, LANGUAGES, values
from articles.languages import direction, formats_of, own_name
from articles.models import Section, SiteState
from articles.models.compiled import CompiledQuery
from articles.models.urls import listing_url, localized_url
from articles.workflow import background

MAX_CACHED_FRAGMENTS: Final = 200
"""How many rendered template fragments a process caches for each language."""

type _FragmentKey = tuple[str, str, Notice | None, int]
"""Template, slug of the active section, broadcast notice, ordinal of the local day."""


class NavSection(NamedTuple):
    """A section as menus and lists show it, in one language; `parent` is the parent's id."""

    pk: int
    slug: str
    name: str
    description: str
    colour: str
    parent: int | None
    translations: dict[str, str]
    """Its path by language, for every language in which it has a name."""
    url: str


class EditionLink(NamedTuple):
    """The front page in a language, as the pages of the others link to it, in that language."""

    language: str
    direction: str
    name: str
    url: str


@dataclass(slots=True)
class SiteContext:
    """Sections, broadcast statuses and rendered fragments of one version of the site.

    `version` is that of `SiteState`; the sections stand in the order of the menu.
    """

    language: str
    version: int
    sections: list[NavSection]
    statuses: tuple[statuses.StatusView, ...]
    fragments: dict[_FragmentKey, SafeString] = field(default_factory=dict)

    @property
    def top_sections(self) -> list[NavSection]:
        """The sections without a parent, which the menu lists; no query."""
        return [section for section in self.sections if section.parent is None]

    def children(self, pk: int) -> list[NavSection]:
        """The sections whose parent has the id; no query."""
        return [section for section in self.sections if section.parent == pk]

    def section(self, slug: str) -> NavSection | None:
        """The section of the exact slug, None for an unknown one; no query."""
        return next((section for section in self.sections if section.slug == slug), None)

    def fragment(
        self, template: str, *, at: datetime, active_section: str = "", notice: Notice | None = None
    ) -> SafeString:
        """The rendered template, cached for the local day of `at`; no query.

        The template may depend on nothing but the site context, the slug of the active
        section, one broadcast notice and the date.
        """
        local = timezone.localtime(at)
        key = (template, active_section, notice, local.toordinal())
        if key not in self.fragments:
            if len(self.fragments) > MAX_CACHED_FRAGMENTS:
                self.fragments.clear()
            context = self._fragment_context(local, active_section, notice)
            self.fragments[key] = render_to_string(template, context)
        return self.fragments[key]

    def _fragment_context(
        self, local: datetime, active_section: str, notice: Notice | None
    ) -> dict[str, object]:
        return {
            "sections": self.top_sections,
            "all_sections": self.sections,
            "active_section": active_section,
            "notice": notice,
            "language": self.language,
            "home_url": localized_url("home", self.language),
            "corrections_url": localized_url("corrections", self.language),
            "site_name": values.SITE_NAME[self.language],
            "has_wordmark": DEFAULTS["SITE_NAME"].items() <= values.SITE_NAME.items(),
            "other_editions": [_edition(code) for code in LANGUAGES if code != self.language],
            "zone": values.ZONE_NAME[self.language],
            "today": formats_of(self.language).long_date(local),
            "year": local.year,
        }


def _edition(language: str) -> EditionLink:
    url = localized_url("home", language)
    return EditionLink(language, direction(language), own_name(language), url)


def _state() -> QuerySet[SiteState, Any]:
    return SiteState.objects.filter(pk=1).values("version", "next_due_at")


_STATE: Final = CompiledQuery(_state)
_cache: dict[str, SiteContext] = {}


def current(language: str, *, at: datetime) -> SiteContext:
    """The site context of the language; one query, three when the site has changed.

    Scheduled changes that are due at the moment are handed to the background thread.
    """
    rows = _STATE.rows()
    version: int = rows[0]["version"] if rows else 0
    background.start_if_due(rows[0]["next_due_at"] if rows else None, at=at)
    cached = _cache.get(language)
    if cached is None or cached.version != version or version == 0:
        cached = _load(language, version, at)
        _cache[language] = cached
    return cached


def clear_cache() -> None:
    """Make every language load its site context anew; for tests, which replace the database."""
    _cache.clear()


def _load(language: str, version: int, at: datetime) -> SiteContext:
    names = [f"name_{code}" for code in LANGUAGES]
    rows = (
        Section.objects.with_name_in(language)
        .in_order()
        .values("pk", "slug", f"description_{language}", "colour", "parent", *names)
    )
    sections = [_section(language, row) for row in rows]
    return SiteContext(language, version, sections, statuses.load_statuses(at=at))


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
