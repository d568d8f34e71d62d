"""Back to a form that was saved and left: it holds what was saved, and is the same article's."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, Author, Section
from newsroom.accounts.models import User
from tests import factories
from tests.browser import steps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def author(db: None) -> Author:
    return factories.AuthorFactory(name_ar="كريم الشاذلي", slug="karim")


@pytest.fixture
def desk(desk_of: Callable[..., Page], author: Author, db: None) -> Page:
    """The form of a new article, filled in, saved and left, and then Back."""
    factories.SectionFactory(name_ar="اقتصاد")
    page = desk_of(User.objects.create_superuser("sara", password=steps.PASSWORD))
    page.goto("/admin/articles/article/add/")
    page.get_by_label("العنوان", exact=True).first.fill("قطار جديد")
    steps.body(page).click()
    page.keyboard.type("افتتح الوزير الخط.")
    steps.classify(page, section="اقتصاد", tags="سكك حديدية،مصر،")
    page.locator("[data-rows=bylines] .add-row").click()
    page.locator("[name=bylines-1-author]").fill(f"كريم الشاذلي #{author.pk}")
    steps.save(page)
    page.goto("/admin/")
    page.go_back()
    page.locator("form[data-ready]").wait_for()
    return page


def test_back_shows_everything_that_was_typed(desk: Page, author: Author) -> None:
    expect(steps.body(desk)).to_have_text("افتتح الوزير الخط.")
    expect(desk.get_by_label("العنوان", exact=True).first).to_have_value("قطار جديد")
    steps.expect_chips(desk, ["سكك حديدية", "مصر"])
    expect(desk.locator("[name=bylines-0-author]")).to_have_value(f"كريم الشاذلي #{author.pk}")


def test_text_typed_after_back_is_a_new_version_of_the_same_article(desk: Page) -> None:
    steps.body(desk).click()
    desk.keyboard.press("Control+End")
    desk.keyboard.type(" ووصل القطار.")
    steps.save(desk)

    article = Article.objects.get()
    revision = article.latest_revision
    assert revision is not None
    assert revision.data["body_ar"] == "<p>افتتح الوزير الخط. ووصل القطار.</p>"
    assert article.revisions.count() == 2
    assert len(revision.data["tags"]) == 2
    assert len(revision.data["bylines"]) == 1


def test_saving_the_same_once_more_after_back_makes_nothing(desk: Page) -> None:
    steps.save(desk)

    assert Article.objects.get().revisions.count() == 1


def test_reload_keeps_what_was_typed_and_not_saved(desk: Page) -> None:
    desk.get_by_label("العنوان", exact=True).first.fill("لم يحفظ بعد")
    desk.on("dialog", lambda dialog: dialog.accept())
    desk.reload()
    desk.locator("form[data-ready]").wait_for()

    expect(desk.get_by_label("العنوان", exact=True).first).to_have_value("لم يحفظ بعد")
    assert desk.locator("form[data-dirty]").count() == 1


def test_nothing_typed_stays_in_the_tab_after_signing_out(desk: Page) -> None:
    desk.on("dialog", lambda dialog: dialog.accept())
    desk.locator("#logout-form button").click()
    desk.wait_for_url("**/logout/")

    assert "قطار جديد" not in steps.texts_on_the_device(desk)


def test_what_one_person_typed_is_not_shown_to_the_next(desk: Page) -> None:
    nour = User.objects.create_superuser("nour", password=steps.PASSWORD)
    desk.get_by_label("العنوان", exact=True).first.fill("سر سارة")
    desk.context.clear_cookies()
    desk.on("dialog", lambda dialog: dialog.accept())
    desk.reload()
    steps.sign_in(desk, nour)
    desk.goto("/admin/articles/article/add/")

    assert "سر سارة" not in desk.content()
    assert desk.locator("[data-offer]").count() == 0


def test_back_to_the_form_of_a_section_changes_what_it_made(
    desk_of: Callable[..., Page], db: None
) -> None:
    page = desk_of(User.objects.create_superuser("hassan", password=steps.PASSWORD))
    page.goto("/admin/articles/section/add/")
    page.locator("[name=name_ar]").fill("تقنية")
    page.locator("[name=_save]").click()
    page.wait_for_url("**/section/")
    page.go_back()
    page.locator("[name=name_ar]").fill("علوم")
    page.locator("[name=_save]").click()
    page.wait_for_url("**/section/")

    assert [section.name_ar for section in Section.objects.all()] == ["علوم"]
