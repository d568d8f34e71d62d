"""Spell checking of a query against the vocabulary of the index.

Each word has suggestions (`word_suggestions`); a reading is the query with some of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product, starmap
from math import log
from typing import Final, NamedTuple

from articles.arabic.analysis import Word, analyse_word
from articles.arabic.edit_distance import HAMZAS
from articles.arabic.normalize import fold
from articles.arabic.segmentation import segmented_tokens
from articles.arabic.word_list import forms_without_ending, is_listed, is_word
from articles.search import vocabulary
from articles.search.expansions import Expansions
from articles.search.query import AS_TYPED, Query
from articles.search.query_rewriting import Rewriting
from articles.search.synonyms import find_matches, group_of, keys_in, named_words
from articles.search.vocabulary import KnownWord
from articles.search.word_suggestions import Suggestion, cost_of_lost_marks, near_words

_MAX_CHECKED: Final = 6
"""Words of a query for which suggestions are looked up."""
_MAX_SUGGESTIONS: Final = 4
"""Suggestions for a word."""
_MAX_READINGS: Final = 3
"""Readings of a query that are searched."""
_MAX_OTHERS: Final = 3
"""Other texts that are offered beside the likeliest."""
_MAX_DISTANCE: Final = log(50)
"""How much likelier the best suggestion for a word may be than one that is offered beside it."""
_CONTEXT_RATIO: Final = 5
"""How many times as many articles a reading must find as the words typed."""
_CONTEXT_RATIO_OF_UNKNOWN: Final = 2
"""The same where the vocabulary does not hold the corrected words as typed."""
_MIN_AT_HOME: Final = 3
"""Articles with all words as main words, if no headline has them."""
_HEADLINE_WEIGHT: Final = 4
"""How many articles count as much as one with all words in its headline."""
_CERTAIN_CLITICS: Final = ("وال", "بال", "وبال", "لل", "ولل")
"""Clitics with an article; with كال and فال begin many names."""
_CONJUNCTIONS: Final = ("و", "ف")
_CONJUNCTION_RATIO: Final = 25
"""How many times rarer a lone word behind a conjunction is searched than it is written."""
_QUOTED: Final = re.compile(r'[«“"]([^«»“”"]*)[»”"]')


class Found(NamedTuple):
    """Numbers of articles that hold the words of a query."""

    in_headlines: int = 0
    as_main_words: int = 0
    """Those in headlines among them."""
    everywhere: int = 0

    @property
    def are_at_home(self) -> bool:
        """Whether the words stand together otherwise than by chance in a long text."""
        return self.in_headlines > 0 or self.as_main_words >= _MIN_AT_HOME


class Reading(NamedTuple):
    """A query with suggestions for some of its words, as it may be meant."""

    query: Query
    chosen: dict[Word, Suggestion]
    """The suggestions by the word as typed."""
    text: str
    """The query's text with the suggested spellings."""
    verbatim: str
    """The query's text with the corrected words in quotes, so that they are not."""

    def score_among(self, found: Found) -> float:
        """The logarithm of how likely it is meant, by the articles that hold all its words.

        Those of a rare form of a common word count for the form, as often as it is listed.
        """
        weight = found.as_main_words + _HEADLINE_WEIGHT * found.in_headlines
        rarest = min(each.known.articles for each in self.chosen.values())
        return log(min(weight, rarest)) - sum(each.cost for each in self.chosen.values())


