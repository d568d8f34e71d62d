"""Links by which people without an account read a text before it is published."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.fields import MAX_ID
from articles.models.revision import Revision


def _signer() -> Signer:
    return Signer(sep=".", salt="articles.preview_link")


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    """Preview links, with what their state depends on."""

    def by_token(self, token: str) -> PreviewLink | None:
        """The link of a token as `PreviewLink.token` makes it, open or not; at most one query."""
        try:
            number = _signer().unsign(token)
        except BadSignature:
            return None
        known = number.isdecimal() and int(number) <= MAX_ID
        return self.filter(pk=int(number)).first() if known else None

    def count_opening(self, link: PreviewLink, *, at: datetime) -> None:
        """Count that the link was opened at the moment; one query, exact under concurrency."""
        self.filter(pk=link.pk).update(openings=F("openings") + 1, last_opened_at=at)

    def newest_first(self) -> Self:
        """In the reverse order of creation."""
        return self.order_by("-pk")


class PreviewLink(models.Model):
    """One link to the preview of an article in one language, open until its end or revocation.

    Without a `revision` it shows the newest one. The token is a signature of the row's id, so
    that it can be shown again and not be guessed; the row decides whether it still opens.
    """

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="preview_links", verbose_name=_("article")
    )
    revision = models.ForeignKey(
        Revision, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("version")
    )
    language = models.CharField(_("language"), max_length=10)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    openings = models.PositiveIntegerField(_("openings"), default=0)
    last_opened_at = models.DateTimeField(_("last opened"), null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="preview_link_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def token(self) -> str:
        """The signed id that stands in the link's address."""
        return _signer().sign(str(self.pk))

    def is_open(self, *, at: datetime) -> bool:
        """Whether the link shows the article at the moment."""
        return self.revoked_at is None and at < self.expires_at
