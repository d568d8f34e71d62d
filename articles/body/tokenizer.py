"""An HTML tokenizer that splits text and tags as browsers do, in linear time on any input."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Literal

Kind = Literal["text", "start", "end"]

# What follows is skipped with the element: the browser reads no markup in it.
RAW = "script|style|textarea|title|xmp|iframe|noembed|noframes|noscript|plaintext"

# Every quantifier is possessive or ends where the next begins, so nothing is read twice.
_INSIDE = r"""(?:[^>=]++|=\s*+(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z))?)*+"""
_TOKEN = re.compile(
    rf"""
    (?P<text>(?:[^<]++|<(?![a-z/!?]))++)
    | <!--(?:-?>|.*?(?:--!?>|\Z))
    | <(?P<raw>{RAW})(?=[\s/>])(?P<raw_attributes>{_INSIDE})(?:>|\Z)
      .*?(?:</(?P=raw)(?=[\s/>])[^>]*(?:>|\Z)|\Z)
    | <(?P<slash>/?)(?P<name>[a-z][^\s/>]*+)(?P<attributes>{_INSIDE})(?:>|\Z)
    | <[^>]*(?:>|\Z)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"""([^\s/>"'=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?""",
)


# The kind, the unescaped text or the tag name, and the unparsed attributes.
type Token = tuple[Kind, str, str]


def tokenize(html: str) -> Iterator[Token]:
    """Yield the texts and tags of any HTML in order, without comments and raw text elements.

    Of an ``<iframe>`` only the start tag is yielded. Never raises; linear.
    """
    for match in _TOKEN.finditer(html):
        text, raw, raw_attributes, slash, name, attributes = match.groups()
        if text is not None:
            yield "text", unescape(text) if "&" in text else text, ""
        elif name is not None:
            yield "end" if slash else "start", name.lower(), attributes
        elif raw is not None and raw.lower() == "iframe":
            yield "start", "iframe", raw_attributes


def parse_attributes(source: str) -> dict[str, str]:
    """The attributes of a tag: names in lower case, values unescaped, the first one wins."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(source):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found
