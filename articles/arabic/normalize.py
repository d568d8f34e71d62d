"""The two forms of a text: the one we store and the one we compare."""

import re
import unicodedata
from typing import Literal

Direction = Literal["rtl", "ltr"]

# Ranges for a regular expression class. Hamza and madda marks (U+0653-0655) are parts of letters,
# so they are no tashkeel; folding drops them together with the letter's own hamza.
TASHKEEL = (
    "\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4"
    "\u06e7\u06e8\u06ea-\u06ed\u0897-\u089f\u08ca-\u08e1\u08e3-\u08ff"
)
TATWEEL = "\u0640"
BIDI_CONTROLS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
JOINERS = "\u200c\u200d"
# Variation selectors say how the sign before them is drawn (❤ in colour), combining enclosures draw
# a box or a circle around it (1 as a key): the look of a sign, which no key and no slug has.
DRAWINGS = (
    "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
    "\u0488\u0489\u1abe\u20dd-\u20e0\u20e2-\u20e4"
)
# The folded range ends before the rial sign; salla (FDFA) and jalla (FDFB) are phrases set as one
# sign, which a writer types on purpose: they are stored as typed and spelled out when folded.
PRESENTATION_FORMS = "\ufb50-\ufdf9\ufe70-\ufefc"
HONORIFICS = "\ufdfa\ufdfb"

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17)
)
_LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNSTORABLE = re.compile(
    f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\u206a-\u206f\ufeff\ufff9-\ufffb"
    f"\ud800-\udfff{BIDI_CONTROLS}{_NONCHARACTERS}]"
)
_PRESENTATION = re.compile(f"[{PRESENTATION_FORMS}]")
# What needs no cleaning: letters of Arabic and of Western languages, single vowel marks, digits,
# punctuation; it holds no character that composes with another, so that it is NFC.
_UNPLAIN = re.compile(
    "[^\n -~\xa0-\xac\xae-\xff\u060c\u061b\u061f\u0621-\u063a\u0640-\u0652\u0660-\u066d"
    "\u2010-\u2027\u2030-\u205e]|[\u064b-\u0652]{2}"
)
_TASHKEEL = re.compile(f"[{TASHKEEL}]+")
_LONGEST_MARK_RUN = 30  # Unicode's Stream-Safe Text Format (UAX 15)
_POSSIBLE_MARK_RUN = re.compile(rf"[^\w\x00-\x7f]{{{_LONGEST_MARK_RUN + 1},}}")

_ARABIC_LETTER = re.compile(
    "[\u0620-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u0870-\u0887\u0889-\u088e\u08a0-\u08c9\ufb50-\ufdfb\ufe70-\ufefc]"
)

_LETTER_FAMILIES = {
    "ا": "أإآٱٲٳٵ",
    "و": "ؤٶ",
    "ي": "ىئیېےۓٸ",
    "ه": "ةہھەۀۂۃ",
    "ك": "کگڪ",
    "ب": "پ",
    "ج": "چ",
    "ف": "ڤ",
    ".": "\u066b",
    ",": "\u066c",
    "%": "\u066a",
}
_FOLDED = {ord(other): one for one, others in _LETTER_FAMILIES.items() for other in others}
_FOLDED |= {start + digit: str(digit) for start in (0x0660, 0x06F0) for digit in range(10)}
_SPELLINGS = {
    one: "".join(chr(other) for other, key in _FOLDED.items() if key == one)
    for one in set(_FOLDED.values())
}
_BETWEEN_LETTERS = f"[{TASHKEEL}{TATWEEL}{JOINERS}\u0653-\u0655]*"
_FOLDED |= {
    ord(sign): f" {unicodedata.normalize('NFKC', sign).translate(_FOLDED)} " for sign in HONORIFICS
}
_IGNORED = re.compile(f"[{TASHKEEL}{TATWEEL}{JOINERS}{DRAWINGS}\u0653-\u0655]+")
# Nearly every Arabic word: letters that are clean as they are, and that folding leaves or replaces.
_PLAIN = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_REPLACED = re.compile("[أإآؤئىة]")
# Outside these, lower case is more than ``str.lower`` and may leave text that is not composed.
_NEEDS_CASEFOLD = re.compile("[^\x00-\x7f\u0600-\u06ff\u2000-\u206f«»]")


