"""Where sections, authors and images are used, and their protection from deletion meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import F, Model, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.admin.columns import render_column
from articles.conf import LANGUAGES
from articles.frontpage.models import Front
from articles.frontpage.standing import fronts_with_picture
from articles.models import Article, Author, Image, Revision, Section, Tag
from articles.models.querysets import ArticleQuerySet

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin

MAX_LISTED = 20


def articles_using(row: Section | Author | Image) -> ArticleQuerySet:
    """Articles whose live columns, newest or scheduled revision refers to the row; unordered.

    Scans every newest revision, for an image every body: call it for single rows only.
    """
    live, planned = _CONDITIONS[type(row)](row.pk)
    newest = Q(article__latest_revision=F("pk"))
    waiting = Q(goes_live_at__isnull=False, applied_at__isnull=True)
    revisions = Revision.objects.filter(newest | waiting).filter(planned)
    rows: ArticleQuerySet = Article.objects.all()
    return rows.filter(live | Q(pk__in=revisions.values("article")))


def is_publicly_shown(image: Image, *, at: datetime) -> bool:
    """Whether an article that is visible at the moment shows the image, or a front page.

    A query a language, and two.
    """
    figure = f'data-image="{image.pk}"'
    return any(fronts_with_picture(image.pk, at=at).values()) or any(
        Article.objects.visible(language=code, at=at)
        .filter(Q(lead_image=image) | Q(**{f"body_{code}__contains": figure}))
        .exists()
        for code in LANGUAGES
    )


def _section_conditions(pk: int) -> tuple[Q, Q]:
    return Q(section=pk), Q(data__section=pk)


def _author_conditions(pk: int) -> tuple[Q, Q]:
    # JSON as either engine writes it: PostgreSQL has a space after the colon, SQLite none.
    entry = rf'"author": ?{pk}[,}}]'
    return Q(pk__in=Article.objects.filter(bylines__author=pk)), Q(data__bylines__regex=entry)


def _image_conditions(pk: int) -> tuple[Q, Q]:
    figure = f'data-image="{pk}"'
    live, planned = Q(lead_image=pk), Q(data__lead_image=pk)
    for language in LANGUAGES:
        live |= Q(**{f"body_{language}__contains": figure})
        planned |= Q(**{f"data__body_{language}__icontains": figure})
    return live, planned


_CONDITIONS = {Section: _section_conditions, Author: _author_conditions, Image: _image_conditions}
"""By model: the conditions on an article's columns and on a revision's data for one row."""


def usages(row: Section | Author | Image) -> list[tuple[str, str]]:
    """(desk URL, title) of the objects that use the row, at most twenty of each model."""
    shown: list[Model] = [
        *articles_using(row).without_bodies().order_by("-edited_at", "-pk")[:MAX_LISTED]
    ]
    if isinstance(row, Section):
        shown += Section.objects.filter(parent=row).in_order()[:MAX_LISTED]
    if isinstance(row, Image):
        shown += Author.objects.filter(photo=row).order_by("pk")[:MAX_LISTED]
        shown += Tag.objects.filter(picture=row).order_by("pk")[:MAX_LISTED]
    found = [
        (reverse(f"admin:articles_{one._meta.model_name}_change", args=[one.pk]), str(one))
        for one in shown
    ]
    return found + [(_editor_url(front), str(front)) for front in _fronts(row)[:MAX_LISTED]]


def _editor_url(front: Front) -> str:
    """The path of the screen on which the page is arranged."""
    where = [front.section_id or 0, front.language]
    return reverse("admin:articles_frontpage_front_edit", args=where)


def _fronts(row: Section | Author | Image) -> list[Front]:
    """The front pages that an editor would have to change first."""
    if isinstance(row, Image):
        return list(fronts_with_picture(row.pk, at=timezone.now()))
    if isinstance(row, Section):
        return list(Front.objects.filter(section=row).select_related("section").order_by("pk"))
    return []


class ProtectedWhileUsed(ModelAdmin):
    """Mixin: a used row cannot be deleted; the confirmation page lists where it is used."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """As in Django; unpublished and scheduled content protects a row as well."""
        to_delete, counts, missing_permissions, protected = super().get_deleted_objects(
            objs, request
        )
        used = protected_usages(objs)
        # The articles are not deleted with the row, so no permission to do so is needed.
        return to_delete, counts, set() if used else missing_permissions, used or protected


def protected_usages(rows: Iterable[Section | Author | Image]) -> list[SafeString]:
    """One line for each usage of each row, with a link to it."""
    return [
        render_column("usage", row=row, url=url, title=title)
        for row in rows
        for url, title in usages(row)
    ]
