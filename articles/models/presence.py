"""Who has an article open at the desk at this moment, and in which field."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article

TIMEOUT: Final = timedelta(seconds=20)
"""After so long without a sign of a browser its person is no longer there."""
RETENTION: Final = timedelta(days=1)


class PresenceQuerySet(models.QuerySet["Presence"]):
    """Who is where, as far as their browsers have said so lately."""

    def current(self, *, at: datetime) -> Self:
        """Those of whom there was a sign within TIMEOUT, by their names."""
        return self.filter(seen_at__gt=at - TIMEOUT).order_by("user__username", "pk")

    def note(self, article: Article, user: int, *, field: str, at: datetime) -> None:
        """Write down that the user (id) is in this field of the article; two queries.

        The first time three: rows that say nothing any more are deleted then.
        """
        values = {"field": field, "seen_at": at}
        _row, is_new = self.update_or_create(article=article, user_id=user, defaults=values)
        if is_new:
            self.filter(seen_at__lt=at - RETENTION).delete()

    def leave(self, article: Article, user: int) -> None:
        """Forget that the user (id) is there; one query."""
        self.filter(article=article, user_id=user).delete()


class Presence(models.Model):
    """One person in one article, in however many windows. `field` is an input's name or ""."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    field = models.CharField(max_length=60, blank=True)
    seen_at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="presence_once"),
        ]
        indexes = [models.Index(fields=["seen_at"], name="presence_seen_at")]

    def __str__(self) -> str:
        return self.field
