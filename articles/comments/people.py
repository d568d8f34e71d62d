"""Whom a comment may name: everybody who may see articles at the desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.arabic.normalize import fold
from articles.errors import Refused
from articles.languages import joined
from articles.notifications import audience

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

MAX_OFFERED: Final = 8
MAX_MENTIONS: Final = 20
"""People that one comment may name."""


class BadMention(Refused):
    """Somebody who is named may not see the article, or too many are named."""

    code = "bad_mention"


def readers() -> QuerySet[User]:
    """Those who may see articles at the desk, by their roles or their own permission."""
    return audience.holders("view_article")


def offered(typed: str) -> list[User]:
    """The people whose names, or usernames, hold a word beginning as typed; one query.

    Compared as Arabic is spelled loosely. Names that begin so come first, then by name; at most 8.
    """
    wanted = fold(typed).strip()
    ranked = []
    for user in readers():
        name = fold(str(user))
        keys = [name, fold(user.get_username())]
        if any(f" {key}".find(f" {wanted}") >= 0 for key in keys):
            ranked.append((not name.startswith(wanted), name, user.pk, user))
    return [user for *_rank, user in sorted(ranked, key=lambda row: row[:3])[:MAX_OFFERED]]


def mentioned(numbers: Iterable[int]) -> list[User]:
    """The people with these ids, in their order; one query, none without ids.

    Raises BadMention, which names nobody it should not, when one of them may not see the article.
    """
    wanted = list(dict.fromkeys(numbers))
    if not wanted:
        return []
    if len(wanted) > MAX_MENTIONS:
        raise BadMention(_("So many people cannot be named in one comment."))
    found = {user.pk: user for user in readers().filter(pk__in=wanted)}
    missing = [number for number in wanted if number not in found]
    if missing:
        names = get_user_model().objects.filter(pk__in=missing)
        raise BadMention(
            _("Nothing was sent: %(names)s may not see this article, and would not read it.")
            % {"names": joined(names) or "—"}
        )
    return [found[number] for number in wanted]
