"""Any HTML brought into the shape a body has; what is safe is decided afterwards, by the cleaner.

One pass over the tokens. Text gathers in a block; a block is written when the next one begins,
and the lists or the quotation around it are opened only then, so nothing empty is ever written.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Final

from articles.arabic.normalize import JOINERS, clean
from articles.body.addresses import embed_address, link_address
from articles.body.schema import (
    DIRECTIONS,
    LIST_DEPTH,
    LISTS,
    MARKS,
    PULLQUOTE,
    TEXT_BLOCKS,
)
from articles.body.tokens import attributes_of, tokens

Marks = tuple[str, ...]

# Elements that end the line of text before and after them; everything else unknown is seen through.
_BOUNDARIES: Final = frozenset(
    ["address", "article", "aside", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "footer", "form", "h1", "h4", "h5", "h6", "header", "hgroup", "legend", "main", "menu", "nav", "option", "optgroup", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr"]
)
_HEADINGS: Final = {"h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}
# Left out with everything in them.
_SKIPPED: Final = frozenset({"svg", "math", "template", "select", "object"})
_MARK_ORDER: Final = tuple(dict.fromkeys(MARKS.values()))
_DEEPEST_NESTING: Final = 64
# Longer text is broken into lines: the cleaner's time grows with the square of a text's ampersands.
_LONGEST_TEXT: Final = 20_000

_SPACES = re.compile(r"\s+")
_PK = re.compile(r"[1-9][0-9]{0,17}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
# Composes with the «>» of the tag before it wherever a page is normalised.
_OVERLAY = "\u0338"
_NO_BOLD = re.compile(r"font-weight:\s*(?:normal|400)")


@dataclass(slots=True)
class _Run:
    """Text under the same marks; ``breaks`` when a line break stands before it."""

    marks: Marks
    pieces: list[str]
    breaks: bool = False


@dataclass(slots=True)
class _List:
    """A list being read: its tag, and the state of its present item."""

    tag: str
    attributes: str
    is_open: bool = False
    item_attributes: str = ""
    item_is_open: bool = False
    item_start: int = 0
    item_blocks: int = 0


@dataclass(slots=True)
class _Quote:
    attributes: str
    is_open: bool = False


@dataclass(slots=True)
class _Body:
    """The body being written."""

    out: list[str] = field(default_factory=list)
    runs: list[_Run] = field(default_factory=list)
    block: str = "p"
    block_attributes: str = ""
    marks: Marks = ()
    mark_counts: dict[str, int] = field(default_factory=dict)
    link: str = ""
    isolate: str = ""
    # None stands for a list that is written as part of the one around it.
    lists: list[_List | None] = field(default_factory=list)
    quote: _Quote | None = None
    quotes_ignored: int = 0
    picture: str = ""
    # Blocks that may not stand in a list or quotation wait for its end.
    waiting: list[str] = field(default_factory=list)
    skipping: str = ""
    skip_depth: int = 0

    # Text and marks.

    def add_text(self, text: str) -> None:
        runs = self.runs
        if runs and runs[-1].marks == self.marks:
            runs[-1].pieces.append(text)
        else:
            runs.append(_Run(self.marks, [text]))

    def add_break(self) -> None:
        """Break the line; a second break in a row begins a new block of the same kind."""
        if self.picture:
            self.add_text(" ")
            return
        last = self.runs[-1] if self.runs else None
        if last and last.breaks and not "".join(last.pieces).strip():
            self.runs.pop()
            name, attributes = self.block, self.block_attributes
            self.end_block()
            self.block, self.block_attributes = name, attributes
        elif last:
            self.runs.append(_Run(self.marks, [], breaks=True))

    def change_mark(self, name: str, by: int) -> None:
        count = self.mark_counts.get(name, 0)
        self.mark_counts[name] = max(0, count + by)
        if (count > 0) != (count + by > 0):
            self.settle_marks()

    def settle_marks(self) -> None:
        active = [f"<{name}>" for name in _MARK_ORDER if self.mark_counts.get(name)]
        self.marks = (*filter(None, (self.link, self.isolate)), *active)

    # Blocks.

    def begin_block(self, name: str, attributes: str = "") -> None:
        self.end_block()
        self.block, self.block_attributes = name, attributes

    def end_block(self) -> None:
        """Write the block that has gathered; within a figure all text is its caption."""
        if self.picture:
            self.add_text(" ")
            return
        runs, self.runs = self.runs, []
        name = "p" if self.quote or self.lists else self.block
        if runs and (inner := _inline(_settled(runs))):
            self.write(f"<{name}{self.block_attributes}>{inner}</{name}>")
            if self.link or self.isolate:
                # A link ends with its block, or its address could be repeated without limit.
                self.link = self.isolate = ""
                self.settle_marks()
        self.block, self.block_attributes = "p", ""

    def write(self, block: str) -> None:
        if self.quote and not self.quote.is_open:
            self.quote.is_open = True
            self.out.append(f"<blockquote{self.quote.attributes}>")
        for each in self.lists:
            if each is None:
                continue
            if not each.is_open:
                each.is_open = True
                self.out.append(f"<{each.tag}{each.attributes}>")
            if not each.item_is_open:
                each.item_is_open, each.item_blocks = True, 0
                self.out.append(f"<li{each.item_attributes}>")
                each.item_start = len(self.out)
        if inner := self.inner_list():
            inner.item_blocks += 1
        self.out.append(block)

    def place(self, block: str) -> None:
        """Write a block that stands alone, behind the list or quotation it was found in."""
        self.end_figure()
        self.end_block()
        self.waiting.append(block)
        self.settle_waiting()

    def settle_waiting(self) -> None:
        if not self.lists and not self.quote:
            self.out += self.waiting
            self.waiting.clear()

    # Lists and quotations.

    def inner_list(self) -> _List | None:
        return next((each for each in reversed(self.lists) if each), None)

    def begin_list(self, tag: str, attributes: str) -> None:
        self.end_figure()
        self.end_block()
        if len(self.lists) >= _DEEPEST_NESTING:
            return
        inner = self.inner_list()
        depth = sum(each is not None for each in self.lists)
        fits = not self.lists or (inner is not None and inner.item_is_open and depth < LIST_DEPTH)
        self.lists.append(_List(tag, attributes) if fits else None)

    def end_list(self) -> None:
        self.end_block()
        if not self.lists:
            return
        if each := self.lists.pop():
            self.end_item(each)
            if each.is_open:
                self.out.append(f"</{each.tag}>")
        self.settle_waiting()

    def begin_item(self, attributes: str) -> None:
        self.end_block()
        if inner := self.inner_list():
            self.end_item(inner)
            inner.item_attributes = attributes

    def end_item(self, each: _List) -> None:
        """Close the item; when it holds one plain paragraph, its text stands in the item itself."""
        if each.item_is_open:
            paragraph = self.out[each.item_start]
            if each.item_blocks == 1 and paragraph.startswith("<p>"):
                self.out[each.item_start] = paragraph[3:-4]
            self.out.append("</li>")
        each.item_is_open, each.item_attributes = False, ""

    def begin_quote(self, attributes: str) -> None:
        self.end_figure()
        self.end_block()
        if self.quote or self.lists:
            self.quotes_ignored += 1
        else:
            self.quote = _Quote(attributes)

    def end_quote(self) -> None:
        self.end_block()
        if self.quotes_ignored:
            self.quotes_ignored -= 1
        elif self.quote:
            while self.lists:
                self.end_list()
            if self.quote.is_open:
                self.out.append("</blockquote>")
            self.quote = None
            self.settle_waiting()

    # Figures.

    def begin_figure(self, pk: str) -> None:
        self.end_figure()
        self.end_block()
        self.picture = pk

    def end_figure(self) -> None:
        if self.picture:
            runs, self.runs = self.runs, []
            text = clean("".join(piece for run in runs for piece in run.pieces))
            caption = _SPACES.sub(" ", text.lstrip(_OVERLAY + " ")).strip()
            caption = f"<figcaption>{escape(caption, quote=False)}</figcaption>" if caption else ""
            figure = f'<figure data-image="{self.picture}">{caption}</figure>'
            self.picture = ""
            self.place(figure)

    def finish(self) -> str:
        """Return the body's HTML with everything closed."""
        self.end_figure()
        self.end_block()
        while self.lists:
            self.end_list()
        self.quotes_ignored = 0
        self.end_quote()
        return "".join(self.out)


