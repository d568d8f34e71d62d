"""`manage.py import_articles FILE`: another newsroom's archive becomes published articles."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import lifecycle
from articles.conf import LANGUAGES
from articles.management.archive.lines import Lines
from articles.management.archive.loading import Report, load

_EVERY = 2.0
"""Seconds between two lines of progress."""


class Command(BaseCommand):
    help: Any = gettext_lazy(
        "Publish the articles of a JSON Lines file, plain or gzipped. Each line is an object with "
        "id, title, body (a list of paragraphs), published, category, tags, author and source. "
        "Run it again at any time: what is there already is left as it is. "
        "An article without a date gets the one at the end of its id (20160628), at noon; "
        "without that it is dated 1 January 1970, behind everything else, so that it can be read "
        "and found but never passes for news. The log of the article says which it was."
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
            "--no-relate", action="store_true", help=_("do not make the related lists afterwards")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        start = monotonic()
        try:
            lines = Lines(options["file"])
        except OSError as error:
            raise CommandError(
                _("The file cannot be opened: %(reason)s") % {"reason": error}
            ) from None
        with lines:
            report = self._load(lines, start, options)
            self._say_refused(report, lines.broken)
        self._say_all(report, monotonic() - start)
        if not report.new and not report.known:
            raise CommandError(_("Nothing in the file could be read."))
        # An import that was killed may have left these undone, so they are done whatever is new;
        # one that was killed just now has them still to itself, and leaves them to `due`.
        lifecycle.deliver(limit=2 * options["batch"])
        if not options["no_relate"]:
            call_command("relate", stdout=self.stdout, stderr=self.stderr)

    def _load(self, lines: Lines, start: float, options: dict[str, Any]) -> Report:
        report, said = Report(), start
        reports = load(
            lines,
            language=options["language"],
            source=options["source"],
            batch=max(1, options["batch"]),
            limit=options["limit"],
            now=timezone.now(),
        )
        for report in reports:
            if monotonic() - said >= _EVERY:
                said = monotonic()
                self._say_progress(report, lines.share, said - start)
        return report

    def _say_progress(self, report: Report, share: float, seconds: float) -> None:
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

    def _say_refused(self, report: Report, broken: str) -> None:
        for number, reason in report.reasons:
            self.stderr.write(
                _("Line %(number)s: %(reason)s") % {"number": number, "reason": reason}
            )
        more = report.refused - len(report.reasons)
        if more:
            self.stderr.write(
                ngettext("%(count)s more line.", "%(count)s more lines.", more) % {"count": more}
            )
        if broken:
            self.stderr.write(
                _("The file ends early or is damaged: %(reason)s") % {"reason": broken}
            )

    def _say_all(self, report: Report, seconds: float) -> None:
        counts = {
            _("New articles: %(count)s"): report.new,
            _("Already there: %(count)s"): report.known,
            _("Refused lines: %(count)s"): report.refused,
            _("New sections: %(count)s"): report.made.get("sections", 0),
            _("New tags: %(count)s"): report.made.get("tags", 0),
            _("New authors: %(count)s"): report.made.get("authors", 0),
            _("Dated by their id: %(count)s"): report.dated_by_id,
            _("Without any date: %(count)s"): report.undated,
            _("Titles cut, whole above the text: %(count)s"): report.titles_cut,
        }
        for sentence, count in counts.items():
            self.stdout.write(sentence % {"count": count})
        self.stdout.write(
            _("%(seconds)s seconds, %(rate)s lines a second")
            % {"seconds": f"{seconds:.1f}", "rate": int(report.read / seconds)}
        )
