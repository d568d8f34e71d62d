"""What an administrator may give to others: nobody gives what they do not have.

Administrators give each of the newsroom's roles. Others who manage people, by a role that the
newsroom made itself, give roles of which they have every permission. Somebody bound to sections
gives these alone. Whoever may not give all that a person has does not change that person either.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet

from articles.models import Section
from newsroom.accounts.models import User
from newsroom.accounts.roles import ROLES

ADMINISTRATOR: Final = "admin"
"""The role whose people manage the others."""
_ALL_ROLES: Final = frozenset(name for names in ROLES.values() for name in names)


def administrators() -> QuerySet[User]:
    """Those who may manage everybody: active people of the role, and superusers."""
    able = User.objects.filter(is_active=True, is_staff=True)
    found = able.filter(Q(groups__name=ADMINISTRATOR) | Q(is_superuser=True))
    return User.objects.filter(pk__in=found.values("pk")).order_by("pk")


def is_last_administrator(user: User) -> bool:
    """Whether nobody else could manage people; locks the administrators' rows, one query."""
    people = list(administrators().select_for_update().values_list("pk", flat=True))
    return people == [user.pk]


def roles_to_give(giver: User) -> QuerySet[Group]:
    """The roles that the person may give and take; two queries, three of an administrator."""
    if giver.is_superuser:
        return Group.objects.order_by("pk")
    held = _permissions_to_give(giver)
    groups = Group.objects.prefetch_related("permissions__content_type")
    allowed = [group.pk for group in groups if _names(group.permissions.all()) <= held]
    return Group.objects.filter(pk__in=allowed).order_by("pk")


def sections_to_give(giver: User) -> QuerySet[Section]:
    """The sections that the person may bind others to; a query to find out."""
    bound = () if giver.is_superuser else tuple(giver.sections.values_list("pk", flat=True))
    sections: QuerySet[Section] = (
        Section.objects.filter(pk__in=bound) if bound else (Section.objects.all())
    )
    return sections.order_by("order", "pk")


def must_bind(giver: User) -> bool:
    """Whether the person is bound to sections, and so gives roles in sections only; one query."""
    return not giver.is_superuser and giver.sections.exists()


def may_give(giver: User, roles: Iterable[Group], sections: Iterable[Section]) -> bool:
    """Whether the person, as they stand now, may give these roles in these sections."""
    if not giver.is_active or not giver.has_perm("accounts.add_user"):
        return False
    chosen = {section.pk for section in sections}
    known = set(sections_to_give(giver).values_list("pk", flat=True))
    is_bound = bool(chosen) or not must_bind(giver)
    wanted = {role.pk for role in roles}
    allowed = set(roles_to_give(giver).values_list("pk", flat=True))
    return wanted <= allowed and chosen <= known and is_bound


def may_manage(giver: User, person: User) -> bool:
    """Whether the person may change the other's account: they could give all that it has."""
    if giver.is_superuser or giver.pk == person.pk:
        return True
    if person.is_superuser:
        return False
    own = _names(person.user_permissions.select_related("content_type"))
    if not own <= _permissions_to_give(giver):
        return False
    allowed = set(roles_to_give(giver).values_list("pk", flat=True))
    held = {group.pk for group in person.groups.all()}
    return held <= allowed and (not must_bind(giver) or _is_within(giver, person))


def _is_within(giver: User, person: User) -> bool:
    sections = set(person.sections.values_list("pk", flat=True))
    return bool(sections) and sections <= set(giver.sections.values_list("pk", flat=True))


def _permissions_to_give(giver: User) -> frozenset[str]:
    own = frozenset(giver.get_all_permissions())
    is_administrator = giver.groups.filter(name=ADMINISTRATOR).exists()
    return own | _ALL_ROLES if is_administrator else own


def _names(permissions: Iterable[Any]) -> frozenset[str]:
    """`app.codename` of each."""
    return frozenset(f"{row.content_type.app_label}.{row.codename}" for row in permissions)
