"""Users: one table from the first migration, people of the newsroom only."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class NewsroomUserManager(UserManager["User"]):
    """Accounts are made for people of the newsroom: they may open the desk."""

    def create_user(self, *args: Any, **kwargs: Any) -> "User":
        return super().create_user(*args, **{"is_staff": True} | kwargs)


class User(AbstractUser):
    """Somebody who works in the newsroom; readers have no account.

    Every account may open the desk (`is_staff`); what it may do there comes
    from its roles, which are groups (see `newsroom.accounts.roles`).
    """

    email = models.EmailField(_("e-mail address"), blank=True)
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
