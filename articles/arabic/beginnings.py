"""The beginning of a word: what it is without و ف ب ل ك and the article.

Which first letters are clitics no rule can tell: the lexicon knows the words that begin so of
their own, and the words that follow a clitic. Where it knows neither, both readings are kept.
"""

import re

from articles.arabic.endings import stem
from articles.arabic.lexicon.whole import BEGINNINGS, READ_TWICE
from articles.arabic.names import SPELLINGS
from articles.arabic.normalize import fold
from articles.arabic.stopwords import STOPWORDS
from articles.arabic.vocabulary import NOUNS

_ARTICLE = re.compile(r"([وف]?)([بك]?ال|لل)(?=\w{2})")
_SHORTEST = 3

_WHOLE = frozenset(map(stem, map(fold, BEGINNINGS))) | frozenset(SPELLINGS)
_TWICE = frozenset(map(stem, map(fold, READ_TWICE)))
KNOWN = _WHOLE | frozenset(map(stem, NOUNS))
"""The stems of all words of the lexicon."""


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
    return form in STOPWORDS or stem(form) in KNOWN


def _is_whole(word: str) -> bool:
    """Return whether the first letters belong to the word."""
    return stem(word) in _WHOLE


def _without_article(word: str, article: re.Match[str]) -> tuple[str, ...]:
    rest = word[article.end() :]
    if article[2] != "لل":
        return (rest,)
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
    if _is_whole(word) or word in NOUNS:
        return (word, rest) if stem(word) in _TWICE else (word,)
    inner = _without_letters(rest) if first in "وف" else (rest,)
    if is_known(inner[0]):
        return inner
    # Of two unknown words ف and ك are more often letters of the first.
    return (word, *inner) if first in "فك" else (*inner, word)
