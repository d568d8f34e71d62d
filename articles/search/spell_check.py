"""Spell checking of a query against the vocabulary of the index."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Final

from articles.arabic.analysis import Word, analyse, single_edits
from articles.arabic.normalize import fold
from articles.arabic.tokens import tokens
from articles.search import vocabulary
from articles.search.query import Corrections, Query
from articles.search.vocabulary import KnownWord

_MAX_CHECKED: Final = 6
"""Words of a query for which suggestions are looked up."""
_MAX_SUGGESTIONS: Final = 4
"""Suggestions for a word."""
_FREQUENCY_RATIO: Final = 100
"""How many times as frequent a suggestion for a word of the vocabulary must be."""
_MIN_DOUBLED_LENGTH: Final = 5
"""Letters of a word from which a doubled letter is taken for a typing error."""
_CERTAIN_CLITICS: Final = ("وال", "بال", "وبال", "لل", "ولل")
"""Clitics with an article; with كال and فال begin many names."""


class SpellCheck:
    """The words of a query as the vocabulary knows them, with suggestions; one query.

    `query` has the words without doubtful analyses, `counts` the document frequency of
    the words found, `suggestions` the better spellings of a word, the best first.
    """

    def __init__(self, query: Query, language: str) -> None:
        checked = [word for word in query.content_words if not word.is_stop][:_MAX_CHECKED]
        edits = {word: single_edits(word.bare) for word in checked}
        forms = {form for word in query.words for form in (word.bare, word.folded, *word.keys)}
        self.known = vocabulary.find_words(forms.union(*edits.values()), language=language)
        self.counts = {word: known.articles for word, known in self.known.items()}
        confirmed = {word: self._confirmed(word) for word in query.words}
        self.query = query._replace(words=tuple(confirmed[word] for word in query.words))
        suggested = {confirmed[word]: self._suggest(word, found) for word, found in edits.items()}
        self.suggestions = {word: found for word, found in suggested.items() if found}
        self.doubts_known_word = any(word.bare in self.known for word in self.suggestions)
        self.unverified_word = self._unverified_word()

    def _unverified_word(self) -> str:
        """The bare form of a query's only word when the vocabulary does not know its stem; else "".

        Its suffix may be a part of the word, so that its stem finds other words.
        """
        word, *more = self.query.words
        return "" if more or self._is_known(word) or self.corrections else word.bare

    @cached_property
    def corrections(self) -> Corrections:
        """Keys of the suggestions for words that the vocabulary does not hold.

        A single word has no context that confirms a suggestion: it is only offered,
        unless the word is the suggestion with a doubled letter.
        """
        is_single = len(self.query.words) == 1
        found = {
            word: [
                each
                for each in suggested
                if not is_single or _has_doubled_letter(word.bare, each.word)
            ]
            for word, suggested in self.suggestions.items()
            if word.bare not in self.known
        }
        return {word: tuple(_keys(suggested)) for word, suggested in found.items() if suggested}

    @property
    def corrected_text(self) -> str:
        """The query with the best suggestion for each word that has any; "" when none has."""
        if not self.suggestions:
            return ""
        text, parts, end = self.query.text, [], 0
        for token in tokens(text):
            folded = fold(token.text)
            for word, suggested in self.suggestions.items():
                if word.folded == folded:
                    clitics = len(folded) - len(word.bare)
                    parts += [text[end : token.start + clitics], suggested[0].spelling]
                    end = token.end
        return "".join([*parts, text[end:]])

    def _is_known(self, word: Word) -> bool:
        return not self.known.keys().isdisjoint((word.bare, *word.keys))

    def _confirmed(self, word: Word) -> Word:
        """The word without keys that depend on an unconfirmed clitic.

        Clitics with an article are certain; a single و، ف، ب، ل، ك is one when the
        vocabulary holds the rest of the word. Stopwords are left as they are, since
        the vocabulary does not hold them.
        """
        folded, bare = word.folded, word.bare
        if word.is_stop or folded[0] not in "وفبلك" or folded.startswith(_CERTAIN_CLITICS):
            return word
        if not self.known.keys().isdisjoint((folded, bare)):
            return word
        whole = tuple(key for key in word.keys if folded.startswith(key[:2]))
        return word._replace(keys=whole or (folded,))

    def _suggest(self, word: Word, edits: frozenset[str]) -> list[KnownWord]:
        """The spellings at distance one that the vocabulary holds, the best first.

        Those that undo a doubled letter, then the most frequent. For a word of the
        vocabulary only spellings that are far more frequent.
        """
        least = _FREQUENCY_RATIO * self.counts.get(word.bare, 0)
        found = [self.known[each] for each in edits if each in self.known]
        better = [each for each in found if each.articles > least]
        better.sort(
            key=lambda each: (
                not _has_doubled_letter(word.bare, each.word),
                -each.articles,
                each.word,
            )
        )
        return better[:_MAX_SUGGESTIONS]


def _keys(suggested: Iterable[KnownWord]) -> Iterable[str]:
    return (key for each in suggested for key in analyse(each.word)[0].keys)


def _has_doubled_letter(typed: str, suggestion: str) -> bool:
    """Whether the typed word is the suggestion with one letter doubled."""
    if len(typed) < _MIN_DOUBLED_LENGTH:
        return False
    doubled = (place for place in range(1, len(typed)) if typed[place] == typed[place - 1])
    return any(typed[:place] + typed[place + 1 :] == suggestion for place in doubled)
