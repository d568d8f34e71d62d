"""The article's body: one schema for the editor and the sanitiser, plain text, rendering.

``schema``      what a body may hold, for the sanitiser and the editor
``sanitising``  ``sanitise``: the one way in
``blocks``      ``blocks``: a body as the row of its blocks
``plain``       ``text``, ``paragraphs``, ``from_text``, ``references``
``typography``  ``tidy``: the punctuation of printed Arabic, for archives
``rendering``   ``render``: what readers get
"""

from articles.body.blocks import blocks
from articles.body.plain import References, from_text, lead, paragraphs, references, text
from articles.body.rendering import render
from articles.body.sanitising import sanitise
from articles.body.schema import EXTENSIONS

__all__ = [
    "EXTENSIONS",
    "References",
    "blocks",
    "from_text",
    "lead",
    "paragraphs",
    "references",
    "render",
    "sanitise",
    "text",
]
