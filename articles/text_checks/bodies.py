"""The passages of a stored body: one for each block that holds text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from articles.body.tokenizer import parse_attributes, tokenize
from articles.text_checks.passages import Passage, Span

_BLOCKS: Final = frozenset(("p", "h2", "h3", "li", "td", "th", "figcaption", "caption"))
_HOLDERS: Final = frozenset(("blockquote", "ul", "ol", "table"))


@dataclass(slots=True)
class _Block:
    kind: str
    language: str
    text: str = ""
    spans: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """Reads blocks inside one another; the text belongs to the innermost one."""

    language: str
    found: list[_Block] = field(default_factory=list)
    open: list[_Block] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    inline: tuple[int, str] | None = None

    def start(self, name: str, attributes: str) -> None:
        language = parse_attributes(attributes).get("lang", "") if attributes else ""
        if name in _BLOCKS or name in _HOLDERS:
            self.languages.append(language or self._current_language())
        if name in _BLOCKS:
            block = _Block(name, self.languages[-1])
            self.open.append(block)
            self.found.append(block)
        elif self.open and name == "br":
            self.open[-1].text += "\n"
        elif self.open and name == "bdi" and language:
            self.inline = (len(self.open[-1].text), language)

    def end(self, name: str) -> None:
        if (name in _BLOCKS or name in _HOLDERS) and self.languages:
            self.languages.pop()
        if name in _BLOCKS and self.open:
            self.open.pop()
        elif name == "bdi" and self.inline and self.open:
            start, language = self.inline
            self.open[-1].spans.append(Span(start, len(self.open[-1].text), language))
            self.inline = None

    def _current_language(self) -> str:
        return self.languages[-1] if self.languages else self.language


def body_passages(html: str, language: str) -> list[Passage]:
    """The blocks of a stored body in their order, without those that have no text; linear."""
    reader = _Reader(language)
    for kind, value, attributes in tokenize(html):
        if kind == "text":
            if reader.open:
                reader.open[-1].text += value
        elif kind == "start":
            reader.start(value, attributes)
        else:
            reader.end(value)
    blocks = [block for block in reader.found if block.text.strip()]
    return [
        Passage("body", number, block.kind, block.language, block.text, tuple(block.spans))
        for number, block in enumerate(blocks)
    ]
