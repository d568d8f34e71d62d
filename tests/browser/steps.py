"""What people do at the desk, as steps of the browser tests."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from newsroom.accounts.models import User

PASSWORD = "secret-for-tests"


def sign_in(page: Page, user: User) -> None:
    """Through the form that everybody gets."""
    page.goto("/admin/")
    page.locator("[name=login]").fill(user.username)
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("أهلًا")


def body(page: Page, language: str = "ar") -> Locator:
    """The surface of the editor."""
    return page.locator(f".field-body_{language} .ProseMirror")


def write(page: Page, *, headline: str, text: str, section: str, tags: str) -> None:
    """A new article typed as a journalist types it, and saved."""
    page.goto("/admin/")
    page.get_by_role("link", name="مقال جديد").first.click()
    page.get_by_label("العنوان", exact=True).first.fill(headline)
    body(page).click()
    page.keyboard.type(text)
    classify(page, section=section, tags=tags)
    save(page)


def open_page(page: Page, name: str) -> None:
    """Open a page of the side panel by its name in the template."""
    page.locator(f"#panel-tab-{name}").click()


def classify(page: Page, *, section: str, tags: str) -> None:
    """Choose the section, and type the tags with their commas."""
    open_page(page, "publication")
    page.get_by_label("القسم").select_option(label=section)
    open_page(page, "people")
    page.get_by_label("الوسوم", exact=True).click()
    page.keyboard.type(tags)
    page.keyboard.press("Tab")


def save(page: Page) -> None:
    """Press «حفظ» and see that it was done."""
    with page.expect_navigation(url="**/change/"):
        page.get_by_role("button", name="حفظ", exact=True).click()
    expect(page.locator(".messagelist")).to_be_visible()


def ask(page: Page, verb: str) -> Locator:
    """Press the button of a verb; the form that asks for what it needs."""
    button = page.locator(f".verb-{verb}[data-do]")
    if not button.is_visible():
        page.locator(".verbs-menu summary").click()
    button.click()
    return page.locator("[data-verb-form]")


def do(page: Page, verb: str, said: str, **typed: str) -> None:
    """Press the button of a verb, fill what it asks for, confirm; `said` is what the desk says."""
    form = ask(page, verb)
    for name, value in typed.items():
        form.locator(f"[name={name}]").fill(value)
    form.locator("button[type=submit]").click()
    expect(page.locator(".messagelist")).to_contain_text(said)


def expect_chips(page: Page, names: list[str]) -> None:
    """See that these tags, no others, stand in the form."""
    expect(page.locator(".chips bdi")).to_have_text(names)


def listed(page: Page, article: int, paths: list[str]) -> set[str]:
    """The paths whose page, feed or sitemap names the article's address."""
    return {path for path in paths if f"/articles/{article}/" in page.request.get(path).text()}


def texts_on_the_device(page: Page) -> str:
    """What the desk keeps of unsaved texts in the browser, as JSON."""
    found: Any = page.evaluate(
        """() => new Promise((resolve) => {
            indexedDB.open("desk-texts", 1).onsuccess = ({ target }) => {
                const all = target.result.transaction("texts").objectStore("texts").getAll();
                all.onsuccess = () => resolve(JSON.stringify(all.result));
            };
        })"""
    )
    return str(found)
