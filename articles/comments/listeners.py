"""Follows the passages of an article's comments through its edits."""

from typing import Any

from django.dispatch import receiver

from articles import signals
from articles.comments import passages


@receiver(signals.saved)
def refresh_anchors(article_id: int, **kwargs: Any) -> None:
    """Look for the quoted passages in the newest version; a repeated signal changes nothing."""
    passages.refresh(article_id)
