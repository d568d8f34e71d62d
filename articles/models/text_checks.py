"""What the newsroom decides about the checks of texts: its rules, and findings it ignores."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TextRule(models.Model):
    """The newsroom's choice about one rule of `articles.text_checks`; without a row its default."""

    rule = models.CharField(_("rule"), max_length=40, unique=True)
    is_active = models.BooleanField(_("used"), default=True)
    is_blocking = models.BooleanField(_("blocks submission"), default=False)

    class Meta:
        verbose_name = _("text check")
        verbose_name_plural = _("text checks")
        default_permissions = ("view", "change")

    def __str__(self) -> str:
        return self.rule


class IgnoredFinding(models.Model):
    """A finding that somebody let stand, known by its rule, its words and the words beside them."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="ignored_findings"
    )
    rule = models.CharField(max_length=40)
    text = models.CharField(max_length=100, blank=True)
    before = models.CharField(max_length=64, blank=True)
    after = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("ignored finding")
        verbose_name_plural = _("ignored findings")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["article", "rule", "text", "before", "after"], name="ignored_finding_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} · {self.text}"
