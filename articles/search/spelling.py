"""How the index spells the words of a query, and what may have been meant by those it does not."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Final

from articles.arabic.analysis import Word, analyse, single_edits
from articles.arabic.normalize import fold
from articles.arabic.tokens import tokens
from articles.search import vocabulary
from articles.search.query import Meanings, Query
from articles.search.vocabulary import Known

_MOST_CORRECTED: Final = 6
"""Words of a query for which another spelling is looked for."""
_MOST_MEANINGS: Final = 4
_FAR_COMMONER: Final = 100
"""So many times as common must another spelling be of a word that the index knows."""
_CERTAIN: Final = 5
"""The letters of a word in which a slip can be told from another word."""
_SURE: Final = ("وال", "بال", "وبال", "لل", "ولل")
"""Clitics with an article; with كال and فال begin many names."""


class Spelling:
    """How the query's words are spelled in the index; one query."""

    def __init__(self, query: Query, language: str) -> None:
        doubtful = [word for word in query.subjects if not word.is_stop][:_MOST_CORRECTED]
        near_by = {word: single_edits(word.bare) for word in doubtful}
        wanted = {form for word in query.words for form in (word.bare, word.folded, *word.keys)}
        self.known = vocabulary.known(wanted.union(*near_by.values()), language=language)
        self.counts = {word: known.articles for word, known in self.known.items()}
        read = {word: self._as_read(word) for word in query.words}
        self.query = query._replace(words=tuple(read[word] for word in query.words))
        better = {read[word]: self._better(word, found) for word, found in near_by.items()}
        self.choices = {word: found for word, found in better.items() if found}
        self.is_rare = any(word.bare in self.known for word in self.choices)
        self.guess = self._guess()

    def _guess(self) -> str:
        """The one word of a query of which nothing tells that its stem is one, bare; else "".

        What looks like an ending may be a rare word's own.
        """
        word, *more = self.query.words
        return "" if more or self._is_known(word) or self.meanings else word.bare

    @cached_property
    def meanings(self) -> Meanings:
        """The keys of other spellings of the words that the index does not know.

        One word alone has nothing beside it that tells what was meant: it is
        asked back, unless a letter was plainly typed twice.
        """
        is_alone = len(self.query.words) == 1
        found = {
            word: [each for each in better if not is_alone or _slipped(word.bare, each.word)]
            for word, better in self.choices.items()
            if word.bare not in self.known
        }
        return {word: tuple(_keys(better)) for word, better in found.items() if better}

    @property
    def corrected(self) -> str:
        """The query with each doubtful word in the likeliest spelling; "" without any."""
        if not self.choices:
            return ""
        text, parts, end = self.query.text, [], 0
        for token in tokens(text):
            folded = fold(token.text)
            for word, found in self.choices.items():
                if word.folded == folded:
                    clitics = len(folded) - len(word.bare)
                    parts += [text[end : token.start + clitics], found[0].spelling]
                    end = token.end
        return "".join([*parts, text[end:]])

    def _is_known(self, word: Word) -> bool:
        return not self.known.keys().isdisjoint((word.bare, *word.keys))

    def _as_read(self, word: Word) -> Word:
        """The word without the readings that take its first letter for a clitic by mere chance.

        Before an article mostly nothing else can be meant; a lone و، ف، ب، ل، ك
        is a clitic when the index knows what follows it. Stopwords, which the
        vocabulary leaves out, are read by the analysis alone.
        """
        folded, bare = word.folded, word.bare
        if word.is_stop or folded[0] not in "وفبلك" or folded.startswith(_SURE):
            return word
        if not self.known.keys().isdisjoint((folded, bare)):
            return word
        whole = tuple(key for key in word.keys if folded.startswith(key[:2]))
        return word._replace(keys=whole or (folded,))

    def _better(self, word: Word, spellings: frozenset[str]) -> list[Known]:
        """The known spellings one letter away, the likeliest and commonest first.

        Of a word that the index knows, only those that are far commoner.
        """
        least = _FAR_COMMONER * self.counts.get(word.bare, 0)
        found = [self.known[each] for each in spellings if each in self.known]
        better = [each for each in found if each.articles > least]
        better.sort(
            key=lambda each: (not _slipped(word.bare, each.word), -each.articles, each.word)
        )
        return better[:_MOST_MEANINGS]


def _keys(better: Iterable[Known]) -> Iterable[str]:
    return (key for each in better for key in analyse(each.word)[0].keys)


def _slipped(typed: str, meant: str) -> bool:
    """Whether a letter was plainly typed twice."""
    if len(typed) < _CERTAIN:
        return False
    doubled = (place for place in range(1, len(typed)) if typed[place] == typed[place - 1])
    return any(typed[:place] + typed[place + 1 :] == meant for place in doubled)
