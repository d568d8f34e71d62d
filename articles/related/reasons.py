"""Why an article stands in a list: found by the engine, stored as codes, said in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.related.scoring import Subject
from articles.related.signature import LINK_MARK, TAG_MARK, Signature, term_id

WORDS_SHOWN: Final = 5
FRESH_DAYS: Final = 3
RARE: Final = 4.0
"""Rarity from which a tag is called rare: about one article in fifty has it, or fewer."""

type Reason = list[list[Any]]
"""[[code, {params}], …], the strongest first."""


class Explanation:
    """What one article shares with others, spelled as in its own text."""

    def __init__(
        self, one: Subject, signature: Signature, rarity: Mapping[int, float], language: str
    ) -> None:
        self.one = one
        self.language = language
        self.rarity = rarity
        self.terms = {term_id(term, language): term for term in signature.terms}
        self.mentions = signature.terms

    def of(self, other: Subject, line: int | None) -> Reason:
        """The reason for both to stand together; `line` is the article's story line."""
        shared = [pk for pk in other.vector.weights if pk in self.terms]
        shared.sort(key=lambda pk: -self.rarity[pk] * self.mentions[self.terms[pk]].weight)
        reason: Reason = []
        if line is not None and line == other.line:
            reason.append(["story", {}])
        reason += self._links(other)
        reason += self._tags(shared)
        words = self._words([self.terms[pk] for pk in shared])
        if words:
            reason.append(["terms", {"words": words}])
        if self.one.section_id == other.section_id:
            reason.append(["section", {}])
        if abs(self.one.day - other.day) <= FRESH_DAYS:
            reason.append(["fresh", {}])
        return reason

    def _links(self, other: Subject) -> Reason:
        marks = other.vector.weights
        if f"{LINK_MARK}{other.pk}" in self.mentions:
            return [["links", {}]]
        if term_id(f"{LINK_MARK}{self.one.pk}", self.language) in marks:
            return [["linked", {}]]
        return []

    def _tags(self, shared: Iterable[int]) -> Reason:
        names: dict[str, list[str]] = {"rare": [], "tags": []}
        for pk in shared:
            term = self.terms[pk]
            if term.startswith(TAG_MARK):
                kind = "rare" if self.rarity[pk] >= RARE else "tags"
                names[kind].append(self.mentions[term].word)
        return [[code, {"names": some[:WORDS_SHOWN]}] for code, some in names.items() if some]

    def _words(self, shared: Iterable[str]) -> list[str]:
        """Names of two words before their parts, which are not said again; no bare numbers."""
        words = [term for term in shared if term[0] not in (TAG_MARK, LINK_MARK)]
        pairs = [term for term in words if " " in term]
        said = {part for pair in pairs for part in pair.split()}
        single = [term for term in words if " " not in term and term not in said]
        spelled = (self.mentions[term].word for term in pairs + single)
        return [word for word in spelled if word and not word.isdigit()][:WORDS_SHOWN]


def reason_text(reason: Iterable[Iterable[Any]]) -> str:
    """The stored reason in the active language; unknown codes are skipped."""
    said = (_one(code, params) for code, params in reason)
    return " · ".join(text for text in said if text)


def _one(code: str, params: Mapping[str, Any]) -> str:
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
