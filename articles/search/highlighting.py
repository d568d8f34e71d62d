"""Marking found words: a whole word or nothing, since letters of Arabic join across marks."""

from collections.abc import Collection
from html import escape

from django.utils.safestring import SafeString, mark_safe

from articles.arabic.tokens import terms, tokens, words


def highlighted(text: str, wanted: Collection[str]) -> SafeString:
    """The text as HTML with every word in `<mark>` whose term or folded form is wanted."""
    parts: list[str] = []
    end = 0
    for token in tokens(text):
        parts.append(escape(text[end : token.start]))
        forms = {*terms(token.text), *words(token.text)}
        word = escape(token.text)
        parts.append(f"<mark>{word}</mark>" if forms & set(wanted) else word)
        end = token.end
    parts.append(escape(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 every part is escaped above
