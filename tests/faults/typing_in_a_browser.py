"""Somebody types in a browser and presses Save while the server is away for ten seconds."""

from __future__ import annotations

import threading
import time

from playwright.sync_api import Page, sync_playwright

from articles.models import Article, Autosave
from newsroom.accounts.models import User
from tests.chromium import MISSING, chromium_path, launch
from tests.faults.people import PASSWORD
from tests.faults.server import Server

AWAY_IN_SECONDS = 10
WORDS = [f"w{number}" for number in range(60)]


def without_a_server(server: Server) -> list[str]:
    """What was wrong: words that are gone, a page of the browser's own, a save done twice."""
    if chromium_path() is None:
        return [MISSING]
    person = User.objects.exclude(username="").earliest("pk")
    article = Article.objects.filter(created_by=person).earliest("pk")
    before = article.revisions.count()
    Autosave.objects.all().delete()
    server.start()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_context(base_url=server.url, locale="ar").new_page()
        _open_form(page, person, article)
        states = _type(page, server)
        page.locator(".messagelist").wait_for(timeout=60_000)
        browser.close()
    article.refresh_from_db()
    print(
        f"{AWAY_IN_SECONDS} s without a server: the bar said {sorted(states)},"
        f" {article.revisions.count() - before} version(s) saved"
    )
    revision = article.latest_revision
    text = revision.data["body_ar"] if revision else ""
    lost = [word for word in WORDS if word not in text]
    wrong = [f"lost in the browser: {lost}"] if lost else []
    if Autosave.objects.unsaved().exists():
        wrong.append("the saved text is still there as unsaved")
    return wrong


def _open_form(page: Page, person: User, article: Article) -> None:
    page.goto("/admin/")
    page.locator("[name=username]").fill(person.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("#logout-form").wait_for()
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.locator("form[data-ready]").wait_for()
    _go_to_the_end(page)


def _go_to_the_end(page: Page) -> None:
    page.locator(".field-body_ar .ProseMirror").click()
    page.keyboard.press("Control+End")


def _type(page: Page, server: Server) -> set[str]:
    """Type the words, the server dies and comes back; the states that the bar was in."""
    states = set()
    for number, word in enumerate(WORDS):
        page.keyboard.type(f" {word}", delay=20)
        states.add(page.locator("[data-save-state]").get_attribute("data-save-state") or "")
        if number == len(WORDS) // 4:
            server.kill()
            threading.Timer(AWAY_IN_SECONDS, server.start).start()
        if number == len(WORDS) // 2:
            page.locator("[data-save]").click()
            _go_to_the_end(page)
        time.sleep(0.15)
    return states