def rebuild(html: str) -> str:
    """Return the HTML's content in the shape of a body: canonical, every tag closed, text escaped.

    Its own output comes back unchanged. Never raises; linear.
    """
    body = _Body()
    for kind, value, attributes in tokens(html):
        if body.skipping:
            _skip(body, kind, value)
        elif kind == "text":
            body.add_text(value)
        elif mark := MARKS.get(value):
            if kind == "end" or "font-weight" not in attributes or not _NO_BOLD.search(attributes):
                body.change_mark(mark, 1 if kind == "start" else -1)
        elif kind == "end":
            _ends(body, value)
        elif value in _SKIPPED:
            if not attributes.endswith("/"):
                body.skipping, body.skip_depth = value, 1
        elif start := _STARTS.get(value):
            start(body, value, attributes_of(attributes) if attributes else {})
    return body.finish()


def _skip(body: _Body, kind: str, name: str) -> None:
    if name == body.skipping and kind != "text":
        body.skip_depth += 1 if kind == "start" else -1
        if not body.skip_depth:
            body.skipping = ""


def _ends(body: _Body, name: str) -> None:
    if name == "a":
        body.link = ""
        body.settle_marks()
    elif name == "bdi":
        body.isolate = ""
        body.settle_marks()
    elif name in LISTS:
        body.end_list()
    elif name == "blockquote":
        body.end_quote()
    elif name == "figure":
        body.end_figure()
    elif name == "br":
        body.add_break()
    elif name in _STARTS:
        body.end_block()
        if name == "li" and (inner := body.inner_list()) and body.lists[-1]:
            body.end_item(inner)


