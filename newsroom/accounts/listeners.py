"""What follows from a change of somebody's roles: their sessions end at the next request."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import F
from django.db.models.signals import m2m_changed
from django.dispatch import receiver

from newsroom.accounts.models import User


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=User.user_permissions.through)
def end_sessions(
    instance: User | Group | Permission, action: str, pk_set: set[int] | None, **_more: Any
) -> None:
    """End the sessions of the user, or of the users that a role or a permission was given."""
    if action not in ("post_add", "post_remove", "pre_clear") or pk_set == set():
        return
    if isinstance(instance, User):
        instance.end_sessions()
        return
    people = User.objects.filter(pk__in=pk_set) if pk_set else instance.user_set.order_by()
    User.objects.filter(pk__in=people.values("pk")).update(session_number=F("session_number") + 1)
