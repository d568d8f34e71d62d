"""Groups of words that mean the same, which editors keep: storing, and finding them in queries.

A member is one word or several. In queries it is found in all its forms: a group is stored under
the index keys of its members, each a sequence of keys joined by spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.arabic.analysis import Word, analyse
from articles.arabic.normalize import clean_line, fold_key
from articles.search.models import SynonymGroup, SynonymKey

MAX_MEMBER_WORDS: Final = 6
"""Words of one member."""
MAX_MEMBER_LENGTH: Final = 60
"""Characters of one member."""
MAX_MEMBERS: Final = 20
"""Members of a group."""
_MAX_SEQUENCES: Final = 8
"""Sequences under which one member, or one run of a query, is looked up."""

_SEPARATORS: Final = re.compile(r"[\n\r,،;؛]")


class Group(NamedTuple):
    """The members of a group, each as its words; one way, only the first finds the others."""

    members: tuple[tuple[Word, ...], ...]
    is_one_way: bool


class SynonymMatch(NamedTuple):
    """Words of a query that are a member of a group, and the other members that it finds."""

    words: tuple[Word, ...]
    alternatives: tuple[tuple[Word, ...], ...]


def group_of(text: str, is_one_way: bool) -> Group:
    """The group of a text with a member on each line; no query."""
    analysed = (tuple(analyse(member)) for member in text.splitlines())
    return Group(tuple(words for words in analysed if words), is_one_way)


def keys_of(words: Sequence[Word]) -> set[str]:
    """The keys under which a member of these words is stored.

    One word is stored as it is spelled too: of what a query may be meant for, only the
    spelling is known when its groups are looked up.
    """
    sequences = product(*(word.keys for word in words))
    keys = {" ".join(each) for each in islice(sequences, _MAX_SEQUENCES)}
    return keys | {word.bare for word in words if len(words) == 1}


def keys_in(words: Sequence[Word]) -> set[str]:
    """The keys of every run of words in a query, to look up the groups that it names."""
    runs = (
        words[start : start + length]
        for start in range(len(words))
        for length in range(1, min(MAX_MEMBER_WORDS, len(words) - start) + 1)
    )
    return set().union(*map(keys_of, runs))


def find_matches(words: Sequence[Word], groups: Iterable[Group]) -> tuple[SynonymMatch, ...]:
    """The members of the groups in a query; of those that overlap the longest, then the first."""
    groups = list(groups)
    found = sorted(
        (
            (-len(member), start, number, position)
            for number, group in enumerate(groups)
            for position, member in enumerate(group.members[: 1 if group.is_one_way else None])
            for start in range(len(words) - len(member) + 1)
            if _is_at(member, words, start)
        )
    )
    taken: set[int] = set()
    matches = []
    for negative_length, start, number, position in found:
        places = range(start, start - negative_length)
        if taken.isdisjoint(places):
            taken.update(places)
            others = _others(groups[number], position)
            matches.append(SynonymMatch(tuple(words[start : places.stop]), others))
    return tuple(matches)


def named_words(matches: Iterable[SynonymMatch]) -> frozenset[Word]:
    """The words of the query that are a member of a group, or a part of one."""
    return frozenset(word for match in matches for word in match.words)


def _is_at(member: Sequence[Word], words: Sequence[Word], start: int) -> bool:
    return all(
        not set(own.keys).isdisjoint(word.keys)
        for own, word in zip(member, words[start:], strict=False)
    )


def _others(group: Group, position: int) -> tuple[tuple[Word, ...], ...]:
    own = keys_of(group.members[position])
    return tuple(each for each in group.members if own.isdisjoint(keys_of(each)))


def keep(group: SynonymGroup) -> None:
    """Save the group and the keys of its members; one transaction of three statements.

    Raises IntegrityError when another group got one of its words meanwhile.
    """
    with transaction.atomic():
        group.save()
        SynonymKey.objects.filter(group=group).delete()
        SynonymKey.objects.bulk_create(
            SynonymKey(group=group, key=key) for key in sorted(keys_of_group(group.words))
        )


def keys_of_group(text: str) -> set[str]:
    """The keys of all members of a group's text."""
    return set().union(*(keys_of(analyse(member)) for member in text.splitlines()))


def refresh_keys() -> None:
    """Store the keys of every group anew, as the analysis of words is now; one transaction.

    A key that two groups would share stays with the older group.
    """
    with transaction.atomic():
        groups = SynonymGroup.objects.select_for_update().order_by("pk")
        owners: dict[str, int] = {}
        for pk, text in groups.values_list("pk", "words"):
            for key in keys_of_group(text):
                owners.setdefault(key, pk)
        SynonymKey.objects.all().delete()
        SynonymKey.objects.bulk_create(
            SynonymKey(group_id=pk, key=key) for key, pk in sorted(owners.items())
        )


def checked(text: str, group: SynonymGroup) -> str:
    """The members in a text as an editor types them, one a line, stored clean and each once.

    Commas separate members too. Raises ValidationError with a message for every member
    that cannot be one, and for a group of fewer than two. A query for each member.
    """
    by_key: dict[str, str] = {}
    for line in filter(None, map(clean_line, _SEPARATORS.split(text))):
        by_key.setdefault(fold_key(line) or line, line)
    found = list(by_key.values())
    errors = [error for member in found for error in _errors_of(member, group)]
    if len(found) > MAX_MEMBERS:
        errors.append(_("A group has at most %(count)s words.") % {"count": MAX_MEMBERS})
    if not errors and len(found) < 2:
        errors.append(_("Write at least two words that mean the same, each on a line of its own."))
    if not errors and _are_one(found):
        errors.append(_("For the search these are one word already: they need no group."))
    if errors:
        raise ValidationError(errors)
    return "\n".join(found)


def _errors_of(member: str, group: SynonymGroup) -> Iterator[str]:
    """Why a member cannot stand in the group; one query."""
    words = analyse(member)
    if not words:
        yield _("“%(word)s” has no letter and no digit.") % {"word": member}
    elif len(words) > MAX_MEMBER_WORDS or len(member) > MAX_MEMBER_LENGTH:
        said = _("“%(word)s” is too long: at most %(words)s words and %(letters)s letters.")
        yield said % {"word": member, "words": MAX_MEMBER_WORDS, "letters": MAX_MEMBER_LENGTH}
    elif all(word.is_stop for word in words):
        said = _("“%(word)s” is one of the words that every search leaves out, such as “from”.")
        yield said % {"word": member}
    else:
        others = SynonymGroup.objects.exclude(pk=group.pk).filter(keys__key__in=keys_of(words))
        for other in others.distinct().order_by("pk"):
            said = _("“%(word)s” stands in another group already: %(group)s.")
            yield said % {"word": member, "group": other}


def _are_one(found: Sequence[str]) -> bool:
    first, *others = (keys_of(analyse(member)) for member in found)
    return all(not first.isdisjoint(other) for other in others)