class SpellCheck:
    """The words of a query as the vocabulary knows them, with suggestions; one query.

    `query` has the words without doubtful analyses, `counts` the document frequency of
    the words found, `suggestions` the better spellings of a word, the best first, and
    `readings` what may be meant instead of what is typed, the likeliest first. Words in
    quotes are taken as they are, and so are words that editors have given synonyms.
    `doubted_word` is a query's only word where what is found may hold its stem alone.
    `rewritten_text` is what the query stands for when it is written otherwise (see
    `query_rewriting`), else "". `expansions` are the variants and synonyms of `query`.
    """

    def __init__(self, query: Query, language: str) -> None:
        typed = segmented_tokens(query.text)
        self._written = {analyse_word(token.text): token.text for token in typed}
        quoted = {word.folded for word in map(analyse_word, _words_in_quotes(query.text))}
        checked = [
            word for word in query.content_words if not word.is_stop and word.folded not in quoted
        ][:_MAX_CHECKED]
        near = {word: near_words(word, self._written.get(word, word.folded)) for word in checked}
        forms = {form for word in query.words for form in (word.bare, word.folded, *word.keys)}
        rewriting = Rewriting(query, language)
        looked_up = forms.union(rewriting.forms, *near.values())
        keys = keys_in(query.words) | looked_up
        self.known, listed = vocabulary.find_words_and_synonyms(looked_up, keys, language=language)
        self._groups = list(starmap(group_of, listed))
        named = named_words(find_matches(query.words, self._groups))
        rewritten = rewriting.rewritten(self.known, near)
        if rewritten and named.issubset(rewritten.words):
            query, checked = rewritten, []
        self.rewritten_text = rewritten.text if rewritten is query else ""
        self.counts = {word: known.articles for word, known in self.known.items()}
        confirmed = {word: word if word in named else self._confirmed(word) for word in query.words}
        self._written |= {confirmed[word]: self._written.get(word, "") for word in query.words}
        self._words = tuple(confirmed[word] for word in query.words)
        checked = [word for word in checked if word not in named]
        found = {confirmed[word]: self._known_near(confirmed[word], near[word]) for word in checked}
        self._same = {word: same[0] for word, (same, _other) in found.items() if same}
        query = query._replace(words=tuple(map(self._as_known, self._words)))
        self.query = rewriting.with_alternatives(query, self.known)
        self._quoted = quoted
        self.expansions = self.expansions_of(self.query)
        self.suggestions = {word: other for word, (_same, other) in found.items() if other}
        self.doubts_known_word = any(self.count(word) for word in self.suggestions)
        self.readings = list(islice(self._read(), _MAX_READINGS))
        self.unverified_word = self._unverified_word()
        self.doubted_word = self._doubted_word()

    def _unverified_word(self) -> str:
        """The bare form of a query's only word when the vocabulary does not know its stem; else "".

        Its suffix may be a part of the word, so that its stem finds other words. A known
        word near it that has the same stem shows that it is not.
        """
        word, *more = self._words
        is_verified = self._is_known(word) or word in self._same or self.expansions.synonyms
        return "" if more or is_verified else word.bare

    def expansions_of(self, read: Query) -> Expansions:
        """The variants and synonyms of the words of a reading; of none in quotes; no query."""
        matches = find_matches(read.words, self._groups)
        return Expansions(
            [word for word in read.words if word.folded not in self._quoted],
            tuple(
                each
                for each in matches
                if not any(word.folded in self._quoted for word in each.words)
            ),
        )

    def expanded_keys(self, read: Query) -> Mapping[Word, tuple[str, ...]]:
        """The keys of variants and synonyms by word of a query that is shown; no query."""
        if read is self.query:
            return self.expansions.keys
        return {**self.expansions_of(read).keys, **self.expansions.keys}

    def _doubted_word(self) -> str:
        """The bare form of a query's only word when the vocabulary does not hold it, but a reading.

        Then what is found as typed may be of another word with the same stem.
        """
        word, *more = self._words
        return word.bare if self.readings and not more and not self.count(word) else ""

    @property
    def corrected_text(self) -> str:
        """The query with the best suggestion for each word that has any; "" when none has."""
        if not self.suggestions:
            return ""
        return self._respelled({word: each[0] for word, each in self.suggestions.items()})

    def other_texts(self, shown: str) -> tuple[str, ...]:
        """What the query may mean besides the text shown, the likeliest first; at most three.

        The best suggestion for each word, with another one for one of them.
        """
        best = {word: each[0] for word, each in self.suggestions.items()}
        others = [
            (each.score - suggested[0].score, word, each)
            for word, suggested in self.suggestions.items()
            for each in suggested
            if each.is_likely and each.score >= suggested[0].score - _MAX_DISTANCE
        ]
        others.sort(key=lambda other: -other[0])
        texts = [self._respelled({**best, word: each}) for _score, word, each in others]
        distinct = dict.fromkeys(text for text in texts if text != shown)
        return tuple(distinct)[:_MAX_OTHERS]

    def choose(self, found: Mapping[int, Found], *, hold_word: bool = True) -> int | None:
        """The number of the reading to show instead of what is typed; None to show that.

        `found` counts articles by reading, and those as typed under AS_TYPED. `hold_word` says
        whether those hold the only word of a query itself, or its stem alone.
        """
        typed = found.get(AS_TYPED, Found())
        numbers = [number for number in range(len(self.readings)) if number in found]
        if self.is_lone_word:
            return self._chosen_alone(numbers, typed.everywhere, hold_word=hold_word)
        at_home = [number for number in numbers if found[number].are_at_home]
        if not at_home:
            return None
        best = max(at_home, key=lambda number: self.readings[number].score_among(found[number]))
        is_known = any(self.count(word) for word in self.readings[best].chosen)
        ratio = _CONTEXT_RATIO if is_known else _CONTEXT_RATIO_OF_UNKNOWN
        return best if found[best].as_main_words >= ratio * typed.as_main_words else None

    @property
    def is_lone_word(self) -> bool:
        """Whether the query is one word, so that no other word tells what is meant."""
        return len(self._words) == 1

    def is_near_the_best(self, number: int) -> bool:
        """Whether a further reading of a lone word is hardly less likely than the first."""
        if not self.is_lone_word:
            return False
        best, read = (next(iter(self.readings[each].chosen.values())) for each in (0, number))
        return read.is_near(best)

    def _chosen_alone(
        self, numbers: Sequence[int], articles: int, *, hold_word: bool
    ) -> int | None:
        """The first reading of a query's only word, which so many articles match, if it is one.

        Known words are read as others only when they are far rarer.
        """
        for number in numbers[:1]:
            ((word, meant),) = self.readings[number].chosen.items()
            if not articles or self._is_meant_instead(word, meant, articles, hold_word=hold_word):
                return number
        return None

    def _is_meant_instead(
        self, word: Word, meant: Suggestion, articles: int, *, hold_word: bool
    ) -> bool:
        if self.begins_with_conjunction:
            return meant.is_meant_over_conjunction(articles)
        is_known = self.count(word) > 0
        return is_known or meant.is_meant_over_found(articles, hold_word=hold_word)

    def count(self, word: Word) -> int:
        """The articles that list the word as typed, whole or without clitics.

        Those without a conjunction count little where it is the only word.
        """
        whole, bare = self.counts.get(word.folded, 0), self.counts.get(word.bare, 0)
        return max(whole, bare // _CONJUNCTION_RATIO if self.begins_with_conjunction else bare)

    @property
    def begins_with_conjunction(self) -> bool:
        """Whether the only word is read as one behind «و» or «ف», as hardly anybody searches."""
        word, *more = self._words
        is_one = word.folded in {f"{each}{word.bare}" for each in _CONJUNCTIONS}
        return is_one and not more

    def _as_known(self, word: Word) -> Word:
        """The word as the vocabulary spells it, where that finds the same articles."""
        if word not in self._same:
            return word
        known = self._same[word].word
        return known._replace(keys=tuple(dict.fromkeys((*known.keys, *word.keys))))

    def _respelled(self, chosen: Mapping[Word, Suggestion]) -> str:
        return self._rewritten(
            {word.folded: each.before + each.known.spelling for word, each in chosen.items()}
        )

    def _rewritten(self, words: Mapping[str, str]) -> str:
        """The query's text with other words in place of those, by folded word."""
        text, parts, end = self.query.text, [], 0
        for token in segmented_tokens(text):
            if (folded := fold(token.text)) in words:
                parts += [text[end : token.start], words[folded]]
                end = token.end
        return "".join([*parts, text[end:]])

    def _read(self) -> Iterator[Reading]:
        """What may be meant: every choice of likely suggestions, the likeliest first."""
        likely = {word: self._likely(word, each) for word, each in self.suggestions.items()}
        likely = {word: each for word, each in likely.items() if each}
        choices = product(*([*each, None] for each in likely.values()))
        scored = [
            (sum(each.score for each in chosen if each), dict(zip(likely, chosen, strict=True)))
            for chosen in choices
        ]
        for _score, chosen in sorted(scored, key=lambda pair: -pair[0]):
            found = {word: each for word, each in chosen.items() if each}
            if found:
                yield self._reading(found)

    def _reading(self, chosen: dict[Word, Suggestion]) -> Reading:
        words = [
            chosen[word].word if word in chosen else self._as_known(word) for word in self._words
        ]
        quoted = {word.folded: f'"{self._written.get(word, word.folded)}"' for word in chosen}
        return Reading(
            self.query._replace(words=tuple(dict.fromkeys(words))),
            chosen,
            self._respelled(chosen),
            self._rewritten(quoted),
        )

    def _likely(self, word: Word, suggested: list[Suggestion]) -> list[Suggestion]:
        """The suggestions that are searched without being asked for.

        Among other words the context tells whether one is right. A word alone must be
        meant for the best of them with some certainty, and for another with hardly less; the
        rest is offered.
        """
        likely = [each for each in suggested if each.is_likely]
        if not self.is_lone_word:
            return likely
        if self._is_word(word):
            likely = [each for each in likely if self._is_meant_over_word(word, each)]
        if not likely or not likely[0].is_meant_alone:
            return []
        others = [each for each in likely[1:] if each.is_meant_beside(likely[0])]
        has_near = any(each.is_near(likely[0]) for each in others)
        return [likely[0], *(others if has_near else others[:1])]

    def _is_meant_over_word(self, word: Word, meant: Suggestion) -> bool:
        """Whether a word of the lexica is a slip.

        Not if they list it as it stands, or if articles do, unless it is elongated.
        """
        if meant.is_elongated:
            return True
        is_sure = bool(self.count(word)) or is_listed(word.bare) or is_listed(word.folded)
        return not is_sure and meant.is_meant_over_inflected

    def _is_word(self, word: Word) -> bool:
        """Whether the lexica have the word; no ending of theirs is a hamza."""
        is_one = is_listed if self._written.get(word, "")[-1:] in HAMZAS else is_word
        return is_one(word.bare) or is_one(word.folded)

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
        stripped = analyse_word(folded[1:]).keys
        whole = tuple(key for key in word.keys if key not in stripped)
        return word._replace(keys=whole or (folded,))

    def _known_near(
        self, word: Word, near: Mapping[str, tuple[str, float]]
    ) -> tuple[list[Suggestion], list[Suggestion]]:
        """The known words near the typed one, the likeliest first.

        First those that find the same articles, for a word that is not known; then
        others that are likelier, for a known word only far more frequent ones, and for one
        that the lexica list none but those without its repeated letters.
        """
        count = self.count(word)
        found = [
            self._suggestion(word, self.known[spelling], before, cost)
            for spelling, (before, cost) in near.items()
            if spelling in self.known
        ]
        found = [each for each in found if each.outweighs(count)]
        found.sort(key=lambda each: (-each.score, each.known.word))
        inflected = forms_without_ending(word.bare)
        is_word = is_listed(word.bare) or is_listed(word.folded)
        same, other = [], []
        for each in found:
            if not set(word.keys).isdisjoint(each.word.keys):
                same += [each] if each.is_likely and not count else []
            elif each.is_elongated or not (is_word or each.known.word in inflected):
                other.append(each)
        if same:
            other = [each for each in other if each.score > same[0].score]
        return same, other[:_MAX_SUGGESTIONS]

    def _suggestion(self, word: Word, known: KnownWord, before: str, cost: float) -> Suggestion:
        written = self._written.get(word, word.folded)[len(before) :]
        cost += cost_of_lost_marks(written, known.spelling)
        return Suggestion(known, before, cost, len(word.folded) - len(before))


def _words_in_quotes(text: str) -> Iterable[str]:
    return (token.text for part in _QUOTED.findall(text) for token in segmented_tokens(part))
