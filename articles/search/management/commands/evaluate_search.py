"""`manage.py evaluate_search FILE`: metrics of search over labelled queries, beside baselines."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from articles.search import evaluation
from articles.search.evaluation import LabelledQuery, Metrics


class Command(BaseCommand):
    """Print metrics as a table or as JSON; an unreadable or empty file is a `CommandError`."""

    help = (
        "Ask the queries of a JSON Lines file (query, kind, must_match: source ids of imported "
        "articles) and print the mean reciprocal rank and the recall of the first ten results, "
        "by kind and overall, beside those of simpler methods."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the labelled queries")
        parser.add_argument(
            "--absent", type=Path, help="a file of words, one a line, that no article holds"
        )
        parser.add_argument("--json", action="store_true", help="print one object instead")

    def handle(self, *args: Any, **options: Any) -> None:
        queries = self._read(options["file"])
        absent = self._words(options["absent"]) if options["absent"] else []
        at = timezone.now()
        search_for = evaluation.site_search(at)
        metrics = evaluation.evaluate(queries, search_for)
        others = {
            name: evaluation.evaluate(queries, baseline)[""]
            for name, baseline in evaluation.baselines(at)
        }
        false_positives = evaluation.false_positives(absent, search_for)
        if options["json"]:
            more = {"absent": {"queries": len(absent), "found": false_positives}} if absent else {}
            self._print_json(metrics, others, more)
            return
        self._print_table(metrics, others)
        if absent:
            self.stdout.write(f"Words of no article: {len(absent)}, found: {len(false_positives)}")
            self.stdout.write(" ".join(false_positives))

    def _read(self, file: Path) -> list[LabelledQuery]:
        try:
            with file.open(encoding="utf-8") as lines:
                records = (json.loads(line) for line in lines if line.strip())
                queries = evaluation.labelled_queries(records)
        except OSError as error:
            raise CommandError(f"The file cannot be opened: {error}") from None
        except (ValueError, KeyError, TypeError) as error:
            raise CommandError(f"The file does not hold labelled queries: {error!r}") from None
        if not any(number > 0 for query in queries for number in query.relevant):
            raise CommandError("None of the articles is here: import the archive first.")
        return queries

    def _words(self, file: Path) -> list[str]:
        try:
            return file.read_text(encoding="utf-8").split()
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"The file cannot be opened: {error}") from None

    def _print_json(
        self, metrics: dict[str, Metrics], others: dict[str, Metrics], more: dict[str, Any]
    ) -> None:
        overall = metrics[""].as_json()
        kinds = {kind: each.as_json() for kind, each in metrics.items() if kind}
        baselines = {
            name: {key: value for key, value in each.as_json().items() if key != "cases"}
            for name, each in others.items()
        }
        found = {"engine": connection.vendor, **overall, "kinds": kinds, "baselines": baselines}
        found |= more
        self.stdout.write(json.dumps(found, ensure_ascii=False))

    def _print_table(self, metrics: dict[str, Metrics], others: dict[str, Metrics]) -> None:
        self.stdout.write(f"Search on {connection.vendor}: {metrics[''].queries} queries")
        self.stdout.write(f"{'':34}{'cases':>6}{'MRR@10':>9}{'recall@10':>11}")
        for kind, each in sorted(metrics.items()):
            self._print_row(kind or "all", each)
        self.stdout.write("Baselines")
        for name, each in others.items():
            self._print_row(name, each)

    def _print_row(self, name: str, each: Metrics) -> None:
        self.stdout.write(f"{name:34}{each.queries:6}{each.mrr:9.3f}{each.recall:11.3f}")
