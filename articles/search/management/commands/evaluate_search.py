"""`manage.py evaluate_search FILE`: metrics of search over labelled queries, beside baselines."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from articles.search import evaluation, spelling_pairs
from articles.search.evaluation import ALL_ALONE, LabelledQuery, Metrics, SlipMetrics
from articles.search.slips import ACCOMPANIED, ALONE
from articles.search.spelling_pairs import Agreement


class Command(BaseCommand):
    """Print metrics as a table or as JSON; an unreadable or empty file is a `CommandError`."""

    help = (
        "Ask the queries of a JSON Lines file (query, kind, must_match: source ids of imported "
        "articles) and print the mean reciprocal rank and the recall of the first ten results, "
        "by kind and overall, beside those of simpler methods. Of mistyped words it prints the "
        "recall of what was meant, and the share of which any of it is found (success): of those "
        "that spell no other word, then of all. A slip that is itself a word of the language, or "
        "one that the archive has at least a fiftieth as often, tells nobody what was meant."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the labelled queries")
        parser.add_argument(
            "--absent", type=Path, help="a file of words, one a line, that no article holds"
        )
        parser.add_argument(
            "--everyday",
            type=Path,
            help="a file of queries, one a line, of rightly spelled words that no article holds",
        )
        parser.add_argument(
            "--slips", type=int, default=0, help="words to mistype for each kind and first letter"
        )
        parser.add_argument("--seed", type=int, default=1, help="draws words and pairs")
        parser.add_argument(
            "--pairs", type=int, default=0, help="spellings to compare of each kind"
        )
        parser.add_argument("--json", action="store_true", help="print one object instead")

    def handle(self, *args: Any, **options: Any) -> None:
        queries = self._read(options["file"])
        at = timezone.now()
        search_for = evaluation.site_search(at)
        metrics = evaluation.evaluate(queries, search_for)
        others = {
            name: evaluation.evaluate(queries, baseline)[""]
            for name, baseline in evaluation.baselines(at)
        }
        more = {**self._absent(options, search_for), **self._unchanged(options, at)}
        slips = self._slips(options, at, search_for)
        agreements = spelling_pairs.evaluate(
            at, search_for, seed=options["seed"], count=options["pairs"]
        )
        if options["json"]:
            more |= {"slips": {"seed": options["seed"], **slips.as_json()}} if slips else {}
            if options["pairs"]:
                more["pairs"] = {kind: each._asdict() for kind, each in agreements.items()}
            self._print_json(metrics, others, more)
            return
        self._print_table(metrics, others)
        if slips:
            self._print_slips(slips, options["seed"])
        self._print_agreement(agreements)
        for name, each in more.items():
            self.stdout.write(f"{name}: {each['queries']} queries, found: {len(each['found'])}")
            self.stdout.write("; ".join(f"{query}: {it}" for query, it in each["found"].items()))

    def _absent(self, options: Any, search_for: evaluation.SearchFunction) -> dict[str, Any]:
        if not options["absent"]:
            return {}
        words = self._text(options["absent"]).split()
        found = evaluation.false_positives(words, search_for)
        return {"absent": {"queries": len(words), "found": found}}

    def _unchanged(self, options: Any, at: datetime) -> dict[str, Any]:
        """The queries that should be left as they are, by name, and those that were changed."""
        sets: dict[str, list[str]] = {}
        if options["everyday"]:
            sets["everyday"] = self._text(options["everyday"]).splitlines()
        if options["slips"]:
            sets["correct"] = evaluation.correct_queries(at, seed=options["seed"])
        return {
            name: {"queries": len(queries), "found": evaluation.changed_queries(queries, at)}
            for name, queries in sets.items()
        }

    def _slips(
        self, options: Any, at: datetime, search_for: evaluation.SearchFunction
    ) -> SlipMetrics | None:
        if not options["slips"]:
            return None
        return evaluation.evaluate_slips(
            at, search_for, seed=options["seed"], count=options["slips"]
        )

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

    def _text(self, file: Path) -> str:
        try:
            return file.read_text(encoding="utf-8")
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

    def _print_agreement(self, agreements: dict[str, Agreement]) -> None:
        for kind, each in agreements.items():
            self.stdout.write(f"both spellings, {kind:18}{each.pairs:6}{each.shared:20.3f}")

    def _print_row(self, name: str, each: Metrics) -> None:
        self.stdout.write(f"{name:34}{each.queries:6}{each.mrr:9.3f}{each.recall:11.3f}")

    def _print_slips(self, slips: SlipMetrics, seed: int) -> None:
        shown = (ALONE, ACCOMPANIED, ALL_ALONE)
        self.stdout.write(f"Slips of typing, seed {seed}: cases, recall@10 and success@10")
        self.stdout.write(f"{'':22}" + "".join(f"{column:>21}" for column in shown))
        for name, columns in (*slips.kinds.items(), *sorted(slips.letters.items())):
            every = [columns.get(column, Metrics(0, 0, 0, 0)) for column in shown]
            cells = (f"{each.queries:7}{each.recall:7.3f}{each.success:7.3f}" for each in every)
            self.stdout.write(f"{name:22}{''.join(cells)}")
