"""Which corrections are mailed, and the letters of each: every subscriber's once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef

from articles.conf import LANGUAGES
from articles.models.corrections import visible_corrections
from articles.newsletter.models import Issue, Letter, Subscription, Topic

NEWS_FOR: Final = timedelta(days=3)
"""A correction that readers could not see for so long is not mailed any more."""
LETTERS_AT_ONCE: Final = 500


def begin(*, at: datetime) -> int:
    """Make an issue of every new correction that readers see; returns how many were new.

    One query a language, and one insert where something is new.
    """
    found: list[Issue] = []
    for language in LANGUAGES:
        known = Issue.objects.filter(correction=OuterRef("pk"), language=language)
        rows = visible_corrections(language=language, at=at).filter(~Exists(known))
        new = rows.filter(at__gt=at - NEWS_FOR).order_by("at", "pk").values_list("pk", flat=True)
        found += [Issue(correction_id=pk, language=language, at=at) for pk in new]
    Issue.objects.bulk_create(found, ignore_conflicts=True)
    return len(found)


def write_letters(*, at: datetime) -> int:
    """Write the next letters, LETTERS_AT_ONCE at most, of the first incomplete issue.

    Returns how many subscribers it reached, 0 when every issue is complete or one just became so.
    Four queries, whatever the number of subscribers. Two at once write each letter once.
    """
    with transaction.atomic():
        issues = Issue.objects.select_for_update().filter(completed_at=None).order_by("pk")
        issue = issues.first()
        if issue is None:
            return 0
        active = Subscription.objects.active().filter(
            topic=Topic.CORRECTIONS, language=issue.language, confirmed_at__lte=issue.at
        )
        next_ones = active.filter(pk__gt=issue.reached).order_by("pk")
        reached = list(next_ones.values_list("pk", flat=True)[:LETTERS_AT_ONCE])
        letters = [
            Letter(
                subscription_id=pk,
                issue=issue,
                kind="correction",
                key=f"correction:{issue.pk}:{pk}",
                due_at=at,
            )
            for pk in reached
        ]
        Letter.objects.bulk_create(letters, ignore_conflicts=True)
        issue.reached = reached[-1] if reached else issue.reached
        issue.completed_at = at if len(reached) < LETTERS_AT_ONCE else None
        issue.save(update_fields=["reached", "completed_at"])
    return len(reached)


def are_incomplete() -> bool:
    """Whether letters are still to be written; one query."""
    return Issue.objects.filter(completed_at=None).exists()
