"""Permissions of a user and of the user's groups, read together."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission

from newsroom.accounts.models import User

pytestmark = pytest.mark.django_db


def permission(codename: str) -> Permission:
    return Permission.objects.get(codename=codename, content_type__app_label="articles")


@pytest.fixture
def user() -> User:
    """Somebody with a permission of their own, and another of each of two groups."""
    user = User.objects.create_user("noor", password="secret-for-tests")
    user.user_permissions.add(permission("add_tag"))
    for name in ("view_article", "change_article"):
        group = Group.objects.create(name=name)
        group.permissions.add(permission(name))
        user.groups.add(group)
    return User.objects.get(pk=user.pk)


def test_permissions_of_user_and_groups_cost_one_query(
    user: User, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        found = user.get_all_permissions()
    assert found == {"articles.add_tag", "articles.view_article", "articles.change_article"}


def test_missing_permission_costs_no_more(user: User, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert not user.has_perm("articles.delete_tag")
        assert user.has_perm("articles.view_article")


def test_superuser_has_every_permission() -> None:
    user = User.objects.create_superuser("sara", password="secret-for-tests")
    assert len(user.get_all_permissions()) == Permission.objects.count()


def test_user_who_was_locked_out_may_do_nothing(user: User) -> None:
    user.is_active = False
    assert user.get_all_permissions() == set()
