"""What planning does when something happens elsewhere."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from articles import signals
from newsroom.accounts.models import User
from newsroom.planning import assignments


@receiver(signals.handed_over)
def _hand_over(sender: Any, of: User, to: User, by: User, at: datetime, **kwargs: Any) -> None:
    assignments.hand_over(of=of, to=to, by=by, at=at)
