"""`manage.py check_texts [FILE]`: what the text checks mark in the articles, with samples."""

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from articles import content
from articles.base_command import TranslatedCommand
from articles.conf import LANGUAGES
from articles.management.archive.reader import ArchiveReader
from articles.models import Revision
from articles.text_checks import RULES, Finding, Passage, Version, check
from articles.text_checks.articles import versions

_BESIDE = 40
"""Characters that a sample shows on either side of a mark."""

type Named = tuple[str, Version]
"""The name of an article, and one of its versions."""


@dataclass(slots=True)
class Tally:
    """What was found: marks and articles by rule, and up to `size` marks of each, drawn evenly."""

    size: int
    chance: random.Random
    versions: int = 0
    marks: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    samples: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, version: Version, findings: list[Finding]) -> None:
        """Count the findings of one version."""
        self.versions += 1
        self.articles.update({finding.rule for finding in findings})
        for finding in findings:
            self.marks[finding.rule] += 1
            self._draw(name, version, finding)

    def _draw(self, name: str, version: Version, finding: Finding) -> None:
        """Keep the mark with the chance that each mark of its rule has (reservoir sampling)."""
        kept = self.samples[finding.rule]
        place = self.chance.randrange(self.marks[finding.rule])
        if len(kept) < self.size:
            kept.append(_shown(name, version, finding))
        elif place < self.size:
            kept[place] = _shown(name, version, finding)


class Command(TranslatedCommand):
    """Prints a table, or one JSON object; writes nothing. An unreadable file is a CommandError."""

    description = _(
        "Run the text checks over the newest text of every article, or over an archive in JSON "
        "Lines (title, body), and print how much each rule marks, with samples to read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="an archive, .jsonl or .jsonl.gz")
        parser.add_argument("--rule", action="append", choices=list(RULES), help="only this rule")
        parser.add_argument("--sample", type=int, default=0, help="marks to show of each rule")
        parser.add_argument("--seed", type=int, default=1, help="draws the samples")
        parser.add_argument("--every", type=int, default=1, help="read one of so many articles")
        parser.add_argument("--json", action="store_true", help="print one object instead")

    def handle(self, *args: Any, **options: Any) -> None:
        rules = options["rule"] or list(RULES)
        tally = Tally(options["sample"], random.Random(options["seed"]))  # noqa: S311 - a sample
        source = _archived(options["file"]) if options["file"] else _stored()
        for number, (name, version) in enumerate(source):
            if number % max(1, options["every"]) == 0:
                tally.add(name, version, check(version, rules))
        if options["json"]:
            self._print_json(tally, rules, options["seed"])
        else:
            self._print_table(tally, rules, options["seed"])

    def _print_json(self, tally: Tally, rules: list[str], seed: int) -> None:
        rows = {
            rule: {
                "marks": tally.marks[rule],
                "articles": tally.articles[rule],
                "sample": tally.samples[rule],
            }
            for rule in rules
        }
        found = {"versions": tally.versions, "seed": seed, "rules": rows}
        self.stdout.write(json.dumps(found, ensure_ascii=False))

    def _print_table(self, tally: Tally, rules: list[str], seed: int) -> None:
        self.stdout.write(f"{'rule':20} {'marks':>8} {'articles':>8} {'per 1000':>9}")
        for rule in rules:
            rate = 1000 * tally.marks[rule] / max(1, tally.versions)
            self.stdout.write(
                f"{rule:20} {tally.marks[rule]:8} {tally.articles[rule]:8} {rate:9.1f}"
            )
        for rule, sample in tally.samples.items():
            self.stdout.write(f"\n{rule} (seed {seed})")
            for mark in sample:
                line = "{name}: {before}⟦{text}⟧{after} → {edits}".format_map(mark)
                self.stdout.write(line.replace("\n", "⏎"))


def _stored() -> Iterator[Named]:
    """The versions of the newest revision of every article; two queries more for each article."""
    newest = Revision.objects.filter(article__latest_revision=F("pk")).order_by("article")
    for revision in newest.iterator(chunk_size=200):
        for version in versions(content.read(revision)):
            yield f"{revision.article_id} {version.language}", version


def _archived(path: Path) -> Iterator[Named]:
    try:
        with ArchiveReader(path) as archive:
            for line in archive:
                row = json.loads(line.content or b"null")
                if isinstance(row, dict):
                    yield str(row.get("id", line.number)), _archived_version(row)
    except (OSError, ValueError) as error:
        raise CommandError(_("The file cannot be read: %s") % error) from error


def _archived_version(row: dict[str, Any]) -> Version:
    body = row.get("body") or []
    paragraphs = body if isinstance(body, list) else str(body).split("\n")
    language = LANGUAGES[0]
    passages = [Passage("headline", 0, "line", language, str(row.get("title") or ""))]
    passages += [
        Passage("body", number, "p", language, str(text)) for number, text in enumerate(paragraphs)
    ]
    return Version(language, tuple(passages), tags=tuple(map(str, row.get("tags") or ())))


def _shown(name: str, version: Version, finding: Finding) -> dict[str, Any]:
    text = version.passages[finding.passage].text if finding.passage >= 0 else ""
    return {
        "name": name,
        "before": text[max(0, finding.start - _BESIDE) : finding.start],
        "text": finding.text,
        "after": text[finding.end : finding.end + _BESIDE],
        "edits": [edit.text for edit in finding.edits],
    }
