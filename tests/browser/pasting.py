"""The editor alone on a page, without a desk around it: what a paste leaves in it, and says."""

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.utils.translation import override
from playwright.sync_api import Browser, Page, Route

from articles.admin.body import BodyFormField
from articles.body import sanitise

ADDRESS = "http://desk.test/"
POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self'; img-src 'self'"
PASTE = """(surface, formats) => {
  const data = new DataTransfer();
  for (const [type, text] of Object.entries(formats))
    data.setData(type.includes("/") ? type : `text/${type}`, text);
  const options = {clipboardData: data, bubbles: true, cancelable: true};
  surface.dispatchEvent(new ClipboardEvent("paste", options));
}"""


def _page(language: str) -> str:
    with override("ar"):
        widget: Any = BodyFormField(language).widget
        field = widget.render("body", "", {"id": "body"})
        return f"<!doctype html><html lang=ar dir=rtl><body>{field}{widget.media}</body></html>"


class Surface:
    """One editor, used for many pastes, each into an empty body."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.dom = page.locator(".ProseMirror")
        self.errors: list[str] = []
        page.on("console", lambda said: said.type == "error" and self.errors.append(said.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def paste(self, html: str = "", plain: str = "", **others: str) -> str:
        """What would be stored after this paste; whatever the console calls an error fails.

        `others` are formats that only some program knows, by their full names.
        """
        self.page.locator("textarea").evaluate(
            "area => { area.value = ''; area.dispatchEvent(new Event('body:set')) }"
        )
        formats = {"html": html, "plain": plain, **others}
        given = {name: text for name, text in formats.items() if text}
        self.dom.evaluate(PASTE, given)
        assert self.errors == []
        return sanitise(self.page.locator("textarea").input_value())

    def said(self) -> str:
        """The line under the toolbar."""
        return self.page.locator(".editor-said").inner_text()


def _serve(route: Route, pages: dict[str, str]) -> None:
    path = route.request.url.removeprefix(ADDRESS).partition("?")[0]
    found = finders.find(path.removeprefix("static/"))
    if path in pages:
        headers = {"content-security-policy": POLICY, "content-type": "text/html; charset=utf-8"}
        route.fulfill(body=pages[path], headers=headers)
    elif found:
        kind = mimetypes.guess_type(path)[0] or "text/plain"
        route.fulfill(body=Path(found).read_bytes(), content_type=kind)
    else:
        route.fulfill(status=204)


def _opened(chromium: Browser, language: str) -> Iterator[Surface]:
    context = chromium.new_context(locale="ar")
    pages = {"": _page(language)}
    context.route("**/*", lambda route: _serve(route, pages))
    page = context.new_page()
    surface = Surface(page)
    page.goto(ADDRESS)
    surface.dom.wait_for()
    yield surface
    context.close()


@pytest.fixture(scope="module")
def surface(chromium: Browser) -> Iterator[Surface]:
    """The editor of an Arabic body."""
    yield from _opened(chromium, "ar")


@pytest.fixture(scope="module")
def english(chromium: Browser) -> Iterator[Surface]:
    """The editor of an English body."""
    yield from _opened(chromium, "en")
