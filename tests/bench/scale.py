"""How search and related articles bear a growing archive of made-up articles.

Each size has a database of its own, filled once and kept. The fill is measured
by the time of the processor, everything else by the clock, warm.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles.models import Article
from articles.related import engine as related
from articles.related import rebuild as related_rebuild
from articles.search import engine
from articles.search import rebuild as search_rebuild
from tests.bench import filling
from tests.bench.generator import Generator
from tests.bench.vocabulary import FUNCTION_WORDS, Vocabulary, misspelled

SIZES: Final = {"sqlite": "16356,1000000", "postgresql": "16356,200000"}
QUERIES: Final = 200
PUBLICATIONS: Final = 60

LISTS: Final = 200
"""The newest articles that have related lists before others are published."""

type Figures = dict[str, float]


class Taken(NamedTuple):
    """Milliseconds of one piece of work, by the clock and of the processor."""

    clock: float
    processor: float


def run() -> None:
    """Measure every size of BENCH_SIZES in a process of its own, and print them side by side."""
    sizes = os.environ.get("BENCH_SIZES") or SIZES[connection.vendor]
    measured = [_measured_apart(int(size)) for size in sizes.split(",")]
    print(f"Search and related articles by size of the archive, {connection.vendor}")
    print(f"  {'articles':46}" + "".join(f"{int(size):12,}" for size in sizes.split(",")))
    for name in dict.fromkeys(name for figures in measured for name in figures):
        values = [figures.get(name, 0.0) for figures in measured]
        ratio = f"{values[-1] / values[0]:8.2f}" if values[0] and len(values) > 1 else ""
        print(f"  {name:46}" + "".join(f"{value:12,.1f}" for value in values) + ratio)


def _measured_apart(size: int) -> Figures:
    home = Path(settings.DATA_DIR) / f"bench-{size}"
    home.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"DATA_DIR": str(home)}
    if connection.vendor == "postgresql":
        environment["DATABASE_URL"] = _database_of_its_own(f"bench_{size}")
    command = [sys.executable, "-m", "tests.bench", "scale-one", str(size)]
    subprocess.run(command, env=environment, check=True)
    return _noted(home)


def _database_of_its_own(name: str) -> str:
    """The address of the database in the cluster of DATABASE_URL, made if it is not there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            cursor.execute(f"CREATE DATABASE {name}")
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _noted(home: Path) -> Figures:
    """What was measured there before; what is done only once is measured only once."""
    notes = home / f"figures-{connection.vendor}.json"
    figures: Figures = json.loads(notes.read_text()) if notes.exists() else {}
    return figures


def run_one(size: int) -> None:
    """Fill the database unless it is full; measure; leave the figures in DATA_DIR."""
    home = Path(settings.DATA_DIR)
    figures = _noted(home)
    vocabulary = Vocabulary()
    stages: list[Callable[[], Figures]] = [
        lambda: _fill(vocabulary, size),
        _index,
        lambda: _search(vocabulary),
        _relate,
        _disk,
    ]
    call_command("migrate", verbosity=0)
    for stage in stages:
        figures |= stage()
        (home / f"figures-{connection.vendor}.json").write_text(json.dumps(figures))


def _fill(vocabulary: Vocabulary, size: int) -> Figures:
    there = Article.objects.filter(source=filling.SOURCE).count()
    if there == size:
        return {}
    if there:
        raise RuntimeError(f"A fill was stopped at {there:,} articles: remove the database.")
    now = timezone.now()
    started = time.perf_counter()
    filling.fill(Generator(vocabulary, articles=size, until=now - timedelta(days=1)), at=now)
    return {"fill, articles a second": size / (time.perf_counter() - started)}


