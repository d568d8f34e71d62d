"""How fast readers' pages are beside a minimal view under the same gunicorn, uncached.

Every figure is a ratio of two measurements of one run, taken in turns, so that
a busy machine slows both.
"""

from __future__ import annotations

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from articles.conf import values
from articles.models import Section, TaggedArticle, selectors
from tests.bench.load import requests_per_second

ROUNDS = 5


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def gunicorn() -> Iterator[int]:
    """The site under gunicorn with one worker on a free port, ended with the block."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "newsroom.wsgi:application"]
    options = ["--config", "deploy/gunicorn.py", "--workers", "1", "--threads", "4"]
    bind = ["--bind", f"127.0.0.1:{port}", "--log-level", "error"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
    server = subprocess.Popen([*command, *options, *bind], env=environment)
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(port: int) -> None:
    for _attempt in range(100):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("The server did not start.")


def addresses() -> dict[str, list[str]]:
    """The pages to ask for, by name; thirty different articles, the fullest tags and sections."""
    now = timezone.now()
    newest = selectors.newest(language="ar", at=now, limit=30)
    sections = Section.objects.with_name_in("ar").in_order()[:8]
    counts: dict[str, int] = {}
    for slug in TaggedArticle.objects.values_list("tag__slug_ar", flat=True):
        counts[slug] = counts.get(slug, 0) + 1
    tags = sorted(counts, key=counts.__getitem__, reverse=True)[:8]
    pages = {
        "minimal": [f"/minimal/{section.pk}/" for section in sections],
        "article": [card.url for card in newest],
        "home": ["/"],
        "section": [f"/sections/{section.slug}/" for section in sections],
        "tag": [f"/tags/{slug}/" for slug in tags],
    }
    return {name: paths for name, paths in pages.items() if paths}


def deep_list() -> tuple[str, str] | None:
    """The first and the hundredth page of the fullest section; None when none is that long."""
    now = timezone.now()
    offset = 99 * values.PAGE_SIZE
    for section in Section.objects.with_name_in("ar").in_order():
        if selectors.listing("section", section.pk, language="ar", at=now, limit=1, offset=offset):
            path = f"/sections/{section.slug}/"
            return path, f"{path}?page=100"
    return None


def run() -> None:
    """Print requests a second and ratios, the median of five rounds taken in turns."""
    pages = addresses()
    deep = deep_list()
    if deep:
        pages |= {"list page 1": [deep[0]], "list page 100": [deep[1]]}
    rates: dict[str, list[float]] = {name: [] for name in pages}
    with gunicorn() as port:
        for paths in pages.values():
            requests_per_second(port, paths, requests=60)
        for _round in range(ROUNDS):
            for name, paths in pages.items():
                rates[name].append(requests_per_second(port, paths))
    print("Readers' pages beside a minimal view (one gunicorn worker, uncached, median of 5)")
    for name, measured in rates.items():
        ratio = statistics.median(
            rate / base for rate, base in zip(measured, rates["minimal"], strict=True)
        )
        print(f"  {name:14} {statistics.median(measured):8.0f} requests/s   {ratio:5.2f}")
    if deep:
        cost = statistics.median(
            first / far
            for first, far in zip(rates["list page 1"], rates["list page 100"], strict=True)
        )
        print(f"  page 100 of a list costs {cost:.2f} times page 1")
