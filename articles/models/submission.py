"""The keys of forms that were sent, by which `articles.submissions` does each once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Submission(models.Model):
    """A form of one person that did something; its key was made when the form was shown.

    `digest` is that of what was sent. `target` is the row (id) that it made or
    changed, `revision` the revision, `location` where the answer led, `number` the
    browser's count of the text (see `Autosave`), 0 without scripts.
    """

    key = models.CharField(max_length=64)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    digest = models.CharField(max_length=64)
    target = models.CharField(max_length=40, blank=True)
    revision = models.BigIntegerField(null=True)
    number = models.BigIntegerField(default=0)
    location = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name = _("form that was sent")
        verbose_name_plural = _("forms that were sent")
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="submission_once"),
        ]
        indexes = [models.Index(fields=["at"], name="submission_at")]

    def __str__(self) -> str:
        return self.key
