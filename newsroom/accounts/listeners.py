"""What follows a change of somebody's roles, second factors or password."""

from __future__ import annotations

from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.models import Group, Permission
from django.db.models import F
from django.db.models.signals import m2m_changed, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from articles.models import Section
from articles.notifications import delivery
from articles.notifications.models import Mail
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


@receiver(post_save, sender=User)
def tell_of_new_password(instance: User, created: bool, **_more: Any) -> None:
    """Mail the person that the password is another one, whoever changed it and wherever.

    A hash that is only made anew at a sign-in is no change.
    """
    # Django's own mark, until the save is over, that a password was set.
    is_set = getattr(instance, "_password", None) is not None
    if created or not is_set or not instance.email:
        return
    at = timezone.now()
    key = f"password:{instance.pk}:{at.isoformat()}"
    delivery.queue([Mail(user=instance, kind="password", key=key, written_at=at, due_at=at)])
