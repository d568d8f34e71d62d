"""The fields of a line, whatever kind of value an archive wrote into them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from html import unescape
from math import isfinite
from typing import Any, Final

from django.utils.translation import gettext as _

from articles.arabic.normalize import clean_line
from articles.management.archive.adapted import Adapted
from articles.management.archive.lines import LONGEST_LINE, Line

_DIGEST: Final = 32
_MOST_LISTED: Final = 1000
# With their semicolon only: addresses hold `&copy=` and mean it.
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_NOTHING: Final = frozenset({"null", "none", "undefined", "nan"})
_IN_ONE_TEXT: Final = re.compile(r"[,،;؛|\n]")


class Bad(Exception):  # noqa: N818 - a verdict on a line, expected
    """The line cannot become an article; `str` says why in the active language."""


def parsed(line: Line) -> Mapping[str, Any]:
    """The object that the line holds; raises Bad when it holds none."""
    if line.content is None:
        raise Bad(
            _("The line is longer than %(size)s megabytes.") % {"size": LONGEST_LINE // 10**6}
        )
    try:
        record = json.loads(line.content.decode("utf-8"))
    except UnicodeDecodeError:
        raise Bad(_("The line is not written in UTF-8.")) from None
    except (ValueError, RecursionError):
        raise Bad(_("The line is not JSON.")) from None
    if not isinstance(record, dict):
        raise Bad(_("The line holds no JSON object."))
    return record


def decoded(text: str) -> str:
    """The text with its entities read once: `&amp;amp;` is `&amp;` afterwards."""
    return _ENTITY.sub(lambda match: unescape(match[0]), text) if "&" in text else text


def as_text(value: object, adapted: Adapted) -> str:
    """The value as text with its entities read; `18.0` is 18, an object gives its name, and what
    is none of these is "", which is noted.
    """
    return adapted.through("entities", decoded, _as_written(value, adapted))


def _as_written(value: object, adapted: Adapted) -> str:
    if isinstance(value, Mapping):
        value = value.get("name") or False
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        whole = isinstance(value, int) or value.is_integer()
        if whole or isfinite(value):
            adapted.kinds.add("numbers")
            return str(int(value) if whole else value)
    if value is not None:
        adapted.kinds.add("left_out")
    return ""


def line_of(value: object, adapted: Adapted) -> str:
    """The value as one clean line; `null` written as text is nothing."""
    return _something(clean_line(as_text(value, adapted)))


def _something(line: str) -> str:
    return "" if line.lower() in _NOTHING else line


def identifier(value: object, limit: int, adapted: Adapted) -> str:
    """The value as a line of at most `limit` characters, always the same one for the same value.

    Its entities stay. A longer one ends in its digest, so that two of the same beginning stay two.
    """
    text = _something(clean_line(_as_written(value, adapted)))
    if len(text) <= limit:
        return text
    adapted.kinds.add("shortened")
    digest = sha256(text.encode()).hexdigest()[:_DIGEST]
    return f"{text[: limit - _DIGEST - 1]}-{digest}"


def listed(value: object, adapted: Adapted) -> Iterator[str]:
    """Each name of a list, or of one text that parts them by commas; empty ones are left out,
    and what follows the first thousand.
    """
    if not isinstance(value, list):
        text = as_text(value, adapted)
        value = [part for part in _IN_ONE_TEXT.split(text) if part.strip()]
        if len(value) > 1:
            adapted.kinds.add("names")
    for entry in value[:_MOST_LISTED]:
        if name := line_of(entry, adapted):
            yield name
        else:
            adapted.kinds.add("left_out")
