"""Rules about words and sentences: repetitions, length, headlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from articles.arabic.stopwords import SPELLINGS
from articles.arabic.tokens import tokens
from articles.text_checks.marks import Edit, Mark, replace
from articles.text_checks.passages import Version

LONGEST_SENTENCE: Final = 45
"""Words of a sentence that is read without stopping."""
LONGEST_HEADLINE: Final = 90
"""Characters that search engines and cards show."""
_SENTENCE_END: Final = re.compile(r"[.؟!?…]+[»)\"”]*(?=\s|$)|\n")

_EMPHATIC = """
لا كلا نعم هي هو من ما أن جدا كل كله يوم عام مرة أنا أنت هنا هناك هذا هل ماذا لماذا متى أين بين
"""
_MEANT_TWICE: Final = frozenset(_EMPHATIC.split())
"""Function words that are said twice for emphasis, or of which one is another word."""
_LATIN_FUNCTION_WORDS = """
the a an and of to in on at for with by from is are was were be been it this he she they we
"""
_LATIN_ONCE: Final = frozenset(_LATIN_FUNCTION_WORDS.split())
_LETTERS_OF_SOUNDS: Final = 2
"""Words so short are mostly the letters of a foreign name: «سي إن إن»."""
_SHORT_PREPOSITIONS: Final = frozenset(("في", "عن"))
_SHORTEST_DEFINITE: Final = 6
"""Letters of a word with the article; «الله الله» is no slip."""


def repeated_word(text: str) -> Iterator[Mark]:
    """A word that stands twice in a row by mistake; the second goes, with the blank before it.

    Function words, and words with the article: others are said twice on purpose, or are the names
    of foreigners. What stands three times, or begins a quotation, is meant.
    """
    words = list(tokens(text))
    for number, (first, second) in enumerate(pairwise(words)):
        is_apart = re.fullmatch("[ \xa0]+", text[first.end : second.start]) is not None
        if not is_apart or first.text != second.text or not _is_never_twice(first.text):
            continue
        around = words[max(0, number - 1) : number] + words[number + 2 : number + 3]
        is_thrice = any(word.text == first.text for word in around)
        if not is_thrice and text[: first.start][-1:] not in _OPENING:
            yield Mark(0, first.start, second.end, (Edit(first.end, second.end, ""),))


_OPENING: Final = ('"', "«", "“", "”", "(", "'")


def _is_never_twice(word: str) -> bool:
    if word in _LATIN_ONCE:
        return True
    if word in SPELLINGS:
        is_long = len(word) > _LETTERS_OF_SOUNDS or word in _SHORT_PREPOSITIONS
        return is_long and word not in _MEANT_TWICE
    return word.startswith("ال") and len(word) >= _SHORTEST_DEFINITE


def long_sentence(version: Version) -> Iterator[Mark]:
    """Sentences of a body or a standfirst with more than `LONGEST_SENTENCE` words."""
    for number, passage in enumerate(version.passages):
        if passage.field.startswith(("body", "standfirst")):
            for start, end in sentences(passage.text):
                if _count_words(passage.text[start:end]) > LONGEST_SENTENCE:
                    yield Mark(number, start, end)


def _count_words(sentence: str) -> int:
    """Words as one reads them: «أغسطس/آب» and «20.3» are one each."""
    return sum(any(map(str.isalnum, word)) for word in sentence.split())


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a paragraph begins and ends, without the blank between two."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.end()
        start = match.end() + (text[match.end() : match.end() + 1] == " ")
    yield start, len(text)


def headline_length(version: Version) -> Iterator[Mark]:
    """A headline of more than `LONGEST_HEADLINE` characters; marked from there on."""
    for number, passage in enumerate(version.passages):
        if passage.field == "headline" and len(passage.text) > LONGEST_HEADLINE:
            yield Mark(number, LONGEST_HEADLINE, len(passage.text))


def headline_full_stop(version: Version) -> Iterator[Mark]:
    """A headline that ends in a full stop, which is none of an ellipsis or an abbreviation."""
    for number, passage in enumerate(version.passages):
        match = re.search(r"(?<=\w\w[^.])(?<!\.\w\w)\.\s*$", f"{passage.text}")
        if passage.field == "headline" and match:
            yield replace(match.start(), len(passage.text), "")._replace(passage=number)
