"""`manage.py evaluate_related FILE`: metrics of related lists against links of editors."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.core.management.base import CommandError, CommandParser
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import body
from articles.arabic.tokens import terms, words
from articles.base_command import TranslatedCommand
from articles.conf import LANGUAGES
from articles.models import Article
from articles.related import engine
from articles.related.candidates import SECONDS_A_DAY
from articles.related.evaluation import (
    RESAMPLES,
    SEED,
    BaselineDocument,
    Baselines,
    Margin,
    Metrics,
    margin,
    mean_metrics,
    query_metrics,
)

ENGINE: Final = "engine"
_DAY: Final = timedelta(days=1)
_LEAD_TERMS: Final = 25

POOLS: Final = ("all", "past")
"""What is ranked: every article of the outlet, and those up to a day after the article."""

type Results = dict[tuple[str, str], list[Metrics]]
"""The metrics of every query in order, by (system, pool)."""


class Command(TranslatedCommand):
    """Print metrics as lines or as JSON; a file without queries is a `CommandError`."""

    description = gettext_lazy(
        "Compare the related lists with links that editors made themselves. Each line of "
        "the file is an object with query_id and relevant (grades by id), the ids being "
        "those of imported articles, and n_editor; without editors' links a line is passed "
        "over."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=_("the file to read"))
        parser.add_argument("--json", action="store_true", help=_("print one JSON object"))
        parser.add_argument(
            "--language", choices=LANGUAGES, default=LANGUAGES[0], help=_("the texts' language")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        queries = _queries(options["file"])
        if not queries:
            raise CommandError(_("The file names no article of this site."))
        language = options["language"]
        results: Results = defaultdict(list)
        for source in sorted({source for source, _pk, _at, _grades in queries}):
            outlet = _Outlet(source, language)
            for of, pk, published_at, grades in queries:
                if of == source:
                    outlet.measure(pk, published_at, grades, results)
        if options["json"]:
            self.stdout.write(json.dumps(_report(results, len(queries)), ensure_ascii=False))
        else:
            self._say(results, len(queries))

    def _say(self, results: Results, queries: int) -> None:
        self.stdout.write(f"{connection.vendor}: {queries}")
        for name in dict.fromkeys(name for name, _pool in results):
            both = [value for pool in POOLS for value in mean_metrics(results[name, pool])]
            self.stdout.write(
                f"{name:<56} all: nDCG@4 %.4f P@4 %.4f MRR %.4f   "
                "past: nDCG@4 %.4f P@4 %.4f MRR %.4f" % tuple(both)
            )
        self.stdout.write(f"95 %, {RESAMPLES:,} x {queries}, seed {SEED}:")
        for pool in POOLS:
            best, margins = _margins(results, pool)
            said = "   ".join(
                f"{metric} {each.mean:+.4f} [{each.low:+.4f}, {each.high:+.4f}]"
                for metric, each in margins.items()
            )
            self.stdout.write(f"{pool:>4}: {said}   > {best}")


class _Outlet:
    """The articles of one source, and the systems that rank them."""

    def __init__(self, source: str, language: str) -> None:
        self.language = language
        self.at = timezone.now()
        pool = Article.objects.visible(language=language, at=self.at).filter(source=source)
        documents: dict[int, BaselineDocument] = {}
        raw: dict[int, list[str]] = {}
        self.moments: dict[int, datetime] = {}
        names = [f"{name}_{language}" for name in ("headline", "body", "published_at")]
        for pk, title, html, moment, section in pool.values_list("pk", *names, "section"):
            text = body.text(html)
            first = terms(text)
            raw[pk] = words(f"{title} {text}")
            documents[pk] = BaselineDocument(
                pk, terms(title), first[:_LEAD_TERMS], first, _days(moment), section
            )
            self.moments[pk] = moment
        self.baselines = Baselines(documents, raw)

    def measure(
        self, pk: int, published_at: datetime, grades: Mapping[int, int], results: Results
    ) -> None:
        """Add every system's ranking in both pools."""
        until = published_at + _DAY
        past = {pk for pk, moment in self.moments.items() if moment <= until}
        for name, numbers in zip(POOLS, (set(self.moments), past), strict=True):
            own = engine.rank_pool(pk, self.language, pool=numbers, at=self.at)
            results[ENGINE, name].append(query_metrics(own, grades))
            for baseline, ranking in self.baselines.rankings(pk, numbers).items():
                results[baseline, name].append(query_metrics(ranking, grades))


def _queries(path: Path) -> list[tuple[str, int, datetime, dict[int, int]]]:
    """(source, article, moment, grades by article) for every line with an editor's link."""
    try:
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise CommandError(_("The file cannot be opened: %(reason)s") % {"reason": error}) from None
    moment = f"published_at_{LANGUAGES[0]}"
    rows = Article.objects.exclude(source="").values_list("source_id", "source", "pk", moment)
    known = {source_id: (source, pk, at) for source_id, source, pk, at in rows}
    queries = []
    for line in lines:
        if line.get("n_editor", 0) > 0 and line["query_id"] in known:
            grades = {
                known[other][1]: grade
                for other, grade in line["relevant"].items()
                if other in known
            }
            queries.append((*known[line["query_id"]], grades))
    return queries


def _margins(results: Results, pool: str) -> tuple[str, dict[str, Margin]]:
    """The baseline of the greatest mean nDCG@4, and the engine's margins over it by metric."""
    baselines = [name for name, of in results if of == pool and name != ENGINE]
    best = max(baselines, key=lambda name: mean_metrics(results[name, pool]).ndcg4)
    ours, theirs = results[ENGINE, pool], results[best, pool]
    return best, {
        "nDCG@4": margin([each.ndcg4 for each in ours], [each.ndcg4 for each in theirs]),
        "MRR": margin([each.mrr for each in ours], [each.mrr for each in theirs]),
    }


def _report(results: Results, queries: int) -> dict[str, Any]:
    by_name: dict[str, dict[str, dict[str, float]]] = defaultdict(dict)
    for (name, pool), each in results.items():
        means = mean_metrics(each)._asdict()
        by_name[name][pool] = {key: round(value, 4) for key, value in means.items()}
    own = by_name.pop(ENGINE)
    margins: dict[str, Any] = {"seed": SEED, "resamples": RESAMPLES}
    for pool in POOLS:
        best, found = _margins(results, pool)
        margins[pool] = {"over": best} | {
            metric: [round(value, 4) for value in each] for metric, each in found.items()
        }
    return {
        "engine": connection.vendor,
        "queries": queries,
        **own,
        "baselines": by_name,
        "margins": margins,
    }


def _days(moment: datetime) -> float:
    return moment.timestamp() / SECONDS_A_DAY
