"""The nisba adjective of a country for its name, and back: «فرنسا», «الفرنسي»."""

from collections import defaultdict

from articles.arabic.analysis import Word, analyse_word
from articles.arabic.lexicon.countries import COUNTRIES


def _counterparts() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for pair in COUNTRIES:
        name, nisba = map(analyse_word, pair)
        found[name.keys[0]] |= dict.fromkeys(nisba.keys)
        found[nisba.keys[0]] |= dict.fromkeys(name.keys)
    return {key: tuple(keys) for key, keys in found.items()}


_COUNTERPARTS = _counterparts()


def counterpart_keys(word: Word) -> tuple[str, ...]:
    """Return the index keys of a country's nisba, or of the country of a nisba; mostly empty.

    A word of several analyses is looked up by its light stem and by the name that it is a variant
    of: «أميركا» is «أمريكا».
    """
    keys = (key for own in word.keys for key in _COUNTERPARTS.get(own, ()))
    return tuple(dict.fromkeys(key for key in keys if key not in word.keys))
