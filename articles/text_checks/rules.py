"""The rules by their ids, in the order in which the desk lists them, and the check of a version."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.text_checks import characters, punctuation, spelling, structure, style
from articles.text_checks.marks import Edit, Find, Mark, in_arabic, in_prose
from articles.text_checks.passages import WHOLE, Version

type Severity = Literal["error", "warning", "hint"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it is called, what it says of a place, and how it finds them."""

    label: object
    message: object
    severity: Severity
    find: Find
    is_active: bool = True
    """Whether an outlet that has chosen nothing uses it."""


RULES: Final[dict[str, Rule]] = {
    "latin_punctuation": Rule(
        _("Latin punctuation"),
        _("Arabic has its own comma, semicolon and question mark: ، ؛ ؟"),
        "error",
        in_arabic(punctuation.latin_punctuation),
    ),
    "quotation_marks": Rule(
        _("Quotation marks"),
        _("Quotations stand between « and »."),
        "warning",
        in_arabic(punctuation.quotation_marks),
    ),
    "unbalanced": Rule(
        _("Open brackets and quotations"),
        _("This sign lacks its counterpart."),
        "error",
        punctuation.unbalanced,
    ),
    "tatweel": Rule(
        _("Stretched words"),
        _("The stroke only stretches the word, and no search finds it."),
        "warning",
        in_arabic(punctuation.tatweel),
    ),
    "double_space": Rule(
        _("Double spaces"),
        _("One space is enough."),
        "warning",
        in_prose(punctuation.double_space),
    ),
    "space_before": Rule(
        _("Space before punctuation"),
        _("The sign follows its word without a space."),
        "warning",
        in_prose(punctuation.space_before),
    ),
    "space_after": Rule(
        _("No space after punctuation"),
        _("A space stands between the sign and the next word."),
        "warning",
        in_arabic(punctuation.space_after),
    ),
    "presentation_form": Rule(
        _("Letters of printed shapes"),
        _("These letters were copied from a printed page; no search finds them."),
        "error",
        in_prose(characters.presentation_form),
    ),
    "mixed_digits": Rule(
        _("Two kinds of digits"),
        _("The rest of the text has the other digits."),
        "warning",
        characters.mixed_digits,
    ),
    "invisible": Rule(
        _("Invisible characters"),
        _("An invisible character stands here."),
        "error",
        in_prose(characters.invisible),
    ),
    "look_alike": Rule(
        _("Letters of other languages"),
        _("A Persian or Urdu letter stands for the Arabic one."),
        "error",
        in_arabic(characters.look_alike),
    ),
    "initial_hamza": Rule(
        _("Hamza at the beginning"),
        _("The alef at the beginning is written otherwise."),
        "error",
        in_arabic(spelling.initial_hamza),
    ),
    "misspelling": Rule(
        _("Misspelt words"),
        _("The word is written otherwise than it is heard."),
        "error",
        in_arabic(spelling.misspelling),
    ),
    "detached_waw": Rule(
        _("Detached “and”"),
        _("In Arabic “and” stands at its word, without a space."),
        "warning",
        in_arabic(spelling.detached_waw),
    ),
    "word_ending": Rule(
        _("Last letter"),
        _("The word ends in another letter."),
        "error",
        in_arabic(spelling.word_ending),
    ),
    "name_spellings": Rule(
        _("A name in two spellings"),
        _("The rest of the text spells this name otherwise."),
        "warning",
        spelling.name_spellings,
    ),
    "counted_noun": Rule(
        _("Number and noun"),
        _("The number does not agree with what it counts."),
        "error",
        in_arabic(spelling.counted_noun),
    ),
    "repeated_word": Rule(
        _("Repeated words"),
        _("The word stands here twice."),
        "error",
        in_prose(style.repeated_word),
    ),
    "long_sentence": Rule(
        _("Long sentences"),
        _("The sentence has more than 45 words."),
        "hint",
        style.long_sentence,
    ),
    "headline_length": Rule(
        _("Length of the headline"),
        _("Search engines and cards cut the headline here."),
        "hint",
        style.headline_length,
    ),
    "headline_full_stop": Rule(
        _("Full stop in the headline"),
        _("A headline has no full stop."),
        "warning",
        style.headline_full_stop,
    ),
    "skipped_heading": Rule(
        pgettext_lazy("text check", "Headings"),
        _("A subheading stands below no heading."),
        "warning",
        structure.skipped_heading,
    ),
    "missing_standfirst": Rule(
        _("Missing standfirst"),
        _("The text has no standfirst."),
        "hint",
        structure.missing_standfirst,
    ),
    "missing_section": Rule(
        _("Missing section"),
        _("The article has no section."),
        "warning",
        structure.missing_section,
    ),
    "missing_byline": Rule(
        _("Missing byline"),
        _("The article has no byline; it is not published without one."),
        "warning",
        structure.missing_byline,
    ),
    "missing_alt": Rule(
        _("Missing alternative text"),
        _("A picture lacks its alternative text in this language."),
        "warning",
        structure.missing_alt,
    ),
    "missing_credit": Rule(
        _("Missing credit"),
        _("A picture lacks its credit."),
        "warning",
        structure.missing_credit,
    ),
    "duplicate_tags": Rule(
        _("A tag given twice"),
        _("Two tags differ in their spelling only."),
        "warning",
        structure.duplicate_tags,
    ),
}


class Finding(NamedTuple):
    """A mark of a rule in a version.

    `passage` is its number in the version, or WHOLE for one of the whole article. `text` are the
    marked characters, `before` and `after` the words beside them, "" at the passage's ends.
    """

    rule: str
    field: str
    block: int
    passage: int
    start: int
    end: int
    edits: tuple[Edit, ...]
    text: str
    before: str
    after: str


def check(version: Version, rules: Collection[str] = tuple(RULES)) -> list[Finding]:
    """The findings by their place, those of the whole article last; no query."""
    found = [
        _finding(rule, mark, version)
        for rule in RULES
        if rule in rules
        for mark in RULES[rule].find(version)
    ]
    return sorted(found, key=_place)


def _place(finding: Finding) -> tuple[bool, int, int, int]:
    return finding.passage == WHOLE, finding.passage, finding.start, finding.end


def _finding(rule: str, mark: Mark, version: Version) -> Finding:
    if mark.passage == WHOLE:
        return Finding(rule, mark.field, 0, WHOLE, 0, 0, (), "", "", "")
    passage = version.passages[mark.passage]
    start, end = mark.start, mark.end
    text = passage.text
    return Finding(
        rule,
        passage.field,
        passage.block,
        mark.passage,
        start,
        end,
        mark.edits,
        text[start:end],
        next(iter(text[:start].split()[-1:]), ""),
        next(iter(text[end:].split()[:1]), ""),
    )
