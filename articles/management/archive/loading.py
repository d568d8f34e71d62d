"""The import itself: batches of lines become published articles, and everything is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched, islice
from typing import Final

from django.db import reset_queries
from django.utils.translation import gettext as _

from articles.management.archive.lines import Line, Lines
from articles.management.archive.names import Names
from articles.management.archive.pieces import Piece, piece
from articles.management.archive.records import Bad
from articles.workflow.bulk import ImportedArticle, existing_keys, publish_imported

SHOWN: Final = 20
"""How many refused lines are kept with their reasons, and how many remarks; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How an archive is to be read: the texts' language, the source of lines that name none,
    whether the texts get the typography of print, and whether nothing is to be written.
    """

    language: str
    source: str = ""
    is_printed: bool = True
    is_dry: bool = False


@dataclass(slots=True)
class Report:
    """What an import did so far, or a dry run would have done."""

    read: int = 0
    new: int = 0
    known: int = 0
    refused: int = 0
    repeated: int = 0
    undated: int = 0
    dated_by_id: int = 0
    titles_cut: int = 0
    reasons: list[tuple[int, str]] = field(default_factory=list)
    remarked: int = 0
    remarks: list[tuple[int, str]] = field(default_factory=list)
    made: dict[str, int] = field(default_factory=dict)
    adapted: Counter[str] = field(default_factory=Counter)
    """How many new articles needed each kind of `archive.adapted.SENTENCES`."""

    def refuse(self, line: Line, reason: str) -> None:
        """Count a line that cannot become an article, and keep the first reasons."""
        self.refused += 1
        if len(self.reasons) < SHOWN:
            self.reasons.append((line.number, reason))

    def remark(self, number: int, text: str) -> None:
        """Count what people may want to look up about a line, and keep the first remarks."""
        self.remarked += 1
        if len(self.remarks) < SHOWN:
            self.remarks.append((number, text))

    def count(self, fresh: list[Piece]) -> None:
        """Count what was adapted in pieces that are new."""
        self.undated += sum(each.date_from == "nothing" for each in fresh)
        self.dated_by_id += sum(each.date_from == "id" for each in fresh)
        self.titles_cut += sum(each.is_title_cut for each in fresh)
        for each in fresh:
            self.adapted.update(each.adapted.kinds)
            for remark in each.adapted.remarks:
                self.remark(each.number, remark)


def load(
    lines: Lines, *, wish: Wish, batch: int, limit: int | None, now: datetime
) -> Iterator[Report]:
    """Import the lines; yields the same growing report after every batch of `batch` lines.

    A batch is there whole or not at all, so that an import that was killed goes
    on when it is run again. Memory holds one batch, and a number for each line.
    Names are made only for pieces that are new.
    """
    report = Report()
    names = Names(language=wish.language, is_dry=wish.is_dry)
    report.made = names.made
    numbers: dict[int, int] = {}
    for some in batched(islice(lines, limit), batch, strict=False):
        pieces = list(_once(_pieces(some, report, wish=wish, now=now), numbers, report))
        report.read += len(some)
        _publish(pieces, names, report, is_dry=wish.is_dry, at=now)
        reset_queries()
        yield report


def _pieces(lines: Iterable[Line], report: Report, *, wish: Wish, now: datetime) -> Iterator[Piece]:
    for line in lines:
        try:
            yield piece(
                line,
                language=wish.language,
                source=wish.source,
                is_printed=wish.is_printed,
                now=now,
            )
        except Bad as bad:
            report.refuse(line, str(bad))


def _once(pieces: Iterable[Piece], numbers: dict[int, int], report: Report) -> Iterator[Piece]:
    """The pieces whose id did not come before in the file; `numbers` are those of their lines."""
    for each in pieces:
        first = numbers.setdefault(hash((each.source, each.source_id)), each.number)
        if first == each.number:
            yield each
            continue
        report.repeated += 1
        report.remark(
            each.number,
            _("The id “%(id)s” stands in line %(number)s already; only that one is taken.")
            % {"id": each.source_id, "number": first},
        )


def _publish(
    pieces: list[Piece], names: Names, report: Report, *, is_dry: bool, at: datetime
) -> None:
    there = existing_keys([(each.source, each.source_id) for each in pieces])
    fresh = [each for each in pieces if (each.source, each.source_id) not in there]
    new = 0
    if fresh:
        names.learn(
            categories=(each.category for each in fresh),
            tags=(tag for each in fresh for tag in each.tags),
            authors=(name for each in fresh for name in each.credit.names),
        )
        rows = [] if is_dry else [_imported(each, names) for each in fresh]
        new = len(fresh) if is_dry else publish_imported(rows, at=at).new
    report.new += new
    report.known += len(pieces) - new
    report.count(fresh)


def _imported(each: Piece, names: Names) -> ImportedArticle:
    bylines = dict.fromkeys((names.author(name), role) for name, role in each.credit.people)
    details: dict[str, object] = {"line": each.number, "date_from": each.date_from}
    return ImportedArticle(
        source=each.source,
        source_id=each.source_id,
        language=names.language,
        published_at=each.published_at,
        data=each.data
        | {
            "section": names.section(each.category),
            "tags": list(dict.fromkeys(names.tag(tag) for tag in each.tags)),
            "bylines": [{"author": author, "role": role} for author, role in bylines],
        },
        details=details,
    )
