"""Word count and reading time."""

from articles.arabic.tokens import tokens

WORDS_PER_MINUTE = 180


def word_count(text: str) -> int:
    """Return the number of words in a text."""
    return sum(1 for _ in tokens(text))


def reading_minutes(words: int, words_per_minute: int = WORDS_PER_MINUTE) -> int:
    """Return the reading time of so many words in whole minutes, rounded up, at least one."""
    return max(1, -(-words // words_per_minute))
