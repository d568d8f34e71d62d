"""Comments in a real browser: written with a mention, answered, followed through edits, kept."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from articles import suggestions, workflow
from articles.comments.models import Comment
from articles.models import Article
from articles.suggestions import Typed
from newsroom.accounts.models import User
from tests.browser import steps
from tests.browser.desk_rules import broken_at_desk, nameless
from tests.conftest import person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = "<p>يبدأ المشروع في يناير المقبل.</p><p>وقال الوزير إن التمويل مضمون وكافٍ.</p>"
SELECT = """(surface, words) => {
    const walker = document.createTreeWalker(surface, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        const at = node.data.indexOf(words);
        if (at < 0) continue;
        surface.focus();
        document.getSelection().setBaseAndExtent(node, at, node, at + words.length);
        return;
    }
    throw new Error(words);
}"""


@pytest.fixture
def may_fail() -> tuple[str, ...]:
    return "/comments/", "/presence/", "/autosave/", "/text-checks/"


def member(name: str, arabic: str) -> User:
    return User.objects.create_superuser(name, password=steps.PASSWORD, first_name=arabic)


@pytest.fixture
def sara(db: None) -> User:
    return member("sara", "سارة")


@pytest.fixture
def omar(db: None) -> User:
    return member("omar", "عُمر")


@pytest.fixture
def article(sara: User) -> Article:
    return workflow.create(by=sara, data={"headline_ar": "المشروع يبدأ", "body_ar": BODY})


@pytest.fixture
def opened(desk_of: Callable[..., Page], article: Article) -> Callable[..., Page]:
    def make(user: User, query: str = "", **options: object) -> Page:
        page = desk_of(user, **options)
        page.goto(f"/admin/articles/article/{article.pk}/change/{query}")
        page.locator("form[data-ready]").wait_for()
        return page

    return make


def select(page: Page, words: str) -> None:
    """Select words of the body; the editor knows of it once its toolbar floats there."""
    steps.body(page).evaluate(SELECT, words)
    expect(page.locator(".selection-toolbar:visible")).to_have_count(1)


def ask(page: Page) -> Locator:
    """Press the keys of a comment, by their places; the box."""
    page.keyboard.press("Control+Alt+KeyM")
    return page.locator(".comment-new textarea")


def mark(page: Page) -> Locator:
    return steps.body(page).locator(".comment-mark")


def threads(page: Page) -> Locator:
    return page.locator("[data-open] > .thread")


def reply(thread: Locator, words: str) -> None:
    """Answer what was said in the thread."""
    thread.locator("[data-reply]").click()
    thread.locator("textarea").fill(words)
    thread.locator("[data-send]").click()
    expect(thread.locator(".comment")).to_have_count(2)


def send_long(page: Page, box: Locator) -> None:
    """A comment that is too long is refused, not cut; one of many lines is folded."""
    lines = "عنوان ضعيف\n" * 10
    send, said = (page.locator(f".comment-new [data-{name}]") for name in ("send", "box-said"))
    box.fill(lines + "ا" * 5000)
    send.click()
    expect(said).to_contain_text("110")
    box.fill(lines)
    expect(said).to_be_empty()
    send.click()
    expect(threads(page)).to_have_count(2)
    folded = threads(page).first.locator(".comment-text")
    shown = folded.evaluate("(text) => text.clientHeight")
    threads(page).first.locator("summary").click()
    assert folded.evaluate("(text) => text.clientHeight") > shown


def test_comment_with_a_mention_is_answered_and_resolved_on_two_screens(
    opened: Callable[..., Page], sara: User, omar: User
) -> None:
    one, two = opened(sara), opened(omar)
    steps.open_page(two, "comments")
    select(one, "التمويل مضمون")
    box = ask(one)
    expect(box).to_be_focused()
    box.press_sequentially("ما المصدر يا @عم")
    option = one.get_by_role("option", name="عُمر")
    expect(option).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(box).to_have_value("ما المصدر يا @عُمر ")
    assert broken_at_desk(one) == {}
    assert nameless(one) == []
    box.press("Control+Enter")
    expect(threads(one).locator(".mention")).to_have_text("@عُمر")
    expect(mark(one)).to_have_text("التمويل مضمون")
    expect(one.locator("#panel-tab-comments")).to_have_accessible_name("التعليقات، المفتوح منها: 1")

    expect(threads(two)).to_have_count(1, timeout=10_000)
    expect(mark(two)).to_have_text("التمويل مضمون")
    two.reload()
    two.locator("#user-tools .bell").click()
    two.locator(".notifications a").click()
    expect(threads(two)).to_be_focused()
    expect(two.locator("#user-tools .bell .badge")).to_be_hidden()
    reply(threads(two), "بيان الوزارة.")

    answered = threads(one).locator(".comment-text").last
    expect(answered).to_have_text("بيان الوزارة.", timeout=10_000)
    threads(one).locator("[data-resolve]").press("Enter")
    expect(mark(one)).to_have_count(0, timeout=10_000)
    expect(one.locator("[data-write]")).to_be_focused()
    one.locator(".threads-resolved > summary").click()
    expect(one.locator("[data-resolved] .quiet")).to_contain_text("أغلق النقاش: سارة")
    expect(mark(two)).to_have_count(0, timeout=10_000)
    expect(steps.body(one)).to_contain_text("وقال الوزير إن التمويل مضمون وكافٍ.")


def test_passage_is_followed_through_edits_and_kept_when_it_is_gone(
    opened: Callable[..., Page], sara: User, article: Article
) -> None:
    page = opened(sara)
    select(page, "التمويل مضمون")
    ask(page).fill("من قال؟")
    page.locator(".comment-new [data-send]").click()
    expect(threads(page)).to_be_focused()
    expect(mark(page)).to_have_text("التمويل مضمون")
    select(page, "يبدأ المشروع")
    page.keyboard.type("عاجل: ينطلق المشروع")
    expect(steps.body(page)).to_contain_text("عاجل: ينطلق المشروع في يناير")
    select(page, "مضمون")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".selection-toolbar:visible")).to_have_count(0)
    page.keyboard.type("الأوروبي ")
    expect(mark(page)).to_have_text("التمويل الأوروبي مضمون")
    steps.save(page)
    article.refresh_from_db()
    assert "comment" not in article.body_ar
    expect(mark(page)).to_have_text("التمويل الأوروبي مضمون")
    expect(threads(page).locator("q")).to_have_text("التمويل الأوروبي مضمون")
    threads(page).locator("[data-go]").click()
    assert page.evaluate("() => String(getSelection())") == "التمويل الأوروبي مضمون"
    page.keyboard.press("Delete")
    expect(threads(page).locator("[data-lost]")).to_have_text("لم يعد هذا النص في المقال.")
    expect(threads(page).locator("[data-lost]")).to_be_visible()
    expect(threads(page).locator("q")).to_have_text("التمويل الأوروبي مضمون")
    page.keyboard.press("Control+z")
    expect(threads(page).locator("[data-lost]")).to_be_hidden()

    headline = page.locator("[name=headline_ar]")
    headline.focus()
    headline.press("End")
    send_long(page, ask(page))
    expect(page.locator(".field-headline_ar .comment-badge")).to_have_text("1")
    expect(threads(page)).to_have_count(2)


def test_comment_stays_in_its_box_until_the_newsroom_has_it(
    opened: Callable[..., Page], sara: User
) -> None:
    page = opened(sara)
    select(page, "يناير المقبل")
    box = ask(page)
    box.fill("أي يوم؟")
    page.route("**/comments/", lambda route: route.abort())
    page.locator(".comment-new [data-send]").click()
    said = page.locator(".comment-new [data-box-said]")
    expect(said).to_contain_text("لا ترد غرفة التحرير")
    page.unroute("**/comments/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.locator("form[data-ready]").wait_for()
    expect(box).to_be_visible()
    expect(box).to_have_value("أي يوم؟")
    expect(page.locator(".comment-new blockquote")).to_have_text("يناير المقبل")
    Session.objects.all().delete()
    page.locator(".comment-new [data-send]").click()
    expect(said).to_contain_text("انتهت جلستك")
    page.locator(".comment-new [data-again]").click()
    page.locator("[data-login] [name=password]").fill(steps.PASSWORD)
    page.keyboard.press("Enter")
    expect(threads(page).locator(".comment-text")).to_have_text("أي يوم؟")
    assert Comment.objects.count() == 1


def test_person_who_may_not_edit_comments_on_the_shown_text(
    desk_of: Callable[..., Page], article: Article
) -> None:
    page = desk_of(person("adel", "journalist"))
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    expect(page.locator("[data-nothing]")).to_be_visible()
    shown = page.locator("dd[data-field=body_ar]")
    shown.evaluate(SELECT, "التمويل مضمون")
    ask(page).fill("من أين؟")
    page.locator(".comment-new [data-send]").click()
    expect(threads(page).locator("q")).to_have_text("التمويل مضمون")
    expect(threads(page).locator(".comment-text")).to_have_text("من أين؟")
    marked = "() => [...CSS.highlights.get('comments')].map(String)"
    assert page.evaluate(marked) == ["التمويل مضمون"]
    assert broken_at_desk(page, users="adel") == {}
    assert nameless(page) == []


def test_new_article_has_comments_and_suggestions_from_its_first_save_on(
    desk_of: Callable[..., Page], sara: User, omar: User
) -> None:
    page = desk_of(sara)
    page.goto("/admin/articles/article/add/")
    page.locator("form[data-ready]").wait_for()
    headline = page.locator("[name=headline_ar]")
    headline.fill("عنوان جديد")
    page.locator("[data-save]").click()
    expect(page.locator(".messagelist")).to_be_visible()
    headline.focus()
    headline.press("End")
    ask(page).fill("أقصر؟")
    page.locator(".comment-new [data-send]").click()
    expect(threads(page).locator(".comment-text")).to_have_text("أقصر؟")
    expect(page.locator(".field-headline_ar .comment-badge")).to_have_text("1")

    article = Article.objects.get()
    typed = Typed("a" * 32, 1, article.latest_revision_id or 0, 0, {"headline": "عنوان أقصر"})
    suggestions.keep(article, "ar", by=omar, typed=typed, at=timezone.now())
    expect(page.locator("#panel-tab-suggestions .tab-count")).to_have_text("1", timeout=10_000)
