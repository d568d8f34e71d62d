"""What the commands of the app have in common."""

from typing import Any

from django.core.management.base import BaseCommand


class DescribedCommand(BaseCommand):
    """A command whose description is said in the language of the terminal.

    Django keeps `help` as it is when the class is made, and its parser takes no lazy text.
    """

    description: Any = ""
    """Lazy."""

    @property
    def help(self) -> str:  # type: ignore[override]  # read when the parser is made
        return str(self.description)
