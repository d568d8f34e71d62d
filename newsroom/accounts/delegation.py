"""What an administrator may give to others: nobody gives what they do not have, or to themselves.

Administrators give each of the newsroom's roles, so that managing people needs no superuser; but
nobody changes their own rights, be they roles, sections or access to the desk: another one does,
and so nobody's rights grow without somebody else knowing. Others who manage people, by a role that
the newsroom made itself, give roles of which they have every permission. Somebody bound to sections
gives these alone. Whoever may not give all that a person has does not change that person either.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet

from articles.models import Section
from newsroom.accounts.backends import bound_sections
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
    """The roles that the person may give and take; two queries to find out."""
    roles: QuerySet[Group] = Group.objects.order_by("pk")
    return roles if giver.is_superuser else roles.filter(pk__in=_roles_within(giver))


def sections_to_give(giver: User) -> QuerySet[Section]:
    """The sections that the person may bind others to."""
    bound = bound_sections(giver)
    sections: QuerySet[Section] = Section.objects.order_by("order", "pk")
    return sections.filter(pk__in=bound) if bound else sections


def must_bind(giver: User) -> bool:
    """Whether the person is bound to sections, and so gives roles in sections only."""
    return bool(bound_sections(giver))


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


def may_change_rights(giver: User, person: User | None) -> bool:
    """Whether the roles, sections and access of the person (None: a new one) may be the giver's.

    Nobody's own, not even a superuser's; no query.
    """
    return person is None or person.pk != giver.pk


def may_manage(giver: User, person: User) -> bool:
    """Whether the person may change the other's account: they could give all that it has."""
    if giver.is_superuser or giver.pk == person.pk:
        return True
    if person.is_superuser:
        return False
    own = person.user_permissions.values_list("content_type__app_label", "codename")
    if not {f"{app}.{name}" for app, name in own} <= _permissions_to_give(giver):
        return False
    held = {group.pk for group in person.groups.all()}
    return held <= _roles_within(giver) and _is_within(giver, person)


def _is_within(giver: User, person: User) -> bool:
    """Whether the person is bound to sections of the giver's, who may be bound to none."""
    bound = bound_sections(giver)
    theirs = {section.pk for section in person.sections.all()} if bound else set()
    return not bound or (bool(theirs) and theirs <= bound)


def _roles_within(giver: User) -> set[int]:
    """Roles (ids) of which the giver may give every permission; two queries."""
    held = _permissions_to_give(giver)
    known: dict[int, set[str]] = {}
    columns = ("pk", "permissions__content_type__app_label", "permissions__codename")
    for number, app, name in Group.objects.values_list(*columns):
        known.setdefault(number, set()).update({f"{app}.{name}"} if name else ())
    return {number for number, names in known.items() if names <= held}


def _permissions_to_give(giver: User) -> frozenset[str]:
    own = frozenset(giver.get_all_permissions())
    is_administrator = giver.groups.filter(name=ADMINISTRATOR).exists()
    return own | _ALL_ROLES if is_administrator else own