def _index() -> Figures:
    """How fast the whole index is made; nothing when it is there."""
    if not search_rebuild.is_needed():
        return {}
    marks = [(0, time.process_time(), _memory())]

    def note(done: int, _total: int) -> None:
        marks.append((done, time.process_time(), _memory()))

    started, before = time.perf_counter(), time.process_time()
    done = search_rebuild.rebuild_index(note)
    seconds, clock = time.process_time() - before, time.perf_counter() - started
    tenth = len(marks) // 10
    first, last = marks[: tenth + 2], marks[-tenth - 2 :]
    return {
        "index, articles a processor second": done / seconds,
        "index, of the first tenth": _rate(first),
        "index, of the last tenth": _rate(last),
        "index, minutes by the clock": clock / 60,
        "index, peak MB in the first quarter": max(m for _n, _t, m in marks[: len(marks) // 4 + 1]),
        "index, peak MB": max(m for _n, _t, m in marks),
    }


def _memory() -> float:
    """Megabytes of memory of the process's own; mapped files, which SQLite uses, do not count."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(line for line in status.read_text().splitlines() if line.startswith("RssAnon"))
    return int(line.split()[1]) / 1024


def _rate(marks: list[tuple[int, float, float]]) -> float:
    (first, started, _), *_between, (last, ended, _) = marks
    return (last - first) / (ended - started)


def queries(vocabulary: Vocabulary, count: int, *, seed: int = 3) -> Iterator[tuple[str, str]]:
    """(kind, query): one to three words in proportion to use, every tenth a phrase or mistyped."""
    random = Random(seed)
    subjects = [word for word in vocabulary.pool if word not in FUNCTION_WORDS]
    newest = Article.objects.order_by("-pk").values_list("headline_ar", flat=True)[:count]
    headlines = list(newest)
    for number in range(count):
        words = random.choices(subjects, k=random.randint(1, 3))
        if number % 10 == 0:
            yield "mistyped", " ".join([misspelled(words[0], random), *words[1:]])
        elif number % 10 == 5:
            start = random.randrange(4)
            yield "phrase", '"{}"'.format(" ".join(headlines[number].split()[start : start + 2]))
        else:
            yield f"{len(words)} words", " ".join(words)


def _search(vocabulary: Vocabulary) -> Figures:
    asked = list(queries(vocabulary, QUERIES))
    at = timezone.now()
    for _kind, query in asked:
        engine.search(query, language="ar", at=at)
    times = [
        (kind, _milliseconds(lambda query=query: engine.search(query, language="ar", at=at)))
        for kind, query in asked
    ]
    figures = _spread("search", [taken for _kind, taken in times])
    for kind in sorted({kind for kind, _taken in times}):
        figures |= _spread(f"search ({kind})", [taken for one, taken in times if one == kind])
    return figures


def _relate() -> Figures:
    """Related lists of articles as they are published; those of the archive are made before.

    Only the newest of the archive have lists: what a publication reads of the
    others is what they are about, not their lists.
    """
    related_rebuild._build_profiles("ar", timezone.now(), resume=True)
    newest = Article.objects.filter(source=filling.SOURCE).order_by("-pk")
    published = list(newest.values_list("pk", flat=True)[: PUBLICATIONS + LISTS])
    for pk in reversed(published[PUBLICATIONS:]):
        related.recompute(pk)
    times = [_milliseconds(lambda pk=pk: related.recompute(pk)) for pk in published[:PUBLICATIONS]]
    return _spread("related lists of a publication", times)


def _milliseconds(work: Callable[[], Any]) -> Taken:
    started, used = time.perf_counter(), time.thread_time()
    work()
    return Taken((time.perf_counter() - started) * 1000, (time.thread_time() - used) * 1000)


def _spread(name: str, times: list[Taken]) -> Figures:
    """Median and 95th percentile; SQLite works in our own thread, so its processor time tells."""
    measured = {"ms": [taken.clock for taken in times]}
    if connection.vendor == "sqlite":
        measured["processor ms"] = [taken.processor for taken in times]
    figures: Figures = {}
    for unit, values in measured.items():
        cuts = quantiles(values, n=20, method="inclusive")
        figures |= {f"{name}, {unit}, p50": cuts[9], f"{name}, {unit}, p95": cuts[18]}
    return figures


def _disk() -> Figures:
    if connection.vendor == "sqlite":
        files = Path(settings.DATA_DIR).glob("*.sqlite3*")
        return {"on disk, MB": sum(file.stat().st_size for file in files) / 1e6}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return {"on disk, MB": cursor.fetchone()[0] / 1e6}
