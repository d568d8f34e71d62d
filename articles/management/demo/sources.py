"""The texts of the demo from `articles/*.json`, and their bodies as HTML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any, Final
from zlib import crc32

_FOLDER: Final = Path(__file__).parent / "articles"

type Item = dict[str, Any]


def sections() -> list[Item]:
    """Each: slug, name and description by language, colour, order."""
    return _read("sections")


def authors() -> list[Item]:
    """Each: key (the slug), name, role and bio by language, gender."""
    return _read("authors")


def desk() -> Item:
    """The scenario: unpublished, scheduled, corrected articles, pins, English names of tags."""
    found: Item = json.loads((_FOLDER / "desk.json").read_text(encoding="utf-8"))
    return found


def plans() -> Item:
    """{"events": […], "assignments": […]}, their moments as [days from today, hour, minute]."""
    found: Item = json.loads((_FOLDER / "planning.json").read_text(encoding="utf-8"))
    return found


def articles() -> list[Item]:
    """Every article with its `section` (a slug): the oldest first, unpublished ones last.

    The keys: key, kind, authors, tags, dateline, hours_ago, picture_alt, picture_caption,
    ar and en (kicker, headline, standfirst, body, seo_description); some have state,
    hours_ahead, correction, withdrawn.
    """
    pieces = [
        piece | {"section": section["slug"]}
        for section in sections()
        for piece in _read(section["slug"])
    ]
    return sorted(pieces, key=lambda piece: -piece.get("hours_ago", 0))


def seed(key: str) -> int:
    """A deterministic number for the key."""
    return crc32(key.encode())


def to_html(blocks: Iterable[str | Mapping[str, Any]], *, known: Mapping[str, int]) -> str:
    """The HTML of the blocks; `known` are article ids by key, other links are left out."""
    return "".join(_block(block, known) for block in blocks)


def _block(block: str | Mapping[str, Any], known: Mapping[str, int]) -> str:
    if isinstance(block, str):
        return _paragraph(block)
    ((name, value),) = block.items()
    if name == "h2":
        return f"<h2>{escape(value)}</h2>"
    if name == "list":
        return f"<ul>{''.join(f'<li>{escape(entry)}</li>' for entry in value)}</ul>"
    if name == "table":
        return _table(value)
    if name == "quote":
        return f"<blockquote>{_paragraph(value)}</blockquote>"
    if name == "pullquote":
        return f'<blockquote class="pullquote">{_paragraph(value)}</blockquote>'
    if name == "related":
        return f'<aside data-article="{known[value]}"></aside>' if value in known else ""
    raise ValueError(f"no such block: {name}")


def _table(value: Mapping[str, Any]) -> str:
    """A table with a caption, a first row and a first column of headings."""
    heads = "".join(f'<th scope="col">{escape(text)}</th>' for text in value["head"])
    rows = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        f"{''.join(f'<td>{escape(text)}</td>' for text in others)}</tr>"
        for first, *others in value["rows"]
    )
    caption = f"<caption>{escape(value['caption'])}</caption>"
    return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _read(name: str) -> list[Item]:
    found: list[Item] = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found
