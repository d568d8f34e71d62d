"""Pictures where one writes: picked, dropped, pasted, described, and found in the library."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from articles import workflow
from articles.models import Article, Image, Revision
from newsroom.accounts.models import User
from tests import factories
from tests.browser import steps
from tests.renditions.conftest import encoded, scene
from tests.renditions.conftest import media as media
from tests.renditions.conftest import stored as stored

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]

GIVE = """async (target, [type, bytes, name]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name, {type: "image/jpeg"}));
  const options = {bubbles: true, cancelable: true};
  const box = target.getBoundingClientRect();
  const at = {clientX: box.left + 5, clientY: box.top + 5};
  target.dispatchEvent(type === "paste"
    ? new ClipboardEvent("paste", {clipboardData: data, ...options})
    : new DragEvent(type, {dataTransfer: data, ...at, ...options}));
}"""

BREAK_ONCE = """() => {
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function () {
    XMLHttpRequest.prototype.send = send;
    setTimeout(() => this.dispatchEvent(new Event("error")));
  };
}"""


@pytest.fixture
def may_fail() -> tuple[str, ...]:
    """Uploads that are refused."""
    return ("/image/upload/",)


@pytest.fixture
def sara(db: None) -> User:
    """Somebody who may do everything: the groups are gone after a test with transactions."""
    return User.objects.create_superuser("sara", password="secret-for-tests")


@pytest.fixture
def desk(desk_of: Callable[[User], Page], sara: User) -> Page:
    """The form of a new article."""
    page = desk_of(sara)
    page.goto("/admin/articles/article/add/")
    page.locator("[name=headline_ar]").fill("عنوان")
    return page


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A photograph as a writer has it."""
    path = tmp_path / "harbour.jpg"
    path.write_bytes(encoded(scene()))
    return path


def give(target: Locator, how: str, file: Path) -> None:
    """Drop or paste the file on the target."""
    target.evaluate(GIVE, [how, list(file.read_bytes()), file.name])


def panel(page: Page) -> Locator:
    return page.locator(".picture-panel")


def describe(page: Page) -> None:
    """Fill what a picture needs, by keyboard from the text that has the focus."""
    expect(page.get_by_label("ماذا تُظهر الصورة (العربية)")).to_be_focused()
    page.keyboard.type("ميناء صور")
    page.get_by_label("حقوق الصورة").fill("ضفاف")
    page.get_by_label("الترخيص").select_option("own")
    expect(page.locator(".picture-lacks").filter(has_text="ينقصها")).to_have_count(0)
    expect(panel(page).get_by_role("status")).to_have_text("حُفظ الوصف.")


def saved(page: Page) -> dict[str, Any]:
    steps.save(page)
    data: dict[str, Any] = Revision.objects.latest("pk").data
    return data


def pick(page: Page, button: str, file: Path) -> None:
    steps.open_page(page, "pictures")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=button).first.click()
    chooser.value.set_files(file)


def test_picture_is_uploaded_from_the_dialog_and_described_in_the_text(
    desk: Page, file: Path
) -> None:
    steps.body(desk).click()
    desk.keyboard.type("نص")
    desk.locator(".field-body_ar [data-command=picture]").click()
    with desk.expect_file_chooser() as chooser:
        desk.get_by_role("dialog").get_by_role("button", name="ارفع صورة").click()
    chooser.value.set_files(file)
    describe(desk)
    image = Image.objects.get()
    assert (image.alt_ar, image.credit, image.licence) == ("ميناء صور", "ضفاف", "own")
    assert saved(desk)["body_ar"] == f'<p>نص</p><figure data-image="{image.pk}"></figure>'


@pytest.mark.parametrize("how", ["drop", "paste"])
def test_file_given_to_the_text_becomes_a_picture_in_it(desk: Page, file: Path, how: str) -> None:
    steps.body(desk).click()
    give(steps.body(desk), how, file)
    expect(panel(desk)).to_be_visible()
    image = Image.objects.get()
    assert saved(desk)["body_ar"] == f'<figure data-image="{image.pk}"></figure>'


def test_text_written_during_an_upload_keeps_the_cursor(desk: Page, file: Path) -> None:
    steps.body(desk).click()
    desk.keyboard.type("أول")
    give(steps.body(desk), "paste", file)
    desk.keyboard.type(" وثان")
    expect(panel(desk)).to_be_visible()
    desk.keyboard.type(" وثالث")
    assert saved(desk)["body_ar"].startswith("<p>أول وثان وثالث</p><figure")


