"""Related articles: what each article is about, and for each a short list, made at publication."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models import Article

BEST_FIRST = ("-pinned", "position", "-score", "-target")
"""The order of a list: the pins as the editor put them, then the engine's by score."""


class RelatedTerm(models.Model):
    """One of the words an article is about in a language, or one of its tags (`#<tag id>`).

    `weight` grows with how often and how high in the text it stands; `word` is
    how the article spells it, for people. Only published articles have terms.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="related_terms")
    language = models.CharField(max_length=10)
    term = models.CharField(max_length=100)
    weight = models.FloatField()
    word = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = _("term of an article")
        verbose_name_plural = _("terms of articles")
        indexes = [
            models.Index(
                fields=["language", "term", "article", "weight"], name="related_term_sharing"
            )
        ]

    def __str__(self) -> str:
        return self.word or self.term


class RelatedLinkQuerySet(models.QuerySet["RelatedLink"]):
    """What can be asked about related articles."""

    def of(self, article_id: int, *, language: str) -> RelatedLinkQuerySet:
        """The list of one article in one language, the best first."""
        return self.filter(source=article_id, language=language).order_by(*BEST_FIRST)


class RelatedLink(models.Model):
    """`target` stands in the list of `source`; `reason` is [[code, {params}], …] (see `reasons`).

    Pins are in the order of `position`; it is 0 for all others, which follow by
    `score`. Written by the engine only, and rewritten at any time.
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
    position = models.PositiveSmallIntegerField(_("position"), default=0)
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
