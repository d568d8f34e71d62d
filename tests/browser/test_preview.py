"""The preview beside the text, and the page of its links."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from articles import workflow
from newsroom.accounts.models import User
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(desk_of: Callable[..., Page]) -> Page:
    """The form of a draft with its preview open, at 1366 pixels."""
    user = User.objects.create_superuser("sara", password="secret-for-tests")
    section, author = factories.SectionFactory(name_ar="اقتصاد"), factories.AuthorFactory()
    data = factories.content(section=section.pk, author=author.pk)
    article = workflow.create(by=user, data=data)
    page = desk_of(user, viewport={"width": 1366, "height": 768})
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.locator("form[data-ready]").wait_for()
    page.get_by_role("button", name="معاينة").first.click()
    expect(shown(page).locator("h1")).to_have_text("افتتاح خط جديد للقطار السريع")
    return page


def shown(page: Page) -> FrameLocator:
    return page.frame_locator("[data-preview-frame]")


def test_preview_follows_what_is_typed_and_saves_nothing(desk: Page) -> None:
    desk.locator("[name=headline_ar]").fill("عنوان يُكتب الآن")
    expect(shown(desk).locator("h1")).to_have_text("عنوان يُكتب الآن")
    desk.goto(desk.url)
    expect(desk.locator("[name=headline_ar]")).to_have_value("افتتاح خط جديد للقطار السريع")


def test_preview_is_seen_in_the_dark_and_as_printed(desk: Page) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    frame = desk.locator("[data-preview-frame]").element_handle().content_frame()
    assert frame
    light = frame.evaluate(colour)
    desk.get_by_role("button", name="داكن").click()
    assert frame.evaluate(colour) != light
    desk.get_by_role("button", name="مطبوعًا").click()
    assert frame.evaluate(colour) != light or not frame.locator(".site-header").is_visible()
    expect(shown(desk).locator("h1")).to_be_visible()


def test_cards_show_what_networks_and_search_engines_take(desk: Page) -> None:
    desk.get_by_role("button", name="المشاركة والبحث").click()
    expect(desk.locator(".share-example .share-title")).to_have_text("افتتاح خط جديد للقطار السريع")
    expect(desk.locator(".found-example .found-text")).to_contain_text("يربط الخط العاصمة")


def test_link_that_was_made_opens_without_an_account(
    desk: Page, new_page: Callable[..., Page]
) -> None:
    with desk.context.expect_page() as opened:
        desk.get_by_role("link", name="روابط المعاينة").click()
    links = opened.value
    links.get_by_role("button", name="إنشاء رابط").click()
    address = links.get_by_label("الرابط", exact=True).input_value()
    reader = new_page()
    reader.goto(urlsplit(address).path)
    expect(reader.locator("h1")).to_have_text("افتتاح خط جديد للقطار السريع")
    links.get_by_role("button", name="إلغاء").click()
    expect(links.locator(".preview-links")).to_contain_text("أُلغي")
    reader.reload()
    expect(reader.locator("h1")).not_to_have_text("افتتاح خط جديد للقطار السريع")
