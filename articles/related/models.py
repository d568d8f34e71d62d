"""Related articles: what each article is about, and for each a short list, made at publication."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models import Article

BEST_FIRST = ("-pinned", "position", "-score", "-target")
"""The order of a list: the pins as the editor put them, then the engine's by score."""


class Profile(models.Model):
    """What a published article is about in a language, in about 800 bytes.

    All that is compared stands here, so that no article is read for it. `moment`
    is that of publication in days since 1970; `headline` is equal for headlines of
    the same words. `vector` is what `signature.stored` makes. `line` is the number of the first
    article of its story line, null while it stands alone.
    `linked_at` is when its list was made.
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
    """One of the few most telling terms of an article, by which its neighbours find it.

    `term` is `signature.term_id`, which knows the language; `day` counts from
    1970. The key is the index that all reading uses.
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
    """In how many profiles a term stands; the term "" counts the profiles themselves."""

    term = models.BigIntegerField(primary_key=True)
    articles = models.IntegerField()

    class Meta:
        verbose_name = _("frequency of a term")
        verbose_name_plural = _("frequencies of terms")

    def __str__(self) -> str:
        return f"{self.term}: {self.articles}"


class RelatedLinkQuerySet(models.QuerySet["RelatedLink"]):
    """What can be asked about related articles."""

    def of(self, article_id: int, *, language: str) -> RelatedLinkQuerySet:
        """The list of one article in one language, the best first, without what is banned."""
        chosen = self.filter(source=article_id, language=language, banned=False)
        return chosen.order_by(*BEST_FIRST)


class RelatedLink(models.Model):
    """`target` stands in the list of `source`; `reason` is [[code, {params}], …] (see `reasons`).

    Pins are in the order of `position`; it is 0 for all others, which follow by
    `score`. A banned link says that the target must not stand there. Written by
    the engine only, and rewritten at any time.
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
