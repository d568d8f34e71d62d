"""Nobody gives what they do not have: a role, a section, a permission; by a forged form as well."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from articles.models import Section
from newsroom.accounts import delegation
from newsroom.accounts.models import User
from newsroom.invitations.models import Invitation
from tests.accounts.test_admin import form
from tests.conftest import group, person

USERS = "/admin/accounts/user/"
INVITE = "/admin/invitations/invitation/add/"
SignIn = Callable[[User], Client]


def named(*names: str) -> list[Permission]:
    return list(Permission.objects.filter(codename__in=names))


@pytest.fixture
def manager(db: None) -> User:
    """Somebody who manages journalists, by a role that the newsroom made itself."""
    role = Group.objects.create(name="people")
    role.permissions.set(group("journalist").permissions.all())
    role.permissions.add(*named("view_user", "add_user", "change_user"))
    user = person("nour", "journalist")
    user.groups.set([role])
    return User.objects.get(pk=user.pk)


@pytest.fixture
def developer_role(db: None) -> Group:
    """A role with a permission that no administrator has."""
    role = Group.objects.create(name="developer")
    role.permissions.set(named("delete_logentry"))
    return role


def roles(user: User) -> set[str]:
    return {group.name for group in delegation.roles_to_give(user)}


def test_administrator_gives_the_roles_of_the_newsroom_and_no_greater_one(
    administrator: User, developer_role: Group
) -> None:
    assert roles(administrator) == {"journalist", "editor", "chief", "admin"}


def test_others_give_roles_of_which_they_have_every_permission(
    manager: User, developer_role: Group
) -> None:
    assert roles(manager) == {"journalist", "people"}


@pytest.mark.parametrize("role", ["editor", "chief", "admin", "developer"])
def test_role_that_one_does_not_have_is_given_by_no_form(
    signed_in: SignIn, manager: User, colleague: User, developer_role: Group, role: str
) -> None:
    client, given = signed_in(manager), group(role)
    words = {"password1": "long-enough-7", "password2": "long-enough-7"}
    invited = {"email": "x@example.org", "first_name": "x", "language": "ar", "groups": [given.pk]}
    answers = [
        client.post(f"{USERS}{colleague.pk}/change/", form(colleague, groups=[given.pk])),
        client.post(f"{USERS}add/", {"username": "x", "groups": [given.pk]} | words),
        client.post(INVITE, invited),
    ]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert not given.user_set.exists()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("who", ["administrator", "superuser", "manager"])
def test_nobody_changes_their_own_roles_sections_or_access(
    request: pytest.FixtureRequest, signed_in: SignIn, sport: Section, who: str
) -> None:
    user: User = (
        User.objects.create_superuser("root", password="secret-for-tests")
        if who == "superuser"
        else request.getfixturevalue(who)
    )
    before = list(user.groups.all())
    sent = form(user, groups=[group("chief").pk], sections=[sport.pk], first_name="new")
    client = signed_in(user)
    client.post(f"{USERS}{user.pk}/change/", sent | {"is_staff": "", "email": "new@example.org"})
    user.refresh_from_db()
    assert (list(user.groups.all()), list(user.sections.all())) == (before, [])
    assert (user.first_name, user.is_staff, user.email) == ("new", True, "")
    page = client.get(f"/en{USERS}{user.pk}/change/").content.decode()
    assert "Ask another administrator" in page
    assert 'name="groups"' not in page


def test_another_administrator_changes_the_roles_of_an_administrator(
    signed_in: SignIn, administrator: User
) -> None:
    other = person("other", "admin")
    sent = form(administrator, groups=[group("chief").pk])
    signed_in(other).post(f"{USERS}{administrator.pk}/change/", sent)
    assert [each.name for each in administrator.groups.all()] == ["chief"]


def test_own_password_is_changed_by_whoever_knows_it_alone(
    signed_in: SignIn, administrator: User
) -> None:
    words = {"password1": "long-enough-7", "password2": "long-enough-7"}
    answer = signed_in(administrator).post(f"{USERS}{administrator.pk}/password/", words)
    assert answer["Location"] == "/admin/password_change/"
    administrator.refresh_from_db()
    assert not administrator.check_password("long-enough-7")


@pytest.mark.parametrize("page", ["change", "password", "devices", "deactivate", "reactivate"])
def test_account_with_a_greater_role_is_not_touched(
    signed_in: SignIn, manager: User, administrator: User, page: str
) -> None:
    before = User.objects.filter(pk=administrator.pk).values().get()
    words = {"password1": "long-enough-7", "password2": "long-enough-7", "factors": "remove"}
    answer = signed_in(manager).post(
        f"{USERS}{administrator.pk}/{page}/", form(administrator, username="mine") | words
    )
    assert answer.status_code == 403
    assert User.objects.filter(pk=administrator.pk).values().get() == before


def test_account_with_a_greater_permission_of_its_own_is_not_touched(
    manager: User, colleague: User
) -> None:
    colleague.user_permissions.set(named("kill_article"))
    assert not delegation.may_manage(manager, colleague)


def test_manager_changes_a_journalist(signed_in: SignIn, manager: User, colleague: User) -> None:
    sent = form(colleague, first_name="عادل")
    assert signed_in(manager).post(f"{USERS}{colleague.pk}/change/", sent).status_code == 302


@pytest.mark.parametrize("chosen", [[], ["economy"], ["sport", "economy"]])
def test_somebody_bound_to_sections_gives_these_alone(
    signed_in: SignIn,
    manager: User,
    colleague: User,
    sport: Section,
    section: Section,
    chosen: list[str],
) -> None:
    manager.sections.add(sport)
    colleague.sections.add(sport)
    numbers = list(Section.objects.filter(slug__in=chosen).values_list("pk", flat=True))
    client = signed_in(User.objects.get(pk=manager.pk))
    page = client.post(f"{USERS}{colleague.pk}/change/", form(colleague, sections=numbers))
    assert "sections" in page.context["adminform"].form.errors
    assert list(colleague.sections.all()) == [sport]


def test_somebody_bound_to_sections_does_not_touch_who_works_elsewhere(
    manager: User, colleague: User, sport: Section
) -> None:
    manager.sections.add(sport)
    assert not delegation.may_manage(User.objects.get(pk=manager.pk), colleague)


def test_administrator_binds_somebody_to_sections_and_frees_them(
    signed_in: SignIn, administrator: User, editor: User, sport: Section
) -> None:
    client = signed_in(administrator)
    client.post(f"{USERS}{editor.pk}/change/", form(editor, sections=[sport.pk]))
    bound = list(editor.sections.all())
    client.post(f"{USERS}{editor.pk}/change/", form(editor))
    assert (bound, editor.sections.count()) == ([sport], 0)


def test_invitation_is_not_sent_again_by_somebody_who_could_not_have_sent_it(
    signed_in: SignIn, manager: User, administrator: User
) -> None:
    row: Any = Invitation(email="x@example.org", first_name="x", invited_by=administrator)
    row.renew(at=administrator.date_joined)
    row.save()
    row.groups.set(administrator.groups.all())
    sent = {"action": "send_again", "_selected_action": [row.pk]}
    page = signed_in(manager).post("/en/admin/invitations/invitation/", sent, follow=True)
    assert "are not yours to give" in page.content.decode()
    assert Invitation.objects.get().digest == row.digest
