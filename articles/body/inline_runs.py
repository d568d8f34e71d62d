"""Inline content as runs of text with the same marks, and their canonical HTML."""

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
_MAX_TEXT_LENGTH: Final = 20_000


@dataclass(slots=True)
class InlineRun:
    """Text with the same marks; ``breaks`` if a line break precedes it."""

    marks: Marks
    pieces: list[str]
    breaks: bool = False


def normalize_runs(runs: list[InlineRun]) -> list[InlineRun]:
    """The runs with clean text: single spaces, none at the ends of lines; no empty runs."""
    merged: list[InlineRun] = []
    for run in runs:
        text = clean(run.pieces[0] if len(run.pieces) == 1 else "".join(run.pieces))
        if not text and not run.breaks:
            continue
        last = merged[-1] if merged else None
        if last and last.marks == run.marks and not run.breaks:
            last.pieces.append(text)
        else:
            merged.append(InlineRun(run.marks, [text], run.breaks))
    return _trim_lines(merged)


def _trim_lines(runs: list[InlineRun]) -> list[InlineRun]:
    kept: list[InlineRun] = []
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
        kept.append(InlineRun(run.marks, [text[:_MAX_TEXT_LENGTH]], breaks and bool(kept)))
        for start in range(_MAX_TEXT_LENGTH, len(text), _MAX_TEXT_LENGTH):
            _strip_end(kept)
            part = text[start : start + _MAX_TEXT_LENGTH].lstrip(f" {OVERLAY}")
            kept.append(InlineRun(run.marks, [part], breaks=True))
        breaks = False
    _strip_end(kept)
    return kept if any(run.pieces[0].strip(f" {JOINERS}") for run in kept) else []


def _strip_end(runs: list[InlineRun]) -> None:
    """Strip the space at the end of the line, and drop a run that becomes empty."""
    if runs:
        text = runs[-1].pieces[0].rstrip(" ")
        runs[-1].pieces[0] = text
        if not text:
            runs.pop()


def to_plain_text(runs: list[InlineRun]) -> str:
    """The text of the runs as one line of escaped HTML without marks."""
    text = clean("".join(piece for run in runs for piece in run.pieces))
    return escape(SPACES.sub(" ", text.lstrip(OVERLAY + " ")).strip(), quote=False)


def to_html(runs: list[InlineRun]) -> str:
    """The runs as HTML; adjacent runs share the elements of common marks."""
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
