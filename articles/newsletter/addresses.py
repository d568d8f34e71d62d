"""E-mail addresses as readers type and copy them."""

import re
import unicodedata
from typing import Final

_UNSEEN: Final = re.compile(r"[\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
"""Spaces and directional marks, which are copied from right-to-left pages with an address."""


def tidy(text: str) -> str:
    """The address without what nobody sees in it, in half-width characters."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def normalize(address: str) -> str:
    """The one form of a valid address: in lower case, its domain as the network writes it.

    Raises ValueError for a domain that cannot be written so.
    """
    local, _at, domain = tidy(address).rpartition("@")
    return f"{local.lower()}@{domain.lower().encode('idna').decode('ascii')}"
