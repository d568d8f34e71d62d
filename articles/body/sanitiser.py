"""Sanitising: any HTML becomes a body, the only HTML that is stored or shown.

`normalize_html` builds a canonical body from the tokens of the HTML; what of it is safe is
decided by `schema.CLEANER` afterwards.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Final

from articles.body import tables
from articles.body.excluded_content import ExcludedElement, is_excluded
from articles.body.schema import (
    CELLS,
    CLEANER,
    DIRECTIONS,
    GALLERY,
    LISTS,
    MARKS,
    PULLQUOTE,
    TEXT_BLOCKS,
    WIDTHS,
)
from articles.body.tokenizer import Token, parse_attributes, tokenize
from articles.body.urls import embed_url, link_url
from articles.body.writer import BodyWriter

# Unknown elements that separate blocks of text; all other unknown elements are ignored.
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
# Inline elements of which only the style is read.
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
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]+")


def sanitise(html: str) -> str:
    """The body that any HTML holds.

    Accepts any ``str``; idempotent; linear. The cleaner is always the last step.
    """
    cleaned = CLEANER.clean(normalize_html(_UNSTORABLE.sub("", html)))
    # The cleaner removes URLs that it does not accept, and leaves their <a> without an href.
    return CLEANER.clean(normalize_html(cleaned)) if "<a>" in cleaned else cleaned


def normalize_html(html: str) -> str:
    """The content in canonical form: elements of the schema, all closed, text escaped.

    Idempotent; never raises; linear.
    """
    body = BodyWriter(
        quotation_marks=("«»", "“”") if _ARABIC.search(html) else ("“”", "\u2018\u2019")
    )
    read: Iterable[Token] = _included_tokens(html)
    data_tables: frozenset[int] = frozenset()
    if "<table" in html.lower():
        read = list(read)
        data_tables = tables.data_table_positions(read)
    for number, (kind, name, attributes) in enumerate(read):
        if kind == "text":
            body.add_text(name)
        elif kind == "end":
            _end(body, name)
        elif number in data_tables:
            body.begin_table(_direction(parse_attributes(attributes)))
        else:
            _start(body, name, attributes)
    return body.finish()


def _included_tokens(html: str) -> Iterator[Token]:
    """Yield the tokens outside of excluded elements."""
    left_out: ExcludedElement | None = None
    for token in tokenize(html):
        kind, name, attributes = token
        if left_out and left_out.contains(kind, name):
            left_out = None if left_out.is_over else left_out
            continue
        left_out = None
        if kind == "start" and is_excluded(name, attributes):
            left_out = ExcludedElement(name)
        else:
            yield token


def _start(body: BodyWriter, name: str, attributes: str) -> None:
    if name in _STYLED:
        body.begin_inline(name, _marks(name, attributes))
    elif start := (_TABLE_STARTS if body.table else _STARTS).get(name):
        start(body, name, parse_attributes(attributes) if attributes else {})


def _marks(name: str, attributes: str) -> dict[str, bool]:
    """The marks that an inline element sets or unsets by its tag and its style."""
    marks = {MARKS[name]: True} if name in MARKS else {}
    if _MARKED.search(attributes):
        for found in _MARKED.finditer(parse_attributes(attributes).get("style", "")):
            mark, holds = _SAID[found.lastgroup or ""]
            marks[mark] = holds
    return marks


def _end(body: BodyWriter, name: str) -> None:
    if name in _STYLED:
        body.end_inline(name)
    elif end := (_TABLE_ENDS if body.table else _ENDS).get(name):
        end(body)
    elif name in _STARTS:
        body.end_block()


type _Start = Callable[[BodyWriter, str, Mapping[str, str]], None]


def _start_text_block(body: BodyWriter, name: str, attributes: Mapping[str, str]) -> None:
    name = _HEADINGS.get(name, name)
    if name != "p":
        body.end_figure()
    body.begin_block(name, _direction(attributes))


def _start_boundary(body: BodyWriter, _name: str, attributes: Mapping[str, str]) -> None:
    body.begin_block("p", _direction(attributes))


def _start_list(body: BodyWriter, name: str, attributes: Mapping[str, str]) -> None:
    first = attributes.get("start", "").strip() if name == "ol" else ""
    numbered = _START.fullmatch(first) and int(first) != 1
    start = f' start="{int(first)}"' if numbered else ""
    body.begin_list(name, start + _direction(attributes))


def _start_item(body: BodyWriter, _name: str, attributes: Mapping[str, str]) -> None:
    body.begin_item(_direction(attributes))


def _width(attributes: Mapping[str, str], allowed: Sequence[str]) -> str:
    """The attribute of a block that leaves the measure; "" for one that keeps it."""
    width = attributes.get("data-width", "")
    return f' data-width="{width}"' if width in allowed else ""


def _start_quote(body: BodyWriter, _name: str, attributes: Mapping[str, str]) -> None:
    is_pulled = PULLQUOTE in attributes.get("class", "").split()
    class_ = f' class="{PULLQUOTE}"' if is_pulled else ""
    width = _width(attributes, WIDTHS[:1]) if is_pulled else ""
    body.begin_quote(class_ + width + _direction(attributes))


def _start_figure(body: BodyWriter, _name: str, attributes: Mapping[str, str]) -> None:
    pk = attributes.get("data-image", "")
    if _PK.fullmatch(pk):
        width = "" if body.gallery is not None else _width(attributes, WIDTHS)
        body.begin_figure(f'data-image="{pk}"{width}')
    else:
        body.end_figure()
        body.begin_block("p")


def _start_section(body: BodyWriter, name: str, attributes: Mapping[str, str]) -> None:
    if GALLERY in attributes.get("class", "").split():
        body.begin_gallery()
    else:
        _start_boundary(body, name, attributes)


def _end_section(body: BodyWriter) -> None:
    body.end_gallery()
    body.end_block()


def _start_aside(body: BodyWriter, _name: str, attributes: Mapping[str, str]) -> None:
    pk = attributes.get("data-article", "")
    if _PK.fullmatch(pk):
        body.add_standalone_block(f'<aside data-article="{pk}"></aside>')
    else:
        body.begin_block("p")


def _start_div(body: BodyWriter, name: str, attributes: Mapping[str, str]) -> None:
    if address := embed_url(attributes.get("data-embed", "")):
        body.add_standalone_block(f'<div data-embed="{escape(address)}"></div>')
    else:
        _start_boundary(body, name, attributes)


def _start_frame(body: BodyWriter, _name: str, attributes: Mapping[str, str]) -> None:
    source = attributes.get("src", "")
    source = f"https:{source}" if source.startswith("//") else source
    if address := embed_url(source):
        body.add_standalone_block(f'<div data-embed="{escape(address)}"></div>')


def _start_picture(body: BodyWriter, _name: str, attributes: Mapping[str, str]) -> None:
    alt = attributes.get("alt", "").strip()
    is_drawn = "emoji" in attributes.get("class", "") or "emoji" in attributes.get("src", "")
    if is_drawn and _SIGN.fullmatch(alt):
        body.add_text(alt)


def _start_rule(body: BodyWriter, _name: str, _attributes: Mapping[str, str]) -> None:
    body.add_standalone_block("<hr>")


def _start_break(body: BodyWriter, _name: str, _attributes: Mapping[str, str]) -> None:
    body.add_break()


def _start_link(body: BodyWriter, _name: str, attributes: Mapping[str, str]) -> None:
    address = link_url(attributes.get("href", ""))
    body.begin_link(f'<a href="{escape(address)}">' if address else "")


def _start_quotation(body: BodyWriter, _name: str, _attributes: Mapping[str, str]) -> None:
    body.begin_quotation()


def _start_row(body: BodyWriter, _name: str, _attributes: Mapping[str, str]) -> None:
    body.begin_row()


def _start_rows(body: BodyWriter, _name: str, _attributes: Mapping[str, str]) -> None:
    body.end_row()


def _start_cell(body: BodyWriter, name: str, attributes: Mapping[str, str]) -> None:
    spans = attributes.get("colspan", ""), attributes.get("rowspan", "")
    body.begin_cell(name, _direction(attributes), *spans)


def _start_caption(body: BodyWriter, _name: str, _attributes: Mapping[str, str]) -> None:
    body.begin_caption()


def _start_figure_in_table(body: BodyWriter, _name: str, attributes: Mapping[str, str]) -> None:
    pk = attributes.get("data-image", "")
    if _PK.fullmatch(pk):
        body.add_standalone_block(f'<figure data-image="{pk}"></figure>')


def _start_isolate(body: BodyWriter, _name: str, attributes: Mapping[str, str]) -> None:
    body.begin_isolate(f"<bdi{_direction(attributes)}>")


_STARTS: Final[dict[str, _Start]] = {
    **dict.fromkeys(_BOUNDARIES, _start_boundary),
    **dict.fromkeys((*TEXT_BLOCKS, *_HEADINGS), _start_text_block),
    **dict.fromkeys(LISTS, _start_list),
    "li": _start_item,
    "blockquote": _start_quote,
    "figure": _start_figure,
    "section": _start_section,
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


_ENDS: Final[dict[str, Callable[[BodyWriter], None]]] = {
    "a": BodyWriter.end_link,
    "bdi": BodyWriter.end_isolate,
    "q": BodyWriter.end_quotation,
    "br": BodyWriter.add_break,
    "blockquote": BodyWriter.end_quote,
    "figure": BodyWriter.end_figure,
    "section": _end_section,
    "li": BodyWriter.end_current_item,
    **dict.fromkeys(LISTS, BodyWriter.end_list),
}

# Within a table: its parts, and lines of text; what stands alone waits for the table's end.
_TABLE_STARTS: Final[dict[str, _Start]] = {
    **_STARTS,
    **dict.fromkeys((*LISTS, "li", "blockquote", "section"), _start_boundary),
    **dict.fromkeys(("thead", "tbody", "tfoot"), _start_rows),
    **dict.fromkeys(CELLS, _start_cell),
    "tr": _start_row,
    "caption": _start_caption,
    "figure": _start_figure_in_table,
}
_TABLE_ENDS: Final[dict[str, Callable[[BodyWriter], None]]] = {
    **{name: _ENDS[name] for name in ("a", "bdi", "q", "br")},
    **dict.fromkeys((*CELLS, "caption"), BodyWriter.end_cell),
    **dict.fromkeys(("tr", "thead", "tbody", "tfoot"), BodyWriter.end_row),
    "table": BodyWriter.end_table,
}


def _direction(attributes: Mapping[str, str]) -> str:
    """The attributes `lang` and `dir` as they are written in a tag; "" for neither."""
    language, direction = attributes.get("lang", ""), attributes.get("dir", "").lower()
    written = f' lang="{language}"' if _LANGUAGE.fullmatch(language) else ""
    return f'{written} dir="{direction}"' if direction in DIRECTIONS else written
