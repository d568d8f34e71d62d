"""Text typed with the wrong keyboard layout: Arabic 101/102 and US English.

Source: Unicode CLDR keyboards ``ar-t-k0-windows`` and ``en-t-k0-windows``, by position of the key.
"""

from typing import Final

_LATIN_KEYS: Final = "`qwertyuiop[]asdfghjkl;'zxcvnm,./"
_ARABIC_KEYS: Final = "ذضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ"
# Shifted keys whose sign on the Arabic layout is a letter or a mark of one.
_SHIFTED_LATIN_KEYS: Final = "~YHJXN"
_SHIFTED_ARABIC_KEYS: Final = "\u0651إأـ\u0652آ"

_LAM_ALEF: Final = {"b": "لا", "B": "لآ", "G": "لأ", "T": "لإ"}
_TO_ARABIC: Final = str.maketrans(
    dict(zip(_LATIN_KEYS, _ARABIC_KEYS, strict=True))
    | {key.upper(): sign for key, sign in zip(_LATIN_KEYS, _ARABIC_KEYS, strict=True)}
    | dict(zip(_SHIFTED_LATIN_KEYS, _SHIFTED_ARABIC_KEYS, strict=True))
    | _LAM_ALEF
)
_TO_LATIN: Final = str.maketrans(
    dict(zip(_ARABIC_KEYS, _LATIN_KEYS, strict=True))
    | dict(zip(_SHIFTED_ARABIC_KEYS, _SHIFTED_LATIN_KEYS.lower(), strict=True))
)


def to_arabic_layout(text: str) -> str:
    """Return what the keys of a text typed in Latin give on the Arabic layout; linear.

    ``to_arabic_layout("hgsu,]dm")`` is «السعودية». Signs of no key stay.
    """
    return text.translate(_TO_ARABIC)


def to_latin_layouts(text: str) -> tuple[str, str]:
    """Return what the keys of a text typed in Arabic give on the Latin layout, in lower case.

    ``to_latin_layouts("شححمث")`` begins with "apple". «لا» may be one key, b, or two, g and h: the
    first text has b for every one, the second gh.
    """
    two_keys = text.translate(_TO_LATIN)
    for key, letters in _LAM_ALEF.items():
        text = text.replace(letters, key.lower())
    return text.translate(_TO_LATIN), two_keys