def clean(text: str) -> str:
    """Return the form in which a text is stored: composed (NFC), visible, and valid everywhere.

    Line breaks become ``\\n``; other controls, lone surrogates, noncharacters, bidi controls, soft
    hyphens and zero-width spaces go; Arabic presentation forms become letters; ZWNJ, ZWJ and tabs
    stay. More than 30 combining marks in a row are cut to 30. Idempotent, linear, never raises.
    """
    if not _UNPLAIN.search(text):
        return text
    text = _LINE_BREAKS.sub("\n", text)
    text = _UNSTORABLE.sub("", text)
    return _compose(_PRESENTATION.sub(_as_letters, text))


def clean_line(text: str) -> str:
    """Return ``clean(text)`` on one line: whitespace runs become one space, the ends are bare."""
    return " ".join(clean(text).split()).strip(f" {JOINERS}")


def strip_tashkeel(text: str) -> str:
    """Return the text without vowel and recitation marks; hamza and madda stay."""
    return _TASHKEEL.sub("", text)


def strip_tatweel(text: str) -> str:
    """Return the text without the stretching stroke U+0640."""
    return text.replace(TATWEEL, "")


def fold(text: str) -> str:
    """Return the key under which spellings that readers take for one another are equal.

    No tashkeel, tatweel, joiners or drawings of signs; one alef, ya, ha and kaf; ASCII digits;
    case folded. Punctuation and whitespace stay. Idempotent, linear, never raises.
    """
    if _PLAIN.fullmatch(text):
        return text.translate(_FOLDED) if _REPLACED.search(text) else text
    text = clean(text)
    if text.isascii():
        return text.lower()
    text = _IGNORED.sub("", text).translate(_FOLDED)
    if not _NEEDS_CASEFOLD.search(text):
        return text.lower()
    # Decomposed first, as Unicode 3.13 D145 asks: casefold turns the iota subscript into a letter.
    decomposed = unicodedata.normalize("NFD", _bound_marks(text))
    return _compose(decomposed.casefold())


def fold_key(text: str) -> str:
    """Return the unique key of a tag: ``fold`` without spaces, punctuation and symbols.

    ``+`` and ``#`` stay where they follow a letter or digit, so C, C++ and C# are three tags, and
    the hashtag of a name is that name. Empty when the text has no letter or digit. Idempotent.
    """
    kept: list[str] = []
    follows = False
    for character in fold(text):
        is_word = unicodedata.category(character)[0] in "LMN"
        follows = is_word or (follows and character in "+#")
        if follows:
            kept.append(character)
    return _compose("".join(kept))


def spelling_pattern(word: str) -> str:
    """Return a regular expression for the word in every spelling with the same `fold`.

    For case-insensitive matching by Python and PostgreSQL in texts that are ``clean``. Linear.
    """
    return _BETWEEN_LETTERS.join(map(_letter_pattern, fold(word)))


def _letter_pattern(letter: str) -> str:
    others = _SPELLINGS.get(letter)
    return f"[{re.escape(letter)}{others}]" if others else re.escape(letter)


def is_arabic(text: str) -> bool:
    """Return whether more than half of the letters are Arabic; false without letters."""
    if _PLAIN.fullmatch(text):
        return True
    letters = sum(map(str.isalpha, text))
    return 2 * len(_ARABIC_LETTER.findall(text)) > letters


def direction(text: str) -> Direction:
    """Return the direction of most letters, right to left on a tie, ``ltr`` without letters.

    The majority decides and not the first letter: an Arabic headline may begin with a Latin name.
    """
    classes = [unicodedata.bidirectional(character) for character in text]
    from_right = sum(each in ("R", "AL") for each in classes)
    return "rtl" if from_right and from_right >= classes.count("L") else "ltr"


def _as_letters(match: re.Match[str]) -> str:
    """Return the letters of one presentation form; a mark loses the blank it was drawn on."""
    return unicodedata.normalize("NFKC", match[0]).lstrip(f" {TATWEEL}")


def _compose(text: str) -> str:
    """Return NFC with bounded mark runs; bounded before it too, since sorting them is quadratic."""
    return _bound_marks(unicodedata.normalize("NFC", _bound_marks(text)))


def _bound_marks(text: str) -> str:
    return _POSSIBLE_MARK_RUN.sub(_cut_mark_runs, text)


def _cut_mark_runs(match: re.Match[str]) -> str:
    kept: list[str] = []
    run = 0
    for character in match[0]:
        run = run + 1 if unicodedata.category(character)[0] == "M" else 0
        if run <= _LONGEST_MARK_RUN:
            kept.append(character)
    return "".join(kept)
