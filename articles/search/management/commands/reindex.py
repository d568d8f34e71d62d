"""`manage.py reindex`: rebuild the search index while it is in use."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.search import rebuild
from articles.search.indexing import BATCH


class Command(BaseCommand):
    """Rebuild the index and print the progress; see `rebuild.rebuild_index`."""

    help = (
        "Rebuild the search index of all articles while it is in use. It may be interrupted at "
        "any moment; the next run resumes it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-needed", action="store_true", help="only if the index is not of this version"
        )
        parser.add_argument(
            "--anew", action="store_true", help="start again, even if a rebuild was interrupted"
        )
        parser.add_argument(
            "--batch", type=int, default=BATCH, help=f"articles in one transaction ({BATCH})"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_needed"] and not rebuild.is_needed():
            return
        started = time.monotonic()

        def print_progress(done: int, total: int) -> None:
            rate = done / (time.monotonic() - started)
            self.stdout.write(f"\r{done}/{total} · {rate:.0f}/s", ending="")
            self.stdout.flush()

        done = rebuild.rebuild_index(
            print_progress, restart=options["anew"], batch_size=max(1, options["batch"])
        )
        seconds = time.monotonic() - started
        self.stdout.write(f"\r{done} articles indexed in {seconds:.1f} s")
