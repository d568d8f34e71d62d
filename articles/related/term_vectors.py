"""Term vectors: the weighted terms of an article, readable and packed for comparison.

Terms are light stems, collocations (mostly names), tags (`#<id>`) and links (`@<id>`: the
article itself and those its text links to, so that an article shares a rare term with those
it links to).
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
from articles.related.collocations import name_collocations
from articles.related.formulae import FORMULAIC, FORMULAIC_FACTOR
from articles.related.subjects import subject

MAX_WORDS: Final = 600
"""Words of the text that are read; news states its subject first."""
LEAD_WORDS: Final = 60
HEADLINE_BONUS: Final = 2.0
LEAD_BONUS: Final = 1.0
TAG_WEIGHT: Final = 1.0
LINK_WEIGHT: Final = 1.0
PAIR_FACTOR: Final = 0.4
TAG_PREFIX: Final = "#"
LINK_PREFIX: Final = "@"
UNITS: Final = 16
"""A packed weight is one byte in units of a sixteenth."""
_MAX_TERMS: Final = 512
_HEADER: Final = 4
"""Bytes of a stored vector before its weights."""


class WeightedTerm(NamedTuple):
    """The weight of a term, and the word as the text spells it (of a tag its name)."""

    weight: float
    word: str


class TermWeights(NamedTuple):
    """The weighted terms of an article; `opening` are those of its headline and lead.

    Formulaic terms are in neither `headline` nor `opening`.
    """

    terms: dict[str, WeightedTerm]
    opening: frozenset[str]
    headline: frozenset[str]


class TermVector:
    """Packed term weights: term ids and weights in sixteenths.

    The ids begin with those of the headline, followed by the others of the opening. `length` is
    the Euclidean norm of the weights, `total` their sum.
    """

    __slots__ = (
        "headline",
        "headline_size",
        "length",
        "opening",
        "opening_size",
        "total",
        "weights",
    )

    def __init__(
        self, ids: Iterable[int], units: bytes, opening_size: int, headline_size: int = 0
    ) -> None:
        ids = list(ids)
        self.opening_size = opening_size
        self.opening = frozenset(ids[:opening_size])
        self.headline_size = headline_size
        self.headline = frozenset(ids[:headline_size])
        self.weights = dict(zip(ids, units, strict=True))
        self.total = sum(units)
        self.length = sqrt(sumprod(units, units)) or 1.0


def weigh_terms(
    headline: str,
    standfirst: str,
    html: str,
    tags: Iterable[tuple[int, str]] = (),
    *,
    pk: int = 0,
    kind: str = "",
) -> TermWeights:
    """The weighted terms of what the article is about (see `subjects`); no query.

    `tags` are (primary key, name), `pk` the article's primary key if it is stored. A
    word weighs 1 + ln(count), 2 more in the headline and 1 more in the lead, and a quarter
    of that if it is formulaic; a collocation 0.4 of 3 + ln(count); a tag or link 1.
    About a millisecond for a long text.
    """
    about = subject(headline, standfirst, html, kind)
    read = about.text.split()[:MAX_WORDS]
    lead, rest = " ".join(read[:LEAD_WORDS]), " ".join(read[LEAD_WORDS:])
    in_headline, in_lead = spelled_terms(about.headline), spelled_terms(lead)
    in_rest = terms(rest)
    headline_terms = {term for term, _word in in_headline}
    lead_terms = {term for term, _word in in_lead}
    spelled = dict(reversed(in_headline + in_lead))
    counts = Counter(term for term, _word in in_headline + in_lead)
    counts.update(in_rest)
    found: dict[str, WeightedTerm] = {}
    for term, count in counts.items():
        weight = _word_weight(term, count, term in headline_terms, term in lead_terms)
        found[term] = WeightedTerm(weight, spelled.get(term, ""))
    for pair, word, count in name_collocations(in_headline, in_lead, in_rest):
        if not FORMULAIC.issuperset(pair.split()):
            found[pair] = WeightedTerm(PAIR_FACTOR * (1 + log(count) + HEADLINE_BONUS), word)
    found |= {f"{TAG_PREFIX}{tag}": WeightedTerm(TAG_WEIGHT, name) for tag, name in tags}
    linked = {*body.references(html).articles, pk} - {0}
    found |= {f"{LINK_PREFIX}{other}": WeightedTerm(LINK_WEIGHT, "") for other in linked}
    matter = frozenset(headline_terms) - FORMULAIC
    return TermWeights(found, matter | (lead_terms - FORMULAIC), matter)


def _word_weight(term: str, count: int, in_headline: bool, in_lead: bool) -> float:
    weight = 1 + log(count) + HEADLINE_BONUS * in_headline + LEAD_BONUS * in_lead
    return weight * (FORMULAIC_FACTOR if term in FORMULAIC else 1.0)


def to_vector(term_weights: TermWeights, language: str) -> TermVector:
    """The packed vector, of 512 terms at most: headline, opening, then tags and links."""
    first, then = term_weights.headline, term_weights.opening
    ordered = sorted(
        term_weights.terms,
        key=lambda term: (term not in first, term not in then, term[0] not in "#@"),
    )[:_MAX_TERMS]
    weights: dict[int, int] = {}
    for term in ordered:
        weight = min(255, max(1, round(term_weights.terms[term].weight * UNITS)))
        weights.setdefault(term_id(term, language), weight)
    opening = {term_id(term, language) for term in ordered if term in term_weights.opening}
    headline = {term_id(term, language) for term in first}
    return TermVector(weights, bytes(weights.values()), len(opening), len(headline))


def serialize(vector: TermVector) -> bytes:
    """The vector as bytes for the database: five for each term and four more."""
    ids = array("i", vector.weights)
    sizes = array("H", (vector.headline_size, vector.opening_size))
    return sizes.tobytes() + bytes(vector.weights.values()) + ids.tobytes()


def deserialize(content: bytes | memoryview) -> TermVector:
    """The vector of bytes that `serialize` returned."""
    content = bytes(content)
    count = (len(content) - _HEADER) // 5
    sizes, ids = array("H"), array("i")
    sizes.frombytes(content[:_HEADER])
    ids.frombytes(content[_HEADER + count :])
    headline_size, opening_size = sizes
    return TermVector(ids, content[_HEADER : _HEADER + count], opening_size, headline_size)


@lru_cache(maxsize=100_000)
def term_id(term: str, language: str) -> int:
    """A hash of the term in the language: signed, 32 bits, the same on every machine.

    In a vocabulary of two million terms about 500 pairs collide.
    """
    digest = blake2b(f"{language} {term}".encode(), digest_size=4).digest()
    return int.from_bytes(digest, "little", signed=True)


@lru_cache(maxsize=4096)
def headline_key(headline: str) -> str:
    """The sorted distinct folded words of a headline, to compare headlines; "" without words."""
    return " ".join(sorted(set(words(headline))))


def spelled_terms(text: str) -> list[tuple[str, str]]:
    """(term, word as spelled) of the text, in order."""
    return [(term, token.text) for token in tokens(text) for term in _terms_of(token.text)]


@lru_cache(maxsize=20_000)
def _terms_of(word: str) -> tuple[str, ...]:
    return tuple(terms(word))
