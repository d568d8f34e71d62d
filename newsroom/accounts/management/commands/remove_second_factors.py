"""Takes somebody's second factors away, where no administrator can do it at the desk."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.base_command import TranslatedCommand
from newsroom.accounts import second_factor
from newsroom.accounts.models import User


class Command(TranslatedCommand):
    """The person signs in by password alone, and sets up new factors if a role needs them."""

    description = gettext_lazy(
        "Takes the second factors of an account away, and ends its sessions."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help=_("username or e-mail address"))

    def handle(self, *_args: Any, **options: Any) -> None:
        user = User.objects.named(options["username"])
        if user is None:
            raise CommandError(_("There is no such account."))
        second_factor.remove_all(user)
        user.end_sessions()
        done = _("%(name)s signs in by password alone.") % {"name": user.username}
        self.stdout.write(done)
