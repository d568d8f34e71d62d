"""Users: one table from the first migration, people of the newsroom only."""

from typing import Any, ClassVar, Final

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from newsroom.accounts.fields import MailField, UsernameKeyField
from newsroom.accounts.spelling import username_key

LONGEST_KEY: Final = 450
"""Characters; some letters of a username are three once they are lower case."""


class NewsroomUserManager(UserManager["User"]):
    """Accounts are made for people of the newsroom: they may open the desk."""

    def create_user(self, *args: Any, **kwargs: Any) -> "User":
        return super().create_user(*args, **{"is_staff": True} | kwargs)

    def spelled(self, username: str) -> "QuerySet[User]":
        """The accounts that have the username in some spelling, the very same one first."""
        exact = User.normalize_username(username)
        either = Q(username__iexact=exact) | Q(key=username_key(username))
        rank = Case(When(username=exact, then=0), When(key__isnull=False, then=1), default=2)
        return self.filter(either).order_by(rank, "pk")

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account of whoever signs in by this name; raises DoesNotExist. One query."""
        user = self.spelled(username or "").first()
        if user is None:
            raise self.model.DoesNotExist
        return user


class User(AbstractUser):
    """Somebody who works in the newsroom; readers have no account.

    Every account may open the desk (`is_staff`); what it may do there comes
    from its roles, which are groups (see `newsroom.accounts.roles`).
    """

    email = MailField(_("e-mail address"), blank=True)
    key = UsernameKeyField(max_length=LONGEST_KEY, unique=True, null=True, editable=False)
    is_staff = models.BooleanField(
        _("may open the desk"),
        default=True,
        help_text=_("Whether the person can sign in to the newsroom's screens."),
    )

    objects: ClassVar[NewsroomUserManager] = NewsroomUserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name() or self.username
