"""Every page shows the statuses, so every page must hear that one, or its target, changed."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from articles.broadcast.leading import leads_to
from articles.broadcast.models import BroadcastStatus
from articles.models import Article, SiteState


@receiver([post_save, post_delete], sender=BroadcastStatus)
def touch_site(**kwargs: Any) -> None:
    """Tell all pages, in the transaction that saves or deletes the status; one update."""
    SiteState.objects.touch()


@receiver(post_save, sender=Article)
def hear_of_target(instance: Article, **kwargs: Any) -> None:
    """Tell all pages when an article to which a status leads is written; a query, and an update.

    In the transaction that withdraws it, and not by an announcement: from the commit
    on no page leads to it, whatever becomes of the worker.
    """
    if leads_to(instance.pk):
        SiteState.objects.touch()
