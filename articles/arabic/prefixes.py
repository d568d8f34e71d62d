"""Stripping of proclitics: the conjunctions و ف, the prepositions ب ل ك and the article ال.

No rule tells a clitic from a first letter of the word itself: the lexicon lists words that begin
with such letters (``PREFIX_EXCEPTIONS``) and words that often follow a clitic (``CLITIC_HOSTS``).
Where it lists neither, both bare forms are kept.
"""

import re

from articles.arabic.foreign_names import CANONICAL_STEMS
from articles.arabic.lexicon.affix_exceptions import (
    AMBIGUOUS_PREFIXES,
    CLITIC_HOSTS,
    PREFIX_EXCEPTIONS,
)
from articles.arabic.lexicon_forms import NOUN_FORMS, UNINFLECTED_FORMS
from articles.arabic.normalize import fold
from articles.arabic.stopwords import STOPWORDS
from articles.arabic.suffixes import noun_forms, stem

_ARTICLE = re.compile(r"([وف]?)([بك]?ال|لل)(?=\w{2})")
_MIN_STEM_LENGTH = 3

_UNPREFIXED_STEMS = frozenset(
    stem(fold(word)) for word in (*PREFIX_EXCEPTIONS, *AMBIGUOUS_PREFIXES)
) | frozenset(CANONICAL_STEMS)
_UNPREFIXED_FORMS = frozenset(
    noun for noun in NOUN_FORMS | UNINFLECTED_FORMS if not noun.startswith("ال")
)
_AMBIGUOUS_STEMS = frozenset(map(stem, map(fold, AMBIGUOUS_PREFIXES)))
NATIVE_STEMS = frozenset(map(stem, NOUN_FORMS | UNINFLECTED_FORMS)) - frozenset(CANONICAL_STEMS)
"""Stems of the lexicon's nouns, without foreign names."""
_LEXICON_STEMS = (
    _UNPREFIXED_STEMS | NATIVE_STEMS | frozenset(stem(fold(word)) for word in CLITIC_HOSTS)
)


def bare_forms(word: str) -> tuple[str, ...]:
    """Return the possible forms of a folded Arabic word without its proclitics.

    One to three, the likeliest first.
    """
    article = _ARTICLE.match(word)
    if article and not _is_unprefixed(word):
        after_conjunction = word[article.end(1) :]
        if not (article[1] and _is_unprefixed(after_conjunction)):
            return _strip_article(word, article)
    return _strip_letter_clitics(word)


def is_lexicon_word(form: str) -> bool:
    """Return whether a folded bare form is a stopword or, whatever its suffixes, in the lexicon."""
    return form in STOPWORDS or _matches(form, _LEXICON_STEMS)


def _is_unprefixed(word: str) -> bool:
    """Return whether the lexicon says that the first letters are no clitic."""
    return _matches(word, _UNPREFIXED_STEMS)


def _matches(word: str, stems: frozenset[str]) -> bool:
    if (
        word in _UNPREFIXED_FORMS
        or stem(word) in stems
        or not _UNPREFIXED_FORMS.isdisjoint(noun_forms(word))
    ):
        return True
    return word[-1] == "ت" and stem(word[:-1]) in stems  # a verb of hers: «بلغت»


def _strip_article(word: str, article: re.Match[str]) -> tuple[str, ...]:
    rest = word[article.end() :]
    if article[2] != "لل":
        own_article = word[article.end(1) + 1 :]  # «بالتزام» is ب + التزام
        return (own_article,) if article[2] != "ال" and _is_unprefixed(own_article) else (rest,)
    # «للجنة» is ل + ال + لجنة written with two lams; «للبنك» has only lost its alef.
    own_lam = "ل" + rest
    if not _is_unprefixed(own_lam):
        return (rest,)
    return (own_lam, rest) if is_lexicon_word(rest) else (own_lam,)


def _strip_letter_clitics(word: str) -> tuple[str, ...]:
    """Return the bare forms of a word that has no article, without conjunction and preposition."""
    first, rest = word[:1], word[1:]
    if first not in "وفبلك" or len(rest) < _MIN_STEM_LENGTH:
        return (word,)
    if _is_unprefixed(word):
        return (word, rest) if stem(word) in _AMBIGUOUS_STEMS else (word,)
    inner = _strip_letter_clitics(rest) if first in "وف" else (rest,)
    if is_lexicon_word(inner[0]):
        return inner
    if first not in "فك":
        return (*inner, word)
    # Before unknown words ف and ك are mostly their own letters.
    return (word, *inner) if len(rest) > _MIN_STEM_LENGTH and rest[0] in "يتسام" else (word,)
