from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.broadcast.models import BroadcastStatus

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BREAKING = "[data-status=breaking]"


def breaking(**fields: Any) -> BroadcastStatus:
    now = timezone.now()
    known = {"starts_at": now, "ends_at": now + timedelta(hours=1), "text_ar": "إعادة فتح الميناء"}
    return BroadcastStatus.objects.create(kind="breaking", **known | fields)


@pytest.fixture
def front(page: Page) -> Page:
    """The front page in a browser whose clock the test moves."""
    page.clock.install()
    page.goto("/")
    return page


def test_open_page_learns_of_breaking_news_without_a_reload(front: Page) -> None:
    expect(front.locator(BREAKING)).to_be_hidden()
    breaking(link="/sections/economy/")
    front.clock.fast_forward(10_000)
    expect(front.locator(BREAKING)).to_contain_text("إعادة فتح الميناء")
    expect(front.locator(f"{BREAKING} a")).to_have_attribute("href", "/sections/economy/")


def test_bar_goes_when_the_desk_ends_it(page: Page) -> None:
    status = breaking()
    page.clock.install()
    page.goto("/")
    expect(page.locator(BREAKING)).to_be_visible()
    status.delete()
    page.clock.fast_forward(10_000)
    expect(page.locator(BREAKING)).to_be_hidden()


def test_words_are_shown_as_text_never_as_markup(front: Page) -> None:
    breaking(text_ar="<img src=x onerror=alert(1)>")
    front.clock.fast_forward(10_000)
    expect(front.locator(BREAKING)).to_contain_text("<img src=x onerror=alert(1)>")
    expect(front.locator(f"{BREAKING} img")).to_have_count(0)


def test_bar_is_there_without_scripts(new_page: Any) -> None:
    breaking()
    page = new_page(java_script_enabled=False)
    page.goto("/")
    expect(page.locator(BREAKING)).to_contain_text("إعادة فتح الميناء")
