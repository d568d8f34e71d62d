"""Edits that somebody suggests to an article, and what was decided about each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.revision import Revision

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Chainable filters and orders of suggestions; none runs a query."""

    def of(self, user: User) -> SuggestionQuerySet:
        """Those that the user made."""
        return self.filter(author=user)

    def open(self) -> SuggestionQuerySet:
        """Those that are neither decided nor withdrawn."""
        return self.filter(resolved_at=None, withdrawn_at=None)

    def waiting(self) -> SuggestionQuerySet:
        """Open ones in which something is to be decided."""
        return self.open().filter(open_hunks__gt=0)

    def in_order(self) -> SuggestionQuerySet:
        """The first that was begun first."""
        return self.order_by("created_at", "pk")

    def last_change(self) -> Subquery:
        """For a query of articles: when one of each was typed last, null without any."""
        rows = self.filter(article=OuterRef("pk")).order_by("-typed_at")
        return Subquery(rows.values("typed_at")[:1])


class Suggestion(models.Model):
    """One person's edits to one language of an article: no revision, and nothing readers see.

    `texts` are the fields as that person would have them, {"kicker", "headline", "standfirst",
    "body"}; `base` is the revision whose texts they were made from. `open_hunks` counts what is
    still to be decided; it is open until all is decided or it is withdrawn. `number` is the
    browser's count of the text, which only grows, and `form_key` that of the form it was typed
    into (see `articles.submissions`).
    """

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="suggestions", verbose_name=_("article")
    )
    language = models.CharField(_("language"), max_length=10)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("suggested by"),
    )
    base = models.ForeignKey(
        Revision, on_delete=models.CASCADE, related_name="+", verbose_name=_("based on")
    )
    texts: models.JSONField[Any] = models.JSONField(_("content"))
    open_hunks = models.PositiveIntegerField(default=0, editable=False)
    form_key = models.CharField(max_length=64, editable=False)
    number = models.BigIntegerField(editable=False)
    created_at = models.DateTimeField(_("created"))
    typed_at = models.DateTimeField(_("typed"))
    resolved_at = models.DateTimeField(_("decided"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggested edit")
        verbose_name_plural = _("suggested edits")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["article", "language", "author"],
                condition=Q(resolved_at=None, withdrawn_at=None),
                name="suggestion_open_once",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at=None) | Q(withdrawn_at=None),
                name="suggestion_closed_in_one_way",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        """Whether it is neither decided nor withdrawn."""
        return self.resolved_at is None and self.withdrawn_at is None


class SuggestionDecision(models.Model):
    """That one hunk of a suggestion was accepted or rejected, with its words as they stood then.

    `key` is that of `articles.merging.hunks.Hunk`; `deleted` and `inserted` are plain text.
    `revision` is the saved version that holds an accepted one.
    """

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="decisions")
    key = models.CharField(max_length=16)
    field = models.CharField(max_length=40)
    deleted = models.TextField(blank=True)
    inserted = models.TextField(blank=True)
    is_accepted = models.BooleanField()
    revision = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("decision about a suggested edit")
        verbose_name_plural = _("decisions about suggested edits")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["suggestion", "key"], name="suggestion_decided_once"),
        ]

    def __str__(self) -> str:
        return self.key
