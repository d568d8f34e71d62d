"""Addresses stay: what a section, an author or a tag leaves behind leads to it for good."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from articles.errors import Refused
from articles.models import (
    Author,
    AuthorRedirect,
    Section,
    SectionRedirect,
    SiteState,
    TagRedirect,
)

_REDIRECTS: Final[dict[type[Any], tuple[type[Any], str]]] = {
    Section: (SectionRedirect, "section"),
    Author: (AuthorRedirect, "author"),
}


def keep(row: Section | Author) -> None:
    """Save a section or an author; the address it leaves leads to it.

    One transaction; raises Refused when the row was deleted meanwhile. A living
    row goes before a former address, and a former address of a former address
    leads to where the row lives today.
    """
    model: Any = type(row)
    redirects, name = _REDIRECTS[model]
    with transaction.atomic():
        before = _address_now(row)
        row.save()
        redirects.objects.filter(slug=row.slug).delete()
        left = [before] if before != row.slug else []
        remember(redirects, name, row, left, lambda slug: model.objects.filter(slug=slug).exists())
        SiteState.objects.touch()


def _address_now(row: Section | Author) -> str:
    """The address of the locked row, whatever copy is saved; "" for a new one."""
    refuse_gone(row)
    rows: Any = type(row)._default_manager.filter(pk=row.pk)
    return rows.values_list("slug", flat=True).first() or ""


def refuse_gone(row: Any) -> None:
    """Lock the row, and raise Refused when somebody merged or deleted it meanwhile; one query.

    Saving it then would bring it back to life. A new row is not there yet.
    """
    rows = type(row)._default_manager.filter(pk=row.pk).select_for_update()
    if row.pk is not None and not row._state.adding and not rows.values_list("pk").first():
        raise Refused(
            _("“%(name)s” was merged or deleted meanwhile; nothing was saved.") % {"name": row}
        )


def remember(
    redirects: type[SectionRedirect | AuthorRedirect | TagRedirect],
    name: str,
    row: Any,
    slugs: Iterable[str],
    is_taken: Callable[[str], bool],
    **where: str,
) -> None:
    """Let former addresses lead to the row, unless somebody lives there; two queries for each.

    `where` is what an address is unique with, besides itself.
    """
    manager: Any = redirects._default_manager
    for slug in dict.fromkeys(slug for slug in slugs if slug):
        if not is_taken(slug):
            manager.update_or_create(slug=slug, **where, defaults={name: row})
