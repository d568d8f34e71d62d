"""`make bench`: on the newsroom's own database, in production mode."""

import os
from pathlib import Path

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
os.environ.setdefault("SECRET_KEY", "for-benchmarks-on-this-machine-only-" + "x" * 30)
os.environ.setdefault("HTTPS", "0")
os.environ.setdefault("LOG_LEVEL", "ERROR")


def main() -> None:
    """Prepare an empty database with the demo newsroom, then measure."""
    django.setup()
    from articles.models import Article
    from tests.bench import pages

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not Article.objects.exists():
        call_command("demo")
    archive = Path("../shared/data/articles.jsonl.gz")
    if archive.exists() and Article.objects.count() < 10_000:
        call_command("import_articles", str(archive))
    print(f"{Article.objects.count():,} articles")
    pages.run()


main()
