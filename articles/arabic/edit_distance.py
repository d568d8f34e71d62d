"""Spellings at edit distance one, and what is taken for one another: by the eye, ear and finger."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, permutations
from typing import Final

from articles.arabic.normalize import fold

ARABIC_LETTERS: Final = "ابتثجحخدذرزسشصضطظعغفقكلمنهويء"
"""The letters of a folded Arabic word."""
LATIN_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
HAMZAS: Final = "أإآؤئء"
"""Letters of a written word that are or carry a hamza."""

_SEATS: Final = "اويء"
"""Letters of a folded word that may be a hamza with its seat."""
_ALPHABETS: Final = (ARABIC_LETTERS, LATIN_LETTERS)
_MAX_CORRECTED_LENGTH: Final = 20

# The standard Arabic layout and the Latin one by rows, each shifted against the row above; a
# folded letter stands for the keys of all that fold to it. The dot is the key of lam-alef.
_ARABIC_ROWS: Final = ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "يءور.يهوزظ")
_LATIN_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ROW_SHIFTS: Final = (0.0, 0.25, 0.75)
_REACH: Final = 0.75
"""Widths of a key between the centres of keys that touch in two rows."""

# Sounds that dialects merge, then letters that differ in their dots.
_SIMILAR_LETTERS: Final = "ضظ ذزد ضد ثست صس طت قغك هح جغ حجخ رز سش صض طظ عغ فق"


def _neighbours(rows: Iterable[str]) -> dict[str, str]:
    """The letters of the keys that touch each letter's keys."""
    keys = [
        (letter, place + shift, number)
        for number, (row, shift) in enumerate(zip(rows, _ROW_SHIFTS, strict=True))
        for place, letter in enumerate(row)
        if letter != "."
    ]
    found: dict[str, set[str]] = {}
    for (one, x, row), (other, x_other, row_other) in permutations(keys, 2):
        reach = 1.0 if row == row_other else _REACH
        if one != other and abs(row - row_other) <= 1 and abs(x - x_other) <= reach:
            found.setdefault(one, set()).add(other)
    return {letter: "".join(sorted(others)) for letter, others in found.items()}


def _similar_letters() -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for group in _SIMILAR_LETTERS.split():
        for one, other in permutations(group, 2):
            found.setdefault(one, set()).add(other)
    return {letter: "".join(sorted(others)) for letter, others in found.items()}


NEIGHBOURS: Final = _neighbours(_ARABIC_ROWS) | _neighbours(_LATIN_ROWS)
"""The letters on the keys around each letter, by folded letter."""
SIMILAR_LETTERS: Final = _similar_letters()
"""The letters that look or sound like each letter, by folded letter."""


# Costs were fitted to generated slips of the archive (`articles/search/slips.py`, seeds 7 and 8):
# the likelihood of the word that was meant among all that are near, by coordinate ascent. A letter
# left out counts twice there, since it is the commonest slip (Pollock and Zamora, 1984: one third).
ELONGATED: Final = 0.0
"""Cost of a letter typed three times and more: no word of Arabic or English has that."""
DOUBLED: Final = 0.3
"""Cost of a letter typed twice."""
OTHER_SEAT: Final = 0.4
"""Cost of a hamza on another seat."""
MISSING: Final = 0.4
"""Cost of a letter left out."""
SWAPPED: Final = 0.8
"""Cost of two letters in the other order."""
CONFUSED: Final = 0.8
"""Cost of a letter for one that looks or sounds like it."""
NEIGHBOURING: Final = 1.8
"""Cost of a letter on a key beside the one that was meant: one of five."""
EXTRA: Final = 3.9
"""Cost of a letter too many: one of all letters."""
REPLACED: Final = 7.2
"""Cost of a letter for any other one: hardly a slip, unless the word is long."""
FIRST: Final = 0.3
"""Cost added for a slip in the first letter, which people seldom mistake."""

_UNLIKELY: Final = 0.1
_ELONGATION: Final = re.compile(r"(.)\1\1+")
_REPEATED: Final = re.compile(r"(.)\1+")


def near_spellings(written: str) -> dict[str, float]:
    """Return the folded spellings one slip away from the word, each with the cost of the slip.

    A cost is about -ln of how likely this very slip is beside the likeliest: a kind by which a word
    may become many others makes each of them less likely. Kinds are one letter too many or missing,
    one for another, two swapped, and one repeated. About 60 spellings for each letter. Of
    a word of three letters only those with one more are returned, since any other edit makes
    another word. Empty for shorter words, for more than 20 letters, and for words not all Arabic
    or all Latin. The word itself is none of them.
    """
    word = fold(written)
    alphabet = next((each for each in _ALPHABETS if set(word) <= set(each)), "")
    if not alphabet:
        return {}
    found: dict[str, float] = {}
    slips = _with_one_more(word, alphabet) if 3 <= len(word) < _MAX_CORRECTED_LENGTH else iter(())
    if 3 < len(word) <= _MAX_CORRECTED_LENGTH:
        hamzas = [letter in HAMZAS for letter in written] if len(written) == len(word) else []
        slips = chain(slips, _with_one_less(word, hamzas), _with_another(word, alphabet, hamzas))
    for spelling, cost in chain(slips, _without_repetition(written)):
        if cost < found.get(spelling, cost + 1):
            found[spelling] = cost
    found.pop(word, None)
    return found


def _with_one_more(word: str, alphabet: str) -> Iterator[tuple[str, float]]:
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        cost = MISSING if place else MISSING + FIRST
        for letter in alphabet:
            yield f"{head}{letter}{tail}", cost


def _with_one_less(word: str, hamzas: Sequence[bool]) -> Iterator[tuple[str, float]]:
    for place, letter in enumerate(word):
        is_hamza = any(hamzas[max(place - 1, 0) : place + 1])
        is_doubled = place > 0 and letter == word[place - 1] and not is_hamza
        cost = DOUBLED if is_doubled else EXTRA if place else EXTRA + FIRST
        yield word[:place] + word[place + 1 :], cost
        if place + 1 < len(word):
            swapped = word[place + 1] + letter
            yield (
                f"{word[:place]}{swapped}{word[place + 2 :]}",
                SWAPPED if place else SWAPPED + FIRST,
            )


def _with_another(word: str, alphabet: str, hamzas: Sequence[bool]) -> Iterator[tuple[str, float]]:
    """The word with each letter replaced; `hamzas` says which letters carry one as written."""
    for place, typed in enumerate(word):
        head, tail = word[:place], word[place + 1 :]
        costs = dict.fromkeys(NEIGHBOURS.get(typed, ""), NEIGHBOURING)
        costs |= dict.fromkeys(SIMILAR_LETTERS.get(typed, ""), CONFUSED)
        if hamzas and hamzas[place]:
            costs |= dict.fromkeys(_SEATS, OTHER_SEAT)
        for letter in alphabet:
            cost = costs.get(letter, REPLACED)
            yield f"{head}{letter}{tail}", cost if place else cost + FIRST


def _without_repetition(written: str) -> Iterator[tuple[str, float]]:
    """The word with the letters that stand three times and more once, twice, and all once.

    As written: a letter and a hamza on it are two, «البيئي».
    """
    if _ELONGATION.search(written):
        yield fold(_ELONGATION.sub(r"\1", written)), ELONGATED
        yield fold(_ELONGATION.sub(r"\1\1", written)), ELONGATED + _UNLIKELY
        yield fold(_REPEATED.sub(r"\1", written)), ELONGATED + 2 * _UNLIKELY
