"""Pairs of tags that may be one: alike in spelling, or on nearly the same articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final, Literal, NamedTuple

from django.db.models import Count, F, Max

from articles.arabic.analysis import analyse
from articles.conf import LANGUAGES
from articles.languages import KEY_COLUMNS
from articles.models import SiteState, Tag, TagDistinction, TaggedArticle

_ARTICLE: Final = "ال"
_MIN_LETTERS: Final = 6
"""Letters of a name that is compared letter by letter, without an article: shorter ones are alike
by chance."""
_MIN_SHARED: Final = 5
"""Articles that two tags share for these to say anything."""
_MIN_OVERLAP: Final = 0.6
"""The share of the articles of either that have both."""
_MOST_ALIKE: Final = 8
"""Tags with the same words or letters that are compared with each other."""

type Reason = Literal["words", "letters", "articles"]
type _Numbers = tuple[int, int]
_remembered: Final[dict[tuple[Any, ...], list[Pair]]] = {}
"""The pairs of the last state that was seen, by it; of one process."""


@dataclass(frozen=True, slots=True)
class SimilarTags:
    """Two tags, the more used one first, and why they may be one."""

    first: Any
    second: Any
    """Tags with `uses`."""
    reason: Reason
    shared: int
    """Articles that have both; 0 where they are fewer than five."""

    @property
    def tags(self) -> tuple[Any, Any]:
        """Both tags."""
        return self.first, self.second


class Pair(NamedTuple):
    """The numbers of two such tags, the more used one first."""

    first: int
    second: int
    reason: Reason
    shared: int


def similar_pairs() -> list[Pair]:
    """All pairs that nobody has told apart, those alike in more ways and more used ones first.

    Four queries while nothing has changed of the tags since the last time in this process. Else
    two more, and work that grows with the names: about a second for 10,000 tags.
    """
    state = _state()
    pairs = _remembered.get(state)
    if pairs is None:
        pairs = _all_pairs()
        _remembered.clear()
        _remembered[state] = pairs
    told_apart = {
        pair
        for first, second in TagDistinction.objects.values_list("first", "second")
        for pair in ((first, second), (second, first))
    }
    return [pair for pair in pairs if pair[:2] not in told_apart]


def with_tags(pairs: Sequence[Pair]) -> list[SimilarTags]:
    """The pairs with their tags, without those that were deleted meanwhile; one query."""
    numbers = {number for pair in pairs for number in pair[:2]}
    tags = Tag.objects.with_uses().in_bulk(numbers)
    return [
        SimilarTags(tags[pair.first], tags[pair.second], pair.reason, pair.shared)
        for pair in pairs
        if pair.first in tags and pair.second in tags
    ]


def forget() -> None:
    """Look for all pairs anew the next time; for tests, which replace the database."""
    _remembered.clear()


def _state() -> tuple[Any, ...]:
    """Another one after each change of a tag, or when an article got one; three queries.

    A tag taken from an article is seen with the next that is given: to count them all takes
    longer the more there are, for a share of articles that moves by a thousandth.
    """
    tags = Tag.objects.aggregate(count=Count("pk"), last=Max("pk"))
    last_given = TaggedArticle.objects.aggregate(last=Max("pk"))
    # Each change of a tag by a person counts it up.
    version = SiteState.objects.filter(pk=1).values_list("version", flat=True).first()
    return version, *tags.values(), *last_given.values()


def _all_pairs() -> list[Pair]:
    tags: dict[int, Any] = {tag.pk: tag for tag in Tag.objects.with_uses()}
    shared = _shared_articles()
    reasons: dict[_Numbers, Reason] = {
        pair: "articles"
        for pair, count in shared.items()
        if count >= _MIN_OVERLAP * _either(tags, pair, count)
    }
    reasons |= dict.fromkeys(_pairs(_by_letters(tags.values())), "letters")
    reasons |= dict.fromkeys(_pairs(_by_words(tags.values())), "words")
    found = []
    for pair, reason in reasons.items():
        one, other = sorted((tags[pk] for pk in pair), key=lambda tag: (-tag.uses, tag.pk))
        row = Pair(one.pk, other.pk, reason, shared.get(pair, 0))
        found.append((-row.shared, -other.uses, row))
    return [row for *_order, row in sorted(found)]


def _either(tags: dict[int, Any], pair: _Numbers, shared: int) -> int:
    """The number of articles that have one tag or both."""
    both: int = sum(tags[pk].uses for pk in pair)
    return both - shared


def _shared_articles() -> dict[_Numbers, int]:
    """The number of articles that have both tags, by pair with the lower number first."""
    other = "content_object__tagged_items__tag_id"
    rows = TaggedArticle.objects.filter(**{f"{other}__gt": F("tag_id")}).values("tag_id", other)
    counted = rows.annotate(shared=Count("pk")).filter(shared__gte=_MIN_SHARED)
    return {(row["tag_id"], row[other]): row["shared"] for row in counted}


def _names(tag: Tag) -> Iterator[str]:
    yield from filter(None, (getattr(tag, f"name_{code}") for code in LANGUAGES))


def _by_words(tags: Iterable[Tag]) -> dict[Any, list[int]]:
    """Tags by the light stems of the words of their names, in any order."""
    found: dict[Any, list[int]] = defaultdict(list)
    for tag in tags:
        stems = {tuple(sorted(word.keys[0] for word in analyse(name))) for name in _names(tag)}
        for each in stems - {()}:
            found[each].append(tag.pk)
    return found


def _by_letters(tags: Iterable[Tag]) -> dict[Any, list[int]]:
    """Tags by what is left of their folded names without one letter, and by these themselves.

    Two that have something in common are one letter apart. Digits are never left out: «2022» and
    «2023» are two years.
    """
    found: dict[Any, list[int]] = defaultdict(list)
    for tag in tags:
        keys = {getattr(tag, column) for column in KEY_COLUMNS}
        for key in {key for key in keys if key and _letters(key) >= _MIN_LETTERS}:
            left = {
                key[:place] + key[place + 1 :]
                for place, letter in enumerate(key)
                if not letter.isdigit()
            }
            for each in {key, *left}:
                found[each].append(tag.pk)
    return found


def _letters(key: str) -> int:
    """The letters of the first word without its article: that is what makes names alike."""
    return len(key.removeprefix(_ARTICLE))


def _pairs(groups: dict[Any, list[int]]) -> Iterator[_Numbers]:
    for alike in groups.values():
        if len(alike) > 1:
            yield from combinations(sorted(set(alike))[:_MOST_ALIKE], 2)
