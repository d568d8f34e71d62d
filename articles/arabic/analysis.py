"""Text analysis for search: the keys of each word.

Two words match when they share a key. The first key is the light stem; a word has further keys for
its singular, its other analyses and the variants of a name. Every function is total, deterministic
and linear in its input.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

from articles.arabic import english
from articles.arabic.foreign_names import CANONICAL_STEMS, consonant_skeleton
from articles.arabic.lexicon.affix_exceptions import VERBAL_NOUNS
from articles.arabic.lexicon_forms import BROKEN_PLURALS, NOUN_FORMS
from articles.arabic.normalize import TATWEEL, clean, fold, is_arabic
from articles.arabic.prefixes import NATIVE_STEMS, bare_forms
from articles.arabic.stopwords import STOPWORDS
from articles.arabic.suffixes import alternative_stems, noun_forms, stem
from articles.arabic.tokens import LONGEST_WORD, WORD

_CLITICS_BEFORE_LATIN = re.compile("^[وف]?[بلك]?(?:ال)?(?=[a-z0-9])")

_MIN_LONG_PLURAL = 5
_MIN_STEM_LENGTH = 3


def _singulars() -> dict[str, tuple[str, ...]]:
    """Return the stems of the singulars of each folded broken plural."""
    found: dict[str, dict[str, None]] = {}
    for plural, noun in BROKEN_PLURALS:
        singulars = found.setdefault(plural, {})
        singulars[stem(fold(noun))] = None
    # The hamza at the end of long ones is often dropped; «أمرا» may be the accusative of «أمر».
    for plural in [each for each in found if each.endswith("اء") and len(each) > _MIN_LONG_PLURAL]:
        found.setdefault(plural[:-1], found[plural])
    return {plural: tuple(nouns) for plural, nouns in found.items()}


_SINGULARS = _singulars()
_LOW_HAMZA = frozenset(map(fold, ("إخوة", "إخوان")))
_VERBAL_NOUNS = frozenset(map(fold, VERBAL_NOUNS))


class Word(NamedTuple):
    """A word with what is indexed and looked up of it."""

    folded: str
    """``normalize.fold`` of the word."""
    bare: str
    """Folded and without clitics, with its suffixes: the form that the vocabulary lists."""
    keys: tuple[str, ...]
    """The index keys, the light stem first; never empty."""
    is_stop: bool
    """Whether the word is a stopword."""


class Term(NamedTuple):
    """A term of a text: the first key of a word, and its TF-IDF weight."""

    key: str
    weight: float


@lru_cache(maxsize=200_000)
def analyse_word(word: str) -> Word:
    """Analyse one word as written; the last 200,000 results are cached."""
    folded = fold(word)
    if folded in STOPWORDS:
        return Word(folded, folded, (folded,), is_stop=True)
    if not (is_arabic(folded) and folded.isalpha()):
        bare = _CLITICS_BEFORE_LATIN.sub("", folded)
        return Word(folded, bare, (english.stem(bare),), bare in STOPWORDS)
    bares = bare_forms(folded)
    if bares[0] in STOPWORDS:
        return Word(folded, bares[0], bares[:1], is_stop=True)
    keys = _keys(bares[0], word)
    for bare in bares[1:]:
        keys += _keys(bare, word)
    if (first := stem(bares[0])) not in NATIVE_STEMS:
        keys += consonant_skeleton(first)
    return Word(folded, bares[0], tuple(dict.fromkeys(keys)), is_stop=False)


def _keys(bare: str, word: str) -> list[str]:
    """Return the keys of one bare form: its stems, and the singulars of those that are plurals."""
    first = stem(bare)
    keys = [first]
    if more := alternative_stems(bare):
        keys = sorted([first, *more], key=_is_not_noun_form)
    last = word[-1]
    if last == "ه" and first[-1] == "ه" and len(first) > _MIN_STEM_LENGTH:
        keys.append(stem(first[:-1]))  # «دوره»: of دورة without its dots, or his دور
    for each in (bare,) if last == "ة" else noun_forms(bare):
        if each in _SINGULARS and not _is_verbal_noun(each, word):
            keys += _SINGULARS[each]
    if first in CANONICAL_STEMS:
        keys.append(CANONICAL_STEMS[first])
    return keys


def _is_not_noun_form(stem_: str) -> bool:
    return stem_ not in NOUN_FORMS


def _is_verbal_noun(plural: str, word: str) -> bool:
    """Return whether the hamza shows a verbal noun and no broken plural: «إعلام», «أعلام»."""
    if plural in _VERBAL_NOUNS:
        return "أ" not in word
    return "إ" in word and plural[0] == "ا" and plural not in _LOW_HAMZA


def analyse(text: str) -> list[Word]:
    """Return the words of a text in order, stopwords included; each cut to 64 characters."""
    text = clean(text)
    words = WORD.findall(text)
    if max(map(len, words), default=0) > LONGEST_WORD:
        words = [word[:LONGEST_WORD] for word in words]
    found = list(map(analyse_word, words))
    return [word for word in found if word.folded] if TATWEEL in text else found


def distinctive_terms(
    words: Sequence[Word], limit: int, idf: Callable[[str], float] = lambda key: 1.0
) -> list[Term]:
    """Return the ``limit`` terms of greatest TF-IDF weight, the greatest first.

    The weight is (1 + ln(count)) times ``idf(key)``, the inverse document frequency that the caller
    knows. Stopwords, numbers and single letters are no terms. Ties keep the text's order.
    """
    counts = Counter(word.keys[0] for word in words if not word.is_stop)
    terms = [
        Term(key, (1 + log(count)) * idf(key))
        for key, count in counts.items()
        if len(key) > 1 and not key.isdigit()
    ]
    return sorted(terms, key=lambda term: -term.weight)[:limit]
