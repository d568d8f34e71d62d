"""Any HTML brought into the shape of a body; what is safe the cleaner decides afterwards."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from typing import Final

from articles.body import tables
from articles.body.addresses import embed_address, link_address
from articles.body.left_out import LeftOut, is_left_out
from articles.body.schema import CELLS, DIRECTIONS, LISTS, MARKS, PULLQUOTE, TEXT_BLOCKS
from articles.body.tokens import Token, attributes_of, tokens
from articles.body.writing import Writer

# Elements that end the line of text before and after them; everything else unknown is seen through.
_BOUNDARIES: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "footer",
        "form",
        "h1",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "legend",
        "main",
        "menu",
        "nav",
        "option",
        "optgroup",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
    ]
)
_HEADINGS: Final = {"h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}
# Elements within the line that are seen through, but for what their style says.
_STYLED: Final = frozenset({"span", "font", "u", "ins", *MARKS})
# What a picture of an emoji stands for: signs, no letters and not many.
_SIGN = re.compile(r"(?=.*[^\x00-\x7f])[^A-Za-z\u0600-\u06ff]{1,16}")
_ARABIC = re.compile("[\u0620-\u064a]")

_PK = re.compile(r"[1-9][0-9]{0,17}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
# Beyond them no list of a text begins.
_START = re.compile(r"-?[0-9]{1,5}")
_MARKED = re.compile(
    r"""font-weight\s*:\s*(?:(?P<bold>bold(?:er)?|[6-9]00)|(?P<light>normal|lighter|[1-5]00))\b
    |font-style\s*:\s*(?:(?P<italic>italic|oblique)|(?P<upright>normal))
    |vertical-align\s*:\s*(?:(?P<super>super)|(?P<sub>sub))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_SAID: Final = {
    "bold": ("strong", True),
    "light": ("strong", False),
    "italic": ("em", True),
    "upright": ("em", False),
    "super": ("sup", True),
    "sub": ("sub", True),
}


def rebuild(html: str) -> str:
    """Return the HTML's content in the shape of a body: canonical, every tag closed, text escaped.

    Its own output comes back unchanged. Never raises; linear.
    """
    body = Writer(quotation_marks=("«»", "“”") if _ARABIC.search(html) else ("“”", "\u2018\u2019"))
    read: Iterable[Token] = _kept(html)
    of_text: frozenset[int] = frozenset()
    if "<table" in html.lower():
        read = list(read)
        of_text = tables.of_text(read)
    for number, (kind, name, attributes) in enumerate(read):
        if kind == "text":
            body.add_text(name)
        elif kind == "end":
            _end(body, name)
        elif number in of_text:
            body.begin_table(_direction(attributes_of(attributes)))
        else:
            _start(body, name, attributes)
    return body.finish()


def _kept(html: str) -> Iterator[Token]:
    """Yield the tokens of what the page counts as its text."""
    left_out: LeftOut | None = None
    for token in tokens(html):
        kind, name, attributes = token
        if left_out and left_out.holds(kind, name):
            left_out = None if left_out.is_over else left_out
            continue
        left_out = None
        if kind == "start" and is_left_out(name, attributes):
            left_out = LeftOut(name)
        else:
            yield token


def _start(body: Writer, name: str, attributes: str) -> None:
    if name in _STYLED:
        body.begin_inline(name, _marks(name, attributes))
    elif start := (_TABLE_STARTS if body.table else _STARTS).get(name):
        start(body, name, attributes_of(attributes) if attributes else {})


def _marks(name: str, attributes: str) -> dict[str, bool]:
    """Return what an element within the line says of marks, by its tag and by its style."""
    marks = {MARKS[name]: True} if name in MARKS else {}
    if _MARKED.search(attributes):
        for found in _MARKED.finditer(attributes_of(attributes).get("style", "")):
            mark, holds = _SAID[found.lastgroup or ""]
            marks[mark] = holds
    return marks


def _end(body: Writer, name: str) -> None:
    if name in _STYLED:
        body.end_inline(name)
    elif end := (_TABLE_ENDS if body.table else _ENDS).get(name):
        end(body)
    elif name in _STARTS:
        body.end_block()


type _Start = Callable[[Writer, str, Mapping[str, str]], None]


def _start_text_block(body: Writer, name: str, attributes: Mapping[str, str]) -> None:
    name = _HEADINGS.get(name, name)
    if name != "p":
        body.end_figure()
    body.begin_block(name, _direction(attributes))


def _start_boundary(body: Writer, _name: str, attributes: Mapping[str, str]) -> None:
    body.begin_block("p", _direction(attributes))


def _start_list(body: Writer, name: str, attributes: Mapping[str, str]) -> None:
    first = attributes.get("start", "").strip() if name == "ol" else ""
    numbered = _START.fullmatch(first) and int(first) != 1
    start = f' start="{int(first)}"' if numbered else ""
    body.begin_list(name, start + _direction(attributes))


def _start_item(body: Writer, _name: str, attributes: Mapping[str, str]) -> None:
    body.begin_item(_direction(attributes))


