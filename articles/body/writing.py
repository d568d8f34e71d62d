"""A body being written: text gathers in a block; a block is written when the next one begins.

The lists or the quotation around a block are opened only with it, so nothing empty is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from articles.body.runs import Marks, Run, inline, plain, settled
from articles.body.schema import LIST_DEPTH, MARKS
from articles.body.tables import Table

_MARK_ORDER: Final = tuple(dict.fromkeys(MARKS.values()))
_DEEPEST_NESTING: Final = 64
_NOTHING_SAID: Final[dict[int, bool]] = {}


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
class Writer:
    """The body being written."""

    out: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    block: str = "p"
    block_attributes: str = ""
    marks: Marks = ()
    # Of the open elements by their tags: their numbers, and the marks of which they say something.
    inline: dict[str, list[tuple[int, Mapping[str, bool]]]] = field(default_factory=dict)
    opened: int = 0
    # Whether a mark holds, by the number of the element that says so; the last one counts.
    said: dict[str, dict[int, bool]] = field(default_factory=dict)
    # The pairs of marks around inline quotations, outer and inner; and how many are open.
    quotation_marks: tuple[str, str] = ("«»", "“”")
    quoted: int = 0
    link: str = ""
    isolate: str = ""
    # None stands for a list that is written as part of the one around it.
    lists: list[_List | None] = field(default_factory=list)
    quote: _Quote | None = None
    quotes_ignored: int = 0
    picture: str = ""
    table: Table | None = None
    # Blocks that may not stand in a list, quotation or table wait for its end.
    waiting: list[str] = field(default_factory=list)

    # Text and marks.

    def add_text(self, text: str) -> None:
        """Add text under the marks of this moment."""
        runs = self.runs
        if runs and runs[-1].marks == self.marks:
            runs[-1].pieces.append(text)
        else:
            runs.append(Run(self.marks, [text]))

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
            self.runs.append(Run(self.marks, [], breaks=True))

    def begin_inline(self, tag: str, marks: Mapping[str, bool]) -> None:
        """Open an element within the line that says which marks hold in it and which do not."""
        self.opened += 1
        self.inline.setdefault(tag, []).append((self.opened, marks))
        for mark, holds in marks.items():
            self.said.setdefault(mark, {})[self.opened] = holds
        if marks:
            self.settle_marks()

    def end_inline(self, tag: str) -> None:
        """Close the element of this tag that was opened last; without one, nothing changes."""
        if stack := self.inline.get(tag):
            number, marks = stack.pop()
            for mark in marks:
                del self.said[mark][number]
            if marks:
                self.settle_marks()

    def has_mark(self, mark: str) -> bool:
        """Whether the mark holds: what the innermost element says that says anything of it."""
        return next(reversed(self.said.get(mark, _NOTHING_SAID).values()), False)

    def begin_quotation(self) -> None:
        """Write the opening mark of a quotation within the line."""
        self.add_text(self.quotation_marks[self.quoted % 2][0])
        self.quoted += 1

    def end_quotation(self) -> None:
        """Write the closing mark of the quotation within the line; without one, nothing changes."""
        if self.quoted:
            self.quoted -= 1
            self.add_text(self.quotation_marks[self.quoted % 2][1])

    def settle_marks(self) -> None:
        """Set the tags around the next text: link, isolate, then marks in their fixed order."""
        active = [f"<{name}>" for name in _MARK_ORDER if self.has_mark(name)]
        self.marks = (*filter(None, (self.link, self.isolate)), *active)

    def begin_link(self, tag: str) -> None:
        """Put a link, its opening tag, around what follows."""
        self.link = tag
        self.settle_marks()

    def end_link(self) -> None:
        """End the link; without one, nothing changes."""
        self.begin_link("")

    def begin_isolate(self, tag: str) -> None:
        """Put an isolate of direction, its opening tag, around what follows."""
        self.isolate = tag
        self.settle_marks()

    def end_isolate(self) -> None:
        """End the isolate; without one, nothing changes."""
        self.begin_isolate("")

    # Blocks.

    def begin_block(self, name: str, attributes: str = "") -> None:
        """Write what has gathered and begin a block of the tag `name`."""
        self.end_block()
        if self.table:
            if not self.runs:
                self.table.direct(attributes)
            return
        self.block, self.block_attributes = name, attributes

    def end_block(self) -> None:
        """Write the block that has gathered; within a figure all text is its caption."""
        if self.table:
            self.end_line(self.table)
            return
        if self.picture:
            self.add_text(" ")
            return
        runs, self.runs = self.runs, []
        name = "p" if self.quote or self.lists else self.block
        if runs and (inner := inline(settled(runs))):
            self.write(f"<{name}{self.block_attributes}>{inner}</{name}>")
            if self.link or self.isolate:
                # A link ends with its block, or its address could be repeated without limit.
                self.link = self.isolate = ""
                self.settle_marks()
        self.block, self.block_attributes = "p", ""

    def write(self, block: str) -> None:
        """Append a finished block where the text stands now: in the quotation, item or body."""
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
        """Append the blocks that waited for the end of a list, quotation or table."""
        if not self.lists and not self.quote and not self.table:
            self.out += self.waiting
            self.waiting.clear()

    # Lists and quotations.

    def inner_list(self) -> _List | None:
        """The innermost list that is written; None outside lists."""
        return next((each for each in reversed(self.lists) if each), None)

    def begin_list(self, tag: str, attributes: str) -> None:
        """Open a list of the tag; one that does not fit leaves its items to the list around it."""
        self.end_figure()
        self.end_block()
        if len(self.lists) >= _DEEPEST_NESTING:
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
        self.settle_waiting()

    def begin_item(self, attributes: str) -> None:
        """Open an item of the innermost list, closing the one before it."""
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

    def end_present_item(self) -> None:
        """Close the item that is open, if any."""
        self.end_block()
        if self.lists and (each := self.lists[-1]):
            self.end_item(each)

    def begin_quote(self, attributes: str) -> None:
        """Open a quotation; within a list or another quotation it is ignored."""
        self.end_figure()
        self.end_block()
        if self.quote or self.lists:
            self.quotes_ignored += 1
        else:
            self.quote = _Quote(attributes)

    def end_quote(self) -> None:
        """Close the quotation that was opened last, ignored ones first."""
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
        """Begin a figure of the picture with this number; text from now on is its caption."""
        self.end_figure()
        self.end_block()
        self.picture = pk

    def end_figure(self) -> None:
        """Write the figure with its caption, if one is open."""
        if self.picture:
            runs, self.runs = self.runs, []
            caption = plain(runs)
            caption = f"<figcaption>{caption}</figcaption>" if caption else ""
            figure = f'<figure data-image="{self.picture}">{caption}</figure>'
            self.picture = ""
            self.place(figure)

    # Tables.

    def begin_table(self, attributes: str) -> None:
        """Begin a table; until its end all text belongs to its cells and its caption."""
        self.end_figure()
        self.end_block()
        self.table = Table(attributes, len(self.waiting))

    def end_line(self, table: Table) -> None:
        """End the line of text in the table's open cell; a caption has only one."""
        if self.runs:
            self.runs.append(Run(self.marks, [" "] if table.caption_is_open else [], breaks=True))

    def end_cell(self) -> None:
        """Settle the cell or caption that is open; text in neither waits for the table's end."""
        if self.table is None:
            return
        runs, self.runs = self.runs, []
        text = plain(runs) if self.table.caption_is_open else inline(settled(runs))
        if not self.table.take(text) and text:
            self.waiting.append(f"<p>{text}</p>")
        if self.link or self.isolate:
            self.link = self.isolate = ""
            self.settle_marks()

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
        """Take what follows for the caption of the table."""
        self.end_row()
        if self.table:
            self.table.caption_is_open = True

    def end_table(self) -> None:
        """Write the table, behind the list or quotation around it; what is none as paragraphs."""
        self.end_cell()
        table, self.table = self.table, None
        if table is None:
            return
        if table.is_text:
            self.waiting.insert(table.place, table.html())
        else:
            for line in table.lines():
                self.write(f"<p>{line}</p>")
        self.settle_waiting()

    def finish(self) -> str:
        """Return the body's HTML with everything closed."""
        while self.quoted:
            self.end_quotation()
        self.end_table()
        self.end_figure()
        self.end_block()
        while self.lists:
            self.end_list()
        self.quotes_ignored = 0
        self.end_quote()
        return "".join(self.out)
