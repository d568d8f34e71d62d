"""`manage.py audit`: verify the audit log, or delete what is older than it is kept."""

import re
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.base_command import TranslatedCommand
from newsroom.audit import chain, retention, verification
from newsroom.audit.chain import Head

_HEAD = re.compile(r"(\d{1,18}):([0-9a-f]{64})")


class Command(TranslatedCommand):
    """Without an option it prints the head of the chain."""

    description = gettext_lazy(
        "Verify the audit log against its chain of hashes, or delete what is older than "
        "AUDIT_KEEP_DAYS. Prints the head of the chain, which is worth writing down elsewhere."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--verify",
            action="store_true",
            help=_("read every row, name the first that was changed and end with 1 for it"),
        )
        parser.add_argument(
            "--head",
            metavar="POSITION:HASH",
            help=_("a head that was written down, which the chain must contain (with --verify)"),
        )
        parser.add_argument(
            "--prune", action="store_true", help=_("delete what is older than AUDIT_KEEP_DAYS")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        known = _parsed_head(options["head"])
        if options["prune"]:
            self._prune()
        if options["verify"]:
            fault = verification.first_fault(at=timezone.now(), known=known)
            if fault:
                raise CommandError(fault)
            self.stdout.write(_("The audit log is as it was written."))
        self.stdout.write(_("Head of the audit log: %(head)s") % {"head": chain.head()})

    def _prune(self) -> None:
        if not settings.AUDIT_KEEP_DAYS:
            raise CommandError(_("AUDIT_KEEP_DAYS is 0: the log is kept for ever."))
        count = retention.prune(at=timezone.now())
        self.stdout.write(
            ngettext("One entry was deleted.", "%(count)s entries were deleted.", count)
            % {"count": count}
        )


def _parsed_head(text: str | None) -> Head | None:
    if not text:
        return None
    found = _HEAD.fullmatch(text.strip())
    if found is None:
        raise CommandError(_("A head is a position, a colon and 64 hexadecimal digits."))
    return Head(int(found[1]), found[2])
