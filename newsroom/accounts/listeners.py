"""What ends sessions at their next request: a change of somebody's roles or second factors."""

from __future__ import annotations

from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.models import Group, Permission
from django.db.models import F
from django.db.models.signals import m2m_changed
from django.dispatch import receiver
from django.http import HttpRequest

from articles.models import Section
from newsroom.accounts.models import User
from newsroom.accounts.second_factor import forget_settled
from newsroom.accounts.sessions import keep_session


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=User.user_permissions.through)
@receiver(m2m_changed, sender=User.sections.through)
def end_sessions(
    instance: User | Group | Permission | Section,
    action: str,
    pk_set: set[int] | None,
    **_more: Any,
) -> None:
    """End the sessions of the user, or of whom a role, a permission or a section was given."""
    if action not in ("post_add", "post_remove", "pre_clear") or pk_set == set():
        return
    if isinstance(instance, User):
        instance.end_sessions()
        return
    held: Any = instance.bound_people if isinstance(instance, Section) else instance.user_set
    people: Any = User.objects.filter(pk__in=pk_set) if pk_set else held.order_by()
    User.objects.filter(pk__in=people.values("pk")).update(session_number=F("session_number") + 1)


@receiver(authenticator_added)
@receiver(authenticator_removed)
def end_other_sessions(request: HttpRequest, user: User, **_more: Any) -> None:
    """A session that began without the factor of today is over, but for the one that changes it."""
    user.end_sessions()
    keep_session(request, user)
    forget_settled(request)
