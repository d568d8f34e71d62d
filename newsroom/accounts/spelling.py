"""What is one name or one password, however a keyboard or a telephone spelled it."""

import unicodedata

from articles.arabic.normalize import clean_line, fold


def username_key(username: str) -> str:
    """The key that two spellings of one username share.

    NFKC, ASCII digits, no case, and letters that readers take for one another are
    one (أحمد and احمد). Punctuation stays, so that a.b and ab are two.
    """
    return fold(clean_line(unicodedata.normalize("NFKC", username)))


def one_spelling(password: str) -> str:
    """The password in NFKC with ASCII digits: ٢٠٢٦ is 2026, and آ is one letter. Idempotent.

    Letters and their case stay, since a password may differ from another by them.
    """
    composed = unicodedata.normalize("NFKC", password)
    return "".join(str(unicodedata.decimal(each, each)) for each in composed)
