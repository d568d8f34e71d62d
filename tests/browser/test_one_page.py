"""From sign-in to published on one page: what is saved or done shows without leaving it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from articles import workflow
from articles.models import Article, Section
from newsroom.accounts.models import User
from tests import factories
from tests.browser import steps
from tests.renditions.conftest import encoded, scene
from tests.renditions.conftest import media as media

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A browser that is busy for five seconds after the page has loaded.
SLOW = """const wait = window.setTimeout;
window.setTimeout = (done, delay, ...more) => wait(done, delay === 300 ? 5_000 : delay, ...more);"""


class Hand:
    """A writer's hand: counts what is clicked, and the pages that the browser loads meanwhile."""

    def __init__(self, page: Page) -> None:
        page.wait_for_load_state("load")
        self.page, self.clicks, self.loads = page, 0, 0
        page.on("load", lambda _page: setattr(self, "loads", self.loads + 1))

    def click(self, target: Locator) -> None:
        target.click()
        self.clicks += 1

    def choose(self, field: Locator, label: str) -> None:
        """From a list: one click opens it, another chooses."""
        field.select_option(label=label)
        self.clicks += 2

    def open(self, name: str) -> None:
        self.click(self.page.locator(f"#panel-tab-{name}"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.jpg"
    path.write_bytes(encoded(scene()))
    return path


def add_picture(hand: Hand, file: Path) -> None:
    page = hand.page
    hand.open("pictures")
    with page.expect_file_chooser() as chooser:
        hand.click(page.get_by_role("button", name="ارفع صورة").first)
    chooser.value.set_files(file)
    expect(page.get_by_label("ماذا تُظهر الصورة (العربية)")).to_be_focused()
    page.keyboard.type("ميناء صور")
    page.get_by_label("حقوق الصورة").fill("ضفاف")
    page.get_by_label("الترخيص").select_option("own")
    expect(page.locator(".picture-panel").get_by_role("status")).to_have_text("حُفظ الوصف.")


def test_article_is_published_by_few_clicks_on_one_page(
    page: Page, editor: User, section: Section, media: Path, file: Path
) -> None:
    factories.AuthorFactory(name_ar="كريم الشاذلي", user=editor)
    steps.sign_in(page, editor)
    hand = Hand(page)
    hand.click(page.get_by_role("link", name="مقال جديد").first)
    hand.click(page.get_by_label("العنوان", exact=True).first)
    page.keyboard.type("قطار جديد")
    hand.click(steps.body(page))
    page.keyboard.type("افتتح الوزير الخط.")
    add_picture(hand, file)
    hand.open("publication")
    hand.choose(page.get_by_label("القسم"), section.name_ar or "")
    hand.open("people")
    hand.click(page.get_by_label("الوسوم", exact=True))
    page.keyboard.type("نقل، مصر، قطارات،")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_have_text("أُنشئ المقال.")
    hand.click(page.locator(".verbs-menu summary"))
    hand.click(page.locator(".verb-publish[data-do]"))
    hand.click(page.locator("dialog [data-verb-form] button[type=submit]"))

    expect(page.locator(".messagelist")).to_contain_text("نُشر المقال.")
    expect(page.locator(".writing-bar .pill")).to_have_text("منشور الآن")
    article = Article.objects.get()
    assert (article.state, article.lead_image is not None, article.tags.count()) == (
        "published",
        True,
        3,
    )
    # Its own page once; lists and the picture's panel are used by keyboard as well.
    assert (hand.loads, hand.clicks <= 14) == (1, True)
    assert page.url.endswith(f"/{article.pk}/change/")


def test_what_is_typed_while_the_form_is_saved_stays_and_is_saved_next(
    desk_of: Callable[..., Page], editor: User
) -> None:
    page = desk_of(editor)
    page.goto("/admin/articles/article/add/")
    headline = page.get_by_label("العنوان", exact=True).first
    headline.fill("قطار جديد")
    steps.body(page).click()
    page.keyboard.type("افتتح")
    page.route(
        "**/change/",
        lambda route: (
            (page.keyboard.type(" الوزير") if route.request.method == "GET" else None)
            or route.continue_()
        ),
    )
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_have_text("أُنشئ المقال.")
    expect(steps.body(page)).to_have_text("افتتح الوزير")
    expect(steps.body(page)).to_be_focused()
    page.unroute("**/change/")
    page.locator(".note-menu summary").click()
    page.locator("[name=note]").fill("أكملت الخبر")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_have_text("تم الحفظ.")
    expect(page.locator("[name=note]")).to_have_value("")

    article = Article.objects.get()
    assert article.revisions.count() == 2
    newest = article.latest_revision
    assert newest is not None
    assert newest.data["body_ar"] == "<p>افتتح الوزير</p>"
    page.reload()
    expect(steps.body(page)).to_have_text("افتتح الوزير")


def test_refused_form_stays_with_what_is_typed_meanwhile_and_says_what_is_wrong(
    desk_of: Callable[..., Page], editor: User
) -> None:
    article = workflow.create(by=editor, data={"headline_ar": "قطار", "body_ar": "<p>افتتح</p>"})
    page = desk_of(editor)
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    steps.open_page(page, "publication")
    moment = page.locator("[name=expires_at]")
    moment.fill("غدًا")
    steps.open_page(page, "people")
    steps.body(page).click()
    page.keyboard.press("End")
    under_way: list[Route] = []
    page.route("**/change/", lambda route: under_way.append(route))
    page.keyboard.press("Control+s")
    while not under_way:
        page.wait_for_timeout(10)
    page.keyboard.type(" الوزير الخط")
    under_way[0].continue_()
    expect(page.locator("[data-save-state=invalid]")).to_contain_text("لم يُحفظ بعد")
    expect(page.locator("#panel-tab-publication")).to_have_class("has-errors")
    expect(steps.body(page)).to_have_text("افتتح الوزير الخط")
    expect(steps.body(page)).to_be_focused()
    page.unroute("**/change/")
    page.get_by_role("button", name="أرني").click()
    expect(moment).to_be_focused()
    expect(moment).to_have_accessible_description(re.compile("اكتب الموعد هكذا"))
    moment.fill("")
    expect(page.locator(".field-expires_at .errorlist")).to_have_count(0)
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_have_text("تم الحفظ.")
    expect(page.locator("[data-save-state=saved]")).to_contain_text("حُفظت نسخة الساعة")
    article.refresh_from_db()
    assert article.revisions.count() == 2
    assert article.latest_revision.data["body_ar"] == "<p>افتتح الوزير الخط</p>"


@pytest.mark.any_engine
def test_refusal_that_appears_above_moves_nothing_where_one_types_on_a_phone(
    desk_of: Callable[..., Page], editor: User
) -> None:
    text = "".join(f"<p>فقرة {number}</p>" for number in range(30))
    article = workflow.create(by=editor, data={"headline_ar": "قطار", "body_ar": text})
    page = desk_of(editor)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.locator("[name=kicker_ar]").fill("ك" * 120)
    steps.body(page).locator("p").first.click()
    under_way: list[Route] = []
    page.route("**/change/", lambda route: under_way.append(route))
    page.keyboard.press("Control+s")
    while not under_way:
        page.wait_for_timeout(10)
    page.keyboard.type("س")
    page.evaluate("scrollTo(0, 0)")
    before = steps.body(page).bounding_box()
    under_way[0].continue_()
    expect(page.locator(".field-kicker_ar .errorlist")).to_have_count(1)
    assert steps.body(page).bounding_box() == before


def test_save_that_is_merged_brings_the_others_text_into_the_open_page(
    desk_of: Callable[..., Page], editor: User, journalist: User
) -> None:
    far = "".join(f"<p>فقرة {number}</p>" for number in range(40))
    data = {"headline_ar": "قطار", "body_ar": f"<p>الأول</p>{far}<p>الأخير</p>"}
    article = workflow.create(by=journalist, data=data)
    page = desk_of(editor)
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    steps.body(page).locator("p").last.click()
    page.keyboard.press("End")
    page.keyboard.type(" يصل")
    changed = data | {"body_ar": f"<p>الأول يقوم من صور</p>{far}<p>الأخير</p>"}
    workflow.save(article, by=journalist, data=changed, base=article.latest_revision_id)
    page.evaluate("() => (window.stays = scrollY)")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("ما الذي دُمج")
    expect(steps.body(page).locator("p").first).to_have_text("الأول يقوم من صور")
    # The caret stands where it stood, and nothing was scrolled away.
    page.keyboard.type(" غدًا")
    expect(steps.body(page).locator("p").last).to_have_text("الأخير يصل غدًا")
    assert page.evaluate("() => Math.abs(window.stays - scrollY) < 60 && scrollY > 300")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-save-state=saved]")).to_contain_text("حُفظت نسخة الساعة")
    article.refresh_from_db()
    body = article.latest_revision.data["body_ar"]
    assert ("يقوم من صور" in body, "الأخير يصل غدًا" in body) == (True, True)


def test_refused_verb_says_why_in_its_dialog(desk_of: Callable[..., Page], editor: User) -> None:
    page = desk_of(editor)
    page.goto("/admin/articles/article/add/")
    page.get_by_label("العنوان", exact=True).first.fill("قطار جديد")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_have_text("أُنشئ المقال.")
    steps.ask(page, "publish").locator("button[type=submit]").click()
    expect(page.locator("dialog[open] .messagelist")).to_contain_text("نص المقال")
    assert Article.objects.get().state == "draft"


def test_verb_that_is_pressed_before_everything_is_ready_asks_what_it_needs(
    desk_of: Callable[[User], Page], editor: User, section: Section
) -> None:
    author = factories.AuthorFactory()
    data = factories.content(section=section.pk, author=author.pk)
    article = workflow.create(by=editor, data=data)
    page = desk_of(editor)
    page.add_init_script(SLOW)
    page.goto(f"/admin/articles/article/{article.pk}/change/", wait_until="domcontentloaded")
    form = steps.ask(page, "publish")
    expect(form.locator("button[type=submit]")).to_be_visible()
