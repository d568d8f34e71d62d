"""The body of an article: one schema for the editor and the sanitiser, conversions, rendering.

``schema``      the elements and attributes of a body, for the sanitiser and the editor
``sanitiser``   ``sanitise``: any HTML to a body; the only way to make one
``plain``       plain text from and to bodies, their top-level blocks, their references
``typography``  ``tidy``: printed Arabic punctuation, for imports
``rendering``   ``render``: the HTML of the article page
"""

from articles.body.plain import (
    References,
    blocks,
    from_paragraphs,
    from_text,
    lead,
    paragraphs,
    references,
    text,
)
from articles.body.rendering import numbered_pictures, render
from articles.body.sanitiser import sanitise
from articles.body.schema import EXTENSIONS

__all__ = [
    "EXTENSIONS",
    "References",
    "blocks",
    "from_paragraphs",
    "from_text",
    "lead",
    "numbered_pictures",
    "paragraphs",
    "references",
    "render",
    "sanitise",
    "text",
]
