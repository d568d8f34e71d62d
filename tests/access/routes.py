"""Every route of the URLconf, with an address of it among the rows of `cast.py`."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver

from articles.admin.verbs import VERB_PAGES

SPORT = "@sport"
"""Marks a row about an article in the section of the section-bound editor; else it is elsewhere."""
OF_SECTIONS = {
    "admin:articles_article_change",
    "admin:articles_article_autosave",
    "admin:articles_article_merge",
    "admin:articles_article_previews",
    "admin:articles_article_restore",
    "admin:articles_article_suggestions",
    "desk_preview",
}
"""Routes that have a second row, about an article of that section."""
REGEXES = {
    "account_reset_password_from_key": "admin/account/password/new/1-set-password/",
    "admin:view_on_site": "admin/r/1/1/",
    "admin:app_list": "admin/articles/",
    "admin/(?P<url>.*)$": "admin/nowhere",
    "malformed_article_url": "en/Articles/{live}/x",
    "malformed_listing_url": "Sections/economy",
}
"""Addresses of routes that are regular expressions."""
_PLACE = re.compile(r"<(?:\w+:)?(\w+)>")


class Row(NamedTuple):
    """A row of the matrix: its name, and the address that it is about."""

    name: str
    path: str


def routes(patterns: Any = None, before: str = "", spaces: str = "") -> Iterator[tuple[str, str]]:
    """(name, route) of every pattern; the name of one without is its route."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = f"{spaces}{each.namespace}:" if each.namespace else spaces
            yield from routes(each.url_patterns, route, inner)
        elif isinstance(each, URLPattern):
            yield (spaces + each.name if each.name else route), route


def rows(places: Mapping[str, Any]) -> list[Row]:
    """Every row that the matrix must have; `places` are the values of `cast.Cast.places`."""
    found = []
    for name, route in routes():
        for row, values in _variants(name, places):
            path = REGEXES.get(name) or _filled(route, values)
            found.append(Row(row, "/" + path.format_map(values)))
    return found


def _variants(name: str, places: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of one route: a verb each, and where it counts, one for each section."""
    verbs = list(VERB_PAGES) if name == "admin:articles_article_do" else [""]
    for verb in verbs:
        row = f"{name} {verb}".strip()
        article = f"article for {verb}" if verb else "article"
        yield row, {**places, "verb": verb, "article": places[article]}
        if verb or name in OF_SECTIONS:
            sport = {**places, **places["of sport"], "verb": verb}
            yield f"{row} {SPORT}", sport | {"article": sport[article]}


def _filled(route: str, places: Mapping[str, Any]) -> str:
    """The route with a value for each of its places.

    It is looked for by the words before it and its name (`revision number`), by the kind of row
    that the route is about and its name, by its name alone, and by the kind alone.
    """
    parts = route.split("/")
    kind = parts[2] if parts[0] == "admin" and len(parts) > 2 else parts[0]

    def value(match: re.Match[str]) -> str:
        name = match[1]
        before = route[: match.start()].rstrip("/").rpartition("/")[2]
        keys = [f"{before} {name}", f"{kind} {name}", name, kind]
        known = next((places[key] for key in keys if key in places), None)
        assert known is not None, f"say in tests/access/cast.py what stands for {name} in {route}"
        return str(known)

    return _PLACE.sub(value, route)
