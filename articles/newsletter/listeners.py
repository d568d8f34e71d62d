"""Has corrections mailed when they are published, and letters sent once a minute."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.translation import gettext as _

from articles.models import Correction
from articles.newsletter import delivery, subscriptions
from articles.signals import due


@receiver(post_save, sender=Correction)
def mail_correction(created: bool, **_more: Any) -> None:
    """After the commit of the verb. What readers see later, the timer finds."""
    if created:
        delivery.start_after_commit()


@receiver(due)
def send_what_is_due(at: datetime, **_more: Any) -> str:
    """Send due letters, also those that failed, and forget old rows; once a minute."""
    subscriptions.forget_old(at=at)
    sent = delivery.send_by_timer(at=at)
    return _("Mails sent to readers: %(count)s.") % {"count": sent} if sent else ""
