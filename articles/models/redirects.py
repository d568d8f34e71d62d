"""What an address of a section, a tag or an author means today, however it was spelled."""

import re
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import unquote

from django.db.models import Q, Value

from articles.arabic.normalize import fold_key
from articles.arabic.slugs import slugify
from articles.models.people import Author, AuthorRedirect
from articles.models.taxonomy import Section, SectionRedirect, Tag, TagRedirect

_PLACES: Final[dict[str, tuple[Any, Any, str]]] = {
    "section": (Section, SectionRedirect, "slug"),
    "tag": (Tag, TagRedirect, "slug_{}"),
    "author": (Author, AuthorRedirect, "slug"),
}
_MOST_NAMESAKES: Final = 20
"""Authors of one name whose addresses are compared."""
_MOST_ENCODINGS: Final = 3
_LEAST_LEFT: Final = 2
"""Letters that must be left of an address that was cut."""
_CUT: Final = re.compile(r"(?:%[0-9A-Fa-f]?|\ufffd|\u2026|\.\.)\W*+$")
"""Where a program cut an address: inside the code of a letter, or with an ellipsis."""


def todays_slug(what: str, asked: str, *, language: str) -> str:
    """The slug in the language of what the address `asked` for; "" when that has none, or it is it.

    `what` is section, tag or author. In this order: another spelling of a living
    address, a former one in any spelling, letters that readers take for one
    another, and the only one that begins with what is left of an address that
    was cut. Without a name in the language, or retired, it has no page there. At
    most three queries, two more for what was cut.
    """
    found = _named(what, asked, language, is_looked_up=True)
    return found if found != asked else ""


def slug_named(what: str, asked: str, *, language: str) -> str:
    """The same for an address that was not looked up itself, which may be its own answer."""
    return _named(what, asked, language, is_looked_up=False)


def _named(what: str, asked: str, language: str, *, is_looked_up: bool) -> str:
    left, was_cut = _left_of(asked)
    slug = slugify(left)
    if not slug:
        return ""
    ways: list[Callable[[str, str, str], str]] = [_former, _alike]
    if not (is_looked_up and slug == asked):
        ways.insert(0, _living)
    found = ""
    if was_cut and left.endswith("-"):
        found = _beginning(what, f"{slug}-", language)
    for way in ways:
        found = found or way(what, slug, language)
    if was_cut and not found:
        found = _beginning(what, slug, language)
    return found


def _left_of(asked: str) -> tuple[str, bool]:
    """What is left of an address as text, and whether it was cut there."""
    for _time in range(_MOST_ENCODINGS):
        asked = unquote(asked)
    cut = _CUT.search(asked)
    return (asked[: cut.start()], True) if cut else (asked, False)


def _beginning(what: str, beginning: str, language: str) -> str:
    """The one slug that begins so; one query."""
    if len(beginning) < _LEAST_LEFT:
        return ""
    model, _redirects, column = _PLACES[what]
    name = column.format(language)
    # As a value of its own, since a lookup would take the last hyphen for no part of a slug.
    rows = model.objects.shown_in(language).filter(**{f"{name}__startswith": Value(beginning)})
    slugs: list[str] = list(rows.order_by("pk").values_list(name, flat=True)[:2])
    return slugs[0] if len(slugs) == 1 else ""


def _living(what: str, slug: str, language: str) -> str:
    """The slug itself when something lives there; one query."""
    model, _redirects, column = _PLACES[what]
    rows = model.objects.shown_in(language).filter(**{column.format(language): slug})
    return slug if rows.exists() else ""


def _former(what: str, slug: str, language: str) -> str:
    """Where that lives which once had the slug; one query."""
    model, redirects, column = _PLACES[what]
    rows = redirects.objects.filter(slug=slug, **{f"{what}__in": model.objects.shown_in(language)})
    if what == "tag":
        rows = rows.filter(language__in=(language, "")).order_by("-language")
    found: str | None = rows.values_list(f"{what}__{column.format(language)}", flat=True).first()
    return found or ""


def _alike(what: str, slug: str, language: str) -> str:
    """The one slug that folds to the same letters; one query.

    Tags and authors are looked for by their names, which addresses are made of;
    sections are few enough to look at all.
    """
    model, _redirects, column = _PLACES[what]
    key = fold_key(slug)
    rows = model.objects.shown_in(language).order_by("pk")
    if what != "section":
        rows = rows.filter(Q(key=key) | Q(key_en=key))[:_MOST_NAMESAKES]
    slugs = rows.values_list(column.format(language), flat=True)
    alike = [found for found in slugs if found and fold_key(found) == key]
    return alike[0] if len(alike) == 1 else ""
