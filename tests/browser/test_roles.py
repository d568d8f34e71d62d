"""Each role sees exactly its own buttons and lists, in both languages of the desk."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles import workflow
from articles.models import Announcement, Article, Section
from articles.models.article import TRANSLATED
from newsroom.accounts.models import User
from tests import factories
from tests.conftest import person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ARTICLES, PICTURES, TAGS, SECTIONS, AUTHORS, LOG = (
    "article",
    "image",
    "tag",
    "section",
    "author",
    "transition",
)
TEXT_RULES = "textrule"
LOGS = (LOG, "entry")
PEOPLE = ("user", "invitation")
OF_ADMIN = (TEXT_RULES, *LOGS, *PEOPLE, "subscription")
PLANNING = ("event", "assignment")
FRONTS = "front"
EDITORS = ("broadcaststatus", "zeroresultquery", "synonymgroup", "announcement")
LISTS = {
    "journalist": {ARTICLES, PICTURES, TAGS, SECTIONS, AUTHORS, *PLANNING},
    "editor": {ARTICLES, PICTURES, TAGS, SECTIONS, AUTHORS, *PLANNING, *EDITORS, FRONTS},
    "chief": {ARTICLES, PICTURES, TAGS, SECTIONS, AUTHORS, *PLANNING, *EDITORS, FRONTS, TEXT_RULES},
    "admin": {ARTICLES, PICTURES, TAGS, SECTIONS, AUTHORS, *PLANNING, *EDITORS, *OF_ADMIN},
}
BUTTONS = {
    "journalist": {"draft": ["submit"], "submitted": [], "live": []},
    "editor": {
        "draft": ["submit", "publish", "schedule"],
        "submitted": ["send_back", "approve", "publish", "schedule"],
        "live": ["update", "correct", "withdraw"],
    },
    "chief": {
        "draft": ["submit", "publish", "schedule", "kill"],
        "submitted": ["send_back", "approve", "publish", "schedule", "kill"],
        "live": ["update", "correct", "withdraw", "kill"],
    },
    "admin": {"draft": [], "submitted": [], "live": []},
}


@pytest.fixture
def member() -> Callable[[str], User]:
    """Somebody of the role, with an author of their own."""

    def make(role: str) -> User:
        user = person(f"one-{role}", role)
        factories.AuthorFactory(user=user)
        return user

    return make


@pytest.fixture
def standing(editor: User, section: Section) -> Callable[[User], dict[str, Article]]:
    """Articles of the person's own: a draft, a submitted one, a live one."""

    def make(of: User) -> dict[str, Article]:
        data = factories.content(section=section.pk, author=of.author.pk)
        draft, submitted, live = (workflow.create(by=editor, data=data) for _ in range(3))
        workflow.submit(submitted, by=editor)
        workflow.publish(live, by=editor)
        return {"draft": draft, "submitted": submitted, "live": live}

    return make


def verbs(page: Page, article: Article) -> list[str]:
    """The buttons of verbs on the article's page, by the verb."""
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    found = page.locator(".verb").evaluate_all(
        "all => all.map(each => /verb-([a-z_]+)/.exec(each.className)[1])"
    )
    return list(found)


@pytest.mark.parametrize("role", LISTS)
def test_role_sees_exactly_its_buttons_and_lists(
    desk_of: Callable[..., Page],
    member: Callable[[str], User],
    standing: Callable[[User], dict[str, Article]],
    role: str,
) -> None:
    person = member(role)
    articles = standing(person)
    given_up = {"article": articles["live"], "event": "updated", "failed_at": timezone.now()}
    Announcement.objects.create(**given_up)
    page = desk_of(person)
    page.goto("/admin/")
    links = page.locator(".desk-menu a:not(.menu-add), .notice-strong a").evaluate_all(
        "all => all.map(each => each.pathname)"
    )
    assert {path.rstrip("/").split("/")[-1] for path in links} == LISTS[role]
    found = {word: sorted(verbs(page, article)) for word, article in articles.items()}
    assert found == {word: sorted(names) for word, names in BUTTONS[role].items()}


@pytest.mark.parametrize(("role", "count"), [("journalist", 1), ("admin", 0)])
def test_new_article_is_offered_to_those_who_write(
    desk_of: Callable[..., Page], member: Callable[[str], User], role: str, count: int
) -> None:
    page = desk_of(member(role))
    page.goto("/admin/")
    expect(page.get_by_role("link", name="مقال جديد")).to_have_count(count)


def test_fields_keep_the_direction_of_their_language_on_an_english_screen(
    desk_of: Callable[..., Page], member: Callable[[str], User]
) -> None:
    page = desk_of(member("journalist"), locale="en")
    page.goto("/en/admin/articles/article/add/")
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    fields = page.locator(
        ":is([data-panel], [data-language]) :is(input, textarea)[name]"
    ).evaluate_all("all => Object.fromEntries(all.map(each => [each.name, [each.lang, each.dir]]))")
    languages = {"ar": ["ar", "rtl"], "en": ["en", "ltr"]}
    assert fields == {
        f"{name}_{code}": marks for name in TRANSLATED for code, marks in languages.items()
    }
