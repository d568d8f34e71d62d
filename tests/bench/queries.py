"""What compiled queries and remembered addresses save: whole pages with and without, in turns.

Both variants answer the same address one right after the other in this process, so that a busy
machine slows both; the gain is the median of their ratios. `articles.models.compiled` stays
only as long as it saves more than a tenth of a page.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from statistics import median
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from articles.models import Author, selectors, urls
from articles.models.compiled import CompiledQuery, Row
from tests.bench.pages import addresses

ROUNDS = int(os.environ.get("BENCH_ROUNDS") or 200)


@contextmanager
def plain_queries() -> Iterator[None]:
    """Build and compile every query whenever it runs, as querysets do."""
    compiled = CompiledQuery.rows

    def rows(query: CompiledQuery, *shape: Hashable, **parameters: Any) -> list[Row]:
        return compiled(CompiledQuery(query._build), *shape, **parameters)

    CompiledQuery.rows = rows  # type: ignore[method-assign] # what is measured
    try:
        yield
    finally:
        CompiledQuery.rows = compiled  # type: ignore[method-assign] # as it was


@contextmanager
def plain_addresses() -> Iterator[None]:
    """Reverse every address whenever it is asked for."""
    remembered = urls.localized_url
    urls.localized_url = remembered.__wrapped__  # type: ignore[assignment] # what is measured
    try:
        yield
    finally:
        urls.localized_url = remembered


def paths() -> dict[str, list[str]]:
    """The addresses to ask for, by the name of the page."""
    pages = {name: found for name, found in addresses().items() if name != "minimal"}
    authors = Author.objects.with_name_in("ar").filter(bylines__isnull=False).distinct()
    pages["author"] = [f"/authors/{author.slug}/" for author in authors.order_by("-pk")[:8]]
    newest = selectors.newest(language="ar", at=timezone.now(), limit=30)
    pages["search"] = [f"/search/?q={card.headline.split()[0]}" for card in newest[::4]]
    return pages | {"feed": ["/feed.xml"]}


def run() -> None:
    """Print milliseconds of each page, and what share of it each of the two saves."""
    handler, requests = WSGIHandler(), RequestFactory(headers={"host": "127.0.0.1"})

    def ask(path: str) -> float:
        request = requests.get(path)
        started = time.perf_counter()
        response = handler.get_response(request)
        taken = time.perf_counter() - started
        if response.status_code != 200:
            raise RuntimeError(f"{response.status_code} {path}")
        return taken * 1000

    pages = paths()
    print(f"Whole pages, {connection.vendor}, median of {ROUNDS} rounds in turns")
    for title, without in (("queries", plain_queries), ("addresses", plain_addresses)):
        print(f"  {'plain ' + title:20}{'as it is ms':>14}{'plain ms':>12}{'saved':>9}")
        for name, listed in pages.items():
            kept, plain = _measured(ask, listed, without)
            saved = 1 - median(one / other for one, other in zip(kept, plain, strict=True))
            print(f"  {name:20}{median(kept):14.2f}{median(plain):12.2f}{saved:9.1%}")


def _measured(
    ask: Callable[[str], float], paths: Sequence[str], without: Callable[[], Any]
) -> tuple[list[float], list[float]]:
    """Milliseconds of each round as it is and without, which take turns at going first."""
    kept, plain = [], []
    for path in paths:
        ask(path)
    gc.collect()
    for number in range(ROUNDS):
        path = paths[number % len(paths)]
        if number % 2:
            kept.append(ask(path))
        with without():
            plain.append(ask(path))
        if not number % 2:
            kept.append(ask(path))
    return kept, plain
