"""The demo's accounts, one for each role, and the people and sections they work with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.contrib.auth.models import Group

from articles.conf import LANGUAGES
from articles.management.demo import texts
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
class Cast:
    """Who and what the demo's articles need: people, and primary keys by slug."""

    journalist: User
    editor: User
    chief: User
    sections: dict[str, int]
    authors: dict[str, int]
    made: int
    """How many accounts, sections and authors were not there before."""


def cast() -> Cast:
    """Find or make the accounts, sections and authors; what is there is left as it is."""
    made = sum(_make_account(role) for role in ACCOUNTS)
    made += sum(_make_section(item) for item in texts.sections())
    made += sum(_make_author(item) for item in texts.authors())
    for role, (_given, _family, slug) in ACCOUNTS.items():
        if slug:
            _introduce(role, slug)
    return Cast(
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


def _make_section(item: texts.Item) -> bool:
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


def _make_author(item: texts.Item) -> bool:
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


def _introduce(username: str, slug: str) -> None:
    """Make the account the author's own, unless one of them has another already."""
    user = User.objects.get(username=username)
    if not Author.objects.filter(user=user).exists():
        Author.objects.filter(slug=slug, user=None).update(user=user)
