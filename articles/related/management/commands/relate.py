"""`manage.py relate`: make the lists of related articles anew, for the whole archive."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.related.bulk import relate_all


class Command(BaseCommand):
    help = "Make the lists of related articles anew, for every published article."

    def handle(self, *args: Any, **options: Any) -> None:
        def tell(language: str, done: int, total: int) -> None:
            self.stdout.write(f"\r{language}: {done}/{total}", ending="")
            self.stdout.flush()

        written = relate_all(tell)
        self.stdout.write(f"\rRelated lists written: {written}")
