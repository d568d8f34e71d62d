"""The writer of canonical body HTML, driven by the tokens of the source.

Inline content is buffered until its block ends. Enclosing lists and quotations are opened with
their first block, so no empty element is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import batched
from typing import Final

from articles.body.inline_runs import InlineRun, Marks, normalize_runs, to_html, to_plain_text
from articles.body.schema import GALLERY, LIST_DEPTH, MARKS, MAX_PICTURES, MIN_PICTURES
from articles.body.tables import Table

_MARK_ORDER: Final = tuple(dict.fromkeys(MARKS.values()))
_MAX_NESTING: Final = 64
_NO_STATES: Final[dict[int, bool]] = {}


@dataclass(slots=True)
class _List:
    """An open list and the state of its current item."""

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
class BodyWriter:
    """Builds a body: `begin_*`, `end_*`, `add_*` follow the source; `finish` returns the HTML."""

    out: list[str] = field(default_factory=list)
    runs: list[InlineRun] = field(default_factory=list)
    block: str = "p"
    block_attributes: str = ""
    marks: Marks = ()
    # By tag, the open inline elements: their numbers, and the marks that they set or unset.
    inline: dict[str, list[tuple[int, Mapping[str, bool]]]] = field(default_factory=dict)
    opened_count: int = 0
    # By mark, whether it is set, by the number of the element; the last entry counts.
    mark_states: dict[str, dict[int, bool]] = field(default_factory=dict)
    # Quotation marks of inline quotations, outer and nested; and how many are open.
    quotation_marks: tuple[str, str] = ("«»", "“”")
    open_quotations: int = 0
    link: str = ""
    isolate: str = ""
    # None: a list whose items are written into the enclosing list.
    lists: list[_List | None] = field(default_factory=list)
    quote: _Quote | None = None
    ignored_quotes: int = 0
    picture: str = ""
    # The figures of the open gallery; None outside galleries.
    gallery: list[str] | None = None
    table: Table | None = None
    # Blocks that a list, quotation or table may not contain; written after its end.
    waiting: list[str] = field(default_factory=list)

    # Text and marks.

    def add_text(self, text: str) -> None:
        """Add text with the current marks."""
        runs = self.runs
        if runs and runs[-1].marks == self.marks:
            runs[-1].pieces.append(text)
        else:
            runs.append(InlineRun(self.marks, [text]))

    def add_break(self) -> None:
        """Break the line; a second break in a row begins a new block of the same kind."""
        if self.table:
            self.end_line(self.table)
            return
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
            self.runs.append(InlineRun(self.marks, [], breaks=True))

    def begin_inline(self, tag: str, marks: Mapping[str, bool]) -> None:
        """Open an inline element that sets or unsets the marks."""
        self.opened_count += 1
        self.inline.setdefault(tag, []).append((self.opened_count, marks))
        for mark, holds in marks.items():
            self.mark_states.setdefault(mark, {})[self.opened_count] = holds
        if marks:
            self.update_marks()

    def end_inline(self, tag: str) -> None:
        """Close the last open element of this tag; without one, does nothing."""
        if stack := self.inline.get(tag):
            number, marks = stack.pop()
            for mark in marks:
                del self.mark_states[mark][number]
            if marks:
                self.update_marks()

    def has_mark(self, mark: str) -> bool:
        """Whether the mark is set, by the innermost element that sets or unsets it."""
        return next(reversed(self.mark_states.get(mark, _NO_STATES).values()), False)

    def begin_quotation(self) -> None:
        """Write the opening mark of a quotation within the line."""
        self.add_text(self.quotation_marks[self.open_quotations % 2][0])
        self.open_quotations += 1

    def end_quotation(self) -> None:
        """Write the closing mark of the quotation within the line; without one, nothing changes."""
        if self.open_quotations:
            self.open_quotations -= 1
            self.add_text(self.quotation_marks[self.open_quotations % 2][1])

    def update_marks(self) -> None:
        """Recompute the tags of the next text: link, isolate, then marks in their fixed order."""
        active = [f"<{name}>" for name in _MARK_ORDER if self.has_mark(name)]
        self.marks = (*filter(None, (self.link, self.isolate)), *active)

    def begin_link(self, tag: str) -> None:
        """Put a link, its opening tag, around what follows."""
        self.link = tag
        self.update_marks()

    def end_link(self) -> None:
        """End the link; without one, nothing changes."""
        self.begin_link("")

    def begin_isolate(self, tag: str) -> None:
        """Put an isolate of direction, its opening tag, around what follows."""
        self.isolate = tag
        self.update_marks()

    def end_isolate(self) -> None:
        """End the isolate; without one, nothing changes."""
        self.begin_isolate("")

    # Blocks.

    def begin_block(self, name: str, attributes: str = "") -> None:
        """Write the buffered block and begin one of the tag `name`."""
        self.end_block()
        if self.table:
            if not self.runs:
                self.table.set_direction(attributes)
            return
        self.block, self.block_attributes = name, attributes

    def end_block(self) -> None:
        """Write the buffered block; within a figure all text is its caption."""
        if self.table:
            self.end_line(self.table)
            return
        if self.picture:
            self.add_text(" ")
            return
        runs, self.runs = self.runs, []
        name = "p" if self.quote or self.lists else self.block
        if runs and (inner := to_html(normalize_runs(runs))):
            self.append_block(f"<{name}{self.block_attributes}>{inner}</{name}>")
            if self.link or self.isolate:
                # A link ends with its block, or its address could be repeated without limit.
                self.link = self.isolate = ""
                self.update_marks()
        self.block, self.block_attributes = "p", ""

    def append_block(self, block: str) -> None:
        """Append a finished block to the current quotation, list item or body."""
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

    def add_standalone_block(self, block: str) -> None:
        """Write a figure, rule or embed, after the list, quotation or table it was found in."""
        self.end_figure()
        self.end_block()
        self.waiting.append(block)
        self.flush_waiting()

    def flush_waiting(self) -> None:
        """Append the waiting blocks if no list, quotation or table is open."""
        if not self.lists and not self.quote and not self.table:
            self.out += self.waiting
            self.waiting.clear()

    # Lists and quotations.

    def inner_list(self) -> _List | None:
        """The innermost list that is written; None outside lists."""
        return next((each for each in reversed(self.lists) if each), None)

    def begin_list(self, tag: str, attributes: str) -> None:
        """Open a list; one nested too deeply adds its items to the enclosing list."""
        self.end_figure()
        self.end_block()
        if len(self.lists) >= _MAX_NESTING:
            return
        inner = self.inner_list()
        depth = sum(each is not None for each in self.lists)
        fits = not self.lists or (inner is not None and inner.item_is_open and depth < LIST_DEPTH)
        self.lists.append(_List(tag, attributes) if fits else None)

    def end_list(self) -> None:
        """Close the innermost list and the item that is open in it."""
        self.end_block()
        if not self.lists:
            return
        if each := self.lists.pop():
            self.end_item(each)
            if each.is_open:
                self.out.append(f"</{each.tag}>")
        self.flush_waiting()

    def begin_item(self, attributes: str) -> None:
        """Open an item of the innermost list, closing the one before it."""
        self.end_block()
        if inner := self.inner_list():
            self.end_item(inner)
            inner.item_attributes = attributes

    def end_item(self, each: _List) -> None:
        """Close the item; a single plain paragraph is written without its ``<p>``."""
        if each.item_is_open:
            paragraph = self.out[each.item_start]
            if each.item_blocks == 1 and paragraph.startswith("<p>"):
                self.out[each.item_start] = paragraph[3:-4]
            self.out.append("</li>")
        each.item_is_open, each.item_attributes = False, ""

    def end_current_item(self) -> None:
        """Close the item that is open, if any."""
        self.end_block()
        if self.lists and (each := self.lists[-1]):
            self.end_item(each)

    def begin_quote(self, attributes: str) -> None:
        """Open a quotation; within a list or another quotation it is ignored."""
        self.end_figure()
        self.end_block()
        if self.quote or self.lists:
            self.ignored_quotes += 1
        else:
            self.quote = _Quote(attributes)

    def end_quote(self) -> None:
        """Close the quotation that was opened last, ignored ones first."""
        self.end_block()
        if self.ignored_quotes:
            self.ignored_quotes -= 1
        elif self.quote:
            while self.lists:
                self.end_list()
            if self.quote.is_open:
                self.out.append("</blockquote>")
            self.quote = None
            self.flush_waiting()

    # Figures.

    def begin_figure(self, attributes: str) -> None:
        """Begin a figure, whose picture is in `attributes`; text from now on is its caption."""
        self.end_figure()
        self.end_block()
        self.picture = attributes

    def end_figure(self) -> None:
        """Write the figure with its caption, if one is open."""
        if self.picture:
            runs, self.runs = self.runs, []
            caption = to_plain_text(runs)
            caption = f"<figcaption>{caption}</figcaption>" if caption else ""
            figure = f"<figure {self.picture}>{caption}</figure>"
            self.picture = ""
            if self.gallery is None:
                self.add_standalone_block(figure)
            else:
                self.gallery.append(figure)

    def begin_gallery(self) -> None:
        """Begin a gallery; until its end, figures belong to it, and all else is written before."""
        self.end_gallery()
        self.end_block()
        self.gallery = []

    def end_gallery(self) -> None:
        """Write the gallery, if one is open; a picture that is left alone is a plain figure."""
        self.end_figure()
        figures, self.gallery = self.gallery or [], None
        for some in batched(figures, MAX_PICTURES, strict=False):
            html = "".join(some)
            is_one = len(some) < MIN_PICTURES
            self.add_standalone_block(
                html if is_one else f'<section class="{GALLERY}">{html}</section>'
            )

    # Tables.

    def begin_table(self, attributes: str) -> None:
        """Begin a table; until its end all text belongs to its cells and its caption."""
        self.end_figure()
        self.end_block()
        self.table = Table(attributes, len(self.waiting))

    def end_line(self, table: Table) -> None:
        """End the line of text in the table's open cell; a caption has only one."""
        if self.runs:
            self.runs.append(
                InlineRun(self.marks, [" "] if table.caption_is_open else [], breaks=True)
            )

    def end_cell(self) -> None:
        """Close the open cell or caption; text outside of both is written after the table."""
        if self.table is None:
            return
        runs, self.runs = self.runs, []
        text = to_plain_text(runs) if self.table.caption_is_open else to_html(normalize_runs(runs))
        if not self.table.close_cell(text) and text:
            self.waiting.append(f"<p>{text}</p>")
        if self.link or self.isolate:
            self.link = self.isolate = ""
            self.update_marks()

    def begin_cell(self, tag: str, attributes: str, columns: str, rows: str) -> None:
        """Open a cell of the table, closing what is open in it."""
        self.end_cell()
        if self.table:
            self.table.begin_cell(tag, attributes, columns, rows)

    def begin_row(self) -> None:
        """Open a row of the table."""
        self.end_cell()
        if self.table:
            self.table.begin_row()

    def end_row(self) -> None:
        """Close the row that is open."""
        self.end_cell()
        if self.table:
            self.table.row_is_open = False

    def begin_caption(self) -> None:
        """Begin the caption of the table."""
        self.end_row()
        if self.table:
            self.table.caption_is_open = True

    def end_table(self) -> None:
        """Write the table, or the cells of a layout table as paragraphs."""
        self.end_cell()
        table, self.table = self.table, None
        if table is None:
            return
        if table.is_data_table:
            self.waiting.insert(table.place, table.html())
        else:
            for line in table.lines():
                self.append_block(f"<p>{line}</p>")
        self.flush_waiting()

    def finish(self) -> str:
        """Close everything that is open and return the body's HTML."""
        while self.open_quotations:
            self.end_quotation()
        self.end_table()
        self.end_gallery()
        self.end_block()
        while self.lists:
            self.end_list()
        self.ignored_quotes = 0
        self.end_quote()
        return "".join(self.out)
