"""The import itself: batches of lines become published articles, and everything is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched, islice
from typing import Final

from django.db import reset_queries

from articles.management.archive.lines import Line, Lines
from articles.management.archive.names import Names
from articles.management.archive.pieces import Bad, Piece, piece
from articles.workflow.bulk import Imported, known, publish_imported

SHOWN: Final = 20
"""How many refused lines are kept with their reasons; the rest is counted."""


@dataclass(slots=True)
class Report:
    """What an import did so far."""

    read: int = 0
    new: int = 0
    known: int = 0
    refused: int = 0
    undated: int = 0
    dated_by_id: int = 0
    titles_cut: int = 0
    reasons: list[tuple[int, str]] = field(default_factory=list)
    made: dict[str, int] = field(default_factory=dict)

    def refuse(self, line: Line, reason: str) -> None:
        """Count a line that cannot become an article, and keep the first reasons."""
        self.refused += 1
        if len(self.reasons) < SHOWN:
            self.reasons.append((line.number, reason))


def load(
    lines: Lines, *, language: str, source: str, batch: int, limit: int | None, now: datetime
) -> Iterator[Report]:
    """Import the lines; yields the same growing report after every batch of `batch` lines.

    A batch is there whole or not at all, so that an import that was killed goes
    on when it is run again. Memory holds one batch. Names are made only for
    pieces that are new.
    """
    report = Report()
    names = Names(language=language)
    report.made = names.made
    for some in batched(islice(lines, limit), batch, strict=False):
        pieces = list(_pieces(some, report, language=language, source=source, now=now))
        report.read += len(some)
        _publish(pieces, names, report, at=now)
        reset_queries()
        yield report


def _pieces(
    lines: Iterable[Line], report: Report, *, language: str, source: str, now: datetime
) -> Iterator[Piece]:
    for line in lines:
        try:
            yield piece(line, language=language, source=source, now=now)
        except Bad as bad:
            report.refuse(line, str(bad))


def _publish(pieces: list[Piece], names: Names, report: Report, *, at: datetime) -> None:
    there = known([(each.source, each.source_id) for each in pieces])
    fresh = [each for each in pieces if (each.source, each.source_id) not in there]
    if fresh:
        names.learn(
            categories=(each.category for each in fresh),
            tags=(tag for each in fresh for tag in each.tags),
            authors=(name for each in fresh for name in each.credit.names),
        )
        counts = publish_imported([_imported(each, names) for each in fresh], at=at)
        report.new += counts.new
    report.known += len(pieces) - (counts.new if fresh else 0)
    report.undated += sum(each.date_from == "nothing" for each in fresh)
    report.dated_by_id += sum(each.date_from == "id" for each in fresh)
    report.titles_cut += sum(each.is_title_cut for each in fresh)


def _imported(each: Piece, names: Names) -> Imported:
    authors = dict.fromkeys(names.author(name) for name in each.credit.names)
    details: dict[str, object] = {"line": each.number, "date_from": each.date_from}
    return Imported(
        source=each.source,
        source_id=each.source_id,
        language=names.language,
        published_at=each.published_at,
        data=each.data
        | {
            "section": names.section(each.category),
            "tags": list(dict.fromkeys(names.tag(tag) for tag in each.tags)),
            "bylines": [{"author": author, "role": "writer"} for author in authors],
        },
        details=details,
    )
