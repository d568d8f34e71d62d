"""Tables of related articles: profiles, indexed terms, document frequencies, lists."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models import Article

BEST_FIRST = ("-pinned", "position", "-score", "-target")
"""The order of a list: pinned links by position, then the others by score."""


class Profile(models.Model):
    """The features of a published article in a language, about 800 bytes.

    Scoring reads profiles and no articles. `moment` is the time of publication in days
    since 1970; `headline` a hash that is equal for headlines of the same words;
    `vector` comes from `term_vectors.serialize`; `line` is the storyline, by the primary
    key of its first article, null without one; `linked_at` the time of its last list.
    """

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, db_index=False, related_name="related_profiles"
    )
    language = models.CharField(max_length=10)
    moment = models.FloatField()
    section = models.BigIntegerField(null=True)
    headline = models.BigIntegerField()
    vector = models.BinaryField()
    line = models.BigIntegerField(null=True)
    linked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("profile of an article")
        verbose_name_plural = _("profiles of articles")
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="related_profile_once")
        ]
        indexes = [
            models.Index(
                fields=["line", "language", "article"],
                condition=Q(line__isnull=False),
                name="related_profile_line",
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} ({self.language})"


class IndexedTerm(models.Model):
    """A posting of the inverted index: one of the indexed terms of an article.

    `term` is a `term_vectors.term_id`, which includes the language; `day` counts from
    1970. All reads use the primary key.
    """

    pk = models.CompositePrimaryKey("term", "day", "article")
    term = models.BigIntegerField()
    day = models.BigIntegerField()
    article = models.BigIntegerField()

    class Meta:
        verbose_name = _("term of an article")
        verbose_name_plural = _("terms of articles")

    def __str__(self) -> str:
        return f"{self.term}: {self.article}"


class TermCount(models.Model):
    """The document frequency of a term, in profiles; see `document_frequencies.total_key`.

    `weight` is the sum of its weights in their vectors, in sixteenths.
    """

    term = models.BigIntegerField(primary_key=True)
    articles = models.IntegerField()
    weight = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("frequency of a term")
        verbose_name_plural = _("frequencies of terms")

    def __str__(self) -> str:
        return f"{self.term}: {self.articles}"


class RelatedLinkQuerySet(models.QuerySet["RelatedLink"]):
    """Queries on related links."""

    def of(self, article_id: int, *, language: str) -> RelatedLinkQuerySet:
        """The list of an article in a language in its order, without banned links."""
        chosen = self.filter(source=article_id, language=language, banned=False)
        return chosen.order_by(*BEST_FIRST)


class RelatedLink(models.Model):
    """A link from `source` to `target` in the list of `source`.

    `reason` is [[code, {params}], …] (see `reasons`). Pinned links are in the order of
    `position`, which is 0 for all others; these follow by `score`. A banned link keeps
    the target out of the list. Written by the engine only, which may replace it any time.
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
    banned = models.BooleanField(_("banned"), default=False)

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
