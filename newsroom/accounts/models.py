"""The custom user model: staff of the newsroom only."""

from typing import Any, ClassVar, Final

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from newsroom.accounts.fields import MailField, UsernameKeyField
from newsroom.accounts.normalization import username_key

MAX_KEY_LENGTH: Final = 450
"""Characters; some letters of a username are three once they are lower case."""


class NewsroomUserManager(UserManager["User"]):
    """New accounts are staff; lookup by username accepts spelling variants."""

    def create_user(self, *args: Any, **kwargs: Any) -> "User":
        return super().create_user(*args, **{"is_staff": True} | kwargs)

    def spelled(self, username: str) -> "QuerySet[User]":
        """The accounts with the username in any spelling, the exact one first."""
        exact = User.normalize_username(username)
        either = Q(username__iexact=exact) | Q(key=username_key(username))
        rank = Case(When(username=exact, then=0), When(key__isnull=False, then=1), default=2)
        return self.filter(either).order_by(rank, "pk")

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account for a login with this username; raises DoesNotExist. One query."""
        user = self.spelled(username or "").first()
        if user is None:
            raise self.model.DoesNotExist
        return user


class User(AbstractUser):
    """A member of the newsroom's staff; readers have no accounts.

    Every account is `is_staff`; permissions come from its roles, which are groups (see
    `newsroom.accounts.roles`).
    """

    email = MailField(_("e-mail address"), blank=True)
    key = UsernameKeyField(max_length=MAX_KEY_LENGTH, unique=True, null=True, editable=False)
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
