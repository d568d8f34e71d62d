"""Every page shows the statuses, so every page must hear that one changed."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from articles.broadcast.models import BroadcastStatus
from articles.models import SiteState


@receiver([post_save, post_delete], sender=BroadcastStatus)
def touch_site(**kwargs: Any) -> None:
    """Tell all pages, in the transaction that saves or deletes the status; one update."""
    SiteState.objects.touch()
