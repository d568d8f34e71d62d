"""`manage.py relate`: rebuild the lists of related articles of the whole archive."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.base_command import TranslatedCommand
from articles.related.rebuild import is_needed, rebuild_lists


class Command(TranslatedCommand):
    """Rebuild the lists and print the progress; see `rebuild.rebuild_lists`."""

    description = gettext_lazy(
        "Make the lists of related articles anew, for every published article. Readers see "
        "the old ones until the new ones are there. It may be stopped and taken up again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--resume", action="store_true", help=_("leave the lists of the last day as they are")
        )
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help=_("do nothing when every published article has its list"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_needed"] and not is_needed():
            return
        written = rebuild_lists(
            self._print_progress, resume=options["resume"] or options["if_needed"]
        )
        self.stdout.write(
            ngettext(
                "One list of related articles was written.",
                "%(count)s lists of related articles were written.",
                written,
            )
            % {"count": written}
        )

    def _print_progress(self, language: str, done: int, total: int) -> None:
        self.stdout.write(f"{language}: {done}/{total}")
        self.stdout.flush()
