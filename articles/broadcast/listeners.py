"""Invalidates cached pages when a status, or an article that one links to, changes."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from articles.broadcast.link_targets import is_link_target
from articles.broadcast.models import BroadcastStatus
from articles.models import Article, SiteState


@receiver([post_save, post_delete], sender=BroadcastStatus)
def increment_version(**kwargs: Any) -> None:
    """In the transaction that saves or deletes the status; one update."""
    SiteState.objects.increment_version()


@receiver(post_save, sender=Article)
def increment_version_for_target(instance: Article, **kwargs: Any) -> None:
    """Increment it when an article that a status links to is saved; a query and an update.

    In the transaction of the save, and not by an announcement, so that from the commit of a
    withdrawal on no page links to it, whether or not a worker runs.
    """
    if is_link_target(instance.pk):
        SiteState.objects.increment_version()
