"""Resolving of slugs: the current slug for a former, misspelled or truncated one."""

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
from articles.models.sections import Section, SectionRedirect
from articles.models.taxonomy import Tag, TagRedirect

_MODELS: Final[dict[str, tuple[Any, Any, str]]] = {
    "section": (Section, SectionRedirect, "slug"),
    "tag": (Tag, TagRedirect, "slug_{}"),
    "author": (Author, AuthorRedirect, "slug"),
}
"""By kind: the model, the model of its redirects, and its slug column, `{}` the language."""
_MAX_NAMESAKES: Final = 20
"""Authors of one name whose slugs are compared."""
_MAX_ENCODINGS: Final = 3
"""Times that a slug is percent-decoded."""
_MIN_PREFIX_LENGTH: Final = 2
"""Letters that must be left of a truncated slug."""
_TRUNCATION: Final = re.compile(r"(?:%[0-9A-Fa-f]?|\ufffd|\u2026|\.\.)\W*+$")
"""Where a program truncated an address: inside the code of a letter, or with an ellipsis."""


def redirect_slug(what: str, requested: str, *, language: str, at: datetime) -> str:
    """The current slug that the requested one redirects to; "" for none, or for the same.

    `what` is section, tag or author. In this order: another spelling of a current slug,
    a former one in any spelling, one of letters that readers take for one another, and
    the only one with what is left of a truncated slug as its prefix. What readers may
    not know of (`with_public_page`) is not found. At most three queries, two more for
    a truncated slug.
    """
    found = _resolve(what, requested, language, at, is_looked_up=True)
    return found if found != requested else ""


def resolve_slug(what: str, requested: str, *, language: str, at: datetime) -> str:
    """As `redirect_slug` for a slug that was not looked up yet, which may be current itself."""
    return _resolve(what, requested, language, at, is_looked_up=False)


def _resolve(what: str, requested: str, language: str, at: datetime, *, is_looked_up: bool) -> str:
    text, is_truncated = _without_truncation(requested)
    slug = slugify(text)
    if not slug:
        return ""
    model, _redirects, column = _MODELS[what]
    name = column.format(language)
    rows = with_public_page(model.objects.all(), language=language, at=at)
    found = ""
    if is_truncated and text.endswith("-"):
        found = _with_prefix(rows, name, f"{slug}-")
    if not (is_looked_up and slug == requested):
        found = found or _current(rows, slug, name)
    found = found or _former(what, rows, slug, language) or _similar(what, rows, slug, language)
    if is_truncated and not found:
        found = _with_prefix(rows, name, slug)
    return found


def _without_truncation(requested: str) -> tuple[str, bool]:
    """The decoded slug up to where it was truncated, and whether it was."""
    for _time in range(_MAX_ENCODINGS):
        requested = unquote(requested)
    cut = _TRUNCATION.search(requested)
    return (requested[: cut.start()], True) if cut else (requested, False)


def _with_prefix(public: Any, name: str, prefix: str) -> str:
    """The only slug with the prefix; one query."""
    if len(prefix) < _MIN_PREFIX_LENGTH:
        return ""
    # As a value of its own, since a lookup would take the last hyphen for no part of a slug.
    rows = public.filter(**{f"{name}__startswith": Value(prefix)})
    slugs: list[str] = list(rows.values_list(name, flat=True)[:2])
    return slugs[0] if len(slugs) == 1 else ""


def _current(public: Any, slug: str, column: str) -> str:
    """The slug itself when a row has it; one query."""
    return slug if public.filter(**{column: slug}).exists() else ""


def _former(what: str, public: Any, slug: str, language: str) -> str:
    """The current slug of the row that had this one before; one query."""
    _model, redirects, column = _MODELS[what]
    rows = redirects.objects.filter(slug=slug, **{f"{what}__in": public})
    if what == "tag":
        rows = rows.filter(language__in=(language, "")).order_by("-language")
    found: str | None = rows.values_list(f"{what}__{column.format(language)}", flat=True).first()
    return found or ""


def _similar(what: str, public: Any, slug: str, language: str) -> str:
    """The only slug that folds to the same letters; one query.

    Tags and authors are looked for by their names, which slugs are made of; sections
    are few enough to look at all.
    """
    _model, _redirects, column = _MODELS[what]
    key = fold_key(slug)
    rows = public.order_by("pk")
    if what != "section":
        rows = rows.filter(any_key("exact", key))[:_MAX_NAMESAKES]
    slugs = rows.values_list(column.format(language), flat=True)
    similar = [found for found in slugs if found and fold_key(found) == key]
    return similar[0] if len(similar) == 1 else ""
