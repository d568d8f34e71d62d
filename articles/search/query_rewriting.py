"""Query rewriting: what is meant by words that the vocabulary of the index does not know as typed.

Text typed with the wrong keyboard layout, Arabic in Latin letters, and words that run together are
read in all their ways; the vocabulary decides, in the one query that the spell check makes anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from math import log1p
from typing import Final, NamedTuple

from articles.arabic.analysis import Word, analyse_word
from articles.arabic.keyboard_layouts import to_arabic_layout, to_latin_layouts
from articles.arabic.normalize import fold
from articles.arabic.prefixes import is_lexicon_word
from articles.arabic.segmentation import segments
from articles.arabic.stopwords import STOPWORDS
from articles.arabic.tokens import tokens
from articles.arabic.transliteration import (
    CHAT_STOPWORDS,
    arabic_spellings,
    has_article,
    is_article,
    is_exonym,
    latin_spellings,
)
from articles.conf import LANGUAGES
from articles.search.query import Query, parse_query
from articles.search.vocabulary import KnownWord

_MAX_WORDS: Final = 6
"""Words of a query whose other readings are looked up."""
_COST_FACTOR: Final = 0.5
"""By how much each less likely letter lowers the logarithm of a spelling's frequency."""
_MIN_HALF: Final = 3
"""Letters of each of two words that run together."""
_RARITY: Final = 20
"""How many times as frequent another reading of known words must be."""
_MIN_LENGTH, _MAX_LENGTH = 7, 24
"""Letters of a token that is divided."""
_LATIN: Final = re.compile(r"[A-Za-z2356789'\u2019]*[A-Za-z][A-Za-z2356789'\u2019]*")
_LATIN_TEXT: Final = re.compile("[a-z0-9 ]+")
_ARABIC: Final = re.compile("[\u0621-\u064a]+")
_SHORT_HALVES: Final = ("بن",)
"""Words of two letters that run together with a name."""

type Known = Mapping[str, KnownWord]


class _Piece(NamedTuple):
    """A word of a text, the spellings in the other script that it may stand for, their costs."""

    text: str
    start: int
    end: int
    costs: Mapping[str, int]


class _Reading(NamedTuple):
    """A text that the keys typed may stand for, and its words in the other script."""

    query: Query
    pieces: tuple[_Piece, ...]


class Rewriting:
    """The other readings of a query on the shelf of a language; see the module."""

    def __init__(self, query: Query, language: str) -> None:
        self.query = query
        self.typed = self.chosen = _reading(query, language)
        self.layouts = [_reading(parse_query(text), language) for text in _layouts(query)]
        whole = (token for token in tokens(query.text) if len(segments(token.text)) == 1)
        splits = {token: _splits(token.text) for token in list(whole)[:_MAX_WORDS]}
        self.splits = {token: pairs for token, pairs in splits.items() if pairs}
        self.joins = {
            (one, other): analyse_word(one.folded + other.folded)
            for one, other in pairwise(query.content_words[:_MAX_WORDS])
            if _may_be_one_word(one, other)
        }

    @property
    def forms(self) -> set[str]:
        """The words to look up in the vocabulary."""
        readings = (self.typed, *self.layouts)
        pieces = (piece for reading in readings for piece in reading.pieces)
        forms = {form for piece in pieces for spelling in piece.costs for form in spelling.split()}
        words = [word for reading in self.layouts for word in reading.query.words]
        words += [word for pairs in self.splits.values() for pair in pairs for word in pair]
        words += self.joins.values()
        return forms.union(*((word.bare, *word.keys) for word in words))

    def rewritten(self, known: Known, near: Mapping[Word, Mapping[str, object]]) -> Query | None:
        """The query as it is meant; None when it is meant as typed.

        `known` are the words found of `forms` and of the query; a word that is known in
        a spelling `near` it is misspelled and does not run together.
        """
        best, frequency = None, _RARITY * _frequency(self.query, known)
        for reading in (self.typed, *self.layouts):
            meant = _transliterated(reading, known, names_only=reading is not self.typed)
            if meant is self.query or not any(map(_is_name, meant.words)):
                continue
            if (found := _frequency(meant, known)) > frequency:
                best, frequency, self.chosen = meant, found, reading
        return best or self._divided(known, near)

    def with_alternatives(self, query: Query, known: Known) -> Query:
        """The query with the other spellings of its known words: joined, apart, in Arabic."""
        more: dict[str, tuple[str, ...]] = {}
        for pair, joined in self.joins.items():
            if joined.bare in known:
                more |= {word.folded: (*more.get(word.folded, ()), *joined.keys) for word in pair}
        for piece in self.chosen.pieces:
            typed, best = known.get(piece.text.lower()), _best(piece, known)
            if typed and best and _count(best, known) > typed.articles:
                more[typed.word] = tuple(
                    key for each in best.split() for key in analyse_word(each).keys
                )
        words = tuple(
            word._replace(keys=(*word.keys, *more.get(word.folded, ()))) for word in query.words
        )
        return query._replace(words=words, apart=self._apart(known))

    def _apart(self, known: Known) -> dict[str, tuple[Word, Word]]:
        """The halves of known words that are written apart as well, by folded word."""
        found: dict[str, tuple[Word, Word]] = {}
        for token, pairs in self.splits.items():
            word = analyse_word(token.text)
            halves = _best_split(pairs, known)
            if not halves or word.bare not in known or is_lexicon_word(word.bare):
                continue
            # Of a compound one half at least is rare without the other.
            if _rarer(halves, known) <= known[word.bare].articles:
                found[word.folded] = halves
        return found

    def _divided(self, known: Known, near: Mapping[Word, Mapping[str, object]]) -> Query | None:
        """The query with unknown words divided into two known ones that stand together."""
        text, shown = self.query.text, self.query.text
        is_alone = len(self.query.words) == 1
        is_plain = not (is_alone or self.query.phrases or self.query.excluded)
        for token, pairs in reversed(self.splits.items()):
            word, halves = analyse_word(token.text), _best_split(pairs, known)
            if not halves or _is_known(word, known):
                continue
            slips = (known.keys() & near.get(word, {}).keys()) - {half.bare for half in halves}
            if slips and not _has_inner_article(halves):
                continue
            place = token.end - len(halves[1].folded)
            both = f"{text[token.start : place]} {text[place : token.end]}"
            quoted = f'"{both}"' if is_plain else both
            text = f"{text[: token.start]}{quoted}{text[token.end :]}"
            shown = f"{shown[: token.start]}{both}{shown[token.end :]}"
        divided = parse_query(text)._replace(text=shown, is_divided=is_alone)
        return divided if shown != self.query.text else None


