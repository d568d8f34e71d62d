"""Revisions: everything that was ever saved, by whom and on what base; none is ever deleted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


def hold_choices() -> list[tuple[str, object]]:
    """Why a scheduled change was set aside."""
    return [
        ("conflict", _("Something newer was published that changes the same text")),
        ("refused", _("It breaks a rule of publication")),
        ("error", _("It could not be applied because of an error")),
    ]


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Chainable filters and orders of revisions; none runs a query."""

    def newest_first(self) -> RevisionQuerySet:
        """The latest save first."""
        return self.order_by("-pk")

    def scheduled(self) -> RevisionQuerySet:
        """Scheduled to replace what readers see, and not applied yet; the earliest first."""
        return self.filter(goes_live_at__isnull=False, applied_at__isnull=True).order_by(
            "goes_live_at", "pk"
        )

    def waiting(self) -> RevisionQuerySet:
        """Scheduled ones that will be applied at their moment."""
        return self.scheduled().filter(held_at__isnull=True)

    def held(self) -> RevisionQuerySet:
        """Scheduled ones that are set aside until an editor decides."""
        return self.scheduled().filter(held_at__isnull=False)

    def unmerged(self) -> RevisionQuerySet:
        """Those made beside another that no version was merged with yet."""
        return self.filter(is_conflict=True, merged_into__isnull=True)

    def unsettled(self) -> RevisionQuerySet:
        """Scheduled and unmerged ones together; `is_merged` tells of each whether it was merged."""
        merges = Revision.objects.filter(merged=OuterRef("pk"))
        return self.annotate(is_merged=Exists(merges)).filter(
            Q(goes_live_at__isnull=False, applied_at__isnull=True)
            | Q(is_conflict=True, is_merged=False)
        )

    def due(self, *, at: datetime) -> RevisionQuerySet:
        """Waiting ones whose moment has come."""
        return self.waiting().filter(goes_live_at__lte=at)


class Revision(models.Model):
    """A snapshot of all an article's fields in all languages.

    `data` is a JSON object in the shape that the docstring of `articles/content.py` gives,
    as it was in version `schema`; read it by `articles.content.read`, never directly.
    A change scheduled on a live article is a revision with `goes_live_at`: its parts
    (`goes_live_parts`: languages, and `shared` for what exists once) replace the live
    ones at that moment. One that cannot is held: `held_at` and `held_because` say since
    when and why.
    """

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="revisions", verbose_name=_("article")
    )
    base = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("based on")
    )
    merged = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="merged_into",
        verbose_name=_("merged with"),
    )
    restored_from = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("restored from"),
    )
    data: models.JSONField[Any] = models.JSONField(_("content"))
    schema = models.PositiveSmallIntegerField(default=1, editable=False)
    note = models.CharField(_("note"), max_length=500, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("saved by"),
    )
    created_at = models.DateTimeField(_("saved"))
    is_conflict = models.BooleanField(
        _("made beside another"),
        default=False,
        help_text=_("Saved on a base that was no longer the newest; waits to be merged."),
    )
    goes_live_at = models.DateTimeField(_("goes live"), null=True, blank=True)
    goes_live_parts: models.JSONField[Any] = models.JSONField(default=list, blank=True)
    goes_live_is_significant = models.BooleanField(default=False)
    goes_live_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    applied_at = models.DateTimeField(_("went live"), null=True, blank=True)
    held_at = models.DateTimeField(_("set aside"), null=True, editable=False)
    held_because = models.CharField(
        _("why"), max_length=20, choices=hold_choices, blank=True, editable=False
    )
    held_details: models.JSONField[Any] = models.JSONField(default=list, editable=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        indexes = [
            models.Index(
                fields=["goes_live_at"],
                condition=Q(
                    goes_live_at__isnull=False, applied_at__isnull=True, held_at__isnull=True
                ),
                name="revision_waiting",
            ),
            models.Index(
                fields=["held_at"],
                condition=Q(
                    goes_live_at__isnull=False, applied_at__isnull=True, held_at__isnull=False
                ),
                name="revision_held",
            ),
            models.Index(
                fields=["article"],
                condition=Q(goes_live_at__isnull=False, applied_at__isnull=True),
                name="revision_scheduled",
            ),
            models.Index(fields=["article"], condition=Q(is_conflict=True), name="revision_beside"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} · {self.created_at:%Y-%m-%d %H:%M}"
