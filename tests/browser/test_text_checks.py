"""The text checks in a real browser: marked while one types, mended, undone, left to stand."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from articles import workflow
from articles.models import Article
from newsroom.accounts.models import User
from tests.browser.desk_rules import DESK_RULES, broken_at_desk, nameless
from tests.conftest import NOW

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]
BODY = "<p>ذهب الوفد الى القاهرة, وعاد.</p><p>وصل الوزير الى <strong>اسرائيل</strong> أمس.</p>"


@pytest.fixture
def writer(db: None) -> User:
    """Somebody who may do everything: the groups are gone after a test with transactions."""
    return User.objects.create_superuser("sara", password="secret-for-tests")


@pytest.fixture
def article(writer: User) -> Article:
    data = {"headline_ar": "زيارة الى القاهرة", "body_ar": BODY}
    return workflow.create(by=writer, data=data, at=NOW)


@pytest.fixture
def desk(desk_of: Callable[[User], Page], writer: User, article: Article) -> Page:
    page = desk_of(writer)
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.locator("#panel-tab-checks").click()
    expect(rule(page, "initial_hamza")).to_be_visible()
    return page


def rule(desk: Page, name: str) -> Locator:
    return desk.locator(f"[data-rule={name}]")


def surface(desk: Page) -> Locator:
    return desk.locator(".field-body_ar .ProseMirror")


def marks(desk: Page) -> list[str]:
    return surface(desk).locator(".text-check").all_inner_texts()


def finding(desk: Page, words: str) -> Locator:
    return desk.locator(".text-checks li").filter(has=desk.locator("mark", has_text=words))


def test_findings_are_marked_in_the_text_and_listed(desk: Page) -> None:
    assert marks(desk) == ["الى", ",", "الى", "اسرائيل"]
    expect(rule(desk, "initial_hamza").locator("li")).to_have_count(4)
    expect(desk.locator("[name=headline_ar]")).to_contain_class("has-text-findings")


def test_what_is_typed_is_checked(desk: Page) -> None:
    desk.locator("[name=standfirst_ar]").fill("اعلان جديد")
    expect(rule(desk, "initial_hamza").locator("li")).to_have_count(5)


def test_one_finding_is_corrected_and_undone(desk: Page) -> None:
    finding(desk, "اسرائيل").locator("[data-fix]").click()
    expect(surface(desk)).to_contain_text("إسرائيل")
    expect(surface(desk).locator("strong")).to_have_text("إسرائيل")
    desk.locator("[data-undo]").click()
    expect(surface(desk)).to_contain_text("اسرائيل")
    expect(rule(desk, "initial_hamza").locator("li")).to_have_count(4)


def test_all_of_a_kind_are_corrected_in_one_step(desk: Page) -> None:
    rule(desk, "initial_hamza").locator("[data-fix-all]").click()
    expect(desk.locator("[name=headline_ar]")).to_have_value("زيارة إلى القاهرة")
    expect(surface(desk)).to_contain_text("وصل الوزير إلى إسرائيل أمس.")
    surface(desk).focus()
    desk.keyboard.press("Control+z")
    expect(surface(desk)).to_contain_text("وصل الوزير الى اسرائيل أمس.")


def test_the_correction_of_a_field_can_be_undone_by_keys(desk: Page) -> None:
    finding(desk, "الى").first.locator("[data-fix]").click()
    headline = desk.locator("[name=headline_ar]")
    expect(headline).to_have_value("زيارة إلى القاهرة")
    headline.focus()
    desk.keyboard.press("Control+z")
    expect(headline).to_have_value("زيارة الى القاهرة")


def test_a_finding_is_gone_to(desk: Page) -> None:
    finding(desk, "اسرائيل").locator("[data-go]").click()
    expect(surface(desk)).to_be_focused()
    assert desk.evaluate("String(getSelection())") == "اسرائيل"


def test_an_ignored_finding_stays_ignored(desk: Page) -> None:
    finding(desk, "اسرائيل").locator("[data-ignore]").click()
    expect(rule(desk, "initial_hamza").locator("li")).to_have_count(3)
    desk.reload()
    expect(rule(desk, "initial_hamza").locator("li")).to_have_count(3)
    assert marks(desk) == ["الى", ",", "الى"]


def test_marks_move_with_the_text(desk: Page) -> None:
    surface(desk).locator("p").first.click()
    desk.keyboard.press("Home")
    desk.keyboard.type("👩‍💻 ثم ")
    expect(rule(desk, "initial_hamza").locator("li")).to_have_count(4)
    assert marks(desk) == ["الى", ",", "الى", "اسرائيل"]


def test_the_panel_is_used_by_keys(desk: Page) -> None:
    button = finding(desk, "اسرائيل").locator("[data-fix]")
    button.focus()
    desk.keyboard.press("Enter")
    expect(surface(desk)).to_contain_text("إسرائيل")
    assert desk.evaluate("document.activeElement.closest('[data-text-checks]') !== null")


def test_correcting_keeps_the_form_unsent(desk: Page) -> None:
    url = desk.url
    rule(desk, "initial_hamza").locator("[data-fix-all]").click()
    assert desk.url == url


def test_the_panel_keeps_the_rules_of_the_desk(desk: Page) -> None:
    untranslated = "no Latin word stands on an Arabic page"  # held by the test of every page
    rules = [name for name in DESK_RULES if name != untranslated]
    assert broken_at_desk(desk, *rules) == {}
    assert nameless(desk) == []


def test_typing_after_a_correction_takes_its_undo_back(desk: Page) -> None:
    finding(desk, "اسرائيل").locator("[data-fix]").click()
    expect(desk.locator("[data-undo]")).to_be_visible()
    desk.locator("[name=kicker_ar]").fill("خبر")
    expect(desk.locator("[data-undo]")).to_be_hidden()