type _Start = Callable[[_Body, str, Mapping[str, str]], None]


def _start_text_block(body: _Body, name: str, attributes: Mapping[str, str]) -> None:
    name = _HEADINGS.get(name, name)
    if name != "p":
        body.end_figure()
    body.begin_block(name, _direction(attributes))


def _start_boundary(body: _Body, _name: str, attributes: Mapping[str, str]) -> None:
    body.begin_block("p", _direction(attributes))


def _start_list(body: _Body, name: str, attributes: Mapping[str, str]) -> None:
    body.begin_list(name, _direction(attributes))


def _start_item(body: _Body, _name: str, attributes: Mapping[str, str]) -> None:
    body.begin_item(_direction(attributes))


def _start_quote(body: _Body, _name: str, attributes: Mapping[str, str]) -> None:
    is_pulled = PULLQUOTE in attributes.get("class", "").split()
    class_ = f' class="{PULLQUOTE}"' if is_pulled else ""
    body.begin_quote(class_ + _direction(attributes))


def _start_figure(body: _Body, _name: str, attributes: Mapping[str, str]) -> None:
    pk = attributes.get("data-image", "")
    if _PK.fullmatch(pk):
        body.begin_figure(pk)
    else:
        body.end_figure()
        body.begin_block("p")


def _start_aside(body: _Body, _name: str, attributes: Mapping[str, str]) -> None:
    pk = attributes.get("data-article", "")
    if _PK.fullmatch(pk):
        body.place(f'<aside data-article="{pk}"></aside>')
    else:
        body.begin_block("p")


def _start_div(body: _Body, name: str, attributes: Mapping[str, str]) -> None:
    if address := embed_address(attributes.get("data-embed", "")):
        body.place(f'<div data-embed="{escape(address)}"></div>')
    else:
        _start_boundary(body, name, attributes)


def _start_frame(body: _Body, _name: str, attributes: Mapping[str, str]) -> None:
    source = attributes.get("src", "")
    source = f"https:{source}" if source.startswith("//") else source
    if address := embed_address(source):
        body.place(f'<div data-embed="{escape(address)}"></div>')


def _start_rule(body: _Body, _name: str, _attributes: Mapping[str, str]) -> None:
    body.place("<hr>")


