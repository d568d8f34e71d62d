"""How the desk bears a large archive: queries of each page, and its time beside a small one's.

Each archive stands in a database and a process of its own. The pages are asked for in turns, so
that a busy machine slows both, and the time is the processor's: with that of PostgreSQL, which
works in a process of its own on the same machine (Linux).
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Section
from articles.search import rebuild as search_rebuild
from newsroom.accounts.models import User
from tests.bench import filling
from tests.bench.desk_filling import ROLES, fill_around
from tests.bench.generator import Generator
from tests.bench.scale import _database_of_its_own
from tests.bench.vocabulary import FUNCTION_WORDS, Vocabulary

ARCHIVES: Final = ((1_000, 2_000), (16_356, 200_000))
"""Articles, and entries of the audit log."""
ROUNDS: Final = int(os.environ.get("BENCH_ROUNDS") or 25)
MOST_QUERIES: Final = 12
MOST_GROWTH: Final = 1.3
_LINES: Final = 1_000
"""Lines of the log that are read of its file."""


class Page(NamedTuple):
    """A page of the desk: who opens it, and its address; a form is sent there if `is_posted`."""

    who: str
    path: str
    is_posted: bool = False


def run() -> None:
    """Print queries, milliseconds of both archives and their ratio for each page."""
    with ExitStack() as ending:
        servers = [ending.enter_context(_served(*archive)) for archive in ARCHIVES]
        names = list(_asked(servers[0], "names"))
        queries = {
            name: max(_asked(server, f"queries {name}") for server in servers) for name in names
        }
        rounds = [_round(servers, names, number) for number in range(ROUNDS)]
    print(f"The desk, {connection.vendor}, processor ms, median of {ROUNDS} rounds in turns")
    print(f"  {'':34}{'queries':>9}" + "".join(f"{size:>10,}" for size, _log in ARCHIVES))
    for name in names:
        print(_line(name, queries[name], [each[name] for each in rounds]))


def _round(servers: list[Any], names: list[str], number: int) -> dict[str, list[float]]:
    """The milliseconds of each page in both archives, which take turns at going first."""
    step = 1 if number % 2 else -1
    return {
        name: [_asked(server, f"time {name}") for server in servers[::step]][::step]
        for name in names
    }


def _line(name: str, queries: int, times: list[list[float]]) -> str:
    small, large = (median(each) for each in zip(*times, strict=True))
    growth = median(two / one for one, two in times)
    faults = [f"> {MOST_QUERIES} queries"] if queries > MOST_QUERIES else []
    faults += [f"> {MOST_GROWTH}"] if growth > MOST_GROWTH else []
    return f"  {name:34}{queries:9}{small:10.1f}{large:10.1f}{growth:8.2f}  {' '.join(faults)}"


@contextmanager
def _served(articles: int, entries: int) -> Iterator[Any]:
    """A process that holds such an archive and answers; it ends with the block."""
    home = Path(settings.DATA_DIR) / f"bench-desk-{articles}"
    home.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"DATA_DIR": str(home)}
    if connection.vendor == "postgresql":
        environment["DATABASE_URL"] = _database_of_its_own(f"bench_desk_{articles}")
    command = [sys.executable, "-m", "tests.bench", "desk-one", str(articles), str(entries)]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment, **pipes) as server:
        try:
            yield server
        finally:
            server.stdin.close()


def _asked(server: Any, what: str) -> Any:
    server.stdin.write(f"{what}\n")
    server.stdin.flush()
    return json.loads(server.stdout.readline())


def run_one(articles: int, entries: int) -> None:
    """Fill the database unless it is full, then answer what `run` asks, a line of JSON each."""
    _fill(articles, entries)
    clients = {role: _client(role) for role in ROLES}
    listed = pages(articles)
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        what, _space, name = line.strip().partition(" ")
        answer: Any = list(listed)
        if what == "queries":
            answer = _queries(lambda page=listed[name]: _open(clients, page))
        elif what == "time":
            answer = _milliseconds(lambda page=listed[name]: _open(clients, page))
        print(json.dumps(answer), flush=True)


def _fill(articles: int, entries: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not Article.objects.filter(source=filling.SOURCE).exists():
        now = timezone.now()
        until = now - timedelta(hours=1)
        made = Generator(Vocabulary(), articles=articles, tags=articles * 2 // 5, until=until)
        with transaction.atomic():
            filling.fill(made, at=now)
            fill_around(articles, entries, at=now)
    if search_rebuild.is_needed():
        search_rebuild.rebuild_index()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _client(role: str) -> Client:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(
        User.objects.get(username=role), "newsroom.accounts.backends.PermissionBackend"
    )
    return client


def pages(newest: int) -> dict[str, Page]:
    """What is measured, by name; `newest` is the article with many versions."""
    listed, log = "/admin/articles/article/", "/admin/audit/entry/"
    planning, calendar = "/admin/planning/", "/admin/planning/assignment/calendar/?view="
    section = Section.objects.order_by("pk")[0].pk
    word = FUNCTION_WORDS[-1]
    versions = list(Article.objects.get(pk=newest).revisions.order_by("pk").values_list("pk"))
    compared = f"?old={versions[0][0]}&new={versions[-1][0]}"
    addresses = {
        "articles": listed,
        "articles, of a section": f"{listed}?section={section}",
        "articles, a saved filter": f"{listed}?standing=live&section={section}",
        "articles, live": f"{listed}?standing=live",
        "articles, drafts": f"{listed}?standing=draft",
        "articles, with changes": f"{listed}?standing=changed",
        "articles, mine": f"{listed}?mine=1",
        "articles, searched": f"{listed}?q={word}",
        "articles, far page": f"{listed}?p=10",
        "calendar, day": f"{calendar}day",
        "calendar, week": f"{calendar}week",
        "calendar, month": f"{calendar}month",
        "calendar, of a section": f"{calendar}month&section={section}",
        "notifications": f"{listed}notifications/",
        "notifications, all": f"{listed}notifications/?all=1",
        "tags": "/admin/articles/tag/",
        "assignments": f"{planning}assignment/",
        "assignments, done": f"{planning}assignment/?standing=done",
        "events": f"{planning}event/",
        "history of 200 versions": f"{listed}{newest}/history/",
        "comparison": f"{listed}{newest}/compare/{compared}",
        "broadcast statuses": "/admin/articles_broadcast/broadcaststatus/",
        "announcements": "/admin/articles/announcement/",
        "searches without result": "/admin/articles_search/zeroresultquery/",
    }
    found = {f"first page, {role}": Page(role, "/admin/") for role in ROLES}
    found |= {name: Page("chief", path) for name, path in addresses.items()}
    found["scheduling"] = Page("chief", f"{listed}{newest - 2}/do/schedule/")
    found["public corrections"] = Page("chief", "/corrections/")
    return found | _of_administrators(log)


def _of_administrators(log: str) -> dict[str, Page]:
    addresses = {
        "people": "/admin/accounts/user/",
        "tags that may be one": "/admin/articles/tag/similar/",
        "merges of tags": "/admin/articles/tag/merges/",
        "log": log,
        "log, of an action": f"{log}?action=publish",
        "log, three filters": f"{log}?action=change&kind=articles.article&from=2020-01-01",
        "log, of a person": f"{log}?person=chief",
        "log, searched": f"{log}?q=عنوان+19",
        "log, far page": f"{log}?p=20",
        "transitions": "/admin/articles/transition/",
    }
    found = {name: Page("admin", path) for name, path in addresses.items()}
    return found | {f"log, {_LINES} lines as CSV": Page("admin", f"{log}export/", is_posted=True)}


def _open(clients: dict[str, Client], page: Page) -> None:
    client = clients[page.who]
    response: Any = client.post(page.path) if page.is_posted else client.get(page.path)
    if response.status_code != 200:
        raise RuntimeError(f"{response.status_code} {page.path}")
    if response.streaming:
        content: Iterator[bytes] = response.streaming_content
        for _line in islice(content, _LINES):
            pass


def _queries(work: Callable[[], None]) -> int:
    """Of the second time: what is kept from the first on costs none."""
    work()
    with CaptureQueriesContext(connection) as caught:
        work()
    return len(caught)


def _milliseconds(work: Callable[[], None]) -> float:
    started = _processor_seconds()
    work()
    return (_processor_seconds() - started) * 1000


def _processor_seconds() -> float:
    """What this process has used, and the one that answers it at the database."""
    used = time.process_time()
    if connection.vendor == "postgresql":
        database: Any = connection.connection
        schedule = Path(f"/proc/{database.info.backend_pid}/schedstat").read_text()
        used += int(schedule.split()[0]) / 1e9
    return used
