"""What an article is about: its weighted terms, as words for people and packed for comparing.

Terms are light stems, pairs of words that stand together again and again (mostly names),
tags (`#<id>`) and links (`@<id>`: the article itself and those its text points at, so that
an article and what it links share a rare term).
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from math import log, sqrt, sumprod
from typing import Final, NamedTuple

from articles import body
from articles.arabic.tokens import terms, tokens, words
from articles.related.names import repeated_pairs

WORDS_READ: Final = 600
"""The words of the text that are read; news says first what it is about."""
LEAD_WORDS: Final = 60
IN_HEADLINE: Final = 2.0
IN_LEAD: Final = 1.0
TAG: Final = 1.0
LINK: Final = 1.0
PAIR: Final = 0.4
TAG_MARK: Final = "#"
LINK_MARK: Final = "@"
_STEPS: Final = 16
"""Steps of a weight between two whole numbers when it is packed into one byte."""
_MOST_TERMS: Final = 512


class Mention(NamedTuple):
    """How much a term weighs in a text, and how the text spells it."""

    weight: float
    word: str


class Signature(NamedTuple):
    """The terms of an article by weight; `opening` are those of its headline and lead."""

    terms: dict[str, Mention]
    opening: frozenset[str]


class Vector:
    """A signature as numbers: term ids, those of the opening first, and their weights in steps."""

    __slots__ = ("length", "opening", "opening_size", "total", "weights")

    def __init__(self, ids: Iterable[int], steps: bytes, opening_size: int) -> None:
        ids = list(ids)
        self.opening_size = opening_size
        self.opening = frozenset(ids[:opening_size])
        self.weights = dict(zip(ids, steps, strict=True))
        """The weight of each term id, in sixteenths, in the order in which they are kept."""
        self.total = sum(steps)
        self.length = sqrt(sumprod(steps, steps)) or 1.0


def sign(
    headline: str,
    standfirst: str,
    html: str,
    tags: Iterable[tuple[int, str]] = (),
    *,
    pk: int = 0,
) -> Signature:
    """The terms of an article; `tags` are (id, name), `pk` its number once it has one. No query.

    A word weighs 1 + ln(how often), 2 more in the headline and 1 more in the
    lead; a pair 0.4 of that; a tag or link 1. About a millisecond for a long text.
    """
    read = f"{standfirst} {body.text(html)}".split()[:WORDS_READ]
    lead, rest = " ".join(read[:LEAD_WORDS]), " ".join(read[LEAD_WORDS:])
    in_headline, in_lead = spelled_terms(headline), spelled_terms(lead)
    in_rest = terms(rest)
    high, low = {term for term, _word in in_headline}, {term for term, _word in in_lead}
    spelled = dict(reversed(in_headline + in_lead))
    counts = Counter(term for term, _word in in_headline + in_lead)
    counts.update(in_rest)
    found = {
        term: Mention(
            1 + log(count) + IN_HEADLINE * (term in high) + IN_LEAD * (term in low),
            spelled.get(term, ""),
        )
        for term, count in counts.items()
    }
    for pair, word, count in repeated_pairs(in_headline, in_lead, in_rest):
        found[pair] = Mention(PAIR * (1 + log(count) + IN_HEADLINE), word)
    found |= {f"{TAG_MARK}{tag}": Mention(TAG, name) for tag, name in tags}
    linked = {*body.references(html).articles, pk} - {0}
    found |= {f"{LINK_MARK}{other}": Mention(LINK, "") for other in linked}
    return Signature(found, frozenset(high | low))


def pack(signature: Signature, language: str) -> Vector:
    """The signature as numbers; of a huge one the first 512 terms."""
    ordered = sorted(
        signature.terms, key=lambda term: (term not in signature.opening, term[0] not in "#@")
    )[:_MOST_TERMS]
    weights: dict[int, int] = {}
    for term in ordered:
        step = min(255, max(1, round(signature.terms[term].weight * _STEPS)))
        weights.setdefault(term_id(term, language), step)
    opening = {term_id(term, language) for term in ordered if term in signature.opening}
    return Vector(weights, bytes(weights.values()), len(opening))


def stored(vector: Vector) -> bytes:
    """The vector as it is kept in the database: five bytes a term and two more."""
    ids = array("i", vector.weights)
    return (
        vector.opening_size.to_bytes(2, "little") + bytes(vector.weights.values()) + ids.tobytes()
    )


def restored(content: bytes | memoryview) -> Vector:
    """The vector that `stored` made these bytes from."""
    content = bytes(content)
    count = (len(content) - 2) // 5
    ids = array("i")
    ids.frombytes(content[2 + count :])
    return Vector(ids, content[2 : 2 + count], int.from_bytes(content[:2], "little"))


@lru_cache(maxsize=100_000)
def term_id(term: str, language: str) -> int:
    """A number for the term in the language: 32 bits, signed, the same on every machine.

    In a vocabulary of two million about 500 pairs of terms share one.
    """
    digest = blake2b(f"{language} {term}".encode(), digest_size=4).digest()
    return int.from_bytes(digest, "little", signed=True)


def headline_key(headline: str) -> str:
    """Equal for headlines of the same words in any order and spelling; "" without words."""
    return " ".join(sorted(set(words(headline))))


def spelled_terms(text: str) -> list[tuple[str, str]]:
    """The terms of the text in order, each with the word as it is spelled there."""
    return [(term, token.text) for token in tokens(text) for term in _terms_of(token.text)]


@lru_cache(maxsize=20_000)
def _terms_of(word: str) -> tuple[str, ...]:
    return tuple(terms(word))
