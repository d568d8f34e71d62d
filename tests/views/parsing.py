"""What tests read out of a page."""

import json
import re
from html import unescape
from typing import Any

_SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def structured(response: Any) -> dict[str, dict[str, Any]]:
    """The page's schema.org objects by their type."""
    found = [json.loads(text) for text in _SCRIPT.findall(response.content.decode())]
    return {data["@type"]: data for data in found}


def times(response: Any) -> list[str]:
    """The `datetime` of every `<time>`, in order."""
    return re.findall(r'<time datetime="([^"]+)"', response.content.decode())


def meta(response: Any, name: str) -> str:
    """The content of the `<meta>` of this name or property."""
    found = re.search(
        rf'<meta (?:name|property)="{name}" content="([^"]*)"', response.content.decode()
    )
    return unescape(found[1]) if found else ""


def alternates(response: Any) -> dict[str, str]:
    """Addresses by hreflang."""
    link = r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"'
    return dict(re.findall(link, response.content.decode()))


def order(response: Any, *parts: str) -> list[str]:
    """The parts in the order in which the page has them; a missing one raises ValueError."""
    text = response.content.decode()
    return sorted(parts, key=text.index)


def found_ids(context):
    """The ids of the articles on a search page, in its order."""
    return [hit.card.pk for hit in context["results"].hits]
