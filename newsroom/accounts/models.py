"""The custom user model: staff of the newsroom only."""

from typing import Any, ClassVar, Final

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Case, F, Q, QuerySet, When
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.arabic.normalize import clean_line
from newsroom.accounts.fields import MailField, UsernameKeyField
from newsroom.accounts.normalization import username_key

MAX_KEY_LENGTH: Final = 450
"""Characters; some letters of a username are three once they are lower case."""
_SESSION_SALT: Final = "newsroom.accounts.models.User.session"


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

    def named(self, name: str) -> "User | None":
        """The account whose username, in any spelling, or else e-mail address this is; one query.

        An address that several people share is nobody's name.
        """
        text = clean_line(name)
        exact = User.normalize_username(name)
        is_username = Q(username__iexact=exact) | Q(key=username_key(name))
        is_address = Q(email__iexact=text, is_active=True) if "@" in text else Q(pk__in=())
        rank = Case(
            When(username=exact, then=0),
            When(is_username & Q(key__isnull=False), then=1),
            When(is_username, then=2),
            default=3,
        )
        rows = self.filter(is_username | is_address).annotate(rank=rank).order_by("rank", "pk")
        found: Any = list(rows[:2])
        is_shared = len(found) > 1 and found[0].rank == 3
        return None if not found or is_shared else found[0]

    def reachable_by(self, name: str) -> "list[User]":
        """Active people with an address to mail to, whose name or address this is; one query.

        Of several who share the address, all of them.
        """
        either = Q(username__iexact=User.normalize_username(name)) | Q(key=username_key(name))
        address = clean_line(name)
        if "@" in address:
            either |= Q(email__iexact=address)
        return list(self.filter(either, is_active=True).exclude(email="").order_by("pk"))


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

    sections = models.ManyToManyField(
        "articles.Section",
        through="SectionLimit",
        blank=True,
        related_name="bound_people",
        verbose_name=_("sections"),
        help_text=_(
            "With sections chosen, the person reviews, publishes and edits other people's articles "
            "in these alone. Without any, in all of them."
        ),
    )
    session_number = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[NewsroomUserManager] = NewsroomUserManager()

    class Meta:
        verbose_name = pgettext_lazy("one row at the desk", "user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def end_sessions(self) -> None:
        """Sign the person out everywhere, at the next request of each session; two queries."""
        User.objects.filter(pk=self.pk).update(session_number=F("session_number") + 1)
        self.refresh_from_db(fields=["session_number"])

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # A session lives as long as the password and the rights with which it began. The roles
        # are counted in `session_number` (see `listeners`), so no request has to read them.
        parts = (self.password, self.session_number, self.is_staff, self.is_superuser)
        text = " ".join(map(str, parts))
        return salted_hmac(_SESSION_SALT, text, secret=secret, algorithm="sha256").hexdigest()


class SectionLimit(models.Model):
    """That a person's rights over other people's articles hold in this section.

    Whoever has none of these has the rights of their roles in every section. A section that
    somebody is bound to is not deleted: without their last one they would be bound no more.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    section = models.ForeignKey(
        "articles.Section", on_delete=models.PROTECT, related_name="+", verbose_name=_("section")
    )

    class Meta:
        verbose_name = _("section of a person")
        verbose_name_plural = _("sections of people")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "section"], name="section_limit_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.section}"


class AttemptCount(models.Model):
    """Wrong attempts under a name, from an address, or of both together; see `throttling`.

    Name and address are keyed hashes, and "" where the row counts any of them. `refused` are those
    that were not looked at during the wait.
    """

    name = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    waits_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("count of attempts")
        verbose_name_plural = _("counts of attempts")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["name", "address"], name="attempt_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.count}"
