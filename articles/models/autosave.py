"""What people typed and have not saved yet, as `articles.autosaves` keeps it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, When
from django.db.models.fields.json import KT
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.submission import Submission

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


UNCHANGED: Final = "text_unchanged"
"""What a browser sends beside `fields` that are the page's own, but for the note to colleagues."""


class AutosaveQuerySet(models.QuerySet["Autosave"]):
    """Chainable filters and orders of unsaved texts; none runs a query."""

    def of(self, user: User) -> AutosaveQuerySet:
        """Those that the user typed."""
        return self.filter(user=user)

    def unsaved(self) -> AutosaveQuerySet:
        """Without those whose form was saved with the same or a newer text.

        A request that was under way while the form was saved may leave such a row behind.
        """
        saved = Submission.objects.filter(
            user=OuterRef("user"), key=OuterRef("form_key"), number__gte=OuterRef("number")
        )
        return self.filter(~Exists(saved))

    def with_changes(self) -> AutosaveQuerySet:
        """Without those that change nothing in the article: at most a note was typed."""
        return self.exclude(fields__has_key=UNCHANGED)

    def with_lone_note(self) -> AutosaveQuerySet:
        """With `lone_note`: the note of those that change nothing else, None of the others."""
        note = When(fields__has_key=UNCHANGED, then=KT("fields__note__0"))
        return self.annotate(lone_note=Case(note, output_field=models.TextField()))

    def saved_after(self, moment: datetime) -> AutosaveQuerySet:
        """Those typed after the moment."""
        return self.filter(saved_at__gt=moment)

    def newest_first(self) -> AutosaveQuerySet:
        """The last typed first."""
        return self.order_by("-saved_at", "-pk")


class Autosave(models.Model):
    """The unsaved text of one person's open form: no revision, and nothing that readers see.

    `fields` are the form's inputs as they were typed, {name: [value]}, also invalid ones; with
    UNCHANGED among them nothing but the note to colleagues was typed.
    `number` is the browser's count of the text, which only grows; `form_key` is that of the
    form (see `articles.submissions`). `article` is null while the article is not created;
    `base` is the id of the revision that the form showed.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("typed by"),
    )
    article = models.ForeignKey(
        Article,
        on_delete=models.CASCADE,
        null=True,
        related_name="autosaves",
        verbose_name=_("article"),
    )
    form_key = models.CharField(max_length=64, editable=False)
    base = models.BigIntegerField(_("based on"), null=True)
    fields: models.JSONField[Any] = models.JSONField(_("content"))
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    number = models.BigIntegerField(editable=False)
    saved_at = models.DateTimeField(_("typed"))

    objects = AutosaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "form_key"], name="autosave_once"),
        ]

    def __str__(self) -> str:
        return self.headline or str(_("Without a headline"))
