"""What an article is about, in a few weighted terms: enough to find its neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log
from sys import intern
from typing import Final, NamedTuple

from articles import body
from articles.arabic.tokens import terms, tokens, words

SIZE: Final = 24
"""The most terms kept of one text; measured: 32 or 48 find hardly better neighbours."""
WORDS_READ: Final = 200
"""The words of the text that are read; news says first what it is about."""
LEAD_WORDS: Final = 40
IN_HEADLINE: Final = 2.0
IN_LEAD: Final = 1.0
TAG: Final = 2.0
TAG_MARK: Final = "#"
"""Begins the term of a tag; no word contains it."""


class Mention(NamedTuple):
    """How much a term weighs in a text, and how the text spells it ("" when far below the lead)."""

    weight: float
    word: str


type Signature = dict[str, Mention]


def sign(headline: str, standfirst: str, html: str, tags: Iterable[tuple[int, str]]) -> Signature:
    """The terms of an article by weight; `tags` are (id, name).

    A word counts when it stands in the headline or twice in what is read. Its
    weight is 1 + ln(how often), more in the headline and the lead. No query.
    """
    read = f"{standfirst} {body.text(html)}".split()[:WORDS_READ]
    in_headline = _spelled_terms(headline)
    in_lead = _spelled_terms(" ".join(read[:LEAD_WORDS]))
    counts = Counter(term for term, _word in in_headline + in_lead)
    counts.update(terms(" ".join(read[LEAD_WORDS:])))
    spelled = dict(reversed(in_headline + in_lead))
    high, low = {term for term, _word in in_headline}, {term for term, _word in in_lead}
    weights = {
        term: 1 + log(count) + IN_HEADLINE * (term in high) + IN_LEAD * (term in low)
        for term, count in counts.items()
        if count > 1 or term in high
    }
    heaviest = sorted(weights, key=lambda term: (-weights[term], term))[:SIZE]
    signature = {
        intern(term[:100]): Mention(weights[term], intern(spelled.get(term, "")[:100]))
        for term in heaviest
    }
    for pk, name in tags:
        signature[intern(f"{TAG_MARK}{pk}")] = Mention(TAG, intern(name[:100]))
    return signature


def headline_key(headline: str) -> str:
    """Equal for headlines of the same words in any order and spelling; "" without words."""
    return " ".join(sorted(set(words(headline))))


def is_tag(term: str) -> bool:
    """Whether the term is one of the article's tags."""
    return term.startswith(TAG_MARK)


def _spelled_terms(text: str) -> list[tuple[str, str]]:
    """The terms of the text, each with the word as it is spelled there."""
    return [(term, token.text) for token in tokens(text) for term in terms(token.text)]
