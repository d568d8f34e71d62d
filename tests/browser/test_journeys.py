"""A working day: written by a journalist, scheduled by an editor, read, and taken back."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from playwright.sync_api import Page, expect

from articles import workflow
from articles.models import Article, Section
from articles.sitemaps import ARTICLE_FILE_SIZE
from newsroom.accounts.models import User
from tests import factories
from tests.browser.steps import ask, body, do, expect_chips, listed, save, sign_in, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEADLINE = "مجلس المدينة يقر خطة النقل النهري"
LISTS = [
    "/",
    "/sections/economy/",
    "/tags/النقل-النهري/",
    "/authors/sara/",
    "/search/?q=النقل",
    "/feed.xml",
    "/atom.xml",
    "/feed.json",
    "/sections/economy/feed.xml",
    "/news-sitemap.xml",
]


def lists_of(article: Article) -> list[str]:
    """Where readers and machines find the article; its file of the sitemap comes last."""
    return [*LISTS, f"/sitemaps/articles-ar-{article.pk // ARTICLE_FILE_SIZE}.xml"]


# 14:59:30 in Cairo.
EVENING = datetime(2026, 11, 20, 12, 59, 30, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock of the site stands; the tests move it."""
    with time_machine.travel(EVENING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def written(journalist: User, section: Section) -> Article:
    """A complete draft of the journalist's own."""
    author = journalist.author
    tag = factories.TagFactory(name_ar="النقل النهري")
    data = factories.content(
        section=section.pk, author=author.pk, headline_ar=HEADLINE, tags=[tag.pk]
    )
    return workflow.create(by=journalist, data=data)


def test_journalist_writes_and_submits(page: Page, journalist: User, section: Section) -> None:
    sign_in(page, journalist)
    write(page, headline=HEADLINE, text="أقر المجلس الخطة أمس.", section="اقتصاد", tags="نقل، نهر،")
    page.get_by_label("المقدمة", exact=True).first.fill("تبدأ الرحلات في الربيع.")
    save(page)
    do(page, "submit", "أُرسل المقال للمراجعة.")
    article = Article.objects.get()
    assert article.state == "submitted"
    assert (article.headline_ar, article.standfirst_ar) == (HEADLINE, "تبدأ الرحلات في الربيع.")
    assert article.body_ar == "<p>أقر المجلس الخطة أمس.</p>"
    expect_chips(page, ["نقل", "نهر"])


def test_journalist_has_no_button_to_publish_and_cannot_forge_it(
    desk_of: Callable[..., Page], journalist: User, written: Article
) -> None:
    page = desk_of(journalist)
    page.goto(f"/admin/articles/article/{written.pk}/change/")
    expect(page.locator(".verb")).to_contain_text(["إرسال للمراجعة"])
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    form = {"csrfmiddlewaretoken": token, "languages": "ar"}
    address = f"/admin/articles/article/{written.pk}/do/publish/"
    assert page.request.post(address, form=form).status == 403
    assert page.request.get(f"/a/{written.pk}").status == 404


def test_scheduled_article_is_everywhere_from_its_second_and_not_before(
    desk_of: Callable[..., Page],
    editor: User,
    written: Article,
    clock: time_machine.Traveller,
) -> None:
    page = desk_of(editor)
    lists = lists_of(written)
    page.goto(f"/admin/articles/article/{written.pk}/change/")
    do(page, "schedule", "جُدول المقال.", moment="2026-11-20T15:00")
    clock.move_to(datetime(2026, 11, 20, 12, 59, 59, 999_000, tzinfo=UTC))
    assert listed(page, written.pk, lists) == set()
    assert page.request.get(f"/a/{written.pk}").status == 404
    clock.move_to(datetime(2026, 11, 20, 13, 0, tzinfo=UTC))
    assert listed(page, written.pk, lists) == set(lists)
    assert lists[-1] in page.request.get("/sitemap.xml").text()
    page.goto(f"/a/{written.pk}")
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADLINE)


def test_expired_article_is_gone_from_its_second(
    desk_of: Callable[..., Page],
    editor: User,
    written: Article,
    clock: time_machine.Traveller,
) -> None:
    page = desk_of(editor)
    page.goto(f"/admin/articles/article/{written.pk}/change/")
    page.locator("[name=expires_at]").fill("2026-11-20T15:30")
    save(page)
    do(page, "publish", "نُشر المقال.")
    clock.move_to(datetime(2026, 11, 20, 13, 29, 59, tzinfo=UTC))
    assert listed(page, written.pk, lists_of(written)) == set(lists_of(written))
    clock.move_to(datetime(2026, 11, 20, 13, 30, tzinfo=UTC))
    assert listed(page, written.pk, lists_of(written)) == set()
    assert page.request.get(f"/a/{written.pk}").status == 410


def test_withdrawn_article_is_gone_with_its_note(
    desk_of: Callable[..., Page], editor: User, written: Article
) -> None:
    workflow.publish(written, by=editor)
    page = desk_of(editor)
    page.goto(f"/admin/articles/article/{written.pk}/change/")
    do(page, "withdraw", "سُحب المقال.", note_ar="سُحب الخبر إلى حين التحقق.")
    assert listed(page, written.pk, lists_of(written)) == set()
    answer = page.goto(f"/a/{written.pk}")
    assert answer is not None
    assert answer.status == 410
    expect(page.locator("main")).to_contain_text("سُحب الخبر إلى حين التحقق.")


def test_submitted_text_is_sent_back_with_a_note_its_author_sees(
    desk_of: Callable[..., Page], editor: User, journalist: User, written: Article
) -> None:
    workflow.submit(written, by=journalist)
    page = desk_of(editor)
    page.goto(f"/admin/articles/article/{written.pk}/change/")
    do(page, "send_back", "أُعيد", note="أضف رقم الميزانية.")
    theirs = desk_of(journalist)
    theirs.goto(f"/admin/articles/article/{written.pk}/change/")
    expect(theirs.locator(".notice:visible")).to_contain_text("أضف رقم الميزانية.")


def test_text_typed_before_a_verb_is_saved_first(
    desk_of: Callable[..., Page], editor: User, written: Article
) -> None:
    page = desk_of(editor)
    page.goto(f"/admin/articles/article/{written.pk}/change/")
    body(page).press("Control+Home")
    page.keyboard.type("عاجل: ")
    ask(page, "publish").locator("button[type=submit]").click()
    expect(page.locator(".messagelist")).to_contain_text("نُشر المقال.")
    written.refresh_from_db()
    assert written.body_ar.startswith("<p>عاجل: افتتحت")
