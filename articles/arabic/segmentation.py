"""Segmentation: the words inside a token that is written without spaces.

A token is split where letters meet digits («كوفيد19», «F16»), where Arabic meets Latin letters, and
inside names of two words that are written together or apart («عبدالفتاح», «أبوظبي», «نصرالله»,
«عزالدين», «ذوالفقار»). The rules are applied to the index and to queries alike, so that all
spellings are one.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from articles.arabic.normalize import TATWEEL, strip_tashkeel, strip_tatweel
from articles.arabic.tokens import Token, tokens

_ARABIC = "\u0620-\u064a\u066e-\u06d3"
# A clitic before a number or a Latin name is no word: «لـ8137», «والCNN».
_CLITICS = re.compile(
    rf"[وف]?(?:[بلك]?ال|لل|[بلك])?{TATWEEL}*(?=[0-9\u0660-\u0669\u06f0-\u06f9A-Za-z])"
)
_BOUNDARY = re.compile(
    r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])"
    rf"|(?<=[{_ARABIC}])(?=[A-Za-z])|(?<=[A-Za-z])(?=[{_ARABIC}])"
)
_MIXED = re.compile(rf"\d|[A-Za-z][{_ARABIC}]|[{_ARABIC}][A-Za-z]")
_PRONOUN = "(?:هما|ت(?:ها|هم|هن|نا|كم|ه|ي))$"
_COMPOUND = re.compile(
    "(?P<first>"
    r"[وف]?[بلك]?(?:ال|لل)?عبد(?=ال\w{2}|رب)"
    # «أبواب» and «أبوتهم» are words of their own, and so is «كابوس», which has no hamza.
    rf"|(?:[وف]?[بلك]?أبو|و?ابو)(?=ال\w{{2}}|(?!ا|{_PRONOUN})\w{{3}})"
    r"|[وف]?[بلك]?ذ[وي](?=ال\w{3})"
    # «والله» and «بالدين» begin with clitics, «الوالدين» is a dual.
    r"|(?![وفتبلك]{1,2}الله$)\w{2,}(?=الله$)"
    r"|(?![وف]?(?:[بك]?ال|لل))(?:\w{3,}|عز)(?=الدين$)"
    r")(?P<second>\w+)"
)


@lru_cache(maxsize=100_000)
def segments(token: str) -> tuple[str, ...]:
    """Return the words of a clean token as written, mostly the token alone; linear.

    Joined they are the token, without tashkeel and tatweel where it is a compound name.
    """
    if _MIXED.search(token):
        clitics = _CLITICS.match(token)
        start = clitics.end() if clitics else 0
        first, *others = _BOUNDARY.split(token[start:])
        return (token[:start] + first, *others)
    match = _COMPOUND.fullmatch(strip_tatweel(strip_tashkeel(token)))
    return (match["first"], match["second"]) if match else (token,)


def segmented_tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text with their offsets, as ``tokens`` does, each part a token.

    A compound name that is written with tashkeel stays whole.
    """
    for token in tokens(text):
        parts = segments(token.text)
        if "".join(parts) != token.text:
            yield token
            continue
        start = token.start
        for part in parts:
            yield Token(part, start, start + len(part))
            start += len(part)
