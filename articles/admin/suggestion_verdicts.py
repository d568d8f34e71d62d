"""What a save of an article's form decides about suggested edits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _

from articles import suggestions
from articles.languages import joined

_MOST: Final = 100_000
_KEY_LENGTH: Final = 16


def sent_verdicts(text: str) -> dict[tuple[int, str], bool]:
    """What a form decides about hunks, written as `12:key:accepted 12:key:rejected`.

    By suggestion and key: whether it was accepted. What is written otherwise is left out, and
    all beyond 100,000 characters.
    """
    found: dict[tuple[int, str], bool] = {}
    for entry in text[:_MOST].split():
        number, _colon, rest = entry.partition(":")
        key, _colon, verdict = rest.partition(":")
        is_whole = number.isascii() and number.isdecimal() and len(key) == _KEY_LENGTH
        if is_whole and verdict in ("accepted", "rejected"):
            found[int(number), key] = verdict == "accepted"
    return found


def credited_note(note: str, decided: Iterable[suggestions.Decided]) -> str:
    """The note of a save, which says whose suggestions it took over where nobody wrote another."""
    names = suggestions.accepted_authors(decided)
    if note or not names:
        return note
    return _("With suggestions of %(names)s.") % {"names": joined(names)}
