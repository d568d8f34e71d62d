"""`make bench`: how fast pages are, and how search and related articles bear a large archive.

`python -m tests.bench pages` measures readers' pages on the newsroom's own database, in
production mode. BENCH_ARCHIVE may name an archive for `manage.py import_articles`, which is
loaded once, so that pages are measured among many articles.

`python -m tests.bench scale` measures search and related articles among BENCH_SIZES made-up
articles, each size in a database of its own.

`python -m tests.bench queries` measures on the same database how much of a page compiled queries
and remembered addresses save (BENCH_ROUNDS rounds in turns).

`python -m tests.bench texts` measures the work on texts: words analysed beside Snowball's stemmer,
growth with long texts, sanitising, the parts of a page. Without a word all three are measured.

`python -m tests.bench contention` lets twelve people work on the same articles for a minute
(BENCH_SECONDS) and counts errors and lost saves.

`python -m tests.bench typing` types in a text of 3,000 words, and counts the tasks over 50 ms.

`python -m tests.bench desk` counts the queries of the desk's pages as an editor, a chief editor
and an administrator, and compares their times in a small archive and in one of 16,356 articles
with 200,000 entries of the audit log (BENCH_ROUNDS rounds in turns, each in a database of its own).

`make evaluate` is `python -m tests.bench evaluate`: how well search and related lists agree
with what people labelled in EVALUATION, a folder of theirs.
"""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

LABELS = {"evaluate_search": "search_dev.jsonl", "evaluate_related": "related_dev.jsonl"}
"""The commands that compare, and the files of labels they read."""
SHARED_DATA = os.environ.get("SHARED_DATA", "../shared/data")
"""Where the archive and the labels lie when EVALUATION does not say."""
ABSENT_WORDS = Path(__file__).parent.parent / "data" / "absent_words.txt"
"""Words that should find nothing."""
EVERYDAY_QUERIES = ABSENT_WORDS.with_name("everyday_queries.txt")
"""Queries that should find nothing else than their words."""
SLIPS = 100
"""Words to mistype for each kind of slip and each first letter."""
PAIRS = 100
"""Pairs of spellings to compare of each kind."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
os.environ.setdefault("SECRET_KEY", "for-benchmarks-on-this-machine-only-" + "x" * 30)
os.environ.setdefault("HTTPS", "0")
os.environ.setdefault("LOG_LEVEL", "ERROR")
os.environ.setdefault("SECOND_FACTOR_ROLES", "")


def main(arguments: Sequence[str]) -> None:
    """Measure what is asked for: texts, pages, scale, all, or agreement with labels."""
    if arguments == ["evaluate"]:
        os.environ["DATA_DIR"] = str(Path(os.environ.get("DATA_DIR") or "data") / "evaluation")
    django.setup()
    # Models can be imported only now.
    match arguments:
        case [("scale-one" | "desk-one") as name, *sizes]:
            import_module(f"tests.bench.{name[:-4]}").run_one(*map(int, sizes))
        case [("scale" | "texts" | "contention" | "desk") as name]:
            import_module(f"tests.bench.{name}").run()
        case ["typing"]:
            import_module("tests.bench.typing_in_a_browser").run()
        case ["evaluate"]:
            _evaluate(Path(os.environ.get("EVALUATION") or SHARED_DATA))
        case [("pages" | "queries") as name]:
            _pages(name)
        case []:
            import_module("tests.bench.texts").run()
            _pages("pages")
            import_module("tests.bench.scale").run()
        case _:
            names = "texts | pages | queries | scale | desk | contention | typing | evaluate"
            sys.exit(f"Usage: python -m tests.bench [{names}]")


def _pages(name: str) -> None:
    """Prepare an empty database with the demo newsroom, then measure."""
    articles = import_module("articles.models").Article.objects
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not articles.exists():
        call_command("demo")
    archive = os.environ.get("BENCH_ARCHIVE")
    if archive and articles.count() < 10_000:
        call_command("import_articles", archive)
    print(f"{articles.count():,} articles")
    import_module(f"tests.bench.{name}").run()


def _evaluate(folder: Path) -> None:
    """Import the labelled archive once, bring what is derived up to date, and compare."""
    files = [folder / name for name in ("articles.jsonl.gz", *LABELS.values())]
    missing = [file.name for file in files if not file.is_file()]
    if missing:
        print(f"Nothing to evaluate: {folder} lacks {', '.join(missing)}; set EVALUATION.")
        return
    call_command("migrate", verbosity=0)
    if not import_module("articles.models").Article.objects.exists():
        call_command("import_articles", files[0], no_relate=True)
    call_command("reindex", if_needed=True)
    call_command("relate")
    for command, name in LABELS.items():
        options: dict[str, Any] = {}
        if command == "evaluate_search":
            options = {"absent": ABSENT_WORDS, "everyday": EVERYDAY_QUERIES}
            options |= {"slips": SLIPS, "pairs": PAIRS}
        call_command(command, folder / name, **options)


main(sys.argv[1:])
