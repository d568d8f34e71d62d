"""Tables beside the full-text index: documents, vocabulary, rebuild state, query log, synonyms."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article


class Document(models.Model):
    """A document of the index: an article on one shelf.

    The id orders documents by day of publication and then by article, so that a
    backend reads the newest first (see `documents.document_id`). `packed` holds the
    compressed lexemes and words as they were added, which are needed to remove them.
    """

    id = models.BigIntegerField(primary_key=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    shelf = models.CharField(max_length=10)
    """The partition of the index: a language code, or `documents.DESK` for unpublished text."""
    packed = models.BinaryField()
    awaited_at = models.DateTimeField(null=True)
    """The moment from which its words count in the vocabulary; null once they do."""

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


class VocabularyWord(models.Model):
    """A spelling of a word of the vocabulary; for spell checking and completion.

    The vocabulary has the main words of documents. `word` is the bare form (folded,
    without clitics), `spelling` as headlines, leads and names write it, "" for documents
    that have the word in their bodies only, `articles` the number of documents.
    """

    language = models.CharField(max_length=10)
    word = models.CharField(max_length=64)
    spelling = models.CharField(max_length=80)
    articles = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["language", "word", "spelling"], name="search_spelling_once"
            )
        ]

    def __str__(self) -> str:
        return self.spelling or self.word


class IndexRebuild(models.Model):
    """The state of the rebuild of the index, in a single row; see `rebuild`."""

    analysis = models.PositiveIntegerField()
    """`documents.ANALYSIS_VERSION` of the rebuild."""
    position = models.BigIntegerField(null=True)
    """The primary key of the last article indexed, in descending order; null before the first."""
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="search_index_rebuild_is_one")
        ]

    def __str__(self) -> str:
        return f"{self.analysis}: {self.position}"


class ZeroResultQuery(models.Model):
    """The number of searches without results for a query on a day; see `zero_results`.

    `key` is the folded query, equal for all its spellings.
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
            models.UniqueConstraint(
                fields=["day", "language", "key"], name="search_zero_result_query_once"
            )
        ]

    def __str__(self) -> str:
        return self.query


class SynonymGroup(models.Model):
    """Words that mean the same to readers who search; written by `synonyms.keep`."""

    words = models.TextField(_("words"), max_length=1500)
    """The members, one a line, each one word or several."""
    is_one_way = models.BooleanField(_("only the first word finds the others"), default=False)

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        return "، ".join(self.members)

    @property
    def members(self) -> list[str]:
        """The members in their order."""
        return self.words.splitlines()


class SynonymKey(models.Model):
    """The index keys of a member of a group, joined by spaces; each belongs to one group.

    A member has several where its words have: see `synonyms.keys_of`.
    """

    group = models.ForeignKey(SynonymGroup, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=600, unique=True)

    def __str__(self) -> str:
        return self.key
