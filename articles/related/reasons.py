"""Reasons for which an article is in a list: built as codes, displayed as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.related.scoring import ArticleFeatures
from articles.related.term_vectors import LINK_PREFIX, TAG_PREFIX, TermWeights, term_id

MAX_WORDS: Final = 5
"""Words or tags named in a reason."""
SAME_TIME_DAYS: Final = 3
RARE_TAG_IDF: Final = 4.0
"""Inverse document frequency from which a tag is rare: at most one article in fifty has it."""

type Reason = list[list[Any]]
"""[[code, {params}], …], the strongest first."""


class ReasonBuilder:
    """Builds the reasons of one article's list, with words as its own text spells them."""

    def __init__(
        self,
        source: ArticleFeatures,
        term_weights: TermWeights,
        idf: Mapping[int, float],
        language: str,
    ) -> None:
        self.source = source
        self.language = language
        self.idf = idf
        self.terms = {term_id(term, language): term for term in term_weights.terms}
        self.weighted = term_weights.terms

    def build(self, other: ArticleFeatures, line: int | None) -> Reason:
        """The reason for which the other is related; `line` is the article's storyline."""
        shared = [pk for pk in other.vector.weights if pk in self.terms]
        shared.sort(key=lambda pk: -self.idf[pk] * self.weighted[self.terms[pk]].weight)
        reason: Reason = []
        if line is not None and line == other.line:
            reason.append(["story", {}])  # the code that stored lists have for a storyline
        reason += self._links(other)
        reason += self._tags(shared)
        words = self._words([self.terms[pk] for pk in shared])
        if words:
            reason.append(["terms", {"words": words}])
        if self.source.section_id == other.section_id:
            reason.append(["section", {}])
        if abs(self.source.day - other.day) <= SAME_TIME_DAYS:
            reason.append(["fresh", {}])
        return reason

    def _links(self, other: ArticleFeatures) -> Reason:
        their_ids = other.vector.weights
        if f"{LINK_PREFIX}{other.pk}" in self.weighted:
            return [["links", {}]]
        if term_id(f"{LINK_PREFIX}{self.source.pk}", self.language) in their_ids:
            return [["linked", {}]]
        return []

    def _tags(self, shared: Iterable[int]) -> Reason:
        names: dict[str, list[str]] = {"rare": [], "tags": []}
        for pk in shared:
            term = self.terms[pk]
            if term.startswith(TAG_PREFIX):
                kind = "rare" if self.idf[pk] >= RARE_TAG_IDF else "tags"
                names[kind].append(self.weighted[term].word)
        return [[code, {"names": some[:MAX_WORDS]}] for code, some in names.items() if some]

    def _words(self, shared: Iterable[str]) -> list[str]:
        """Collocations, then single words that are part of none; no numbers."""
        words = [term for term in shared if term[0] not in (TAG_PREFIX, LINK_PREFIX)]
        pairs = [term for term in words if " " in term]
        in_pairs = {part for pair in pairs for part in pair.split()}
        single = [term for term in words if " " not in term and term not in in_pairs]
        spelled = (self.weighted[term].word for term in pairs + single)
        return [word for word in spelled if word and not word.isdigit()][:MAX_WORDS]


def reason_text(reason: Iterable[Iterable[Any]]) -> str:
    """The text of a stored reason in the active language; unknown codes are skipped."""
    texts = (_text(code, params) for code, params in reason)
    return " · ".join(text for text in texts if text)


def _text(code: str, params: Mapping[str, Any]) -> str:
    plain = {
        "pinned": _("Pinned by the desk"),
        "story": _("The same story"),
        "links": _("The article links to it"),
        "linked": _("It links to the article"),
        "section": _("Same section"),
        "fresh": _("Published at about the same time"),
    }
    if code in plain:
        return plain[code]
    words = [f"«{word}»" for word in params.get("names") or params.get("words") or ()]
    sentences = {
        "rare": ngettext("Shared rare tag: %(names)s", "Shared rare tags: %(names)s", len(words)),
        "tags": ngettext("Shared tag: %(names)s", "Shared tags: %(names)s", len(words)),
        "terms": ngettext("Shared word: %(words)s", "Shared words: %(words)s", len(words)),
    }
    listed = _(", ").join(words)
    return sentences.get(code, "") % {"names": listed, "words": listed}
