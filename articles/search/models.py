"""What the index holds besides the engine's own tables: documents, vocabulary, its last making."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article


class Document(models.Model):
    """One text in the index: an article in a language, or what the desk alone may find of it.

    The number orders documents by day of publication and then by article, so
    that the engine reads the newest first (see `entries.document_id`). `packed`
    is what was written of it, which the engine needs to take it out again.
    """

    id = models.BigIntegerField(primary_key=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    shelf = models.CharField(max_length=10)
    """A language, or DESK."""
    packed = models.BinaryField()
    awaited_at = models.DateTimeField(null=True)
    """When readers may see it and its words enter the vocabulary; null once they have."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "shelf"], name="search_document_once")
        ]
        indexes = [
            models.Index(
                fields=["awaited_at"],
                condition=models.Q(awaited_at__isnull=False),
                name="search_document_awaited",
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} ({self.shelf})"


class Vocable(models.Model):
    """A word of headlines, leads, names and main terms: what spelling is corrected against.

    `word` is its bare form (folded, without clitics), `spelling` how it is written.
    """

    language = models.CharField(max_length=10)
    word = models.CharField(max_length=64)
    spelling = models.CharField(max_length=80)
    articles = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "word"], name="search_vocable_once")
        ]

    def __str__(self) -> str:
        return self.spelling


class Making(models.Model):
    """How far the index was made anew: one row; a stopped making goes on from `position`."""

    analysis = models.PositiveIntegerField()
    """The version of the analysis that the making uses."""
    position = models.BigIntegerField(null=True)
    """The article that was written last, counting down; null before the first."""
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="search_making_is_one")
        ]

    def __str__(self) -> str:
        return f"{self.analysis}: {self.position}"


class Miss(models.Model):
    """How often a query found nothing on a day; nothing is kept of who asked.

    `key` is the folded query, under which its spellings are one.
    """

    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=10)
    key = models.CharField(max_length=80, editable=False)
    query = models.CharField(_("query"), max_length=80)
    count = models.PositiveIntegerField(_("times"))

    class Meta:
        verbose_name = _("search without a result")
        verbose_name_plural = _("searches without a result")
        constraints = [
            models.UniqueConstraint(fields=["day", "language", "key"], name="search_miss_once")
        ]

    def __str__(self) -> str:
        return self.query
