"""Kills the server again and again while people type and publish, and says what was lost.

    make faults                 50 kills at random moments, then a browser and 10 s without a server
    make faults FAULTS=200      as many

Half states and lost words must be none; anything else ends with status 1. A database of its own.
"""

from __future__ import annotations

import os
import random
import sys
import threading
import time

import tests.environment  # noqa: F401 - the settings' environment, before Django reads it

os.environ.update(DEBUG="0", DJANGO_SETTINGS_MODULE="newsroom.settings", HTTPS="0")

import django

django.setup()

from django.contrib.staticfiles.management.commands import collectstatic
from django.core.management import call_command
from django.db import connection

from articles import workflow
from articles.models import Article, Autosave, Revision
from newsroom.accounts.models import User
from tests import factories
from tests.admin.forms import posted
from tests.faults import checks, typing_in_a_browser
from tests.faults.people import PASSWORD, Person, Publisher, Typist
from tests.faults.server import Server

TYPISTS = 3


def newsroom() -> tuple[list[User], list[Article], dict[str, object]]:
    """People with an article each; the last one's is live."""
    call_command("migrate", verbosity=0)
    call_command(collectstatic.Command(), interactive=False, verbosity=0)
    people = [
        User.objects.create_superuser(f"person-{n}", password=PASSWORD) for n in range(TYPISTS + 1)
    ]
    section, author = factories.SectionFactory(), factories.AuthorFactory()
    data = factories.content(section=section.pk, author=author.pk, headline_ar="عنوان 0")
    articles = [workflow.create(by=user, data=data) for user in people]
    workflow.publish(articles[-1], by=people[-1])
    return people, articles, data


def at_work(server: Server, stop: threading.Event) -> list[Person]:
    """The people, whose threads have begun."""
    people, articles, data = newsroom()

    def form(**changes: object) -> dict[str, object]:
        sent: dict[str, object] = posted(data) | changes
        return sent

    working: list[Person] = []
    for user, article in zip(people, articles, strict=True):
        kind = Publisher if user == people[-1] else Typist
        working.append(kind(server.url, user.username, user.pk, article.pk, stop, form=form))
    for person in working:
        person.start()
    return working


def kills(server: Server, count: int) -> list[str]:
    """Kill the server so often; everything that was wrong afterwards."""
    stop = threading.Event()
    wrong: list[str] = []
    server.start()
    working = at_work(server, stop)
    # Everybody has signed in and saved once.
    end = time.monotonic() + 120
    while not all(person.saved for person in working) and time.monotonic() < end:
        time.sleep(0.1)
    for _n in range(count):
        time.sleep(random.uniform(0.05, 1.2))
        server.kill()
        wrong += found(working)
        server.start()
    time.sleep(2)
    stop.set()
    for person in working:
        person.join(timeout=20)
    server.kill()
    wrong += found(working)
    for person in working:
        wrong += sorted(set(person.unexpected))
    typists = [each for each in working if isinstance(each, Typist)]
    publisher = next(each for each in working if isinstance(each, Publisher))
    print(
        f"{count} kills: {sum(each.requests for each in typists)} autosaves confirmed,"
        f" {sum(len(each.saved) for each in typists)} saves,"
        f" {len(publisher.published)} publications;"
        f" {Revision.objects.count()} versions, {Autosave.objects.count()} unsaved texts"
    )
    return wrong


def found(working: list[Person]) -> list[str]:
    """Half states and lost words at this moment."""
    wrong = checks.half_states()
    for person in working:
        if isinstance(person, Typist):
            wrong += [f"lost: {words}" for words in checks.lost_words(person)]
        if isinstance(person, Publisher):
            wrong += [f"not live: {words}" for words in checks.unpublished(person)]
    return wrong


def main() -> int:
    """0 when nothing was half and nothing lost."""
    server = Server()
    try:
        wrong = kills(server, int(os.environ.get("FAULTS") or "50"))
        wrong += typing_in_a_browser.without_a_server(server)
    finally:
        server.kill()
        connection.close()
    print(f"half states and lost words: {len(wrong)}")
    for line in wrong[:50]:
        print(f"  {line}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
