"""Who somebody is, by name or address and password; what a user may do, read in one query.

Here alone stands where a permission holds: `user.has_perm(permission, article)` and
`user.has_perm(permission, section)` are what verbs, forms and lists ask.
"""

from __future__ import annotations

from typing import Any, Final

from asgiref.sync import sync_to_async
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast

from articles.models import Article, Section
from newsroom.accounts.models import SectionLimit, User
from newsroom.accounts.roles import SECTION_BOUND

_CACHE: Final = "_perm_cache"
"""The attribute of a user in which Django's own backend keeps the same permissions."""
_SECTIONS: Final = "_section_cache"
"""The attribute in which the sections (ids) are kept that the user is bound to."""


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
        """Permissions of the user: anywhere without `obj`, else over the article or in the section.

        Over an article somebody bound to sections has those of `SECTION_BOUND` if what readers see
        and what is newest both stand in one of them. Of other objects nobody has any.
        """
        if not user_obj.is_active or user_obj.is_anonymous:
            return set()
        if not hasattr(user_obj, _CACHE):
            permissions, sections = _read_rights(user_obj)
            setattr(user_obj, _CACHE, permissions)
            setattr(user_obj, _SECTIONS, sections)
        found: set[str] = getattr(user_obj, _CACHE)
        if obj is None or _covers(getattr(user_obj, _SECTIONS, frozenset()), obj):
            return found
        return found - SECTION_BOUND if isinstance(obj, Article | Section) else set()


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


def bound_sections(user: User) -> frozenset[int]:
    """The sections (ids) that the user's rights are bound to, empty for none; one query at most."""
    user.get_all_permissions()
    found: frozenset[int] = getattr(user, _SECTIONS, frozenset())
    return frozenset() if user.is_superuser else found


def _covers(limits: frozenset[int], obj: Any) -> bool:
    """Whether somebody bound to these sections, or to none, is at home in the object's."""
    if isinstance(obj, Article):
        return not limits or obj.section_ids() <= limits
    return isinstance(obj, Section) and (not limits or obj.pk in limits)


def _read_rights(user: Any) -> tuple[set[str], frozenset[int]]:
    """`app.codename` of each permission, and the sections that bind the user; one query."""
    rows = Permission.objects.order_by()
    if not user.is_superuser:
        rows = rows.filter(Q(user=user) | Q(group__user=user)).distinct()
    pairs = rows.values_list("content_type__app_label", "codename")
    limits = SectionLimit.objects.filter(user=user).annotate(number=Cast("section", CharField()))
    found = list(pairs.union(limits.values_list(Value(""), "number")).order_by())
    names = {f"{app}.{codename}" for app, codename in found if app}
    if user.is_superuser:
        return names, frozenset()
    return names, frozenset(int(number) for app, number in found if not app)
