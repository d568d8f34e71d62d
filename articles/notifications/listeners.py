"""Tells people of verbs and suggested edits, in the transaction of each."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Suggestion, Transition
from articles.notifications import audience, delivery
from articles.notifications.telling import notify, of_suggestion, settle, settle_review
from articles.notifications.topics import Kind
from articles.signals import due

KIND_OF_VERB: Final = {
    "send_back": Kind.SENT_BACK,
    "approve": Kind.APPROVED,
    "schedule": Kind.SCHEDULED,
    "publish": Kind.PUBLISHED,
    "correct": Kind.CORRECTED,
    "withdraw": Kind.WITHDRAWN,
    "kill": Kind.KILLED,
    "unschedule": Kind.UNSCHEDULED,
    "hold": Kind.HELD,
}
"""What the people of an article are told of; of an import, and of saves, they are not."""
_KEPT: Final = ("languages", "moment", "because")
"""What of a transition's details the words need."""


@receiver(due)
def send_what_is_due(at: datetime, **_more: Any) -> str:
    """Send due mails, also those that failed, and forget old rows; once a minute."""
    delivery.forget_old(at=at)
    sent = delivery.send_due()
    return _("Mails sent: %(count)s.") % {"count": sent} if sent else ""


@receiver(post_save, sender=Transition)
def tell_of_verb(instance: Transition, created: bool, **_more: Any) -> None:
    """Tell the people of the article, or of a submission those who may review it."""
    if not created:
        return
    article, at = instance.article, instance.at
    people: set[int] = set()
    if instance.verb == "submit":
        kind, people = Kind.WAITING, audience.reviewers(article, at=at)
    elif instance.verb in KIND_OF_VERB:
        kind, people = KIND_OF_VERB[instance.verb], audience.people_of(article)
        if instance.from_state == "submitted":
            settle_review(article, at=at)
    else:
        return
    if kind == Kind.HELD and instance.revision and instance.revision.goes_live_by_id:
        people = people | {instance.revision.goes_live_by_id}
    notify(
        people,
        kind,
        f"transition:{instance.pk}",
        at=at,
        by=instance.by,
        article=article,
        text=instance.note,
        details={name: instance.details[name] for name in _KEPT if name in instance.details},
    )


@receiver(post_save, sender=Suggestion)
def tell_of_suggestion(instance: Suggestion, created: bool, **_more: Any) -> None:
    """Tell the people of the article that edits are suggested, and their author of a decision."""
    happening = of_suggestion(instance.pk)
    if instance.resolved_at:
        settle([happening], at=instance.resolved_at)
        _tell_author(instance)
    elif created:
        people = audience.people_of(instance.article)
        by, at = instance.author, instance.created_at
        notify(people, Kind.SUGGESTED, happening, at=at, by=by, article=instance.article)


def _tell_author(suggestion: Suggestion) -> None:
    """One who suggested is told when all of it is decided, and counts are said."""
    decisions = list(suggestion.decisions.order_by("-pk").select_related("by"))
    if suggestion.author_id is None or not decisions:
        return
    accepted = sum(each.is_accepted for each in decisions)
    notify(
        {suggestion.author_id},
        Kind.DECIDED,
        f"decision:{suggestion.pk}:{decisions[0].pk}",
        at=suggestion.resolved_at or timezone.now(),
        by=decisions[0].by,
        article=suggestion.article,
        details={"accepted": accepted, "rejected": len(decisions) - accepted},
    )
