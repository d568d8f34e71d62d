"""Public script-injection vectors, where the private collection of them is at hand."""

import json
import os
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from articles.body import sanitise
from articles.body.schema import ATTRIBUTES, DIRECTED, SCHEMES, TAGS

_FILE = Path(os.environ.get("SHARED_DATA", "../shared/data")) / "xss_public.json"


class _Page(HTMLParser):
    """Everything in a page that no body may hold."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        directed = {"dir"} if tag in DIRECTED else set()
        classed = {"class"} if tag == "blockquote" else set()
        allowed = ATTRIBUTES.get(tag, frozenset()) | directed | classed
        self.found += [tag] if tag not in TAGS else []
        self.found += [name for name, _ in attrs if name not in allowed]
        addresses = [value or "" for name, value in attrs if name in ("href", "data-embed")]
        self.found += [
            each
            for each in addresses
            if each.split(":")[0].lower() not in SCHEMES and not each.startswith("/")
        ]


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _strings(part)]


def test_no_vector_leaves_anything_a_body_may_not_hold() -> None:
    if not _FILE.exists():
        pytest.skip("The collection of vectors (xss_public.json) is not here.")
    vectors = _strings(json.loads(_FILE.read_text(encoding="utf-8")))
    cleaned = [sanitise(vector) for vector in vectors]
    assert [found for html in cleaned if (found := _Page(html).found)] == []
    assert [html for html in cleaned if sanitise(html) != html] == []
