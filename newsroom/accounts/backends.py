"""Who somebody is, by name or address and password; what a user may do, read in one query."""

from __future__ import annotations

from typing import Any, Final

from asgiref.sync import sync_to_async
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Q

from newsroom.accounts.models import User

_CACHE: Final = "_perm_cache"
"""The attribute of a user in which Django's own backend keeps the same permissions."""


class PermissionBackend(ModelBackend):
    """Reads the permissions of a user and of the user's groups together; signs nobody in.

    It stands before `SignInBackend`, which finds them read and asks for neither of the two.
    """

    def authenticate(
        self, request: Any, username: str | None = None, password: str | None = None, **more: Any
    ) -> None:
        return None

    async def aauthenticate(
        self, request: Any, username: str | None = None, password: str | None = None, **more: Any
    ) -> None:
        return None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, _CACHE):
            setattr(user_obj, _CACHE, _read_permissions(user_obj))
        found: set[str] = getattr(user_obj, _CACHE)
        return found


class SignInBackend(ModelBackend):
    """Signs in by username in any spelling or by e-mail address, and password.

    One query and one hash, whether there is such an account or not.
    """

    def authenticate(
        self, request: Any, username: str | None = None, password: str | None = None, **more: Any
    ) -> User | None:
        if username is None or password is None:
            return None
        user = User.objects.named(username)
        if user is None:
            User().set_password(password)
            return None
        is_right = user.check_password(password)
        return user if is_right and self.user_can_authenticate(user) else None

    async def aauthenticate(
        self, request: Any, username: str | None = None, password: str | None = None, **more: Any
    ) -> User | None:
        return await sync_to_async(self.authenticate)(request, username, password)


def _read_permissions(user: Any) -> set[str]:
    """`app.codename` of each permission; one query."""
    rows = Permission.objects.order_by()
    if not user.is_superuser:
        rows = rows.filter(Q(user=user) | Q(group__user=user)).distinct()
    pairs = rows.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in pairs}
