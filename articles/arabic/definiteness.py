"""Definite words: those with the article ال."""

import re

from articles.arabic.analysis import Word

_ARTICLE = re.compile("[وف]?(?:[بك]?ال|لل)")


def has_article(word: Word) -> bool:
    """Return whether the word begins with the article, after other clitics or not."""
    return word.folded != word.bare and _ARTICLE.match(word.folded) is not None
