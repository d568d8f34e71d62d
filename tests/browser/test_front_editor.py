"""A front page arranged by keyboard and mouse, with the page itself in view; nothing is lost."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from articles.frontpage import curation
from articles.frontpage.models import FrontPublication, FrontRevision
from newsroom.accounts.models import User
from tests import factories
from tests.browser.test_axe import axe as axe
from tests.browser.test_axe import violations
from tests.conftest import NOW

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]
EDITOR = "/admin/articles_frontpage/front/0/ar/"


@pytest.fixture
def may_fail() -> tuple[str, ...]:
    """Saves beside another one, and without the newsroom."""
    return ("/save/",)


@pytest.fixture
def mona(db: None) -> User:
    """Somebody who may do everything: the groups are gone after a test with transactions."""
    return User.objects.create_superuser("mona", password="secret-for-tests")


@pytest.fixture
def desk(desk_of: Callable[..., Page], mona: User) -> Page:
    """The home page's arrangement, with five stories that nobody pinned."""
    section, author = factories.SectionFactory(), factories.AuthorFactory()
    for n in range(5):
        data = factories.content(
            section=section.pk, author=author.pk, headline_ar=f"الخبر رقم {n + 1}"
        )
        factories.publish(by=mona, data=data, at=NOW.replace(hour=10 - n))
    page = desk_of(mona, viewport={"width": 1366, "height": 900})
    page.goto(EDITOR)
    expect(story(page, 0)).to_have_text("الخبر رقم 1")
    return page


def place(page: Page, number: int) -> Locator:
    return page.locator("[data-slot]").nth(number)


def story(page: Page, number: int) -> Locator:
    return place(page, number).locator("[data-story]")


def pin(page: Page, number: int) -> None:
    place(page, number).locator("summary").click()
    place(page, number).locator("[data-act=pin]").click()


def drafts(page: Page) -> Locator:
    return page.locator("[data-front-state]")


def newest() -> Any:
    return FrontRevision.objects.latest("pk").data["zones"][0]["slots"]


def test_page_is_arranged_by_keyboard_and_mouse_and_published(desk: Page, axe: str) -> None:
    pin(desk, 0)
    expect(place(desk, 0).locator("[data-pinned]")).to_be_visible()
    place(desk, 0).locator("[data-field=headline]").fill("عنوان هذا الموضع")
    lead = desk.frame_locator("[data-frame]").locator("main h2").first
    expect(lead).to_have_text("عنوان هذا الموضع")
    assert not violations(desk)
    place(desk, 0).locator("summary").focus()
    desk.keyboard.press("Alt+ArrowDown")
    expect(place(desk, 1).locator("summary")).to_be_focused()
    expect(story(desk, 1)).to_have_text("عنوان هذا الموضع")
    desk.locator("[data-act=undo]").click()
    expect(story(desk, 0)).to_have_text("عنوان هذا الموضع")
    place(desk, 0).locator("summary").click()
    expect(place(desk, 0).locator("details")).not_to_have_attribute("open", "")
    place(desk, 0).locator(".front-handle").drag_to(place(desk, 2).locator("summary"))
    expect(story(desk, 2)).to_have_text("عنوان هذا الموضع")
    desk.locator("[data-publish]").click()
    desk.locator(".front-publish button[type=submit]").click()
    expect(desk.locator(".messagelist")).to_be_visible()
    assert FrontPublication.objects.get().revision.data["zones"][0]["slots"][2]["pin"]


def test_two_who_arrange_at_once_both_keep_theirs(desk: Page, mona: User) -> None:
    other = json.loads(json.dumps(curation.begin_with(None, None, "ar")))
    other["zones"][0]["slots"][0]["label"] = "لزميل"
    theirs = curation.save(other, section=None, language="ar", base=None, by=mona)
    pin(desk, 0)
    expect(desk.locator("[data-stale]")).to_be_visible()
    mine = FrontRevision.objects.latest("pk")
    assert (mine.is_conflict, bool(newest()[0]["pin"])) == (True, True)
    desk.locator("[data-take=mine]").click()
    expect(desk.locator("[data-stale]")).to_be_hidden()
    expect(place(desk, 0).locator("[data-pinned]")).to_be_visible()
    last = FrontRevision.objects.latest("pk")
    assert (last.base, last.is_conflict) == (theirs, False)


def test_what_the_newsroom_did_not_get_is_there_when_the_page_is_opened_again(desk: Page) -> None:
    desk.route("**/save/", lambda route: route.abort())
    pin(desk, 0)
    place(desk, 0).locator("[data-field=headline]").fill("بلا شبكة")
    expect(drafts(desk)).to_have_class("front-state failed")
    desk.unroute("**/save/")
    desk.reload()
    expect(story(desk, 0)).to_have_text("بلا شبكة")
    assert newest()[0]["pin"]["headline"] == "بلا شبكة"


def test_words_that_name_no_article_change_nothing_and_say_so(desk: Page) -> None:
    place(desk, 0).locator("summary").click()
    field = place(desk, 0).locator("[data-field=article]")
    field.fill("كلام لا يسمّي خبرًا")
    field.press("Tab")
    expect(place(desk, 0).locator("[data-faults]")).not_to_be_empty()
    assert not FrontRevision.objects.exists()
