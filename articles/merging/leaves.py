"""A text as its blocks, and a block as its leaves: the lines of words that it frames.

A leaf is a paragraph, a heading, an item of a list, a cell, a caption; what stands around the
leaves of a block (its elements, the pictures it names) is its frame. Two blocks of one frame
differ in words and emphasis alone. A field of one line is a text of one block with one leaf.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from html import escape, unescape
from itertools import groupby
from typing import Final, NamedTuple

from articles import body
from articles.arabic.normalize import TASHKEEL
from articles.body.inline_runs import InlineRun, Marks, to_html

WORDS: Final = re.compile(rf"\s+|[\w{TASHKEEL}]+|[^\w\s]")
"""The words of a text, its blanks, and its signs one by one; joined they are the text."""
GAP: Final = "\0"
"""Where a leaf stands in a frame; no stored text holds it."""
BREAK: Final = "\n"
"""The word that a line break is."""
_TAG: Final = re.compile(r"<(/?)([a-z][a-z0-9]*)(?:\s[^>]*)?>")
_CAPTION: Final = re.compile(r"<table[^>]*><caption>.*?</caption>")
_IN_CELLS: Final = frozenset({"a", "bdi", "em", "strong", "sub", "sup"})
_INLINE: Final = _IN_CELLS | {"br"}


class Token(NamedTuple):
    """A word, a blank or a sign, and the opening tags of its emphasis and links."""

    text: str
    marks: Marks


type Leaf = tuple[Token, ...]


class Block(NamedTuple):
    """A top-level block of a body: its HTML, its frame with GAP for each leaf, and its leaves."""

    html: str
    frame: str
    leaves: tuple[Leaf, ...]


type Blocks = Sequence[Block]


def line(text: str) -> list[Block]:
    """A field of one line as a text: always one block of one leaf."""
    tokens = tuple(Token(word, ()) for word in WORDS.findall(text))
    return [Block(escape(text, quote=False), GAP, (tokens,))]


def blocks(html: str) -> list[Block]:
    """The blocks of a stored body; linear."""
    return [block(each) for each in body.blocks(html)]


def block(html: str) -> Block:
    """One top-level block of a stored body. A leaf without a letter or sign belongs to the frame.

    So does the caption of a table. Each line of a cell is a leaf; a table whose emphasis goes on
    from line to line has none. Relies on the form that `articles.body.sanitise` returns.
    """
    caption = _CAPTION.match(html)
    head = caption[0] if caption else ""
    inline = _IN_CELLS if html.startswith("<table") else _INLINE
    frame, leaves = [head], []
    for is_inline, pieces in groupby(_pieces(html[len(head) :]), key=partial(_is_inline, inline)):
        content = "".join(pieces)
        leaf = _leaf(content) if is_inline else ()
        if leaf is None:
            return Block(html, html, ())
        if any(token.text.strip() for token in leaf):
            leaves.append(leaf)
            content = GAP
        frame.append(content)
    return Block(html, "".join(frame), tuple(leaves))


def with_leaf(of: Block, number: int, leaf: Leaf) -> Block:
    """The block with another leaf in place of its leaf of this number."""
    leaves = (*of.leaves[:number], leaf, *of.leaves[number + 1 :])
    parts = of.frame.split(GAP)
    inner = [*map(inline_html, leaves), ""]
    html = "".join(f"{part}{held}" for part, held in zip(parts, inner, strict=True))
    return Block(html, of.frame, leaves)


def inline_html(tokens: Iterable[Token]) -> str:
    """The tokens as HTML; adjacent ones share their elements."""
    runs: list[InlineRun] = []
    breaks = False
    for token in tokens:
        if token.text == BREAK:
            if breaks:
                runs.append(InlineRun((), [""], breaks=True))
            breaks = True
        elif runs and runs[-1].marks == token.marks and not breaks:
            runs[-1].pieces[0] += token.text
        else:
            runs.append(InlineRun(token.marks, [token.text], breaks))
            breaks = False
    return to_html([*runs, InlineRun((), [""], breaks=True)] if breaks else runs)


def plain(tokens: Iterable[Token]) -> str:
    """The text of the tokens."""
    return "".join(token.text for token in tokens)


def _pieces(html: str) -> Iterator[str]:
    """The tags of the HTML and what stands between them, in order."""
    done = 0
    for tag in _TAG.finditer(html):
        if tag.start() > done:
            yield html[done : tag.start()]
        yield tag[0]
        done = tag.end()
    if done < len(html):
        yield html[done:]


def _is_inline(inline: frozenset[str], piece: str) -> bool:
    tag = _TAG.fullmatch(piece)
    return tag is None or tag[2] in inline


def _leaf(html: str) -> Leaf | None:
    """The tokens of inline HTML; None when an element begins or ends outside of it."""
    tokens: list[Token] = []
    marks: list[str] = []
    for piece in _pieces(html):
        tag = _TAG.fullmatch(piece)
        if tag is None:
            words = WORDS.findall(unescape(piece))
            tokens += [Token(word, tuple(marks)) for word in words]
        elif tag[2] == "br":
            tokens.append(Token(BREAK, ()))
        elif not tag[1]:
            marks.append(piece)
        elif marks:
            marks.pop()
        else:
            return None
    return None if marks else tuple(tokens)
