"""Rules about spelling, from the lexica of `articles.arabic`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from articles.arabic.counted_nouns import agreeing_number
from articles.arabic.initial_hamza import hamza_slip, particle_slip
from articles.arabic.lexicon.misspellings import MISSPELLINGS
from articles.arabic.name_spellings import Spelling, is_first_spelling, read_name
from articles.arabic.normalize import fold, strip_tashkeel
from articles.arabic.tokens import Token, tokens
from articles.arabic.word_endings import right_ending
from articles.text_checks.marks import Edit, Mark, replace
from articles.text_checks.passages import Version


def initial_hamza(text: str) -> Iterator[Mark]:
    """Words whose first alef lacks its hamza, or has one too many."""
    for word in tokens(text):
        slip = hamza_slip(word.text)
        if slip is not None:
            place = word.start + slip.offset
            yield Mark(0, word.start, word.end, (Edit(place, place + 1, slip.letter),))
    yield from _particles(text)


def _particles(text: str) -> Iterator[Mark]:
    """«ان» behind a verb of saying; before a short word it may be a letter, as in «ان بي سي»."""
    words = list(tokens(text))
    for verb, word, following in zip(words, words[1:], words[2:], strict=False):
        slip = particle_slip(verb.text, word.text)
        if slip is None or not _MARKS.fullmatch(text[verb.end : word.start]):
            continue
        if word.text != "ان" or len(following.text) >= _LONG_ENOUGH:
            place = word.start + slip.offset
            yield Mark(0, word.start, word.end, (Edit(place, place + 1, slip.letter),))


_LONG_ENOUGH: Final = 3
"""Letters of a word before which «ان» is no letter of a foreign name."""
_CONJUNCTION: Final = re.compile("[وف]?")
_DETACHED: Final = re.compile("(?<![\\w.])و([ \xa0])(?=[\u0621-\u064a]{2,})")


def misspelling(text: str) -> Iterator[Mark]:
    """Words that are written as they are heard."""
    for word in tokens(text):
        bare = strip_tashkeel(word.text)
        for prefix in ("", bare[:1]):
            right = MISSPELLINGS.get(bare.removeprefix(prefix))
            if right and _CONJUNCTION.fullmatch(prefix):
                yield replace(word.start, word.end, prefix + right)
                break


def detached_waw(text: str) -> Iterator[Mark]:
    """An «and» with a space behind it; it belongs to the word that follows."""
    for match in _DETACHED.finditer(text):
        yield Mark(0, match.start(), match.end(), (Edit(match.start(1), match.end(1), ""),))


def word_ending(text: str) -> Iterator[Mark]:
    """Words that end in ه for ة or in ى for ي, or the other way round."""
    for word in tokens(text):
        letter = right_ending(word.text)
        if letter is not None:
            yield Mark(0, word.start, word.end, (Edit(word.end - 1, word.end, letter),))


def name_spellings(version: Version) -> Iterator[Mark]:
    """A name in the spelling that the text uses less, where it has two."""
    found: dict[int, list[tuple[int, Token, Spelling]]] = defaultdict(list)
    for place, text in version.arabic:
        for word in tokens(text):
            spelling = read_name(word.text)
            if spelling is not None:
                found[spelling.name].append((place, word, spelling))
    for uses in found.values():
        # A spelling that differs by its hamza alone is the affair of another rule.
        counted = Counter(spelling.written for _place, _word, spelling in uses)
        most = max(counted, key=lambda written: (counted[written], is_first_spelling(written)))
        for place, word, spelling in uses:
            if fold(spelling.written) != fold(most):
                start = word.start + spelling.start
                edits = (Edit(start, start + len(spelling.written), most),)
                yield Mark(place, word.start, word.end, edits)


_MARKS: Final = re.compile("[ \xa0]")


def counted_noun(text: str) -> Iterator[Mark]:
    """Numbers from three to ten in the gender that their noun does not take."""
    words = list(tokens(text))
    for number, (word, noun) in enumerate(pairwise(words)):
        following = words[number + 2].text if number + 2 < len(words) else ""
        if not _MARKS.fullmatch(text[word.end : noun.start]):
            continue
        right = agreeing_number(strip_tashkeel(word.text), strip_tashkeel(noun.text), following)
        if right is not None:
            yield replace(word.start, word.end, right)._replace(end=noun.end)
