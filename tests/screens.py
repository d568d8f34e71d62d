"""Pictures of the reader's pages for docs/screens: `python -m tests.screens http://127.0.0.1:8000`.

The site must hold the demo newsroom. Each page is taken from the top, at a
phone's width and a desk's, as a small WebP file.
"""

import shutil
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screens"
SIZES = {390: 1500, 1280: 1800}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def addresses(page: Page, base: str, language: str) -> dict[str, str]:
    """The pages of one language by name, found from its front page."""
    home = f"{base}/" if language == "ar" else f"{base}/{language}/"
    page.goto(home)
    article = str(page.locator(".lead a").first.get_attribute("href"))
    page.goto(base + article)
    query = "القطار" if language == "ar" else "river"
    return {
        "home": home,
        "article": base + article,
        "section": base + str(page.locator(".breadcrumb a").nth(1).get_attribute("href")),
        "tag": base + str(page.locator(".tags a").first.get_attribute("href")),
        "author": base + str(page.locator(".byline a").first.get_attribute("href")),
        "search": f"{home}search/?q={query}",
        "404": f"{home}nothing-here",
    }


def take(page: Page, url: str, width: int) -> Image.Image:
    """The upper part of the page, after its pictures have arrived."""
    page.set_viewport_size({"width": width, "height": SIZES[width]})
    page.goto(url, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    return Image.open(BytesIO(page.screenshot()))


def main() -> None:
    """Take every page in both languages at both widths."""
    base = sys.argv[1].rstrip("/")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for language in ("ar", "en"):
            page = browser.new_page(locale=language)
            for name, url in addresses(page, base, language).items():
                for width in SIZES:
                    path = FOLDER / f"{name}-{language}-{width}.webp"
                    take(page, url, width).convert("RGB").save(path, quality=55, method=6)
        browser.close()


if __name__ == "__main__":
    main()
