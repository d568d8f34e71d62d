"""Conversion of a line's JSON values, of whatever type, to texts, lists and ids."""

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
from articles.management.archive.adaptations import Adaptations
from articles.management.archive.reader import MAX_LINE_BYTES, ArchiveLine

_DIGEST: Final = 32
_MAX_LIST_ITEMS: Final = 1000
# With their semicolon only: addresses hold `&copy=` and mean it.
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_NOTHING: Final = frozenset({"null", "none", "undefined", "nan"})
_IN_ONE_TEXT: Final = re.compile(r"[,،;؛|\n]")


class InvalidLine(Exception):  # noqa: N818 - a verdict on a line, expected
    """The line cannot become an article; `str` is the translated reason."""


def parse_json(line: ArchiveLine) -> Mapping[str, Any]:
    """The JSON object of the line; raises InvalidLine if it is none."""
    if line.content is None:
        raise InvalidLine(
            _("The line is longer than %(size)s megabytes.") % {"size": MAX_LINE_BYTES // 10**6}
        )
    try:
        record = json.loads(line.content.decode("utf-8"))
    except UnicodeDecodeError:
        raise InvalidLine(_("The line is not written in UTF-8.")) from None
    except (ValueError, RecursionError):
        raise InvalidLine(_("The line is not JSON.")) from None
    if not isinstance(record, dict):
        raise InvalidLine(_("The line holds no JSON object."))
    return record


def decode_entities(text: str) -> str:
    """The text with its HTML entities decoded once: `&amp;amp;` becomes `&amp;`."""
    return _ENTITY.sub(lambda match: unescape(match[0]), text) if "&" in text else text


def as_text(value: object, adapted: Adaptations) -> str:
    """The value as text with decoded entities: `18.0` is 18, an object is its `name`.

    Any other value is "" and counts as left out.
    """
    return adapted.apply("entities", decode_entities, _as_written(value, adapted))


def _as_written(value: object, adapted: Adaptations) -> str:
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


def as_line(value: object, adapted: Adaptations) -> str:
    """The value as one clean line; the text `null` is ""."""
    return _non_null(clean_line(as_text(value, adapted)))


def _non_null(line: str) -> str:
    return "" if line.lower() in _NOTHING else line


def as_identifier(value: object, limit: int, adapted: Adaptations) -> str:
    """The value as a line of at most `limit` characters; deterministic, entities are kept.

    A longer one is truncated and ends in its digest, so that different values stay different.
    """
    text = _non_null(clean_line(_as_written(value, adapted)))
    if len(text) <= limit:
        return text
    adapted.kinds.add("shortened")
    digest = sha256(text.encode()).hexdigest()[:_DIGEST]
    return f"{text[: limit - _DIGEST - 1]}-{digest}"


def as_list(value: object, adapted: Adaptations) -> Iterator[str]:
    """Yield the non-empty names of a list, or of a comma-separated text; 1000 at most."""
    if not isinstance(value, list):
        text = as_text(value, adapted)
        value = [part for part in _IN_ONE_TEXT.split(text) if part.strip()]
        if len(value) > 1:
            adapted.kinds.add("names")
    for entry in value[:_MAX_LIST_ITEMS]:
        if name := as_line(entry, adapted):
            yield name
        else:
            adapted.kinds.add("left_out")
