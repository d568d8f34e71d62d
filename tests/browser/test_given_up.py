"""What was given up, as an editor reads it on a phone and has it tried again."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Announcement, Article
from newsroom.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ERROR = f"ConnectionError('https://search.example.org/articles/?routing={'0123456789' * 12}')"


@pytest.fixture
def given_up(published: Callable[..., Article]) -> Announcement:
    return Announcement.objects.create(
        article=published(), event="updated", attempts=20, error=ERROR, failed_at=timezone.now()
    )


@pytest.fixture
def phone(desk_of: Callable[..., Page], editor: User, given_up: Announcement) -> Page:
    """The list, which the first page of the desk leads to."""
    page = desk_of(editor, viewport={"width": 390, "height": 844})
    page.goto("/admin/")
    page.click(".notice-strong a")
    return page


def test_all_of_it_is_read_without_scrolling_sideways(phone: Page) -> None:
    expect(phone.locator(".field-error_column")).to_be_in_viewport()
    sizes = phone.locator("#changelist .results").evaluate("it => [it.scrollWidth, it.clientWidth]")
    assert sizes[0] <= sizes[1]


def test_it_says_what_happened_in_the_words_of_the_desk(phone: Page) -> None:
    expect(phone.locator("#content > .notice")).to_be_visible()
    assert phone.locator(".actions").evaluate("it => /[a-z]/i.test(it.innerText)") is False


def test_one_button_tries_the_chosen_ones_again(phone: Page, given_up: Announcement) -> None:
    phone.check("input.action-select")
    phone.click(".actions button")

    expect(phone.locator(".messagelist .success")).to_be_visible()
    given_up.refresh_from_db()
    assert given_up.delivered_at is not None
