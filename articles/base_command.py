"""The base class of the management commands."""

from typing import Any

from django.core.management.base import BaseCommand


class TranslatedCommand(BaseCommand):
    """A command whose help is translated into the language of the terminal.

    Django keeps `help` as it is when the class is made, and its parser takes no lazy text.
    """

    description: Any = ""
    """A lazy translation; stands where other commands have `help`."""

    @property
    def help(self) -> str:  # type: ignore[override]  # read when the parser is made
        return str(self.description)
