"""Headline and body of a record from plain text or HTML, optionally in printed typography."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from articles import body
from articles.arabic import typography
from articles.arabic.normalize import clean_line
from articles.body.plain import from_paragraphs
from articles.body.typography import tidy
from articles.management.archive.adaptations import Adaptations
from articles.management.archive.field_values import as_text

# Only names of HTML, so that «س < ص» stays; those of the first group end a word.
_MARKUP: Final = re.compile(
    r"<!--(?:(?!--).)*+-->|</?(?:(br|p|div|li|ul|ol|h[1-6]|hr|td|tr|table)|a|abbr|acronym|b|bdi|bdo|big|center"
    r"|cite|code|del|em|font|i|img|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|time|tt|u"
    r"|var|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE | re.DOTALL,
)


def clean_headline(value: object, *, is_printed: bool, adapted: Adaptations) -> str:
    """The headline on one line, without HTML tags and with decoded entities.

    `is_printed` applies the typography of print: « », …, no space before punctuation, no
    tatweel.
    """
    if isinstance(value, str):
        value = adapted.apply("markup", _without_markup, value)
    line = clean_line(as_text(value, adapted))
    if not is_printed:
        return line
    line = adapted.apply("tatweel", typography.strip_decorative_tatweel, line)
    printed = typography.tidy(line)
    _note(line, printed, adapted)
    return printed


def build_body(
    record: Mapping[str, Any], *, above: str, is_printed: bool, adapted: Adaptations
) -> str:
    """The sanitised body from `body_html`, or else from the paragraphs of `body`.

    `above` is a paragraph to insert before it. "" if the record has no text.
    """
    html = _rebuilt(record.get("body_html"), adapted) or from_paragraphs(
        _paragraphs(record.get("body"), adapted)
    )
    if not body.text(html):
        return ""
    if above:
        html = from_paragraphs([above]) + html
    if not is_printed:
        return html
    printed = tidy(html)
    _note(html, printed, adapted)
    return printed


def _without_markup(text: str) -> str:
    return _MARKUP.sub(lambda match: " " if match[1] else "", text)


def _rebuilt(value: object, adapted: Adaptations) -> str:
    html = body.sanitise(value) if isinstance(value, str) else ""
    if not body.text(html):
        return ""
    adapted.kinds.add("html")
    return html


def _paragraphs(value: object, adapted: Adaptations) -> Iterator[str]:
    """Yield the texts that contain a letter or digit; blank lines separate paragraphs later."""
    if value and not isinstance(value, list):
        adapted.kinds.add("text")
    for entry in value if isinstance(value, list) else [value]:
        text = as_text(entry, adapted)
        if any(map(str.isalnum, text)):
            yield text


def _note(before: str, after: str, adapted: Adaptations) -> None:
    """Add the kinds of typographic changes between the two texts."""
    if after == before:
        return
    if after.count("«") > before.count("«"):
        adapted.kinds.add("quotes")
    if after.count("…") > before.count("…"):
        adapted.kinds.add("dots")
    more_signs = sum(after.count(sign) - before.count(sign) for sign in "،؛؟")
    if more_signs or sum(map(str.isspace, after)) < sum(map(str.isspace, before)):
        adapted.kinds.add("signs")
