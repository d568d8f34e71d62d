"""Where a section, a tag or an author lives today that once had another address."""

from typing import Any, Final

from articles.models.people import AuthorRedirect
from articles.models.taxonomy import SectionRedirect, TagRedirect

_SOURCES: Final[dict[str, tuple[Any, str]]] = {
    "section": (SectionRedirect, "section__slug"),
    "tag": (TagRedirect, "tag__slug_{}"),
    "author": (AuthorRedirect, "author__slug"),
}


def todays_slug(what: str, former: str, *, language: str) -> str:
    """The slug in the language of what once had the `former` one; "" when there is none.

    `what` is section, tag or author. Without a name in the language, or retired,
    it has no page there. One query.
    """
    model, column = _SOURCES[what]
    found = model.objects.filter(slug=former, **{f"{what}__name_{language}__gt": ""})
    if what == "tag":
        found = found.filter(tag__is_retired=False)
    slug: str = found.values_list(column.format(language), flat=True).first() or ""
    return slug if slug != former else ""
