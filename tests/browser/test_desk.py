from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles import workflow
from articles.models import Article, Revision, Tag
from newsroom.accounts.models import User
from tests import factories
from tests.browser import steps

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def writer() -> User:
    return User.objects.create_superuser("huda", password="secret-for-tests", first_name="هدى")


@pytest.fixture
def article(writer: User) -> Article:
    section = factories.SectionFactory(name_ar="اقتصاد", name_en="Economy", slug="economy")
    author = factories.AuthorFactory(name_ar="كريم الشاذلي", slug="karim")
    data = factories.content(section=section.pk, author=author.pk)
    return workflow.create(by=writer, data=data)


@pytest.fixture
def desk(desk_of: Callable[..., Page], writer: User) -> Page:
    return desk_of(writer)


@pytest.fixture
def form(desk: Page, article: Article) -> Page:
    """The form of the article, when its scripts are ready."""
    desk.goto(f"/admin/articles/article/{article.pk}/change/", wait_until="load")
    expect(desk.get_by_role("tab").first).to_be_visible()
    desk.wait_for_selector("form[data-ready]")
    return desk


def newest(article: Article) -> Revision:
    return Revision.objects.filter(article=article).order_by("-pk")[0]


PAGES = [
    "",
    "articles/article/",
    "articles/article/add/",
    "articles/article/1/change/",
    "articles/article/1/history/",
    "articles/article/1/do/schedule/",
    "articles/article/1/previews/",
    "articles/tag/add/",
    "articles/section/1/change/",
    "articles/author/1/change/",
    "articles/transition/",
    "articles/announcement/",
    "articles/article/notifications/?all=1",
    "articles/article/notifications/settings/",
    "articles_notifications/mail/",
    "audit/entry/",
    "planning/assignment/add/",
    "planning/assignment/calendar/",
    "accounts/user/add/",
    "password_change/",
]


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_of_the_desk_breaks_the_policy_or_is_wider_than_the_screen(
    desk_of: Callable[..., Page], writer: User, article: Article, width: int
) -> None:
    desk = desk_of(writer, viewport={"width": width, "height": 900})
    row = {"article": article.pk, "section": article.section_id}
    paths = [path.replace("article/1", f"article/{row['article']}") for path in PAGES]
    paths = [path.replace("section/1", f"section/{row['section']}") for path in paths]
    author = article.bylines.get().author_id
    paths = [path.replace("author/1", f"author/{author}") for path in paths]
    wide = []
    for path in paths:
        answer = desk.goto(f"/admin/{path}", wait_until="load")
        assert answer is not None
        size = desk.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        wide += [(path, answer.status)] * (size[0] > size[1] or answer.status != 200)

    assert wide == []


def test_arrow_to_the_left_opens_the_second_language(form: Page) -> None:
    form.get_by_role("tab", name="العربيّة").press("ArrowLeft")

    expect(form.get_by_role("tab", name="English")).to_be_focused()
    expect(form.locator("#id_headline_en")).to_be_visible()
    expect(form.locator("#id_headline_ar")).to_be_hidden()


def test_typed_tag_becomes_a_chip_and_is_saved(form: Page, article: Article) -> None:
    steps.open_page(form, "people")
    form.fill("#id_tags_typed", "السكك الحديدية، القاهرة")
    form.press("#id_tags_typed", "Enter")
    form.click("button[name=then][value='']")

    expect(form.locator(".messagelist")).to_be_visible()
    names = Tag.objects.filter(pk__in=newest(article).data["tags"])
    assert set(names.values_list("name_ar", flat=True)) == {"السكك الحديدية", "القاهرة"}


def test_verb_opens_a_dialog_when_nothing_is_unsaved(form: Page, article: Article) -> None:
    form.click("button[value=submit]")
    form.locator("dialog[open] button.default").click()

    expect(form.locator(".writing-bar .pill-submitted")).to_be_visible()


def test_verb_saves_unsaved_text_first(form: Page, article: Article) -> None:
    form.fill("#id_headline_ar", "عنوان جديد تمامًا")
    form.click("button[value=submit]")

    expect(form.locator("dialog[open] [data-verb-form]")).to_be_visible()
    assert newest(article).data["headline_ar"] == "عنوان جديد تمامًا"


def test_added_byline_row_is_saved_after_the_first(form: Page, article: Article) -> None:
    other = factories.AuthorFactory(name_ar="منى حسن", slug="mona")
    steps.open_page(form, "people")
    form.locator("[data-rows=bylines] .add-row").click()
    form.locator("[data-rows=bylines] [data-row] input[data-complete]").last.fill(f"#{other.pk}")
    form.click("button[name=then][value='']")

    expect(form.locator(".messagelist")).to_be_visible()
    assert newest(article).data["bylines"][-1]["author"] == other.pk


def test_form_saves_without_scripts(
    desk_of: Callable[..., Page], writer: User, article: Article
) -> None:
    desk = desk_of(writer, java_script_enabled=False)
    desk.goto(f"/admin/articles/article/{article.pk}/change/")
    desk.fill("#id_headline_en", "A new line opens")
    desk.click("button[name=then][value='']")

    assert newest(article).data["headline_en"] == "A new line opens"
