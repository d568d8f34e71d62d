"""Suggestions for a single word: known words near it, and how clearly each is meant.

A noisy channel: a word that the vocabulary holds is as likely to be meant as it is frequent, less
the cost of the slip by which the typed word comes of it (see `edit_distance`).
"""

from __future__ import annotations

from math import log
from typing import Final, NamedTuple

from articles.arabic.analysis import Word, analyse_word
from articles.arabic.edit_distance import (
    DOUBLED,
    EXTRA,
    HAMZAS,
    NEIGHBOURING,
    REPLACED,
    SWAPPED,
    near_spellings,
)
from articles.search.vocabulary import KnownWord

FREQUENCY_RATIO: Final = 50
"""How many times as frequent a word must be for a known word to be its slip."""
_FREQUENCY_RATIO_OF_NEIGHBOURS: Final = 150
"""The same where a letter stands for one beside it on the keyboard, as words of the language do."""
_BODY_WEIGHT: Final = 0.02
"""How much an article that has a word in its body alone counts beside one that has it in its
headline, lead or names: those are what people search for."""
_MIN_COMMON: Final = 5
"""Articles that list a word for it to be common; of a rarer one they may have a misspelling."""
_RARE_COST: Final = 1.3
"""Cost of meaning a word that is not common."""
_MIN_LENGTH: Final = 4
"""Letters of a word that is corrected unasked; any shorter one is near too many others."""
_MIN_LATIN_LENGTH: Final = 5
"""The same for Latin letters, in which abbreviations and names of companies are written."""
_MIN_DOUBLED_LENGTH: Final = 5
"""Letters of a word of which a doubled one is surely one too many."""
_MIN_REPLACED_LENGTH: Final = 6
"""Letters of a word of which one may stand for any other."""
_MIN_ARTICLES: Final = 2
"""Articles that list a word for it to be meant, one of them in its headline, lead or names.

A single one may have it misspelled."""
_MIN_SCORES: Final = {3: -0.3, 4: -0.6, 5: -1.8, 6: -2.8}
"""The least score with which a word is meant, by the letters of the typed one.

The shorter a word is, the more words are near it by chance."""
_MIN_SCORE_OF_LONG: Final = -4.0
_MIN_SCORES_OF_SHORT: Final = {3: 0.2, 4: -0.1}
"""The same for a word of so few letters with one left out, which may be of many words."""
_RELIEF_OF_EXTRA: Final = 1.5
"""By how much it is less for a letter too many: few words are another with one letter more."""
_MIN_SCORE_OVER_TEXT: Final = 1.5
"""The least score with which it is meant although articles hold the typed word itself."""
_MIN_SCORE_OVER_CONJUNCTION: Final = 0.0
"""The same although they hold the rest of the word behind its first letter, a conjunction."""
_MIN_SCORE_OVER_INFLECTED: Final = 0.8
"""The least score with which it is meant although the typed word may be an inflected one."""
_MIN_INFLECTED_LENGTH: Final = 5
"""Letters of such a word: a shorter one may be of too many."""
_NEAR_DISTANCE: Final = log(4)
"""How much likelier the best suggestion for a lone word may be than one that is hardly less likely,
so that two such are shown among the articles of the best."""
_MAX_DISTANCE: Final = log(9)
"""The same for one that is less likely, so that it has the last place."""
_CLITIC_COST: Final = 2.5
"""Cost of taking each first letter for a clitic, or an article for letters of the word."""
_LOST_MARK_COST: Final = 2.0
"""Cost of meaning a word without a hamza or a ة that was typed: people leave them out, but they
do not put them where there are none."""
_SEATED_HAMZAS: Final = HAMZAS.replace("ء", "")
_ARTICLE: Final = "ال"
_ARTICLES: Final = (_ARTICLE, "لل")
_MISTYPED_ARTICLES: Final = ("لا", "اال")