def _start_break(body: _Body, _name: str, _attributes: Mapping[str, str]) -> None:
    body.add_break()


def _start_link(body: _Body, _name: str, attributes: Mapping[str, str]) -> None:
    address = link_address(attributes.get("href", ""))
    body.link = f'<a href="{escape(address)}">' if address else ""
    body.settle_marks()


def _start_isolate(body: _Body, _name: str, attributes: Mapping[str, str]) -> None:
    body.isolate = f"<bdi{_direction(attributes)}>"
    body.settle_marks()


_STARTS: Final[dict[str, _Start]] = {
    **dict.fromkeys(_BOUNDARIES, _start_boundary),
    **dict.fromkeys((*TEXT_BLOCKS, *_HEADINGS), _start_text_block),
    **dict.fromkeys(LISTS, _start_list),
    "li": _start_item,
    "blockquote": _start_quote,
    "figure": _start_figure,
    "aside": _start_aside,
    "div": _start_div,
    "iframe": _start_frame,
    "hr": _start_rule,
    "br": _start_break,
    "a": _start_link,
    "bdi": _start_isolate,
}


def _direction(attributes: Mapping[str, str]) -> str:
    """Return the language and direction among the attributes, as they are written in a tag."""
    language, direction = attributes.get("lang", ""), attributes.get("dir", "").lower()
    written = f' lang="{language}"' if _LANGUAGE.fullmatch(language) else ""
    return f'{written} dir="{direction}"' if direction in DIRECTIONS else written


def _settled(runs: list[_Run]) -> list[_Run]:
    """Return the runs with clean text: single spaces, none at the ends of lines, none empty."""
    merged: list[_Run] = []
    for run in runs:
        text = clean(run.pieces[0] if len(run.pieces) == 1 else "".join(run.pieces))
        if not text and not run.breaks:
            continue
        last = merged[-1] if merged else None
        if last and last.marks == run.marks and not run.breaks:
            last.pieces.append(text)
        else:
            merged.append(_Run(run.marks, [text], run.breaks))
    return _trimmed(merged)


def _trimmed(runs: list[_Run]) -> list[_Run]:
    kept: list[_Run] = []
    breaks = False
    for run in runs:
        breaks = breaks or run.breaks
        text = run.pieces[0] if len(run.pieces) == 1 else clean("".join(run.pieces))
        after_space = breaks or not kept or kept[-1].pieces[0].endswith(" ")
        text = _SPACES.sub(" ", text).lstrip(f" {_OVERLAY}" if after_space else _OVERLAY)
        if not text:
            continue
        if breaks:
            _strip_end(kept)
        kept.append(_Run(run.marks, [text[:_LONGEST_TEXT]], breaks and bool(kept)))
        for start in range(_LONGEST_TEXT, len(text), _LONGEST_TEXT):
            _strip_end(kept)
            part = text[start : start + _LONGEST_TEXT].lstrip(f" {_OVERLAY}")
            kept.append(_Run(run.marks, [part], breaks=True))
        breaks = False
    _strip_end(kept)
    return kept if any(run.pieces[0].strip(f" {JOINERS}") for run in kept) else []


def _strip_end(runs: list[_Run]) -> None:
    """Take the blank off the end of the line; a run that was only that goes."""
    if runs:
        text = runs[-1].pieces[0].rstrip(" ")
        runs[-1].pieces[0] = text
        if not text:
            runs.pop()


def _inline(runs: list[_Run]) -> str:
    """Return the runs as HTML; neighbours share the marks they have in common."""
    out: list[str] = []
    marks: Marks = ()
    for run in runs:
        common = 0
        while common < min(len(marks), len(run.marks)) and marks[common] == run.marks[common]:
            common += 1
        out += map(_closing, reversed(marks[common:]))
        if run.breaks:
            out.append("<br>")
        out += run.marks[common:]
        out.append(escape(run.pieces[0], quote=False))
        marks = run.marks
    out += map(_closing, reversed(marks))
    return "".join(out)


def _closing(tag: str) -> str:
    return f"</{tag[1:].partition(' ')[0].rstrip('>')}>"
