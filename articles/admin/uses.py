"""What shows a section, an author or a picture, and why it is not deleted meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import F, Model, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.conf import LANGUAGES
from articles.models import Article, Author, Image, Revision, Section
from articles.models.querysets import ArticleQuerySet

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin

MOST_LISTED = 20


def articles_with(row: Section | Author | Image) -> ArticleQuerySet:
    """Articles that show the row, or would if their newest text were published.

    Counts what readers see, what is scheduled and what is being written; in no
    order. Reads every newest revision, for a picture every body: ask for one row only.
    """
    here, planned = _CONDITIONS[type(row)](row.pk)
    newest = Q(article__latest_revision=F("pk"))
    waiting = Q(goes_live_at__isnull=False, applied_at__isnull=True)
    revisions = Revision.objects.filter(newest | waiting).filter(planned)
    rows: ArticleQuerySet = Article.objects.all()
    return rows.filter(here | Q(pk__in=revisions.values("article")))


def is_seen_by_readers(image: Image, *, at: datetime) -> bool:
    """Whether an article that readers see at the moment shows the picture; a query a language."""
    figure = f'data-image="{image.pk}"'
    return any(
        Article.objects.visible(language=code, at=at)
        .filter(Q(lead_image=image) | Q(**{f"body_{code}__contains": figure}))
        .exists()
        for code in LANGUAGES
    )


def _with_section(pk: int) -> tuple[Q, Q]:
    return Q(section=pk), Q(data__section=pk)


def _with_author(pk: int) -> tuple[Q, Q]:
    # JSON as either engine writes it: PostgreSQL has a space after the colon, SQLite none.
    entry = rf'"author": ?{pk}[,}}]'
    return Q(pk__in=Article.objects.filter(bylines__author=pk)), Q(data__bylines__regex=entry)


def _with_picture(pk: int) -> tuple[Q, Q]:
    figure = f'data-image="{pk}"'
    here, planned = Q(lead_image=pk), Q(data__lead_image=pk)
    for language in LANGUAGES:
        here |= Q(**{f"body_{language}__contains": figure})
        planned |= Q(**{f"data__body_{language}__icontains": figure})
    return here, planned


_CONDITIONS = {Section: _with_section, Author: _with_author, Image: _with_picture}
"""For each model: how an article's columns, and how a revision's data, name one of its rows."""


def uses(row: Section | Author | Image) -> list[tuple[str, str]]:
    """Address at the desk and title of what shows the row, at most twenty of each kind."""
    shown: list[Model] = [
        *articles_with(row).without_bodies().order_by("-edited_at", "-pk")[:MOST_LISTED]
    ]
    if isinstance(row, Section):
        shown += Section.objects.filter(parent=row).in_order()[:MOST_LISTED]
    if isinstance(row, Image):
        shown += Author.objects.filter(photo=row).order_by("pk")[:MOST_LISTED]
    return [
        (reverse(f"admin:articles_{one._meta.model_name}_change", args=[one.pk]), str(one))
        for one in shown
    ]


class KeptWhileUsed(ModelAdmin):
    """Rows that are not deleted while an article shows them, or would: what does is listed."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """As Django does; protected also by work in progress and by what is scheduled."""
        listed, counts, lacking, protected = super().get_deleted_objects(objs, request)
        kept = refusals(objs)
        # Nobody deletes the articles with it, so that no permission to do so is lacking.
        return listed, counts, set() if kept else lacking, kept or protected


def refusals(rows: Iterable[Section | Author | Image]) -> list[SafeString]:
    """One line for each use of each row: what is used, and a link to where."""
    return [
        format_html(
            '{} <a href="{}">{}</a>', _("“%(name)s” is used in:") % {"name": row}, url, title
        )
        for row in rows
        for url, title in uses(row)
    ]
