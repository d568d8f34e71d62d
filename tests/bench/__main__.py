"""`make bench`: on the newsroom's own database, in production mode.

BENCH_ARCHIVE may name an archive for `manage.py import_articles`, which is loaded once, so
that pages are measured among many articles.
"""

import os
from importlib import import_module

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
os.environ.setdefault("SECRET_KEY", "for-benchmarks-on-this-machine-only-" + "x" * 30)
os.environ.setdefault("HTTPS", "0")
os.environ.setdefault("LOG_LEVEL", "ERROR")


def main() -> None:
    """Prepare an empty database with the demo newsroom, then measure."""
    django.setup()
    # Models can be imported only now.
    articles = import_module("articles.models").Article.objects
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not articles.exists():
        call_command("demo")
    archive = os.environ.get("BENCH_ARCHIVE")
    if archive and articles.count() < 10_000:
        call_command("import_articles", archive)
    print(f"{articles.count():,} articles")
    import_module("tests.bench.pages").run()


main()
