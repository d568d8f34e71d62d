"""Galleries where one writes: many files or pictures at once, in an order that is changed there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from articles import workflow
from articles.models import Article, Image, Revision
from newsroom.accounts.models import User
from tests import factories
from tests.browser import steps
from tests.renditions.conftest import encoded, scene
from tests.renditions.conftest import media as media
from tests.renditions.conftest import stored as stored

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]

DROP = """(target, files) => {
  const data = new DataTransfer();
  for (const [bytes, name] of files) {
    data.items.add(new File([new Uint8Array(bytes)], name, {type: "image/jpeg"}));
  }
  const box = target.getBoundingClientRect();
  const at = {clientX: box.left + 5, clientY: box.top + 5};
  target.dispatchEvent(
    new DragEvent("drop", {dataTransfer: data, ...at, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def sara(db: None) -> User:
    return User.objects.create_superuser("sara", password="secret-for-tests")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two photographs as a writer has them."""
    paths = [tmp_path / "harbour.jpg", tmp_path / "market.jpg"]
    for path, width in zip(paths, (640, 660), strict=True):
        path.write_bytes(encoded(scene(width, 420)))
    return paths


def names(page: Page) -> Locator:
    return page.locator(".editor-gallery .editor-name")


def choose_from_library(page: Page, *titles: str) -> None:
    dialog = page.get_by_role("dialog")
    for title in titles:
        dialog.get_by_role("option").filter(has_text=title).click()
    dialog.get_by_role("button", name="أدرج الصور المختارة").click()


def chosen_gallery(page: Page, stored: Callable[..., Image]) -> Locator:
    """A new article with a gallery of three pictures, by «/»; its figures."""
    for number, title in enumerate(("ميناء", "مكتبة", "سوق")):
        stored(scene(600 + 20 * number, 400), title=title, alt_ar=title)
    page.goto("/admin/articles/article/add/")
    page.locator("[name=headline_ar]").fill("عنوان")
    steps.body(page).click()
    page.keyboard.type("/معرض")
    page.keyboard.press("Enter")
    choose_from_library(page, "ميناء", "سوق", "مكتبة")
    expect(names(page)).to_have_text(["ميناء", "سوق", "مكتبة"])
    return page.locator(".editor-gallery .editor-figure")


def test_order_of_a_gallery_is_changed_by_buttons_keys_and_dragging(
    desk_of: Callable[..., Page], sara: User, stored: Callable[..., Image]
) -> None:
    page = desk_of(sara)
    figures = chosen_gallery(page, stored)
    figures.nth(2).get_by_role("button", name="قدّم الصورة").click()
    expect(names(page)).to_have_text(["ميناء", "مكتبة", "سوق"])
    expect(figures.nth(1).get_by_role("button", name="قدّم الصورة")).to_be_focused()
    expect(page.locator(".field-body_ar .editor-said")).to_have_text("الصورة 2 من 3")
    page.keyboard.press("Enter")
    expect(names(page)).to_have_text(["مكتبة", "ميناء", "سوق"])

    figures.nth(1).locator("figcaption").click()
    page.keyboard.type("الميناء")
    page.keyboard.press("Alt+ArrowDown")
    expect(names(page)).to_have_text(["مكتبة", "سوق", "ميناء"])
    page.keyboard.type(" فجرًا")

    # Dropped on the half of a picture that the line begins with: before it.
    box = figures.nth(0).bounding_box()
    assert box is not None
    figures.nth(2).locator(".editor-name").drag_to(
        figures.nth(0), target_position={"x": box["width"] - 8, "y": 40}
    )
    expect(names(page)).to_have_text(["ميناء", "مكتبة", "سوق"])
    steps.save(page)
    image = Image.objects.get(title="ميناء")
    first = f'<figure data-image="{image.pk}"><figcaption>الميناء فجرًا</figcaption></figure>'
    html = Revision.objects.latest("pk").data["body_ar"]
    assert html.startswith(f'<section class="gallery">{first}<figure')


def test_gallery_grows_by_files_and_by_the_library_and_shrinks_to_a_picture(
    desk_of: Callable[..., Page], sara: User, stored: Callable[..., Image], files: list[Path]
) -> None:
    page = desk_of(sara)
    figures = chosen_gallery(page, stored)
    page.locator(".gallery-pictures").evaluate(
        DROP, [[list(path.read_bytes()), path.name] for path in files]
    )
    expect(names(page)).to_have_count(5)
    page.get_by_role("button", name="أضف صورًا").click()
    choose_from_library(page, "سوق")
    expect(names(page)).to_have_count(6)

    page.get_by_role("button", name="اعرض كل صورة وحدها").click()
    expect(page.locator(".ProseMirror > .editor-figure")).to_have_count(6)
    page.keyboard.press("Control+z")
    expect(names(page)).to_have_count(6)
    for _ in range(5):
        figures.last.get_by_role("button", name="أزل الصورة").click()
    expect(page.locator(".editor-gallery")).to_have_count(0)
    expect(page.locator(".ProseMirror > .editor-figure")).to_have_count(1)


def test_files_dropped_together_become_a_gallery(
    desk_of: Callable[..., Page], sara: User, media: Path, files: list[Path]
) -> None:
    page = desk_of(sara)
    page.goto("/admin/articles/article/add/")
    steps.body(page).click()
    page.keyboard.type("نص")
    steps.body(page).evaluate(DROP, [[list(path.read_bytes()), path.name] for path in files])
    expect(names(page)).to_have_text(["harbour", "market"])
    expect(page.locator(".gallery-uploads")).to_have_count(0)


def test_gallery_of_readers_is_a_grid_at_every_width(
    new_page: Callable[..., Page], sara: User, stored: Callable[..., Image]
) -> None:
    images = [stored(scene(600 + 20 * at, 400), title=f"صورة {at}") for at in range(5)]
    figures = "".join(
        f'<figure data-image="{image.pk}"><figcaption>تعليق</figcaption></figure>'
        for image in images
    )
    data = factories.content(
        section=factories.SectionFactory().pk,
        author=factories.AuthorFactory().pk,
        body_ar=f'<p>نص</p><section class="gallery">{figures}</section>',
    )
    article = workflow.create(by=sara, data=data)
    workflow.publish(article, by=sara, languages=["ar"])
    address = Article.objects.get().get_absolute_url()
    for width, columns in ((390, [1, 2, 2]), (1280, [2, 3])):
        page = new_page(viewport={"width": width, "height": 900})
        page.goto(address)
        tops = page.locator(".gallery figure").evaluate_all(
            "all => all.map((each) => Math.round(each.getBoundingClientRect().top))"
        )
        assert [tops.count(top) for top in sorted(set(tops))] == columns
        assert page.evaluate("document.documentElement.scrollWidth") == width
