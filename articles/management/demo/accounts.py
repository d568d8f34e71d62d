"""The demo's accounts, one for each role, its authors and its sections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.contrib.auth.models import Group

from articles.conf import LANGUAGES
from articles.management.demo import sources
from articles.models import Author, Section
from newsroom.accounts.models import User

PASSWORD: Final = "newsroom-demo"  # noqa: S105 - known to everybody who tries the demo
# By user name, which is also the role: given name, family name, the author the account is.
ACCOUNTS: Final = {
    "journalist": ("سلمى", "عبد الرحمن", "salma-abdelrahman"),
    "editor": ("عمر", "الديب", "omar-eldib"),
    "chief": ("ليلى", "حمدان", ""),
    "admin": ("باسم", "نجيب", ""),
}


@dataclass(frozen=True, slots=True)
class DemoPeople:
    """What the demo's articles refer to: accounts, and primary keys by slug."""

    journalist: User
    editor: User
    chief: User
    sections: dict[str, int]
    authors: dict[str, int]
    made: int
    """The number of created accounts, sections and authors."""


def load_people() -> DemoPeople:
    """Get or create the accounts, sections and authors; existing rows are not changed."""
    made = sum(_make_account(role) for role in ACCOUNTS)
    made += sum(_make_section(item) for item in sources.sections())
    made += sum(_make_author(item) for item in sources.authors())
    for role, (_given, _family, slug) in ACCOUNTS.items():
        if slug:
            _link_author(role, slug)
    return DemoPeople(
        journalist=User.objects.get(username="journalist"),
        editor=User.objects.get(username="editor"),
        chief=User.objects.get(username="chief"),
        sections=dict(Section.objects.values_list("slug", "pk")),
        authors=dict(Author.objects.values_list("slug", "pk")),
        made=made,
    )


def _make_account(role: str) -> bool:
    if User.objects.filter(username=role).exists():
        return False
    given, family, _slug = ACCOUNTS[role]
    user = User.objects.create_user(
        role, password=PASSWORD, first_name=given, last_name=family, is_staff=True
    )
    user.groups.add(Group.objects.get(name=role))
    return True


def _make_section(item: sources.Item) -> bool:
    fields = {
        f"{field}_{language}": item[field][language]
        for field in ("name", "description")
        for language in LANGUAGES
        if language in item[field]
    }
    _section, is_new = Section.objects.get_or_create(
        slug=item["slug"], defaults=fields | {"colour": item["colour"], "order": item["order"]}
    )
    return is_new


def _make_author(item: sources.Item) -> bool:
    fields = {
        f"{field}_{language}": item[field][language]
        for field in ("name", "role", "bio")
        for language in LANGUAGES
        if language in item[field]
    }
    _author, is_new = Author.objects.get_or_create(
        slug=item["key"], defaults=fields | {"gender": item["gender"]}
    )
    return is_new


def _link_author(username: str, slug: str) -> None:
    """Link the account and the author, unless one of them is linked already."""
    user = User.objects.get(username=username)
    if not Author.objects.filter(user=user).exists():
        Author.objects.filter(slug=slug, user=None).update(user=user)
