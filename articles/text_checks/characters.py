"""Rules about single characters: forms, digits, controls and letters of other languages."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Final

from articles.arabic.normalize import BIDI_CONTROLS, PRESENTATION_FORMS
from articles.arabic.tokens import tokens
from articles.arabic.word_endings import ends_in_alef
from articles.text_checks.marks import Edit, Mark, replace, replacing
from articles.text_checks.passages import Version

presentation_form: Final = replacing(
    re.compile(f"[{PRESENTATION_FORMS}]+"),
    lambda match: unicodedata.normalize("NFKC", match[0]),
)
"""Letters by the codes of their printed shapes, which no search finds."""

_JOINED: Final = r"[^\W\d_\u064b-\u0652]|[\u064b-\u0652]"
_LETTER: Final = "[A-Za-z\u00c0-\u024f\u0620-\u0652\u0670-\u06d3\u06d5]"
invisible: Final = replacing(
    re.compile(
        f"[{BIDI_CONTROLS}\u200b\u2060\ufeff\xad]+"
        f"|(?<!{_LETTER})\u200c+|\u200c+(?!{_LETTER})"
        r"|(?<![^\s])\u200d+"
    ),
    lambda _match: "",
)
"""Characters without a shape that only disturb: directions are told by the page."""

_FAMILIES: Final = (0x0030, 0x0660, 0x06F0)
_NUMBER: Final = re.compile(r"\d+(?:[.,:/\-–\u066b\u066c]\d+)*")
_IN_WORD: Final = re.compile(r"[A-Za-z_#@]")


def mixed_digits(version: Version) -> Iterator[Mark]:
    """Numbers in the digits that the text uses less, where it has two families."""
    numbers = [
        (place, match, family)
        for place, text in version.arabic
        for match in _NUMBER.finditer(text)
        if (family := _family(match[0])) is not None and not _is_in_word(text, match)
    ]
    counted = Counter(family for _place, _match, family in numbers)
    if len(counted) < 2:
        return
    [(most, _count)] = counted.most_common(1)
    for place, match, family in numbers:
        if family != most:
            right = "".join(_in_family(sign, most) for sign in match[0])
            yield replace(match.start(), match.end(), right)._replace(passage=place)


def _family(number: str) -> int | None:
    """The zero of a number's digits; None for one of several families."""
    found = {ord(sign) - int(sign) for sign in number if sign.isdecimal()}
    return found.pop() if len(found) == 1 and found <= set(_FAMILIES) else None


def _in_family(sign: str, zero: int) -> str:
    if sign.isdecimal():
        return chr(zero + int(sign))
    return {"\u066b": ".", "\u066c": ","}.get(sign, sign) if zero == _FAMILIES[0] else sign


def _is_in_word(text: str, match: re.Match[str]) -> bool:
    """Whether the number belongs to a Latin word or a hashtag: F-16, #عام_2011."""
    run_start = max(text.rfind(" ", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
    run_end = re.search(r"\s|$", text[match.end() :])
    assert run_end is not None
    return bool(_IN_WORD.search(text[run_start : match.end() + run_end.start()]))


_LOOK_ALIKES: Final = dict(
    zip(
        map(ord, "\u06a9\u06aa\u06be\u06c1\u06d5\u06c0\u06c2\u06c3\u06cc\u06d2"),
        "ككهههههةيي",
        strict=True,
    )
)
_LOOK_ALIKE: Final = re.compile("[\u06a9\u06aa\u06be\u06c0-\u06c3\u06cc\u06d2\u06d5]")
_PERSIAN: Final = re.compile("[پچژگٹڈڑںۓ]")
_MOST_PER_TEXT: Final = 0.25
"""Of the words; more of them are a text in Persian or Urdu that nobody marked as one."""


def look_alike(text: str) -> Iterator[Mark]:
    """Persian and Urdu letters in Arabic words, which readers do not see and no search finds."""
    words = list(tokens(text))
    found = [word for word in words if _LOOK_ALIKE.search(word.text)]
    if not found or _PERSIAN.search(text) or len(found) > max(1, _MOST_PER_TEXT * len(words)):
        return
    for word in found:
        right = word.text.translate(_LOOK_ALIKES)
        if right.endswith("ي") and ends_in_alef(right[:-1] + "ى"):
            right = right[:-1] + "ى"
        edits = tuple(
            Edit(word.start + place, word.start + place + 1, new)
            for place, (old, new) in enumerate(zip(word.text, right, strict=True))
            if old != new
        )
        yield Mark(0, word.start, word.end, edits)
