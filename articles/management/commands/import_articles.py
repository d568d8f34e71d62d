"""`manage.py import_articles FILE`: another newsroom's archive becomes published articles."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import outbox
from articles.base_command import TranslatedCommand
from articles.conf import LANGUAGES
from articles.management.archive.adaptations import ADAPTATION_LABELS
from articles.management.archive.importer import ImportOptions, ImportReport, import_lines
from articles.management.archive.reader import ArchiveReader

_EVERY = 2.0
"""Seconds between two lines of progress."""


class Command(TranslatedCommand):
    description = gettext_lazy(
        "Publish the articles of a JSON Lines file, plain or gzipped. Each line is an "
        "object with id, title, body (a list of paragraphs, or a text that blank lines "
        "part) or body_html, published, category, tags and author (a list, or a text that "
        "commas part) and source. Run it again at any time: what is there already is left "
        "as it is. A line is refused when it has no id, headline or text; a detail that "
        "cannot be read is left out. The report counts what was adapted. Agencies and desks"
        " that sign are shown in the dateline and get no page. Dates may be Hijri; without "
        "a zone they are the site's time; one ahead schedules the article. An article "
        "without a date gets the one at the end of its id (20160628), at noon; without that"
        " it is dated 1 January 1970, behind everything else, so that it can be read and "
        "found but never passes for news. The log of the article says which it was."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument("file", type=Path, help=_("the file to read"))
        parser.add_argument(
            "--batch", type=int, default=500, help=_("articles in one transaction (500)")
        )
        parser.add_argument("--limit", type=int, help=_("read only so many lines"))
        parser.add_argument(
            "--language", choices=LANGUAGES, default=LANGUAGES[0], help=_("the texts' language")
        )
        parser.add_argument(
            "--source", default="", help=_("the source of lines that do not name theirs")
        )
        parser.add_argument(
            "--no-typography",
            action="store_true",
            help=_("leave quotation marks, dots, commas and tatweel as they are written"),
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("write nothing, and print the same report")
        )
        parser.add_argument(
            "--no-relate", action="store_true", help=_("do not make the related lists afterwards")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        start = monotonic()
        try:
            lines = ArchiveReader(options["file"])
        except OSError as error:
            raise CommandError(
                _("The file cannot be opened: %(reason)s") % {"reason": error}
            ) from None
        with lines:
            report = self._load(lines, start, options)
            self._say_lines(report, lines.broken)
        self._say_all(report, monotonic() - start)
        if not report.new and not report.known:
            raise CommandError(_("Nothing in the file could be read."))
        if options["dry_run"]:
            self.stdout.write(_("This was a dry run: nothing was written."))
            return
        # An import that was killed may have left these undone, so they are done whatever is new;
        # one that was killed just now has them still to itself, and leaves them to `due`.
        outbox.deliver(limit=2 * options["batch"])
        if not options["no_relate"]:
            call_command("relate", stdout=self.stdout, stderr=self.stderr)

    def _load(self, lines: ArchiveReader, start: float, options: dict[str, Any]) -> ImportReport:
        report, said = ImportReport(), start
        reports = import_lines(
            lines,
            wish=ImportOptions(
                language=options["language"],
                source=options["source"],
                is_printed=not options["no_typography"],
                is_dry=options["dry_run"],
            ),
            batch=max(1, options["batch"]),
            limit=options["limit"],
            now=timezone.now(),
        )
        for report in reports:
            if monotonic() - said >= _EVERY:
                said = monotonic()
                self._say_progress(report, lines.share, said - start)
        return report

    def _say_progress(self, report: ImportReport, share: float, seconds: float) -> None:
        self.stdout.write(
            _("%(count)s lines · %(percent)s %% · %(rate)s a second · %(left)s s left")
            % {
                "count": report.read,
                "percent": int(share * 100),
                "rate": int(report.read / seconds),
                "left": int(seconds / share - seconds) if share else "?",
            }
        )
        self.stdout.flush()

    def _say_lines(self, report: ImportReport, broken: str) -> None:
        """Name lines that were refused, then those that people may want to look up."""
        for found, count in (
            (report.reasons, report.refused),
            (report.remarks, report.remarked),
        ):
            for number, reason in sorted(found):
                self.stderr.write(
                    _("Line %(number)s: %(reason)s") % {"number": number, "reason": reason}
                )
            if more := count - len(found):
                self.stderr.write(
                    ngettext("%(count)s more line.", "%(count)s more lines.", more)
                    % {"count": more}
                )
        if broken:
            self.stderr.write(
                _("The file ends early or is damaged: %(reason)s") % {"reason": broken}
            )

    def _say_all(self, report: ImportReport, seconds: float) -> None:
        counts = {
            _("New articles: %(count)s"): report.new,
            _("Already there: %(count)s"): report.known,
            _("Refused lines: %(count)s"): report.refused,
            _("Lines with an id that came before: %(count)s"): report.repeated,
            _("New sections: %(count)s"): report.made.get("sections", 0),
            _("New tags: %(count)s"): report.made.get("tags", 0),
            _("New authors: %(count)s"): report.made.get("authors", 0),
            _("Dated by their id: %(count)s"): report.dated_by_id,
            _("Without any date: %(count)s"): report.undated,
            _("Titles cut, whole above the text: %(count)s"): report.titles_cut,
        }
        for sentence, count in counts.items():
            self.stdout.write(sentence % {"count": count})
        for kind, adapted in ADAPTATION_LABELS.items():
            if report.adapted[kind]:
                self.stdout.write(str(adapted) % {"count": report.adapted[kind]})
        self.stdout.write(
            _("%(seconds)s seconds, %(rate)s lines a second")
            % {"seconds": f"{seconds:.1f}", "rate": int(report.read / seconds)}
        )
