"""Typographic faults of a headline or a paragraph, their repair, and bidirectional isolation.

Input is plain text, never HTML.
"""

import re
from typing import Literal, NamedTuple

from articles.arabic.normalize import (
    BIDI_CONTROLS,
    PRESENTATION_FORMS,
    TASHKEEL,
    TATWEEL,
    is_arabic,
)

Code = Literal["bidi_control", "look_alike", "mixed_digits", "presentation_form", "tatweel"]

_NOT_IN_URL = r"\s<>\"«»“”،؛؟"
_URL = rf"(?:https?://|www\.)[^{_NOT_IN_URL}]*[^{_NOT_IN_URL}.,:;!?)\]}}'’…]"
# The look-behind starts an address at the head of its run only: without it, long runs of letters
# would be scanned again from every letter.
_EMAIL = r"(?<![\w.%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_HANDLE = r"(?<![A-Za-z0-9_/])[@#][A-Za-z0-9_]*[A-Za-z][A-Za-z0-9_]*"
_OFFSET = r"(?<![A-Za-z0-9])[+\-\u2212][0-9]{2}:[0-9]{2}(?![\w:])"
_PHONE = (  # at least seven digits; groups are possessive, so that no run of digits is tried twice
    r"(?<![A-Za-z0-9+])(?=(?:[ ()+\-]{0,3}[0-9]){7})(?:\+|\(?0)[0-9]*+\)?"
    r"(?:(?:[ \-]{1,2}\(?|(?<=\)))[0-9]++\)?)*+(?![A-Za-z0-9])"
)
_LEFT_TO_RIGHT = rf"{_URL}|{_EMAIL}|{_HANDLE}|{_OFFSET}|{_PHONE}"
_ISOLATED = re.compile(_LEFT_TO_RIGHT)

_LETTER = f"[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06fc\u0750-\u077f{TASHKEEL}]"
_ELLIPSIS = re.compile(rf"(?P<kept>{_LEFT_TO_RIGHT})|\.{{3,}}")
_QUOTATION_MARKS = (('"', '"'), ("“", "”"))
_PUNCTUATION = re.compile(rf"(?P<kept>{_LEFT_TO_RIGHT})|(?<={_LETTER[:-1]}»])[ \t\xa0]*([,;?])")
# A colon only where a word ends: a blank before it may be meant in 3 : 1 and in :) otherwise.
_BLANK_BEFORE = re.compile(
    rf"(?<=[^ \t\xa0\n])[ \t\xa0]+(?=[،؛؟])|(?<={_LETTER[:-1]}»)])[ \t\xa0]+(?=:(?!\S))"
)
_TATWEEL_AS_DASH = re.compile(rf"(?<=\s){TATWEEL}+(?=\s)")
# Without any of these, ``tidy`` would change nothing.
_UNTIDY = re.compile(r"[\"“”,;?]|\.\.\.|[ \t\xa0][،؛؟:]")
_ARABIC_SIGNS = {",": "،", ";": "؛", "?": "؟"}

_FAMILIES = ("0-9", "\u0660-\u0669", "\u06f0-\u06f9")
_DIGIT = f"[{''.join(_FAMILIES)}]"
_NUMBER = rf"{_DIGIT}+(?:[.,:/\-–\u066b\u066c]{_DIGIT}+)*"
_PROBLEMS: tuple[tuple[Code, re.Pattern[str]], ...] = (
    ("bidi_control", re.compile(f"[{BIDI_CONTROLS}]+")),
    # Urdu and Persian letters and signs that a reader takes for Arabic ones and a search does not.
    ("look_alike", re.compile("[\u06a9\u06aa\u06be\u06c0-\u06c3\u06cc\u06d2-\u06d5]+")),
    ("mixed_digits", re.compile(_NUMBER)),
    ("presentation_form", re.compile(f"[{PRESENTATION_FORMS}]+")),
    # «بـ» before a quotation or number and the «هـ» of Hijri years are spelling, not stretching.
    ("tatweel", re.compile(rf"(?:(?<!\w)[فو]?[بفكلوه]{TATWEEL}(?![^\W\d_]))|{TATWEEL}+")),
)


class Problem(NamedTuple):
    """One fault of a text: ``text[start:end]`` shows it."""

    code: Code
    start: int
    end: int


def tidy(text: str) -> str:
    """Return an Arabic text with its own punctuation; any other text unchanged.

    Quotation marks become «…» where all of their line pair, three or more dots …, and the Latin
    comma, semicolon and question mark after an Arabic letter (or ») ، ؛ ؟ without a blank before,
    which a colon after a word loses too. Numbers, Latin words, addresses and handles stay.
    Idempotent.
    """
    if not _UNTIDY.search(text) or not is_arabic(text):
        return text
    text = _ELLIPSIS.sub(lambda match: match["kept"] or "…", text)
    text = "\n".join(map(_with_guillemets, text.split("\n")))
    text = _PUNCTUATION.sub(lambda match: match["kept"] or _ARABIC_SIGNS[match[2]], text)
    return _BLANK_BEFORE.sub("", text)


def strip_decorative_tatweel(text: str) -> str:
    """Return the text without the tatweel that ``problems`` reports.

    Tatweel between spaces, typed as a dash, becomes –. Idempotent.
    """
    if TATWEEL not in text:
        return text
    text = _TATWEEL_AS_DASH.sub("–", text)
    kept, end = [], 0
    for problem in problems(text):
        if problem.code == "tatweel":
            kept.append(text[end : problem.start])
            end = problem.end
    return "".join(kept) + text[end:]


def problems(text: str) -> list[Problem]:
    """Return the faults of a text, in order of their place.

    Bidi controls, Persian and Urdu look-alikes, numbers that mix digit families, presentation
    forms and stretching tatweel. The look-alikes are faults of Arabic text only: do not ask about
    a Persian or Urdu quotation.
    """
    found = [
        Problem(code, match.start(), match.end())
        for code, pattern in _PROBLEMS
        for match in pattern.finditer(text)
        if _is_fault(code, match[0])
    ]
    return sorted(found, key=lambda problem: problem[1:])


def isolate_ranges(text: str) -> list[tuple[int, int]]:
    """Return the spans that read left to right whatever surrounds them, in order, apart.

    URLs, e-mail addresses, @handles and Latin #tags, telephone numbers, UTC offsets. The renderer
    wraps each in ``<bdi dir="ltr">``.
    """
    return [match.span() for match in _ISOLATED.finditer(text)]


def _with_guillemets(line: str) -> str:
    for opening, closing in _QUOTATION_MARKS:
        marks = re.findall(f"[{opening}{closing}]", line)
        parts = re.split(f"[{opening}{closing}]", line)
        paired = marks == [opening, closing] * (len(marks) // 2)
        if paired and all(map(_can_be_quoted, parts[::2], parts[1::2])):
            line = "".join(part + "«»"[index % 2] for index, part in enumerate(parts))[:-1]
    return line


def _can_be_quoted(before: str, inside: str) -> bool:
    """Return whether two marks are quotation marks: no inches, none astray or nested."""
    is_tight = inside != "" and inside == inside.strip()
    is_apart = all(part.count("«") == part.count("»") for part in (before, inside))
    return is_tight and is_apart and not before[-1:].isdigit()


def _is_fault(code: Code, found: str) -> bool:
    if code == "mixed_digits":
        return sum(bool(re.search(f"[{family}]", found)) for family in _FAMILIES) > 1
    return code != "tatweel" or found[0] == TATWEEL