def _reading(query: Query, language: str) -> _Reading:
    is_arabic = language == LANGUAGES[0]
    pattern, spellings = (_LATIN, arabic_spellings) if is_arabic else (_ARABIC, latin_spellings)
    pieces = (
        _Piece(match[0], match.start(), match.end(), spellings(match[0]))
        for match in pattern.finditer(query.text)
        if fold(match[0]) not in STOPWORDS
    )
    return _Reading(query, tuple(pieces)[:_MAX_WORDS])


def _layouts(query: Query) -> Iterator[str]:
    """What the keys typed give on the other layout; nothing for words of the lexicon."""
    if any(is_lexicon_word(word.bare) for word in query.words):
        return
    if _LATIN.search(query.text):
        yield to_arabic_layout(query.text)
    if _ARABIC.search(query.text):
        texts = dict.fromkeys(to_latin_layouts(query.text))
        yield from (text for text in texts if _LATIN_TEXT.fullmatch(text))


def _splits(token: str) -> list[tuple[Word, Word]]:
    """Every pair of words that the letters of a token may be two of."""
    places = range(2, len(token) - _MIN_HALF + 1)
    is_word = not _MIN_LENGTH <= len(token) <= _MAX_LENGTH or is_lexicon_word(fold(token))
    if is_word or not token.isalpha():
        return []
    pairs = (
        (analyse_word(token[:place]), analyse_word(token[place:]))
        for place in places
        if place >= _MIN_HALF or token[:place] in _SHORT_HALVES
    )
    return [(one, other) for one, other in pairs if not one.is_stop and _may_follow(other)]


def _may_follow(half: Word) -> bool:
    """Whether the second half is no clitic and an unknown word."""
    is_bare = half.folded == half.bare or half.folded.startswith(("ال", "وال"))
    return not half.is_stop and (is_bare or is_lexicon_word(half.bare))


def _may_be_one_word(one: Word, other: Word) -> bool:
    return (one.folded + other.folded).isalpha() and min(len(one.folded), len(other.folded)) > 1


def _has_inner_article(halves: tuple[Word, Word]) -> bool:
    return halves[1].folded.startswith("ال")


def _is_name(word: Word) -> bool:
    """Whether a word is long enough not to be known by chance."""
    return not word.is_stop and word.bare.isalpha() and len(word.bare) >= _MIN_HALF


def _is_known(word: Word, known: Known) -> bool:
    return not known.keys().isdisjoint((word.bare, *word.keys))


def _best_split(pairs: Iterable[tuple[Word, Word]], known: Known) -> tuple[Word, Word] | None:
    both = [pair for pair in pairs if pair[0].bare in known and pair[1].bare in known]
    return max(both, key=lambda pair: _rarer(pair, known), default=None)


def _rarer(words: Iterable[Word], known: Known) -> int:
    return min(
        (known[word.bare].articles if word.bare in known else 0 for word in words), default=0
    )


def _frequency(query: Query, known: Known) -> int:
    """The articles that hold the rarest word of the query; 0 for a query of stopwords."""
    return _rarer((word for word in query.words if not word.is_stop), known)


def _count(spelling: str, known: Known) -> int:
    return min(known[form].articles if form in known else 0 for form in spelling.split())


def _best(piece: _Piece, known: Known) -> str:
    """The spelling of a piece that is frequent at little cost; "" when none is known."""
    counts = {each: count for each in piece.costs if (count := _count(each, known))}
    allowed = len(piece.text) // 2 + 1
    return max(
        (each for each in counts if piece.costs[each] <= allowed),
        key=lambda each: log1p(counts[each]) - _COST_FACTOR * piece.costs[each],
        default="",
    )


def _transliterated(reading: _Reading, known: Known, *, names_only: bool) -> Query:
    """The reading with its words of the other script in that of the shelf, where they are known.

    With `names_only` those that the lexicon has: on another layout letters are a word by chance.
    """
    changes: list[tuple[int, int, str]] = []
    is_name = False
    article: _Piece | None = None
    for piece in reading.pieces:
        is_read = piece.text.lower() not in known and (not names_only or is_exonym(piece.text))
        best = _best(piece, known) if is_read else ""
        if best:
            is_name, start = True, article.start if article else piece.start
            spelling = " ".join(known[each].spelling for each in best.split())
            begins = article or has_article(piece.text, best)
            changes.append((start, piece.end, f"ال{spelling}" if begins else spelling))
        elif piece.text.lower() in CHAT_STOPWORDS:
            changes.append((piece.start, piece.end, CHAT_STOPWORDS[piece.text.lower()]))
        article = piece if is_article(piece.text) else None
    return parse_query(_changed(reading.query.text, changes)) if is_name else reading.query


def _changed(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    parts, end = [], 0
    for start, next_end, replacement in changes:
        parts += [text[end:start], replacement]
        end = next_end
    return "".join([*parts, text[end:]])
