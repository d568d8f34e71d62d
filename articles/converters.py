"""What may stand in an address; anything else is not found before a query is made."""

from django.urls.converters import StringConverter

LONGEST = 1000
"""Enough for the longest slug, 80 letters of two bytes, of which each percent sign was encoded
once more: twelve characters a letter."""


class UnicodeSlugConverter(StringConverter):
    """Up to 1,000 characters of any script, but no slash and no control character.

    PostgreSQL refuses NUL in a text, and no slug is longer in any encoding, so
    that other addresses are not found without a query.
    """

    regex = rf"[^/\x00-\x1f\x7f-\x9f\ud800-\udfff]{{1,{LONGEST}}}"
