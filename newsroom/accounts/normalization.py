"""Unicode normalisation of usernames and passwords."""

import unicodedata

from articles.arabic.normalize import clean_line, fold


def username_key(username: str) -> str:
    """The key that the spelling variants of one username share.

    NFKC, ASCII digits, case-folded, with variants of Arabic letters unified (أحمد and احمد).
    Punctuation is kept: a.b and ab differ.
    """
    return fold(clean_line(unicodedata.normalize("NFKC", username)))


def normalize_password(password: str) -> str:
    """The password in NFKC with ASCII digits: ٢٠٢٦ is 2026, and آ is one letter. Idempotent.

    Letters and case are kept.
    """
    composed = unicodedata.normalize("NFKC", password)
    return "".join(str(unicodedata.decimal(each, each)) for each in composed)
