"""`manage.py reindex`: make the search index anew while it is in use."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.search import making
from articles.search.indexing import BATCH


class Command(BaseCommand):
    help = (
        "Make the search index of all articles anew, without a gap. Stop it at any moment and "
        "start it again: it goes on where it was."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-needed", action="store_true", help="only if the index is not of this version"
        )
        parser.add_argument(
            "--anew", action="store_true", help="from the first article, even if one was stopped"
        )
        parser.add_argument(
            "--batch", type=int, default=BATCH, help=f"articles in one transaction ({BATCH})"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_needed"] and not making.is_needed():
            return
        started = time.monotonic()

        def tell(done: int, total: int) -> None:
            rate = done / (time.monotonic() - started)
            self.stdout.write(f"\r{done}/{total} · {rate:.0f}/s", ending="")
            self.stdout.flush()

        done = making.make(tell, anew=options["anew"], batch_size=max(1, options["batch"]))
        seconds = time.monotonic() - started
        self.stdout.write(f"\r{done} articles indexed in {seconds:.1f} s")
