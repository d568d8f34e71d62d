"""Related articles: for each article and language a short list, made when it is published."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models import Article


class RelatedLinkQuerySet(models.QuerySet["RelatedLink"]):
    """What can be asked about related articles."""

    def of(self, article_id: int, *, language: str) -> RelatedLinkQuerySet:
        """The list of one article in one language, the best first."""
        return self.filter(source=article_id, language=language).order_by("position", "pk")


class RelatedLink(models.Model):
    """`target` stands in the list of `source`; `reason` is [[code, {params}], …] (see `reasons`).

    Written by `articles.related.engine` only, and rewritten at any time.
    """

    source = models.ForeignKey(
        Article,
        on_delete=models.CASCADE,
        db_index=False,
        related_name="related_links",
        verbose_name=_("article"),
    )
    target = models.ForeignKey(
        Article,
        on_delete=models.CASCADE,
        related_name="related_from",
        verbose_name=_("related article"),
    )
    language = models.CharField(_("language"), max_length=10)
    position = models.PositiveSmallIntegerField(_("position"))
    score = models.FloatField(_("score"))
    reason: models.JSONField[Any] = models.JSONField(_("reason"), default=list)
    pinned = models.BooleanField(_("pinned"), default=False)

    objects = RelatedLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("related article")
        verbose_name_plural = _("related articles")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "language", "target"], name="related_link_once"
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="related_link_is_not_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id} ({self.language})"