def test_page_pasted_with_its_pictures_stays_text(desk: Page, file: Path) -> None:
    steps.body(desk).evaluate(
        """(surface, bytes) => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(bytes)], "x.jpg", {type: "image/jpeg"}));
          data.setData("text/html", "<p>نص</p><img src='https://example.org/x.jpg'>");
          const options = {clipboardData: data, bubbles: true, cancelable: true};
          surface.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        list(file.read_bytes()),
    )
    expect(desk.locator(".field-body_ar .editor-said")).to_contain_text("صورة")
    assert saved(desk)["body_ar"] == "<p>نص</p>"
    assert not Image.objects.exists()


def test_failed_upload_keeps_the_file_and_is_tried_again(desk: Page, file: Path) -> None:
    desk.evaluate(BREAK_ONCE)
    steps.body(desk).click()
    give(steps.body(desk), "paste", file)
    expect(desk.locator(".picture-upload")).to_contain_text("الملف محفوظ هنا")
    assert desk.locator("[name=body_ar]").input_value() == ""
    desk.locator(".picture-upload").get_by_role("button").first.click()
    expect(panel(desk)).to_be_visible()
    expect(desk.locator(".picture-upload")).to_have_count(0)


def test_file_that_is_refused_is_given_up(desk: Page, tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    steps.body(desk).click()
    give(steps.body(desk), "paste", tmp_path / "broken.jpg")
    expect(desk.locator(".picture-upload")).to_contain_text("broken.jpg")
    desk.get_by_role("button", name="لا ترفعها").click()
    expect(desk.locator(".picture-upload")).to_have_count(0)
    expect(steps.body(desk)).to_be_focused()


def test_lead_picture_is_uploaded_and_outlives_a_refused_form(desk: Page, file: Path) -> None:
    pick(desk, "ارفع صورة", file)
    describe(desk)
    steps.open_page(desk, "people")
    desk.locator("[name=bylines-0-author]").fill("لا أحد")
    desk.get_by_role("button", name="حفظ", exact=True).click()
    expect(desk.locator(".cell-author.errors")).to_be_visible()
    image = Image.objects.get()
    assert desk.locator("[name=lead_image]").input_value() == f"harbour #{image.pk}"
    desk.locator("[name=bylines-0-author]").fill("")
    assert saved(desk)["lead_image"] == image.pk


def test_lead_picture_is_dropped_on_its_place(desk: Page, file: Path) -> None:
    steps.open_page(desk, "pictures")
    give(desk.locator(".lead-picture"), "drop", file)
    expect(panel(desk)).to_be_visible()
    expect(desk.locator("[data-picture] img")).to_be_visible()
    assert saved(desk)["lead_image"] == Image.objects.get().pk


def test_click_on_the_picture_sets_its_focal_point(desk: Page, file: Path) -> None:
    pick(desk, "ارفع صورة", file)
    picture = panel(desk).locator("img")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box is not None
    picture.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    expect(panel(desk).get_by_role("status")).to_have_text("حُفظ الوصف.")
    with desk.expect_response("**/description/"):
        desk.keyboard.press("ArrowRight")
    image = Image.objects.get()
    assert (image.focal_x, image.focal_y) == (26, 75)


def test_library_shows_the_newest_at_once_and_is_searched(
    desk: Page, stored: Callable[..., Image]
) -> None:
    stored(scene(600, 400), title="ميناء", alt_ar="سفن")
    stored(title="مكتبة", alt_ar="كتب")
    steps.open_page(desk, "pictures")
    desk.locator(".lead-picture").get_by_role("button", name="اختر صورة").click()
    options = desk.get_by_role("dialog").get_by_role("option")
    expect(options).to_have_count(2)
    expect(options.first).to_contain_text("مكتبة")
    desk.keyboard.type("ميناء")
    expect(options).to_have_count(1)
    desk.keyboard.press("Enter")
    wanted = Image.objects.get(title="ميناء")
    expect(desk.locator("[name=lead_image]")).to_have_value(f"ميناء #{wanted.pk}")


def test_older_pictures_follow_by_keyboard(desk: Page) -> None:
    factories.ImageFactory.create_batch(25)
    desk.context.route("**/renditions/**", lambda route: route.fulfill(status=204))
    steps.open_page(desk, "pictures")
    desk.locator(".lead-picture").get_by_role("button", name="اختر صورة").click()
    options = desk.get_by_role("dialog").get_by_role("option")
    expect(options).to_have_count(24)
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("ArrowDown")
    expect(options).to_have_count(25)
    expect(options.last).to_have_attribute("aria-selected", "true")


def test_picture_is_described_by_keyboard_alone(desk: Page, stored: Callable[..., Image]) -> None:
    stored(alt_ar="", title="ميناء")
    desk.locator(".field-body_ar [data-command=picture]").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("dialog").get_by_role("option")).to_have_count(1)
    desk.keyboard.press("Enter")
    steps.body(desk).locator("figcaption").click()
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="الوصف والحقوق").last).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("ماذا تُظهر الصورة (العربية)")).to_be_focused()
    desk.keyboard.type("ميناء صور")
    desk.keyboard.press("Enter")
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("حقوق الصورة")).to_be_focused()
    expect(panel(desk).get_by_role("status")).to_have_text("حُفظ الوصف.")
    desk.keyboard.press("Escape")
    expect(panel(desk)).to_have_count(0)
    assert Image.objects.get().alt_ar == "ميناء صور"
    assert saved(desk)["headline_ar"] == "عنوان"


def test_description_asked_for_before_the_picture_is_known_opens_when_it_is(
    desk: Page, stored: Callable[..., Image]
) -> None:
    image = stored(alt_ar="", title="ميناء")
    held: list[Route] = []
    desk.route(re.compile(rf"q=%23{image.pk}$"), lambda route: held.append(route))
    desk.locator(".field-body_ar [data-command=picture]").click()
    desk.get_by_role("dialog").get_by_role("option").click()
    desk.get_by_role("button", name="الوصف والحقوق").last.press("Enter")
    held.pop().continue_()
    expect(desk.get_by_label("ماذا تُظهر الصورة (العربية)")).to_be_focused()


def test_publication_without_the_texts_names_the_picture(
    desk_of: Callable[[User], Page], sara: User
) -> None:
    image = factories.ImageFactory(title="IMG_1234", alt_ar="")
    section, author = factories.SectionFactory(), factories.AuthorFactory()
    data = factories.content(section=section.pk, author=author.pk, lead_image=image.pk)
    article = workflow.create(by=sara, data=data)
    page = desk_of(sara)
    page.context.route("**/renditions/**", lambda route: route.fulfill(status=204))
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    form = steps.ask(page, "publish")
    form.locator("button[type=submit]").click()
    expect(page.locator("body")).to_contain_text("النص البديل للصورة «IMG_1234»")
    assert Article.objects.get().state == "draft"
