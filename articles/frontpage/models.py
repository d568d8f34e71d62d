"""Front pages: of the site or of a section in one language, their revisions, their publications.

Nothing here is ever changed or deleted but that a publication which waits may be cancelled.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from articles.conf import language_name
from articles.models import Section


class Front(models.Model):
    """The page that an arrangement belongs to: the home page, or a section's, in one language."""

    section = models.ForeignKey(
        Section,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("section"),
    )
    language = models.CharField(_("language"), max_length=10)

    class Meta:
        verbose_name = pgettext_lazy("one row at the desk", "front page")
        verbose_name_plural = _("front pages")
        default_permissions = ("view",)
        permissions = [("curate_front", "Can arrange and publish front pages")]
        constraints = [
            models.UniqueConstraint(fields=["section", "language"], name="front_once"),
            models.UniqueConstraint(
                fields=["language"], condition=Q(section__isnull=True), name="front_home_once"
            ),
        ]

    def __str__(self) -> str:
        return front_name(self.section, self.language)


def front_name(section: Section | None, language: str) -> str:
    """What the desk calls the page: «الصفحة الرئيسية · العربية», «رياضة · العربية»."""
    page = str(section) if section else gettext("Home page")
    return gettext("%(page)s · %(language)s") % {
        "page": page,
        "language": language_name(language),
    }


class FrontRevisionQuerySet(models.QuerySet["FrontRevision"]):
    """Chainable filters and orders of revisions; none runs a query."""

    def newest_first(self) -> FrontRevisionQuerySet:
        """The latest save first."""
        return self.order_by("-number")

    def in_line(self) -> FrontRevisionQuerySet:
        """Without those that were saved beside a newer one."""
        return self.filter(is_conflict=False)


class FrontRevision(models.Model):
    """An arrangement of the page as it was saved; never changed.

    `data` has the shape of `articles.frontpage.documents`, as it was in version `schema`. `base`
    is the revision that was edited, `restored_from` an older one whose arrangement this is.
    """

    front = models.ForeignKey(Front, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    base = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    restored_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    data: models.JSONField[Any] = models.JSONField(_("content"))
    schema = models.PositiveSmallIntegerField(default=1)
    is_conflict = models.BooleanField(_("made beside another"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("saved by"),
    )
    created_at = models.DateTimeField(_("saved"))

    objects = FrontRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision of a front page")
        verbose_name_plural = _("revisions of front pages")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["front", "number"], name="front_revision_once"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class FrontPublicationQuerySet(models.QuerySet["FrontPublication"]):
    """Chainable filters and orders of publications; none runs a query."""

    def in_effect(self) -> FrontPublicationQuerySet:
        """Those that were not cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def latest_first(self) -> FrontPublicationQuerySet:
        """By the moment from which readers see them, the latest first; of two the later decided."""
        return self.order_by("-published_at", "-pk")

    def waiting(self, *, at: datetime) -> FrontPublicationQuerySet:
        """Those whose moment has not come, the next one first."""
        return self.in_effect().filter(published_at__gt=at).order_by("published_at", "pk")

    def begun(self, *, at: datetime) -> FrontPublicationQuerySet:
        """Those whose moment has come; the first of them is in force."""
        return self.in_effect().filter(published_at__lte=at).latest_first()


class FrontPublication(models.Model):
    """The decision that readers see a revision from a moment on, until the next one's moment.

    The clock alone decides which is in force: the latest whose `published_at` has come.
    """

    front = models.ForeignKey(
        Front, on_delete=models.PROTECT, related_name="publications", verbose_name=_("front page")
    )
    revision = models.ForeignKey(
        FrontRevision,
        on_delete=models.PROTECT,
        related_name="publications",
        verbose_name=_("revision"),
    )
    published_at = models.DateTimeField(_("published"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"))
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(_("cancelled"), null=True)

    objects = FrontPublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication of a front page")
        verbose_name_plural = _("publications of front pages")
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["front", "-published_at", "-id"],
                condition=Q(cancelled_at__isnull=True),
                name="front_in_force",
            )
        ]

    def __str__(self) -> str:
        return str(self.front)
