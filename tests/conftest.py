"""The cast: a journalist, an editor, a chief editor, an administrator, and what they work on."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from articles import similar_tags
from articles.models import Article, Author, Section, Tag
from articles.views import site_context
from newsroom.accounts.models import User
from newsroom.accounts.roles import ROLES
from tests import factories
from tests.append_only import flush_is_let_pass
from tests.environment import DATA_DIR

# How long an example takes is no matter of tests: the machine may be busy.
hypothesis_settings.register_profile("any speed", deadline=None)
hypothesis_settings.load_profile("any speed")

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """SQLite in a file, as it is served: each thread of a server has a connection of its own.

    In memory all threads share one, which two requests at one moment break.
    """
    if connection.vendor == "sqlite":
        test: dict[str, Any] = connection.settings_dict["TEST"]
        test["NAME"] = str(DATA_DIR / "tests.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def _log_is_emptied_between_tests() -> Iterator[None]:
    with flush_is_let_pass():
        yield


@pytest.fixture(autouse=True)
def _a_place_of_its_own(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Files of a test stay with it, passwords cost nothing, no page is made of another's site.

    The language of a request stays active after it: none is that of another test's.
    """
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.APPLY_CHANGES_IN_BACKGROUND = settings.MAIL_RESETS_IN_BACKGROUND = False
    settings.MAIL_IN_BACKGROUND = False
    site_context.clear_cache()
    similar_tags.forget()
    with translation.override(settings.LANGUAGE_CODE):
        yield


def person(name: str, role: str) -> User:
    user = User.objects.create_user(
        name, password="secret-for-tests", first_name=name, is_staff=True
    )
    user.groups.add(group(role))
    return user


def group(role: str) -> Group:
    """The role's group; made anew after a test with transactions, which empties every table."""
    found, is_new = Group.objects.get_or_create(name=role)
    if is_new:
        wanted = {tuple(name.split(".")) for name in ROLES[role]}
        rows = Permission.objects.select_related("content_type")
        found.permissions.set(
            row for row in rows if (row.content_type.app_label, row.codename) in wanted
        )
    return found


@pytest.fixture
def journalist(db: None) -> User:
    user = person("sara", "journalist")
    factories.AuthorFactory(name_ar="سارة محمود", slug="sara", user=user)
    return user


@pytest.fixture
def colleague(db: None) -> User:
    """Another journalist, who owns nothing of the first one's."""
    return person("adel", "journalist")


@pytest.fixture
def editor(db: None) -> User:
    return person("mona", "editor")


@pytest.fixture
def chief(db: None) -> User:
    return person("hassan", "chief")


@pytest.fixture
def administrator(db: None) -> User:
    return person("laila", "admin")


@pytest.fixture
def section(db: None) -> Section:
    return factories.SectionFactory(name_ar="اقتصاد", name_en="Economy", slug="economy")


@pytest.fixture
def sport(db: None) -> Section:
    return factories.SectionFactory(name_ar="رياضة", name_en="Sport", slug="sport")


@pytest.fixture
def section_editor(sport: Section) -> User:
    """An editor of sport, whose own articles may stand anywhere."""
    user = person("tarek", "editor")
    user.sections.add(sport)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def author(db: None) -> Author:
    return factories.AuthorFactory(name_ar="كريم الشاذلي", name_en="Karim Elshazly", slug="karim")


@pytest.fixture
def content(section: Section, author: Author) -> Callable[..., dict[str, Any]]:
    """Complete Arabic content; keyword arguments replace single fields."""

    def make(**changes: Any) -> dict[str, Any]:
        return factories.content(section=section.pk, author=author.pk) | changes

    return make


@pytest.fixture
def published(editor: User, content: Callable[..., dict[str, Any]]) -> Callable[..., Article]:
    """Articles published at NOW, or at the keyword `at`; other keywords are content."""

    def make(*, at: datetime = NOW, **changes: Any) -> Article:
        return factories.publish(by=editor, data=content(**changes), at=at)

    return make


@pytest.fixture
def carried(published: Callable[..., Article]) -> Callable[..., Article]:
    """Articles as of `published` that carry these tags and authors: so readers know of them."""

    def make(*rows: Tag | Author, **changes: Any) -> Article:
        people = [{"author": row.pk, "role": "writer"} for row in rows if isinstance(row, Author)]
        byline = {"bylines": people} if people else {}
        tags = [row.pk for row in rows if isinstance(row, Tag)]
        return published(**{"tags": tags} | byline | changes)

    return make


@pytest.fixture
def signed_in(client: Client) -> Callable[[User], Client]:
    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first: at the end nothing is left to run beside it.

    Coverage is measured where a test says what it covers: following every line of a served page
    costs a browser's test a third of its time.
    """
    items.sort(key=lambda item: item.get_closest_marker("longest") is None)
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker("no_cover")
