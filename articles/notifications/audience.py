"""Whom something concerns: the people of an article, those who may review it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from articles.errors import Refused
from articles.models import Article
from articles.workflow import rules

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


def holders(codename: str) -> QuerySet[User]:
    """Active people at the desk who have the permission of `articles`, by a role or their own."""
    permission = {"content_type__app_label": "articles", "codename": codename}
    own = Q(**{f"user_permissions__{name}": value for name, value in permission.items()})
    of_role = {f"groups__permissions__{name}": value for name, value in permission.items()}
    people: Any = get_user_model().objects.filter(is_active=True, is_staff=True)
    found: QuerySet[User] = people.filter(Q(is_superuser=True) | own | Q(**of_role)).distinct()
    return found


def people_of(article: Article) -> set[int]:
    """The ids of who began the article and of those in its byline; one query."""
    people = set(article.contributors.values_list("pk", flat=True))
    return people | ({article.created_by_id} if article.created_by_id else set())


def reviewers(article: Article, *, at: datetime) -> set[int]:
    """The ids of those who may approve the article as it stands.

    A query for those with the permission, and one for each of them at most.
    """
    return {user.pk for user in holders("review_article") if _may_approve(user, article, at=at)}


def _may_approve(user: User, article: Article, *, at: datetime) -> bool:
    try:
        rules.check("approve", article, user, at=at)
    except Refused:
        return False
    return True
