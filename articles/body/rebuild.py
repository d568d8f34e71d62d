"""Any HTML brought into the shape of a body; what is safe the cleaner decides afterwards."""

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Final

from articles.body.addresses import embed_address, link_address
from articles.body.schema import DIRECTIONS, LISTS, MARKS, PULLQUOTE, TEXT_BLOCKS
from articles.body.tokens import attributes_of, tokens
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
# Left out with everything in them.
_SKIPPED: Final = frozenset({"svg", "math", "template", "select", "object"})

_DEPTHS: Final = {"start": 1, "end": -1, "text": 0}

_PK = re.compile(r"[1-9][0-9]{0,17}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_NO_BOLD = re.compile(r"font-weight:\s*(?:normal|400)")


def rebuild(html: str) -> str:
    """Return the HTML's content in the shape of a body: canonical, every tag closed, text escaped.

    Its own output comes back unchanged. Never raises; linear.
    """
    body = Writer()
    skipping, depth = "", 0
    for kind, name, attributes in tokens(html):
        if skipping:
            depth += (name == skipping) * _DEPTHS[kind]
            skipping = skipping if depth else ""
        elif kind == "text":
            body.add_text(name)
        elif kind == "end":
            _end(body, name)
        elif name not in _SKIPPED:
            _start(body, name, attributes)
        elif not attributes.endswith("/"):
            skipping, depth = name, 1
    return body.finish()


def _start(body: Writer, name: str, attributes: str) -> None:
    if mark := MARKS.get(name):
        if "font-weight" not in attributes or not _NO_BOLD.search(attributes):
            body.change_mark(mark, 1)
    elif start := _STARTS.get(name):
        start(body, name, attributes_of(attributes) if attributes else {})


def _end(body: Writer, name: str) -> None:
    if mark := MARKS.get(name):
        body.change_mark(mark, -1)
    elif end := _ENDS.get(name):
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
    body.begin_list(name, _direction(attributes))


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


def _start_rule(body: Writer, _name: str, _attributes: Mapping[str, str]) -> None:
    body.place("<hr>")


def _start_break(body: Writer, _name: str, _attributes: Mapping[str, str]) -> None:
    body.add_break()


def _start_link(body: Writer, _name: str, attributes: Mapping[str, str]) -> None:
    address = link_address(attributes.get("href", ""))
    body.begin_link(f'<a href="{escape(address)}">' if address else "")


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
    "hr": _start_rule,
    "br": _start_break,
    "a": _start_link,
    "bdi": _start_isolate,
}


_ENDS: Final[dict[str, Callable[[Writer], None]]] = {
    "a": Writer.end_link,
    "bdi": Writer.end_isolate,
    "br": Writer.add_break,
    "blockquote": Writer.end_quote,
    "figure": Writer.end_figure,
    "li": Writer.end_present_item,
    **dict.fromkeys(LISTS, Writer.end_list),
}


def _direction(attributes: Mapping[str, str]) -> str:
    """Return the language and direction among the attributes, as they are written in a tag."""
    language, direction = attributes.get("lang", ""), attributes.get("dir", "").lower()
    written = f' lang="{language}"' if _LANGUAGE.fullmatch(language) else ""
    return f'{written} dir="{direction}"' if direction in DIRECTIONS else written
