"""A page as it arrives from a correspondent: pasted whole, taken apart, published, read."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles import workflow
from articles.broadcast.models import BroadcastStatus
from articles.models import Article, Section
from newsroom.accounts.models import User
from tests import factories
from tests.browser.steps import body, classify, do, save

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAMPLE = Path(__file__).parent.parent / "data" / "sample_page.txt"
SEED = Path(os.environ.get("SHARED_DATA", "../shared/data")) / "seed_page.txt"
PASTE = """(surface, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const options = {clipboardData: data, bubbles: true, cancelable: true};
  surface.dispatchEvent(new ClipboardEvent("paste", options));
}"""


@pytest.fixture
def neighbours(editor: User, section: Section) -> list[Article]:
    """Five published articles of the same section, and the site on trial."""
    author = factories.AuthorFactory(name_ar="منى سالم", slug="mona", user=editor)
    now = timezone.now()
    BroadcastStatus.objects.create(kind="trial", starts_at=now - timedelta(days=1))
    headlines = ["صيد وفير", "مرسى جديد", "قارب للإنقاذ", "مهرجان البحر", "منارة تضيء"]
    return [
        factories.publish(
            by=editor,
            data=factories.content(section=section.pk, author=author.pk, headline_ar=headline),
            at=now - timedelta(hours=hours),
        )
        for hours, headline in enumerate(headlines, start=1)
    ]


def take_apart(page: Page, text: str) -> tuple[str, list[str]]:
    """Paste the page, take label, headline and last line out; the headline and the paragraphs."""
    lines = [line for line in text.splitlines() if line.strip()]
    page.goto("/admin/articles/article/add/")
    body(page).click()
    body(page).evaluate(PASTE, text)
    expect(body(page).locator("p")).to_have_count(len(lines))
    for place in ("first", "first", "last"):
        getattr(body(page).locator("p"), place).click(click_count=3)
        page.keyboard.press("Backspace")
        page.keyboard.press("Delete" if place == "first" else "Backspace")
    page.get_by_label("العنوان", exact=True).first.fill(lines[1])
    return lines[1], [line.strip() for line in lines[2:-1]]


def publish(page: Page) -> Article:
    """Publish what stands in the form."""
    classify(page, section="اقتصاد", tags="سوق السمك، الميناء،")
    save(page)
    do(page, "publish", "نُشر المقال.")
    return Article.objects.latest("pk")


def pin(article: Article, neighbours: list[Article], by: User) -> None:
    """Have four of the neighbours stand under «قد يهمك»: nothing in their texts relates them."""
    factories.revise(article, by, pins=[neighbour.pk for neighbour in neighbours[:4]])
    workflow.update(article, by=by, at=timezone.now())


def check_page(page: Page, headline: str, paragraphs: list[str]) -> None:
    """The label above the headline, every paragraph, and four cards under «قد يهمك» at the end."""
    head = page.locator(".article-head")
    expect(head.locator("[data-status=label]")).to_have_text("بث تجريبي")
    assert head.inner_text().split("\n")[0].strip() == "بث تجريبي"
    expect(head.get_by_role("heading", level=1)).to_have_text(headline)
    expect(page.locator(".body p")).to_have_text(paragraphs)
    last = page.locator("main > *").last
    expect(last.get_by_role("heading", level=2)).to_have_text("قد يهمك")
    expect(last.locator("article")).to_have_count(4)


def test_pasted_page_is_read_with_its_label_its_paragraphs_and_four_neighbours(
    desk_of: Callable[..., Page], page: Page, editor: User, neighbours: list[Article]
) -> None:
    desk = desk_of(editor)
    headline, paragraphs = take_apart(desk, SAMPLE.read_text(encoding="utf-8"))
    article = publish(desk)
    pin(article, neighbours, editor)
    page.goto(article.url("ar"))
    assert len(paragraphs) == 8
    check_page(page, headline, paragraphs)
    assert page.get_by_text("قد يهمك").count() == 1
    assert page.locator(".tags bdi").all_inner_texts() == ["سوق السمك", "الميناء"]


def test_the_page_that_the_newsroom_was_asked_for_is_read_whole(
    desk_of: Callable[..., Page], page: Page, editor: User, neighbours: list[Article]
) -> None:
    if not SEED.exists():
        pytest.skip("The page that the newsroom was asked for (seed_page.txt) is not here.")
    desk = desk_of(editor)
    headline, paragraphs = take_apart(desk, SEED.read_text(encoding="utf-8"))
    article = publish(desk)
    pin(article, neighbours, editor)
    page.goto(article.url("ar"))
    check_page(page, headline, paragraphs)
