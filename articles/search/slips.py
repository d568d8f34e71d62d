"""Slips of typing for evaluation: words of headlines of the archive, each mistyped in one way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from random import Random
from typing import Final, NamedTuple

from articles.arabic.analysis import Word, analyse_word
from articles.arabic.edit_distance import ARABIC_LETTERS, HAMZAS, NEIGHBOURS, SIMILAR_LETTERS
from articles.arabic.normalize import fold, strip_tashkeel, strip_tatweel
from articles.arabic.tokens import tokens
from articles.arabic.word_list import is_listed
from articles.models import Article
from articles.search import vocabulary

LANGUAGE: Final = "ar"
MIN_LENGTH: Final = 4
"""Letters of a word that is mistyped."""
MIN_ARTICLES: Final = 5
"""Articles that list a word that is mistyped: rarer ones may be misspelled themselves."""
ALONE, ACCOMPANIED = "alone", "with the next word"
_FREQUENCY_RATIO: Final = 50
"""A slip that spells a known word is one only when that word is so many times rarer."""
_LEAST_REPEATED, _MOST_REPEATED = 2, 4


class HeadlineWord(NamedTuple):
    """A word as a headline writes it, without clitics, and the next content word there."""

    spelling: str
    bare: str
    next_word: str
    article_id: int


class Slip(NamedTuple):
    """A query with a slip, and the query that was meant."""

    kind: str
    letter: str
    """The first letter of the word, folded."""
    company: str
    """ALONE, or ACCOMPANIED by the next word of the headline."""
    typed: str
    meant: str
    article_id: int
    """The article whose headline has the words."""
    is_word: bool = False
    """Whether the slip spells another word, so that nobody can know."""


def _missing(word: str, place: int, random: Random) -> str:
    return word[:place] + word[place + 1 :]


def _extra(word: str, place: int, random: Random) -> str:
    return word[:place] + random.choice(ARABIC_LETTERS) + word[place:]


def _swapped(word: str, place: int, random: Random) -> str:
    return word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :]


def _neighbouring(word: str, place: int, random: Random) -> str:
    return _replaced(word, place, random, NEIGHBOURS.get(fold(word[place]), ""))


def _similar(word: str, place: int, random: Random) -> str:
    return _replaced(word, place, random, SIMILAR_LETTERS.get(fold(word[place]), ""))


def _other_seat(word: str, place: int, random: Random) -> str:
    return _replaced(word, place, random, HAMZAS if place and word[place] in HAMZAS else "")


def _elongated(word: str, place: int, random: Random) -> str:
    return (
        word[:place] + word[place] * random.randint(_LEAST_REPEATED, _MOST_REPEATED) + word[place:]
    )


def _replaced(word: str, place: int, random: Random, letters: str) -> str:
    return word[:place] + random.choice(letters) + word[place + 1 :] if letters else word


KINDS: Final[Mapping[str, Callable[[str, int, Random], str]]] = {
    "missing letter": _missing,
    "extra letter": _extra,
    "swapped letters": _swapped,
    "neighbouring key": _neighbouring,
    "look- or sound-alike": _similar,
    "wrong hamza seat": _other_seat,
    "elongation": _elongated,
}
"""By kind, the word with a slip at a place; the word itself where there can be none."""


def mistyped(word: str, kind: str, random: Random) -> str:
    """The word with one slip of the kind at a random place; "" where no place allows any.

    What folds to the same word is no slip, since search takes both for one.
    """
    places = list(range(len(word)))
    random.shuffle(places)
    slips = (KINDS[kind](word, place, random) for place in places)
    return next((slip for slip in slips if fold(slip) != fold(word)), "")


def headlines(at: datetime) -> dict[int, str]:
    """The headlines that readers see at the moment, by article, the oldest first; one query."""
    visible = Article.objects.visible(language=LANGUAGE, at=at).order_by("pk")
    return dict(visible.values_list("pk", f"headline_{LANGUAGE}"))


def headline_words(lines: Mapping[int, str]) -> dict[str, list[HeadlineWord]]:
    """Words of headlines that can be mistyped, by first letter; one query.

    Each as often as headlines have it, with the content word that follows it there, so
    that a random one is drawn in proportion to use.
    """
    found: list[HeadlineWord] = []
    for article_id, line in lines.items():
        written = [(token.text, analyse_word(token.text)) for token in tokens(line)]
        written = [(text, word) for text, word in written if not word.is_stop]
        found += [
            HeadlineWord(spelling, word.bare, next_word, article_id)
            for (text, word), (next_word, _word) in pairwise(written)
            if (spelling := _bare_spelling(text, word))
        ]
    known = vocabulary.find_words({each.bare for each in found}, language=LANGUAGE)
    by_letter: dict[str, list[HeadlineWord]] = defaultdict(list)
    for each in found:
        if each.bare in known and known[each.bare].articles >= MIN_ARTICLES:
            by_letter[each.bare[0]].append(each)
    return dict(by_letter)


def _bare_spelling(text: str, word: Word) -> str:
    """The word as written, without clitics; "" when it is short or not all Arabic letters."""
    written = strip_tatweel(strip_tashkeel(text))
    if len(written) != len(word.folded) or not set(word.bare) <= set(ARABIC_LETTERS):
        return ""
    return written[len(word.folded) - len(word.bare) :] if len(word.bare) >= MIN_LENGTH else ""


def slips_by_kind(
    words: Mapping[str, Sequence[HeadlineWord]], random: Random, count: int
) -> Iterator[Slip]:
    """For each kind `count` words, each mistyped alone and accompanied."""
    every = [word for of_letter in words.values() for word in of_letter]
    for kind in KINDS:
        yield from _drawn(every, [kind], random, count)


def slips_by_letter(
    words: Mapping[str, Sequence[HeadlineWord]], random: Random, count: int
) -> Iterator[Slip]:
    """For each first letter `count` words, mistyped in all kinds, alone and accompanied."""
    for of_letter in words.values():
        yield from _drawn(of_letter, list(KINDS), random, count)


def _drawn(
    words: Sequence[HeadlineWord], kinds: Sequence[str], random: Random, count: int
) -> Iterator[Slip]:
    """Slips of random words: twice `count`, fewer where the words allow no more in ten tries each.

    Those that spell another word are drawn besides, in proportion.
    """
    drawn = 0
    for attempt in range(10 * count if words else 0):
        word = random.choice(words)
        kind = kinds[attempt % len(kinds)]
        slip = mistyped(word.spelling, kind, random)
        if not slip:
            continue
        end = (word.article_id, _is_another_word(slip, word))
        yield Slip(kind, word.bare[0], ALONE, slip, word.spelling, *end)
        pair = (f"{slip} {word.next_word}", f"{word.spelling} {word.next_word}")
        yield Slip(kind, word.bare[0], ACCOMPANIED, *pair, *end)
        drawn += not end[1]
        if drawn == count:
            return


def _is_another_word(slip: str, word: HeadlineWord) -> bool:
    """Whether the slip is a word of the language, or known and no rare misspelling of the word."""
    forms = {fold(slip), analyse_word(slip).bare}
    if any(map(is_listed, forms)):
        return True
    known = vocabulary.find_words({*forms, word.bare}, language=LANGUAGE)
    meant = known[word.bare].articles
    return any(known[form].articles * _FREQUENCY_RATIO > meant for form in forms if form in known)


def correct_queries(lines: Sequence[str], random: Random, count: int) -> list[str]:
    """Up to `count` queries: one to three neighbouring words of random headlines, as they stand."""
    found: dict[str, None] = {}
    for line in random.choices(lines, k=2 * count) if lines else ():
        words = [token.text for token in tokens(line)]
        start, size = random.randrange(max(len(words), 1)), random.randint(1, 3)
        query = words[start : start + size]
        if any(len(word) >= MIN_LENGTH and not analyse_word(word).is_stop for word in query):
            found[" ".join(query)] = None
    return list(found)[:count]
