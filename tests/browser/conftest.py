"""A real Chromium whose pages fail their test on an error of a script or of the policy."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from threading import Lock
from time import monotonic, sleep
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from newsroom.accounts.models import User
from tests.chromium import MISSING, chromium_path, launch

BLOCKED = """addEventListener("securitypolicyviolation", (event) =>
  console.error(`Blocked: ${event.violatedDirective} ${event.blockedURI}`));"""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; skipped without it, but a failure where CI=true."""
    if chromium_path() is None:
        unable = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        unable(MISSING)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


class _Requests:
    """How many requests the live server is answering, and since when it answers none."""

    def __init__(self) -> None:
        self.count, self.idle_since, self.lock = 0, monotonic(), Lock()
        request_started.connect(partial(self.add, 1), weak=False)
        request_finished.connect(partial(self.add, -1), weak=False)

    def add(self, number: int, **_signal: Any) -> None:
        with self.lock:
            self.count = max(0, self.count + number)
            self.idle_since = monotonic()


REQUESTS = _Requests()


def wait_until_idle(*, quiet: float = 0.15, most: float = 5.0) -> None:
    """Wait for what pages send when they close: the tables are emptied after the test."""
    end = monotonic() + most
    while monotonic() < end:
        if not REQUESTS.count and monotonic() - REQUESTS.idle_since >= quiet:
            return
        sleep(0.02)


@pytest.fixture
def may_fail() -> tuple[str, ...]:
    """The ends of addresses whose requests fail on purpose; a module may have its own."""
    return ()


@pytest.fixture
def new_page(
    chromium: Browser, live_server: Any, settings: Any, may_fail: tuple[str, ...]
) -> Iterator[Callable[..., Page]]:
    """Opens a page of a browser of its own, in Arabic; options are those of a Playwright context.

    Whatever its console calls an error fails the test at its end; that the page
    itself was answered with an error (404, 410, 403) is no error of the page.
    """
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    errors: list[str] = []
    contexts = []

    def listen(said: ConsoleMessage, page: Page) -> None:
        url = said.location["url"]
        is_meant = url == page.url or url.endswith(may_fail)
        is_answer = said.text.startswith("Failed to load") and is_meant
        if said.type == "error" and not is_answer:
            errors.append(f"{said.text} ({url})")

    def make(**options: Any) -> Page:
        context = chromium.new_context(
            **{"locale": "ar", "base_url": live_server.url, "timezone_id": "Africa/Cairo"} | options
        )
        contexts.append(context)
        context.add_init_script(BLOCKED)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("console", lambda said: listen(said, page))
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    wait_until_idle()
    assert errors == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A reader's page in an Arabic browser."""
    return new_page()


@pytest.fixture
def desk_of(new_page: Callable[..., Page], live_server: Any, settings: Any) -> Callable[..., Page]:
    """Opens a page of somebody who has signed in already; options as for `new_page`."""

    def make(user: User, **options: Any) -> Page:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        page = new_page(**options)
        page.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
        )
        return page

    return make
