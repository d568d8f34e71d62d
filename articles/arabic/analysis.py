"""What is indexed and looked up of a word: its keys; and the spellings one letter away from it.

Two words match when they share a key. The first key is the light stem; further ones stand beside
it where one is not enough. Everything is total, deterministic and linear.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

from articles.arabic import english
from articles.arabic.beginnings import NATIVE, readings
from articles.arabic.endings import noun_forms, others, stem
from articles.arabic.lexicon.whole import MASDARS
from articles.arabic.names import SPELLINGS, skeleton
from articles.arabic.normalize import TATWEEL, clean, fold, is_arabic
from articles.arabic.stopwords import STOPWORDS
from articles.arabic.tokens import LONGEST_WORD, WORD
from articles.arabic.vocabulary import NOUNS, PAIRS

_CLITICS_BEFORE_LATIN = re.compile("^[وف]?[بلك]?(?:ال)?(?=[a-z0-9])")

_ALPHABETS = ("ابتثجحخدذرزسشصضطظعغفقكلمنهويء", "abcdefghijklmnopqrstuvwxyz")
_LONGEST_CORRECTED = 20
_LONG_PLURAL = 5
_SHORTEST = 3


def _singulars() -> dict[str, tuple[str, ...]]:
    """Return the stems of the singulars by the plural's form."""
    found: dict[str, dict[str, None]] = {}
    for plural, noun in PAIRS:
        singulars = found.setdefault(plural, {})
        singulars[stem(fold(noun))] = None
    # The hamza at the end of long ones is often dropped; «أمرا» may be the accusative of «أمر».
    for plural in [each for each in found if each.endswith("اء") and len(each) > _LONG_PLURAL]:
        found.setdefault(plural[:-1], found[plural])
    return {plural: tuple(nouns) for plural, nouns in found.items()}


_SINGULARS = _singulars()
_LOW_HAMZA = frozenset(map(fold, ("إخوة", "إخوان")))
_MASDARS = frozenset(map(fold, MASDARS))


class Word(NamedTuple):
    """One word as the index sees it."""

    folded: str
    """``normalize.fold`` of the word."""
    bare: str
    """Folded and without clitics, endings kept: the index's vocabulary, on which ``near`` works."""
    keys: tuple[str, ...]
    """What is indexed and looked up, the light stem first; never empty."""
    is_stop: bool
    """Whether it says nothing about the subject."""


class Term(NamedTuple):
    """A term a text is about: the first key of its words, and how much of the text it is."""

    key: str
    weight: float


@lru_cache(maxsize=200_000)
def analysed(word: str) -> Word:
    """Return what is indexed of one word as written; the last 200,000 words are remembered."""
    folded = fold(word)
    if folded in STOPWORDS:
        return Word(folded, folded, (folded,), is_stop=True)
    if not (is_arabic(folded) and folded.isalpha()):
        bare = _CLITICS_BEFORE_LATIN.sub("", folded)
        return Word(folded, bare, (english.stem(bare),), bare in STOPWORDS)
    bares = readings(folded)
    if bares[0] in STOPWORDS:
        return Word(folded, bares[0], bares[:1], is_stop=True)
    keys = _keys(bares[0], word)
    for bare in bares[1:]:
        keys += _keys(bare, word)
    if (first := stem(bares[0])) not in NATIVE:
        keys += skeleton(first)
    return Word(folded, bares[0], tuple(dict.fromkeys(keys)), is_stop=False)


def _keys(bare: str, word: str) -> list[str]:
    """Return the keys of one reading: its stems, and the singulars of those that are plurals."""
    first = stem(bare)
    keys = [first]
    if more := others(bare):
        keys = sorted([first, *more], key=_is_no_noun)
    last = word[-1]
    if last == "ه" and first[-1] == "ه" and len(first) > _SHORTEST:
        keys.append(stem(first[:-1]))  # «دوره»: of دورة without its dots, or his دور
    for each in (bare,) if last == "ة" else noun_forms(bare):
        if each in _SINGULARS and not _is_masdar(each, word):
            keys += _SINGULARS[each]
    if first in SPELLINGS:
        keys.append(SPELLINGS[first])
    return keys


def _is_no_noun(stem_: str) -> bool:
    return stem_ not in NOUNS


def _is_masdar(plural: str, word: str) -> bool:
    """Return whether what has a plural's letters is no plural by its hamza: «إعلام», «أعلام»."""
    if plural in _MASDARS:
        return "أ" not in word
    return "إ" in word and plural[0] == "ا" and plural not in _LOW_HAMZA


def analyse(text: str) -> list[Word]:
    """Return the words of a text in order, stopwords included; each cut to 64 characters."""
    text = clean(text)
    words = WORD.findall(text)
    if max(map(len, words), default=0) > LONGEST_WORD:
        words = [word[:LONGEST_WORD] for word in words]
    found = list(map(analysed, words))
    return [word for word in found if word.folded] if TATWEEL in text else found


def near(word: str) -> frozenset[str]:
    """Return every spelling one letter away from a folded word, the word itself left out.

    A letter dropped, added, mistaken for another, or two neighbours exchanged, over the letters of
    the word's script: about 60 spellings for each letter. At three letters only an added one is
    corrected, anything else would make another word. Empty for shorter words, longer ones than 20
    letters, and whatever is not all Arabic or all Latin. Symmetric.
    """
    alphabet = next((each for each in _ALPHABETS if set(word) <= set(each)), "")
    if not alphabet or not 3 <= len(word) <= _LONGEST_CORRECTED:
        return frozenset()
    splits = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    spellings = {head + letter + tail for head, tail in splits for letter in alphabet}
    if len(word) > 3:
        spellings |= {head + letter + tail[1:] for head, tail in splits for letter in alphabet}
        spellings |= {head + tail[1:] for head, tail in splits}
        spellings |= {head + tail[1:2] + tail[:1] + tail[2:] for head, tail in splits}
    return frozenset(each for each in spellings if len(each) <= _LONGEST_CORRECTED) - {word}


def distinctive(
    words: Sequence[Word], limit: int, rarity: Callable[[str], float] = lambda key: 1.0
) -> list[Term]:
    """Return at most ``limit`` terms that a text is about, the weightiest first.

    A term weighs (1 + ln of its count) times ``rarity(key)``, the caller's inverse document
    frequency. Stopwords, numbers and single letters are no terms. Ties keep the text's order.
    """
    counts = Counter(word.keys[0] for word in words if not word.is_stop)
    terms = [
        Term(key, (1 + log(count)) * rarity(key))
        for key, count in counts.items()
        if len(key) > 1 and not key.isdigit()
    ]
    return sorted(terms, key=lambda term: -term.weight)[:limit]
