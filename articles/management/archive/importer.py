"""The import: batches of lines become published articles; a report counts the results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched, islice
from typing import Final

from django.db import reset_queries
from django.utils.translation import gettext as _

from articles.management.archive.field_values import InvalidLine
from articles.management.archive.reader import ArchiveLine, ArchiveReader
from articles.management.archive.records import ArticleRecord, parse_record
from articles.management.archive.taxonomy import TaxonomyLookup
from articles.workflow.bulk import ImportedArticle, existing_keys, publish_imported

MAX_LISTED_LINES: Final = 20
"""The number of refused lines, and of remarks, that the report lists; the rest is counted."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """Language and default source of the lines, printed typography or not, dry run or not."""

    language: str
    source: str = ""
    is_printed: bool = True
    is_dry: bool = False


@dataclass(slots=True)
class ImportReport:
    """The counts of an import so far, or of what a dry run would have done."""

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
    """How many new articles needed each kind of `archive.adaptations.ADAPTATION_LABELS`."""

    def refuse(self, line: ArchiveLine, reason: str) -> None:
        """Count a refused line; the first reasons are kept."""
        self.refused += 1
        if len(self.reasons) < MAX_LISTED_LINES:
            self.reasons.append((line.number, reason))

    def remark(self, number: int, text: str) -> None:
        """Count a remark about a line; the first ones are kept."""
        self.remarked += 1
        if len(self.remarks) < MAX_LISTED_LINES:
            self.remarks.append((number, text))

    def count(self, fresh: list[ArticleRecord]) -> None:
        """Count the adaptations of new records."""
        self.undated += sum(each.date_from == "nothing" for each in fresh)
        self.dated_by_id += sum(each.date_from == "id" for each in fresh)
        self.titles_cut += sum(each.is_title_cut for each in fresh)
        for each in fresh:
            self.adapted.update(each.adapted.kinds)
            for remark in each.adapted.remarks:
                self.remark(each.number, remark)


def import_lines(
    lines: ArchiveReader, *, wish: ImportOptions, batch: int, limit: int | None, now: datetime
) -> Iterator[ImportReport]:
    """Import the lines; yields the updated report after every batch of `batch` lines.

    Each batch is one transaction, so an interrupted import continues when it is run again.
    Memory holds one batch, and an integer per line. Names are created for new records only.
    """
    report = ImportReport()
    names = TaxonomyLookup(language=wish.language, is_dry=wish.is_dry)
    report.made = names.made
    numbers: dict[int, int] = {}
    for some in batched(islice(lines, limit), batch, strict=False):
        pieces = list(
            _without_repeated(_parse_lines(some, report, wish=wish, now=now), numbers, report)
        )
        report.read += len(some)
        _publish(pieces, names, report, is_dry=wish.is_dry, at=now)
        reset_queries()
        yield report


def _parse_lines(
    lines: Iterable[ArchiveLine], report: ImportReport, *, wish: ImportOptions, now: datetime
) -> Iterator[ArticleRecord]:
    for line in lines:
        try:
            yield parse_record(
                line,
                language=wish.language,
                source=wish.source,
                is_printed=wish.is_printed,
                now=now,
            )
        except InvalidLine as bad:
            report.refuse(line, str(bad))


def _without_repeated(
    pieces: Iterable[ArticleRecord], numbers: dict[int, int], report: ImportReport
) -> Iterator[ArticleRecord]:
    """Yield the records whose id did not occur before; `numbers` are the lines by id."""
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
    pieces: list[ArticleRecord],
    names: TaxonomyLookup,
    report: ImportReport,
    *,
    is_dry: bool,
    at: datetime,
) -> None:
    there = existing_keys([(each.source, each.source_id) for each in pieces])
    fresh = [each for each in pieces if (each.source, each.source_id) not in there]
    new = 0
    if fresh:
        names.resolve(
            categories=(each.category for each in fresh),
            tags=(tag for each in fresh for tag in each.tags),
            authors=(name for each in fresh for name in each.credit.names),
        )
        rows = [] if is_dry else [_imported(each, names) for each in fresh]
        new = len(fresh) if is_dry else publish_imported(rows, at=at).new
    report.new += new
    report.known += len(pieces) - new
    report.count(fresh)


def _imported(each: ArticleRecord, names: TaxonomyLookup) -> ImportedArticle:
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
