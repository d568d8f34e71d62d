"""Redirects from the former slugs of sections, authors and tags."""

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


def save_with_redirects(row: Section | Author) -> None:
    """Save a section or an author, with a redirect from the slug that it gives up.

    One transaction; raises Refused when the row was deleted meanwhile. A current slug takes
    precedence over a redirect; redirects point at the row, so they never chain.
    """
    model: Any = type(row)
    redirects, name = _REDIRECTS[model]
    with transaction.atomic():
        before = _current_slug(row)
        row.save()
        redirects.objects.filter(slug=row.slug).delete()
        left = [before] if before != row.slug else []
        add_redirects(
            redirects, name, row, left, lambda slug: model.objects.filter(slug=slug).exists()
        )
        SiteState.objects.increment_version()


def _current_slug(row: Section | Author) -> str:
    """The stored slug of the row, which is locked; "" for a new row."""
    refuse_deleted(row)
    rows: Any = type(row)._default_manager.filter(pk=row.pk)
    return rows.values_list("slug", flat=True).first() or ""


def refuse_deleted(row: Any) -> None:
    """Lock the row; raise Refused when it was merged or deleted meanwhile; one query.

    Otherwise `save()` would insert it again. New rows are accepted.
    """
    rows = type(row)._default_manager.filter(pk=row.pk).select_for_update()
    if row.pk is not None and not row._state.adding and not rows.values_list("pk").first():
        raise Refused(
            _("“%(name)s” was merged or deleted meanwhile; nothing was saved.") % {"name": row}
        )


def add_redirects(
    redirects: type[SectionRedirect | AuthorRedirect | TagRedirect],
    name: str,
    row: Any,
    slugs: Iterable[str],
    is_taken: Callable[[str], bool],
    **where: str,
) -> None:
    """Make redirects from the slugs to the row, except for taken ones; two queries for each.

    `where` are the other columns of the redirect's unique key.
    """
    manager: Any = redirects._default_manager
    for slug in dict.fromkeys(slug for slug in slugs if slug):
        if not is_taken(slug):
            manager.update_or_create(slug=slug, **where, defaults={name: row})