def _start_quote(body: Writer, _name: str, attributes: Mapping[str, str]) -> None:
    is_pulled = PULLQUOTE in attributes.get("class", "").split()
    class_ = f' class="{PULLQUOTE}"' if is_pulled else ""
    body.begin_quote(class_ + _direction(attributes))


def _start_figure(body: Writer, _name: str, attributes: Mapping[str, str]) -> None:
    pk = attributes.get("data-image", "")
    if _PK.fullmatch(pk):
        body.begin_figure(pk)
    else:
        body.end_figure()
        body.begin_block("p")


def _start_aside(body: Writer, _name: str, attributes: Mapping[str, str]) -> None:
    pk = attributes.get("data-article", "")
    if _PK.fullmatch(pk):
        body.place(f'<aside data-article="{pk}"></aside>')
    else:
        body.begin_block("p")


def _start_div(body: Writer, name: str, attributes: Mapping[str, str]) -> None:
    if address := embed_address(attributes.get("data-embed", "")):
        body.place(f'<div data-embed="{escape(address)}"></div>')
    else:
        _start_boundary(body, name, attributes)


def _start_frame(body: Writer, _name: str, attributes: Mapping[str, str]) -> None:
    source = attributes.get("src", "")
    source = f"https:{source}" if source.startswith("//") else source
    if address := embed_address(source):
        body.place(f'<div data-embed="{escape(address)}"></div>')


def _start_picture(body: Writer, _name: str, attributes: Mapping[str, str]) -> None:
    said = attributes.get("alt", "").strip()
    is_drawn = "emoji" in attributes.get("class", "") or "emoji" in attributes.get("src", "")
    if is_drawn and _SIGN.fullmatch(said):
        body.add_text(said)


def _start_rule(body: Writer, _name: str, _attributes: Mapping[str, str]) -> None:
    body.place("<hr>")


def _start_break(body: Writer, _name: str, _attributes: Mapping[str, str]) -> None:
    body.add_break()


def _start_link(body: Writer, _name: str, attributes: Mapping[str, str]) -> None:
    address = link_address(attributes.get("href", ""))
    body.begin_link(f'<a href="{escape(address)}">' if address else "")


def _start_quotation(body: Writer, _name: str, _attributes: Mapping[str, str]) -> None:
    body.begin_quotation()


def _start_row(body: Writer, _name: str, _attributes: Mapping[str, str]) -> None:
    body.begin_row()


def _start_rows(body: Writer, _name: str, _attributes: Mapping[str, str]) -> None:
    body.end_row()


def _start_cell(body: Writer, name: str, attributes: Mapping[str, str]) -> None:
    spans = attributes.get("colspan", ""), attributes.get("rowspan", "")
    body.begin_cell(name, _direction(attributes), *spans)


def _start_caption(body: Writer, _name: str, _attributes: Mapping[str, str]) -> None:
    body.begin_caption()


def _start_figure_in_table(body: Writer, _name: str, attributes: Mapping[str, str]) -> None:
    pk = attributes.get("data-image", "")
    if _PK.fullmatch(pk):
        body.place(f'<figure data-image="{pk}"></figure>')


def _start_isolate(body: Writer, _name: str, attributes: Mapping[str, str]) -> None:
    body.begin_isolate(f"<bdi{_direction(attributes)}>")


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
    "img": _start_picture,
    "hr": _start_rule,
    "br": _start_break,
    "a": _start_link,
    "bdi": _start_isolate,
    "q": _start_quotation,
}


_ENDS: Final[dict[str, Callable[[Writer], None]]] = {
    "a": Writer.end_link,
    "bdi": Writer.end_isolate,
    "q": Writer.end_quotation,
    "br": Writer.add_break,
    "blockquote": Writer.end_quote,
    "figure": Writer.end_figure,
    "li": Writer.end_present_item,
    **dict.fromkeys(LISTS, Writer.end_list),
}

# Within a table: its parts, and lines of text; what stands alone waits for the table's end.
_TABLE_STARTS: Final[dict[str, _Start]] = {
    **_STARTS,
    **dict.fromkeys((*LISTS, "li", "blockquote"), _start_boundary),
    **dict.fromkeys(("thead", "tbody", "tfoot"), _start_rows),
    **dict.fromkeys(CELLS, _start_cell),
    "tr": _start_row,
    "caption": _start_caption,
    "figure": _start_figure_in_table,
}
_TABLE_ENDS: Final[dict[str, Callable[[Writer], None]]] = {
    **{name: _ENDS[name] for name in ("a", "bdi", "q", "br")},
    **dict.fromkeys((*CELLS, "caption"), Writer.end_cell),
    **dict.fromkeys(("tr", "thead", "tbody", "tfoot"), Writer.end_row),
    "table": Writer.end_table,
}


def _direction(attributes: Mapping[str, str]) -> str:
    """Return the language and direction among the attributes, as they are written in a tag."""
    language, direction = attributes.get("lang", ""), attributes.get("dir", "").lower()
    written = f' lang="{language}"' if _LANGUAGE.fullmatch(language) else ""
    return f'{written} dir="{direction}"' if direction in DIRECTIONS else written
