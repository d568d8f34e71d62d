"""How long the writing screen keeps the browser busy while one types in a long article."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Page, sync_playwright

from articles import workflow
from articles.models import Article, Author, Section
from newsroom.accounts.models import User
from tests import factories
from tests.chromium import MISSING, chromium_path, launch
from tests.faults.server import Server

WORDS: Final = 3000
PARAGRAPH: Final = (
    "وافقت اللجنة على مشروع القانون بعد نقاش طويل، وقال رئيسها إن التصويت جرى علنًا. " * 4
)
"""Sixty words, with nothing in them that the text checks mark."""
TYPED: Final = "وأضاف المتحدث أن الجلسة المقبلة تعقد في الأسبوع الأول من الشهر المقبل. " * 4
DELAY_IN_MS: Final = 60
"""Between two keys: a fast typist."""
LISTEN: Final = """() => {
  window.longTasks = [];
  const note = (list) => longTasks.push(...list.getEntries().map((each) => each.duration));
  new PerformanceObserver(note).observe({ type: "longtask" });
}"""


def run() -> None:
    """Type into the middle and at the end of the text, and print the tasks over 50 ms."""
    if chromium_path() is None:
        print(MISSING)
        return
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    user, article = _long_draft()
    session = _session_of(user)
    server = Server()
    server.start()
    try:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            page = browser.new_context(base_url=server.url, locale="ar").new_page()
            _open(page, server, session, article)
            for place in ("Control+Home", "Control+End"):
                print(f"{WORDS:,} words, {len(TYPED)} keys at {place}: {_type(page, place)}")
            browser.close()
    finally:
        server.kill()


def _long_draft() -> tuple[User, Article]:
    user = User.objects.create_superuser(f"typist-{User.objects.count()}", password=None)
    section = Section.objects.first() or factories.SectionFactory()
    author = Author.objects.first() or factories.AuthorFactory()
    paragraphs = WORDS // len(PARAGRAPH.split())
    body = f"<p>{PARAGRAPH}</p>" * paragraphs
    data = factories.content(section=section.pk, author=author.pk, body_ar=body)
    return user, workflow.create(by=user, data=data)


def _session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _open(page: Page, server: Server, session: str, article: Article) -> None:
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": session, "url": server.url}])
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.locator("form[data-ready]").wait_for()
    page.wait_for_timeout(2000)


def _type(page: Page, place: str) -> str:
    page.locator(".field-body_ar .ProseMirror").click()
    page.keyboard.press(place)
    page.evaluate(LISTEN)
    page.keyboard.type(TYPED, delay=DELAY_IN_MS)
    page.wait_for_timeout(3000)
    tasks: list[float] = page.evaluate("() => longTasks")
    longest = f", the longest {max(tasks):.0f} ms" if tasks else ""
    return f"{len(tasks)} tasks over 50 ms{longest}"
