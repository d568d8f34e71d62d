"""Text analysis for search: the keys of each word.

Two words match when they share a key. The first key is the light stem; a word has further keys for
its singular, its other analyses and the variants of a name. Every function is total, deterministic
and linear in its input.
"""

import re
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from articles.arabic import english
from articles.arabic.foreign_names import CANONICAL_STEMS, foreign_name_keys
from articles.arabic.homographs import ALI, HOMOGRAPHS, Ali, read_ali
from articles.arabic.lexicon.affix_exceptions import VERBAL_NOUNS
from articles.arabic.lexicon.compound_names import COMPOUNDS
from articles.arabic.lexicon_forms import BROKEN_PLURALS, NOUN_FORMS
from articles.arabic.normalize import (
    TATWEEL,
    clean,
    fold,
    is_arabic,
    strip_tashkeel,
    strip_tatweel,
)
from articles.arabic.prefixes import NATIVE_STEMS, bare_forms
from articles.arabic.segmentation import segments
from articles.arabic.stopwords import SPELLINGS, STOPWORDS
from articles.arabic.suffixes import alternative_stems, noun_forms, stem
from articles.arabic.tokens import LONGEST_WORD, WORD

_CLITICS_BEFORE_LATIN = re.compile("^[وف]?[بلك]?(?:ال)?(?=[a-z0-9])")

_DETACHED_CONJUNCTION = re.compile(r"(?<!\S)و(?!\S)")
_DETACHED_CLITICS = frozenset(("ف", "ب", "ل", "ك"))
_NOUN_PREFIX = "1"
"""Prefix of the key of a noun that folding makes equal to a stopword, so that it equals no stem."""
_SON = "ابن"  # without its alef between two names; «ابنة» never stands there
_MIN_LONG_PLURAL = 5
_MIN_STEM_LENGTH = 3


def _singulars() -> dict[str, tuple[str, ...]]:
    """Return the stems of the singulars of each folded broken plural."""
    found: dict[str, dict[str, None]] = {}
    for plural, noun in BROKEN_PLURALS:
        singulars = found.setdefault(plural, {})
        folded = fold(noun)
        is_homograph = noun in HOMOGRAPHS.get(folded, ())
        singulars[f"{_NOUN_PREFIX}{folded}" if is_homograph else stem(folded)] = None
    # The hamza at the end of long ones is often dropped; «أمرا» may be the accusative of «أمر».
    for plural in [each for each in found if each.endswith("اء") and len(each) > _MIN_LONG_PLURAL]:
        found.setdefault(plural[:-1], found[plural])
    return {plural: tuple(nouns) for plural, nouns in found.items()}


_SINGULARS = _singulars()
_COMPOUNDS = frozenset((bare_forms(fold(first))[0], fold(second)) for first, second in COMPOUNDS)
_COMPOUND_BEGINNINGS = frozenset(first for first, _second in _COMPOUNDS)
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


@lru_cache(maxsize=200_000)
def analyse_word(word: str) -> Word:
    """Analyse one word as written; the last 200,000 results are cached."""
    folded = fold(word)
    if folded in STOPWORDS:
        return _stopword(folded, folded, word)
    if folded in _DETACHED_CLITICS:
        return Word(folded, folded, (folded,), is_stop=True)
    if not (is_arabic(folded) and folded.isalpha()):
        bare = _CLITICS_BEFORE_LATIN.sub("", folded)
        return Word(folded, bare, (english.stem(bare),), bare in STOPWORDS)
    bares = bare_forms(folded)
    if bares[0] in STOPWORDS:
        return _stopword(folded, bares[0], word)
    keys = _keys(bares[0], word)
    for bare in bares[1:]:
        keys += _keys(bare, word)
    if (first := stem(bares[0])) not in NATIVE_STEMS:
        keys += foreign_name_keys(first)
    return Word(folded, bares[0], tuple(dict.fromkeys(keys)), is_stop=False)


def _stopword(folded: str, bare: str, word: str) -> Word:
    """The stopword, or the noun that only folding makes equal to it: «إمام» and «أمام».

    Particles have no article; «امام», the spelling of neither, has the keys of both.
    """
    if bare not in HOMOGRAPHS:
        return Word(folded, bare, (bare,), is_stop=True)
    written = strip_tatweel(strip_tashkeel(word))[-len(bare) :]
    noun = f"{_NOUN_PREFIX}{bare}"
    if written in HOMOGRAPHS[bare] or folded.removesuffix(bare).endswith(("ال", "لل")):
        return Word(folded, bare, (noun,), is_stop=False)
    may_be_both = written == bare and bare not in SPELLINGS
    return Word(folded, bare, (bare, noun) if may_be_both else (bare,), is_stop=True)


def _keys(bare: str, word: str) -> list[str]:
    """Return the keys of one bare form: its stems, and the singulars of those that are plurals."""
    if bare == _SON:
        return [stem(_SON[1:]), _SON]
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


_ALI = {
    Ali.NAME: analyse_word("علي"),
    Ali.PREPOSITION: analyse_word("على"),
    Ali.EITHER: analyse_word("علي")._replace(keys=(f"{_NOUN_PREFIX}علي", "علي")),
}


@lru_cache(maxsize=200_000)
def analyse_token(token: str) -> tuple[Word, ...]:
    """Analyse a token as written: its words, mostly one; none of a clitic alone. Cached too."""
    found = tuple(word for word in map(analyse_word, segments(token)) if word.folded)
    first = found[0].folded if found else ""
    is_clitic = first == "و" or (first in _DETACHED_CLITICS and TATWEEL in token)
    return found[is_clitic:]


@lru_cache(maxsize=200_000)
def token_keys(token: str) -> tuple[str, ...]:
    """Return the keys of every word of a token; cached too."""
    return tuple(key for word in analyse_token(token) for key in word.keys)


def analyse(text: str) -> list[Word]:
    """Return the words of a text in order, stopwords included; each cut to 64 characters.

    Words that are written together or apart are the same words: names of two parts that the
    lexicon lists are one word, all others as many as `segmentation` finds.
    """
    text = clean(text)
    tokens = WORD.findall(text)
    if max(map(len, tokens), default=0) > LONGEST_WORD:
        tokens = [token[:LONGEST_WORD] for token in tokens]
    if _DETACHED_CONJUNCTION.search(text):
        tokens = _with_conjunctions(tokens)
    groups = list(map(analyse_token, tokens))
    if ALI.search(text):
        for place, ali in read_ali(tokens):
            groups[place] = (_ALI[ali],)
    return _joined(list(chain.from_iterable(groups)))


def _with_conjunctions(tokens: list[str]) -> list[str]:
    """The tokens with each «و» that stands alone before its word."""
    found: list[str] = []
    for token in tokens:
        is_behind = bool(found) and found[-1] == "و"
        found[len(found) - is_behind :] = [f"و{token}" if is_behind else token]
    return found


def _joined(words: list[Word]) -> list[Word]:
    """The words with the two parts of each compound name as one."""
    places = [place for place, word in enumerate(words) if word.bare in _COMPOUND_BEGINNINGS]
    for place in reversed(places):
        parts = words[place : place + 2]
        if (parts[0].bare, parts[-1].folded) in _COMPOUNDS:
            words[place : place + 2] = [analyse_word(parts[0].folded + parts[-1].folded)]
    return words
