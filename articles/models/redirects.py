"""What an address of a section, a tag or an author means today, however it was spelled."""

from typing import Any, Final
from urllib.parse import unquote

from django.db.models import Q

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


def todays_slug(what: str, asked: str, *, language: str) -> str:
    """The slug in the language of what the address `asked` for; "" when that has none, or it is it.

    `what` is section, tag or author. In this order: another spelling of a living
    address, a former one in any spelling, letters that readers take for one
    another. Without a name in the language, or retired, it has no page there. At
    most three queries.
    """
    slug = slugify(unquote(asked))
    if not slug:
        return ""
    living = "" if slug == asked else _living(what, slug, language)
    found = living or _former(what, slug, language) or _alike(what, slug, language)
    return found if found != asked else ""


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
