"""The hamza over the alef with which a word begins: left out, or written where there is none.

The verbal nouns of the forms VII, VIII and X begin with a joined alef; their shape is enough to
tell («إنتخابات», «أستقبال»). Which other words have a hamza only a lexicon says
(``lexicon.initial_hamza``).
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from articles.arabic.lexicon import initial_hamza as lexicon
from articles.arabic.normalize import strip_tashkeel
from articles.arabic.word_list import is_listed

_ARTICLE: Final = re.compile("(?:[وف]?[بك]?ال|[وف]?لل)(?=[اأإآ])")
# «ف» and «ك» begin too many words and names of their own.
_CLITICS: Final = re.compile("و?[بل]?(?=[اأإآ])")
_WITHOUT_HAMZA: Final = str.maketrans("أإآ", "ااا")
# Not «ته» and «تها»: «أقامته» is «she held it», «إقامته» his stay.
_FEMININE_ENDINGS: Final = ("ة", "ات", "تي", "تنا", "تين", "تان", "اته", "اتها", "اتهم")
_NOUN_ENDINGS: Final = (
    *(
        "",
        "ا",
        "ه",
        "ها",
        "هم",
        "هما",
        "نا",
        "ي",
        "ين",
        "ون",
        "ان",
        "ية",
        "يا",
        "يين",
        "يون",
        "يات",
    ),
    *_FEMININE_ENDINGS,
)
_VERB_ENDINGS: Final = ("", "ت", "وا", "ه", "ها", "هم", "نا", "تا")
_LONG_ENOUGH: Final = 4
"""Letters of a word that may follow a clitic of one letter: «واحد» is one, and no «و» and «أحد»."""

_SUFFIX: Final = "(?:[اةهي]|ات|ان|ين|ون|ها|هم|هما|ية|يا|يات|ته|تها|تهم|اته|اتها|اتهم|ائي|ائية)?"
_JOINED: Final = re.compile(
    "(?:"
    f"إ[^اوي]ت[^ا]ا[^اىة]{_SUFFIX}"  # VIII: «إجتماع»
    f"|إن[^ا][^ا]ا[^اىة]{_SUFFIX}"  # VII: «إنسحاب»
    f"|إست[^ا][^ا]?ا[^اىة]{_SUFFIX}"  # X: «إستقبال», «إستقالة»
    f"|إست[^ا]{{2}}اء{_SUFFIX}"
    # Above the alef: not VII, whose shape plurals have («أنبياء»), and with consonants alone.
    f"|أ[^اوي]ت[^اوي]ا[^اىة]{_SUFFIX}"  # VIII: «أجتماع»
    f"|أست[^ا][^ا]?ا[^اىة]{_SUFFIX}"  # X: «أستخدام»
    ")"
)


class HamzaSlip(NamedTuple):
    """The offset of the alef in the word as given, and the alef that belongs there."""

    offset: int
    letter: str


def _inflected(words: str, endings: tuple[str, ...]) -> Iterator[str]:
    for word in words.split():
        is_feminine = word.endswith("ة")
        for ending in _FEMININE_ENDINGS if is_feminine else endings:
            yield word.removesuffix("ة") + ending


def _by_bare_form(words: Iterator[str]) -> dict[str, str]:
    """The first letter of each word by the word without its hamza; none of two readings."""
    letters: dict[str, set[str]] = {}
    for word in words:
        letters.setdefault("ا" + word[1:], set()).add(word[0])
    return {bare: seats.pop() for bare, seats in letters.items() if len(seats) == 1}


_FORMS: Final = _by_bare_form(
    word
    for words, endings in ((lexicon.NOUNS, _NOUN_ENDINGS), (lexicon.VERBS, _VERB_ENDINGS))
    for word in _inflected(words, endings)
)
_AFTER_ARTICLE: Final = _FORMS | _by_bare_form(_inflected(lexicon.ONLY_AFTER_ARTICLE, ("", "ي")))
_WHOLE: Final = {word.translate(_WITHOUT_HAMZA): word for word in lexicon.PARTICLES.split()}
_PARTICLE: Final = re.compile("ان(?:ه|ها|هم)?")
_CONJUNCTION: Final = re.compile("^[وف](?=...)")
_AFTER_VERB: Final = {
    verb.translate(_WITHOUT_HAMZA): letter
    for verbs, letter in ((lexicon.SAYING, "أ"), (lexicon.QUOTING, "إ"))
    for verb in verbs.split()
}
_WRONG: Final = frozenset(lexicon.WITHOUT_HAMZA.split())
_FOREIGN: Final = tuple(lexicon.FOREIGN.split())


def hamza_slip(word: str) -> HamzaSlip | None:
    """Return where the initial hamza of an Arabic word is wrong, or None.

    Vowel marks may stand in the word. Only what has one right form is reported.
    """
    bare = strip_tashkeel(word)
    slip = _find(bare)
    if slip is None:
        return None
    return HamzaSlip(_offset_in(word, slip.offset), slip.letter)


def particle_slip(verb: str, word: str) -> HamzaSlip | None:
    """Return the hamza that «ان», «انه», «انها» or «انهم» lacks behind the verb, or None.

    Alone the word has two readings; behind a verb of saying it has one.
    """
    letter = _AFTER_VERB.get(_CONJUNCTION.sub("", strip_tashkeel(verb).translate(_WITHOUT_HAMZA)))
    is_bare = _PARTICLE.fullmatch(strip_tashkeel(word)) is not None
    return HamzaSlip(_offset_in(word, 0), letter) if letter and is_bare else None


def _find(word: str) -> HamzaSlip | None:
    whole = _WHOLE.get(word)
    if whole is not None:
        return _difference(word, whole)
    article = _ARTICLE.match(word)
    if article:
        return _in_stem(word, article.end(), _AFTER_ARTICLE)
    clitics = _CLITICS.match(word)
    if not clitics:
        return None
    start = clitics.end()
    if start and (len(word) - start < _LONG_ENOUGH or is_listed(word)):
        return None
    return _in_stem(word, start, _FORMS)


def _in_stem(word: str, start: int, forms: dict[str, str]) -> HamzaSlip | None:
    stem = word[start:]
    if stem[0] == "ا":
        letter = forms.get(stem)
        return HamzaSlip(start, letter) if letter else None
    is_wrong = stem in _WRONG or (_JOINED.fullmatch(stem) and not stem.startswith(_FOREIGN))
    return HamzaSlip(start, "ا") if is_wrong else None


def _difference(word: str, right: str) -> HamzaSlip | None:
    pairs = enumerate(zip(word, right, strict=True))
    return next((HamzaSlip(place, new) for place, (old, new) in pairs if old != new), None)


def _offset_in(word: str, offset: int) -> int:
    """The place in the word as given of a letter of the word without vowel marks."""
    places = [place for place, letter in enumerate(word) if strip_tashkeel(letter)]
    return places[offset]
