"""A line of text and its marks, brought into the one spelling in which it is stored."""

import re
from dataclasses import dataclass
from html import escape
from typing import Final

from articles.arabic.normalize import JOINERS, clean

# The tags around a run, outermost first.
Marks = tuple[str, ...]

SPACES: Final = re.compile(r"\s+")
# Composes with the «>» of the tag before it wherever a page is normalised.
OVERLAY: Final = "\u0338"
# Longer text is broken into lines: the cleaner's time grows with the square of a text's ampersands.
_LONGEST_TEXT: Final = 20_000


@dataclass(slots=True)
class Run:
    """Text under the same marks; ``breaks`` when a line break stands before it."""

    marks: Marks
    pieces: list[str]
    breaks: bool = False


def settled(runs: list[Run]) -> list[Run]:
    """Return the runs with clean text: single spaces, none at the ends of lines, none empty."""
    merged: list[Run] = []
    for run in runs:
        text = clean(run.pieces[0] if len(run.pieces) == 1 else "".join(run.pieces))
        if not text and not run.breaks:
            continue
        last = merged[-1] if merged else None
        if last and last.marks == run.marks and not run.breaks:
            last.pieces.append(text)
        else:
            merged.append(Run(run.marks, [text], run.breaks))
    return _trimmed(merged)


def _trimmed(runs: list[Run]) -> list[Run]:
    kept: list[Run] = []
    breaks = False
    for run in runs:
        breaks = breaks or run.breaks
        text = run.pieces[0] if len(run.pieces) == 1 else clean("".join(run.pieces))
        after_space = breaks or not kept or kept[-1].pieces[0].endswith(" ")
        text = SPACES.sub(" ", text).lstrip(f" {OVERLAY}" if after_space else OVERLAY)
        if not text:
            continue
        if breaks:
            _strip_end(kept)
        kept.append(Run(run.marks, [text[:_LONGEST_TEXT]], breaks and bool(kept)))
        for start in range(_LONGEST_TEXT, len(text), _LONGEST_TEXT):
            _strip_end(kept)
            part = text[start : start + _LONGEST_TEXT].lstrip(f" {OVERLAY}")
            kept.append(Run(run.marks, [part], breaks=True))
        breaks = False
    _strip_end(kept)
    return kept if any(run.pieces[0].strip(f" {JOINERS}") for run in kept) else []


def _strip_end(runs: list[Run]) -> None:
    """Take the blank off the end of the line; a run that was only that goes."""
    if runs:
        text = runs[-1].pieces[0].rstrip(" ")
        runs[-1].pieces[0] = text
        if not text:
            runs.pop()


def plain(runs: list[Run]) -> str:
    """Return the text of the runs as one line of HTML without any mark."""
    text = clean("".join(piece for run in runs for piece in run.pieces))
    return escape(SPACES.sub(" ", text.lstrip(OVERLAY + " ")).strip(), quote=False)


def inline(runs: list[Run]) -> str:
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
