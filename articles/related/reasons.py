"""Why an article stands in a list, in words for the editor."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def reason_text(reason: Iterable[Iterable[Any]]) -> str:
    """The stored reason [[code, {params}], …] in the active language; unknown codes are skipped."""
    said = (_one(code, params) for code, params in reason)
    return " · ".join(text for text in said if text)


def _one(code: str, params: dict[str, Any]) -> str:
    plain = {
        "pinned": _("Pinned by the desk"),
        "section": _("Same section"),
        "fresh": _("Published at about the same time"),
    }
    if code == "tags":
        names = [f"«{name}»" for name in params["names"]]
        return ngettext("Shared tag: %(names)s", "Shared tags: %(names)s", len(names)) % {
            "names": _list(names)
        }
    if code == "terms":
        words = [f"«{word}»" for word in params["words"]]
        return ngettext("Shared word: %(words)s", "Shared words: %(words)s", len(words)) % {
            "words": _list(words)
        }
    return plain.get(code, "")


def _list(words: list[str]) -> str:
    """The words one after the other; the msgid is the separator of the language."""
    return _(", ").join(words)