class Suggestion(NamedTuple):
    """A known word that a typed one may be meant for."""

    known: KnownWord
    before: str
    """What stands before it in the typed word: its clitics."""
    cost: float
    length: int
    """Letters of the typed word without what stands before."""

    @property
    def score(self) -> float:
        """The logarithm of how likely it is to be meant."""
        known = self.known
        weight = known.in_lines + _BODY_WEIGHT * (known.articles - known.in_lines)
        return log(weight) - self.cost - (_RARE_COST if known.articles < _MIN_COMMON else 0)

    @property
    def is_elongated(self) -> bool:
        """Whether a letter is repeated as no word repeats it."""
        return self.cost < DOUBLED

    @property
    def is_likely(self) -> bool:
        """Whether people often slip so in a word so long."""
        least = _MIN_LATIN_LENGTH if self.known.word.isascii() else _MIN_LENGTH
        if len(self.known.word) < least:
            return self.is_elongated
        return self.cost < REPLACED or self.length >= _MIN_REPLACED_LENGTH

    @property
    def is_meant_alone(self) -> bool:
        """Whether it is likely enough, for its length and slip, to be what a lone word means."""
        if self.is_elongated or (self.cost <= DOUBLED and self.length >= _MIN_DOUBLED_LENGTH):
            return True
        is_looked_for = self.known.in_lines > 0 and self.known.articles >= _MIN_ARTICLES
        has_one_left_out = len(self.known.word) > self.length
        least = _MIN_SCORES_OF_SHORT.get(self.length) if has_one_left_out else None
        return is_looked_for and self.score >= (self._least_score if least is None else least)

    @property
    def _least_score(self) -> float:
        least = _MIN_SCORES.get(self.length, _MIN_SCORE_OF_LONG)
        return least - (_RELIEF_OF_EXTRA if self.cost >= EXTRA else 0)

    def is_meant_over_found(self, articles: int, *, hold_word: bool) -> bool:
        """Whether it is likely enough although so many articles hold the stem of the typed word.

        They are more evidence where they hold the word itself; of a stem they are weak evidence,
        since the ending may be the slip.
        """
        least = max(_MIN_SCORE_OVER_TEXT, self._least_score) if hold_word else self._least_score
        return self.score - log(1 + articles) / 2 >= least

    def is_meant_over_conjunction(self, articles: int) -> bool:
        """Whether it is likely enough although so many articles hold what a conjunction begins."""
        least = max(_MIN_SCORE_OVER_CONJUNCTION, self._least_score)
        return self.score - log(1 + articles) / 2 >= least

    def is_meant_beside(self, best: Suggestion) -> bool:
        """Whether a lone word may mean it instead of the best one, and other articles."""
        is_near = self.score >= best.score - _MAX_DISTANCE and not best.is_elongated
        return is_near and self.is_meant_alone and set(self.word.keys).isdisjoint(best.word.keys)

    def is_near(self, best: Suggestion) -> bool:
        """Whether it is hardly less likely to be meant than the best one."""
        return self.score >= best.score - _NEAR_DISTANCE

    @property
    def is_meant_over_inflected(self) -> bool:
        """Whether it is likely enough although the lexica list the word without its ending."""
        return self.length >= _MIN_INFLECTED_LENGTH and self.score >= _MIN_SCORE_OVER_INFLECTED

    def outweighs(self, articles: int) -> bool:
        """Whether it is far more frequent than a typed word that so many articles list."""
        is_common = self.cost < NEIGHBOURING
        ratio = FREQUENCY_RATIO if is_common else _FREQUENCY_RATIO_OF_NEIGHBOURS
        return self.known.articles >= ratio * articles

    @property
    def word(self) -> Word:
        """The word as it is searched, with its clitics if the analysis takes them for such."""
        whole = analyse_word(f"{self.before}{self.known.word}")
        return whole if whole.bare == self.known.word else analyse_word(self.known.word)


def cost_of_lost_marks(written: str, spelling: str) -> float:
    """The cost of meaning a spelling that has no hamza, or no ة, where the typed word has one.

    The hamza of a first alef is none, since newspapers write it or not; two letters that were
    swapped may have brought it to the second place.
    """
    is_hamza_lost = (_has(written[2:], _SEATED_HAMZAS) and not _has(spelling[1:], HAMZAS)) or (
        _has(written[1:2], _SEATED_HAMZAS) and not _has(spelling, HAMZAS)
    )
    is_ending_lost = "ة" in written and "ة" not in spelling
    return _LOST_MARK_COST * (is_hamza_lost + is_ending_lost)


def _has(text: str, letters: str) -> bool:
    return not set(text).isdisjoint(letters)


def near_words(word: Word, written: str) -> dict[str, tuple[str, float]]:
    """The spellings near the word, without and with its clitics: what is left before, and cost.

    The whole word is read first: what the analysis takes for a clitic may be its own
    first letter.
    """
    folded = word.folded
    if len(written) != len(folded):
        written = folded
    start = len(folded) - len(word.bare)
    if folded[:start].endswith(_ARTICLES):
        costs = {0: _CLITIC_COST, start: 0.0}
    else:
        costs = {start: _CLITIC_COST * start, 0: 0.0}
    found: dict[str, tuple[str, float]] = {}
    for place, more in costs.items():
        for spelling, cost in near_spellings(written[place:]).items():
            if spelling not in found or cost + more < found[spelling][1]:
                found[spelling] = (written[:place], cost + more)
    for article in _MISTYPED_ARTICLES:
        if folded.startswith(article):
            found[folded.removeprefix(article)] = (_ARTICLE, SWAPPED)
    return found
