"""What planning does when something happens elsewhere."""

from datetime import UTC, datetime
from typing import Any, Final

from django.db.models import Value
from django.db.models.functions import Coalesce
from django.dispatch import receiver

from articles import signals
from newsroom.accounts.models import User
from newsroom.planning import assignments
from newsroom.planning.models import Assignment

_NEVER: Final = datetime(9999, 12, 31, tzinfo=UTC)


@receiver(signals.first_page)
def _count_mine(sender: Any, user: User, at: datetime, **kwargs: Any) -> dict[str, Any]:
    """The person's unfinished assignments, by deadline."""
    if not user.has_perm("planning.view_assignment"):
        return {}
    mine = Assignment.objects.filter(assignee=user).unfinished(at=at)
    due = Coalesce("due_at", Value(_NEVER))
    return {"assignments": (mine.annotate(concerns_at=due), "concerns_at")}


@receiver(signals.handed_over)
def _hand_over(sender: Any, of: User, to: User, by: User, at: datetime, **kwargs: Any) -> None:
    assignments.hand_over(of=of, to=to, by=by, at=at)
