"""Pictures of the pages for docs/screens: `python -m tests.screens http://127.0.0.1:8000`.

The site must hold the demo newsroom. Each reader's page is taken from the top, at a
phone's width and a desk's, as a small WebP file; then the writing screen in Arabic.
"""

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.chromium import launch

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screens"
SIZES = {390: 1500, 1280: 1800}
DESK: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}
DEMO_PASSWORD = "newsroom-demo"


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


def save(page: Page, name: str) -> None:
    """The page as it stands, as a small file of that name."""
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(1500)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    picture.save(FOLDER / f"{name}.webp", quality=55, method=6)


def sign_in(browser: Browser, base: str, name: str) -> Page:
    """The desk of one of the demo's people."""
    page = browser.new_context(locale="ar", viewport=DESK).new_page()
    page.goto(f"{base}/admin/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#user-tools")
    return page


def take_desk(browser: Browser, base: str) -> None:
    """The writing screen: full, with its checks, its preview; on a phone; two texts to merge."""
    page = sign_in(browser, base, "editor")
    form = f"{base}/admin/articles/article/add/"
    page.goto(form)
    save(page, "writing-empty-1366")
    page.goto(f"{base}/admin/articles/article/?standing=live")
    form = base + str(page.locator("#result_list a").first.get_attribute("href"))
    page.goto(form, wait_until="networkidle")
    save(page, "writing-1366")
    page.locator("[data-preview-open]").first.click()
    save(page, "writing-preview-1366")
    page.locator("[data-preview-close]").click()
    page.locator(".ProseMirror").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(' وقال الوزير: "إنتخابات جديده",  ثم سافر الى العاصمه ؟')
    page.locator("#panel-tab-checks").click()
    save(page, "writing-checks-1366")
    page.set_viewport_size(PHONE)
    save(page, "writing-390")
    page.set_viewport_size(DESK)
    other = sign_in(browser, base, "chief")
    take_merge(page, other, form)
    take_suggestions(page, other, form)
    page.context.close()


def take_suggestions(page: Page, other: Page, form: str) -> None:
    """What a colleague suggests, while it is typed and where it is decided."""
    other.goto(form.replace("/change/", "/suggest/ar/"))
    other.locator("[data-suggest-said]:not(:empty)").first.wait_for()
    other.locator(".field-body_ar .ProseMirror").click()
    other.keyboard.press("Control+Home")
    other.keyboard.press("Control+Shift+ArrowLeft")
    other.keyboard.type("أعلنت صباح اليوم أنها ")
    other.locator(".field-body_ar .ProseMirror ins").first.wait_for()
    save(other, "writing-suggest-1366")
    other.locator("button.save").click()
    other.wait_for_url(form)
    page.goto(form)
    page.locator("#panel-tab-suggestions").click()
    page.locator(".suggestion-hunk").first.wait_for()
    save(page, "writing-suggestions-1366")


def take_merge(page: Page, other: Page, form: str) -> None:
    """One paragraph that two people changed, and a comment on it."""
    for tab, words in ((page, "صباح أمس: "), (other, "مساء اليوم: ")):
        tab.goto(form)
        tab.locator("form[data-ready]").wait_for()
        tab.locator(".field-body_ar .ProseMirror p").first.click()
        tab.keyboard.press("Home")
        tab.keyboard.type(words)
    page.keyboard.press("Shift+End")
    page.keyboard.press("Control+Alt+m")
    page.locator(".comment-new textarea").fill("من أين لنا هذا؟")
    save(page, "writing-comment-1366")
    page.locator(".comment-new [data-cancel]").click()
    page.locator("[data-save]").click()
    page.locator(".messagelist").wait_for()
    other.locator("[data-save]").click()
    other.wait_for_url("**/merge/**")
    save(other, "writing-merge-1366")


def main() -> None:
    """Take every page in both languages at both widths, and the writing screen."""
    base = sys.argv[1].rstrip("/")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for language in ("ar", "en"):
            page = browser.new_page(locale=language)
            for name, url in addresses(page, base, language).items():
                for width in SIZES:
                    path = FOLDER / f"{name}-{language}-{width}.webp"
                    take(page, url, width).convert("RGB").save(path, quality=55, method=6)
        take_desk(browser, base)
        browser.close()


if __name__ == "__main__":
    main()
