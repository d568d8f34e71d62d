"""What an address of a section, a tag or an author means today, however it was spelled."""

import re
from datetime import datetime
from typing import Any, Final
from urllib.parse import unquote

from django.db.models import Value

from articles.arabic.normalize import fold_key
from articles.arabic.slugs import slugify
from articles.models.fields import any_key
from articles.models.people import Author, AuthorRedirect
from articles.models.public_pages import with_public_page
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


def todays_slug(what: str, asked: str, *, language: str, at: datetime) -> str:
    """The slug in the language of what the address `asked` for; "" when that has none, or it is it.

    `what` is section, tag or author. In this order: another spelling of a living
    address, a former one in any spelling, letters that readers take for one
    another, and the only one that begins with what is left of an address that
    was cut. What readers may not know of (`with_public_page`) has no page and is not told
    of. At most three queries, two more for what was cut.
    """
    found = _named(what, asked, language, at, is_looked_up=True)
    return found if found != asked else ""


def slug_named(what: str, asked: str, *, language: str, at: datetime) -> str:
    """The same for an address that was not looked up itself, which may be its own answer."""
    return _named(what, asked, language, at, is_looked_up=False)


def _named(what: str, asked: str, language: str, at: datetime, *, is_looked_up: bool) -> str:
    left, was_cut = _left_of(asked)
    slug = slugify(left)
    if not slug:
        return ""
    model, _redirects, column = _PLACES[what]
    name = column.format(language)
    rows = with_public_page(model.objects.all(), language=language, at=at)
    found = ""
    if was_cut and left.endswith("-"):
        found = _beginning(rows, name, f"{slug}-")
    if not (is_looked_up and slug == asked):
        found = found or _living(rows, slug, name)
    found = found or _former(what, rows, slug, language) or _alike(what, rows, slug, language)
    if was_cut and not found:
        found = _beginning(rows, name, slug)
    return found


def _left_of(asked: str) -> tuple[str, bool]:
    """What is left of an address as text, and whether it was cut there."""
    for _time in range(_MOST_ENCODINGS):
        asked = unquote(asked)
    cut = _CUT.search(asked)
    return (asked[: cut.start()], True) if cut else (asked, False)


def _beginning(living: Any, name: str, beginning: str) -> str:
    """The one slug that begins so; one query."""
    if len(beginning) < _LEAST_LEFT:
        return ""
    # As a value of its own, since a lookup would take the last hyphen for no part of a slug.
    rows = living.filter(**{f"{name}__startswith": Value(beginning)})
    slugs: list[str] = list(rows.order_by("pk").values_list(name, flat=True)[:2])
    return slugs[0] if len(slugs) == 1 else ""


def _living(rows: Any, slug: str, column: str) -> str:
    """The slug itself when something lives there; one query."""
    return slug if rows.filter(**{column: slug}).exists() else ""


def _former(what: str, living: Any, slug: str, language: str) -> str:
    """Where that lives which once had the slug; one query."""
    _model, redirects, column = _PLACES[what]
    rows = redirects.objects.filter(slug=slug, **{f"{what}__in": living})
    if what == "tag":
        rows = rows.filter(language__in=(language, "")).order_by("-language")
    found: str | None = rows.values_list(f"{what}__{column.format(language)}", flat=True).first()
    return found or ""


def _alike(what: str, living: Any, slug: str, language: str) -> str:
    """The one slug that folds to the same letters; one query.

    Tags and authors are looked for by their names, which addresses are made of;
    sections are few enough to look at all.
    """
    _model, _redirects, column = _PLACES[what]
    key = fold_key(slug)
    rows = living.order_by("pk")
    if what != "section":
        rows = rows.filter(any_key("exact", key))[:_MOST_NAMESAKES]
    slugs = rows.values_list(column.format(language), flat=True)
    alike = [found for found in slugs if found and fold_key(found) == key]
    return alike[0] if len(alike) == 1 else ""
