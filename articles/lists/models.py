"""Saved filters of the article list, and which of its columns a person sees, how closely set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.fields import LineField

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

MAX_QUERY = 1000
"""Characters of an address that are kept."""


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    """Whose filters; none runs a query."""

    def shown_to(self, user: User) -> Self:
        """The person's own and those that are shared, by name; one's own first."""
        own = models.Case(models.When(user=user, then=0), default=1)
        return self.filter(Q(user=user) | Q(is_shared=True)).order_by(own, "name", "pk")


class SavedFilter(models.Model):
    """A filter of the article list under a name; `query` is that of the list's address."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = LineField(_("name"), max_length=80)
    query = models.CharField(max_length=MAX_QUERY)
    is_shared = models.BooleanField(_("everybody sees it"), default=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="saved_filter_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Density(models.TextChoices):
    """How closely the rows of the list stand."""

    COMFORTABLE = "comfortable", _("Comfortable")
    COMPACT = "compact", _("Compact")


class ListLayout(models.Model):
    """The columns that a person hides in the article list (names), and its density."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    hidden: models.JSONField[Any] = models.JSONField(default=list)
    density = models.CharField(max_length=12, choices=Density, default=Density.COMFORTABLE)

    class Meta:
        verbose_name = _("layout of the article list")
        verbose_name_plural = _("layouts of the article list")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(density__in=Density.values), name="list_layout_density_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.density
