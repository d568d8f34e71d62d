"""The beginning of a word: what it is without و ف ب ل ك and the article.

Which first letters are clitics no rule can tell: the lexicon knows the words that begin so of
their own, and the words that follow a clitic. Where it knows neither, both readings are kept.
"""

import re

from articles.arabic.endings import noun_forms, stem
from articles.arabic.lexicon.whole import AFTER_CLITICS, BEGINNINGS, READ_TWICE
from articles.arabic.names import SPELLINGS
from articles.arabic.normalize import fold
from articles.arabic.stopwords import STOPWORDS
from articles.arabic.vocabulary import FIXED, NOUNS

_ARTICLE = re.compile(r"([وف]?)([بك]?ال|لل)(?=\w{2})")
_SHORTEST = 3

_WHOLE = frozenset(stem(fold(word)) for word in (*BEGINNINGS, *READ_TWICE)) | frozenset(SPELLINGS)
_OWN = frozenset(noun for noun in NOUNS | FIXED if not noun.startswith("ال"))
_TWICE = frozenset(map(stem, map(fold, READ_TWICE)))
NATIVE = frozenset(map(stem, NOUNS | FIXED)) - frozenset(SPELLINGS)
"""The stems of the lexicon's nouns, foreign names left out."""
_KNOWN = _WHOLE | NATIVE | frozenset(stem(fold(word)) for word in AFTER_CLITICS)


def readings(word: str) -> tuple[str, ...]:
    """Return the bare forms of a folded Arabic word, the likeliest first, at most three."""
    article = _ARTICLE.match(word)
    if article and not _is_whole(word):
        after_conjunction = word[article.end(1) :]
        if not (article[1] and _is_whole(after_conjunction)):
            return _without_article(word, article)
    return _without_letters(word)


def is_known(form: str) -> bool:
    """Return whether a folded bare form is a word of the lexicon, whatever its endings."""
    return form in STOPWORDS or _is_of(form, _KNOWN)


def _is_whole(word: str) -> bool:
    """Return whether the first letters belong to the word."""
    return _is_of(word, _WHOLE)


def _is_of(word: str, stems: frozenset[str]) -> bool:
    if word in _OWN or stem(word) in stems or not _OWN.isdisjoint(noun_forms(word)):
        return True
    return word[-1] == "ت" and stem(word[:-1]) in stems  # a verb of hers: «بلغت»


def _without_article(word: str, article: re.Match[str]) -> tuple[str, ...]:
    rest = word[article.end() :]
    if article[2] != "لل":
        own_article = word[article.end(1) + 1 :]  # «بالتزام» is ب + التزام
        return (own_article,) if article[2] != "ال" and _is_whole(own_article) else (rest,)
    # «للجنة» is ل + ال + لجنة written with two lams; «للبنك» has only lost its alef.
    own_lam = "ل" + rest
    if not _is_whole(own_lam):
        return (rest,)
    return (own_lam, rest) if is_known(rest) else (own_lam,)


def _without_letters(word: str) -> tuple[str, ...]:
    """Return the readings without a conjunction, a preposition, or both."""
    first, rest = word[:1], word[1:]
    if first not in "وفبلك" or len(rest) < _SHORTEST:
        return (word,)
    if _is_whole(word):
        return (word, rest) if stem(word) in _TWICE else (word,)
    inner = _without_letters(rest) if first in "وف" else (rest,)
    if is_known(inner[0]):
        return inner
    if first not in "فك":
        return (*inner, word)
    # Before unknown words ف and ك are mostly their own letters.
    return (word, *inner) if len(rest) > _SHORTEST and rest[0] in "يتسام" else (word,)
