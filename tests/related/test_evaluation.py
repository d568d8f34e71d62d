import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article
from articles.related import rebuild
from articles.related.evaluation import (
    BaselineDocument,
    Baselines,
    TfIdf,
    margin,
    mean_metrics,
    ndcg,
    query_metrics,
)
from tests.related.conftest import FOOTBALL, WATER, WATER_TOO, Write


def test_best_order_has_the_full_gain() -> None:
    assert ndcg([5, 6, 9, 9], {5: 3, 6: 1}) == 1.0


def test_what_cannot_be_found_is_missed_all_the_same() -> None:
    assert ndcg([5], {5: 1, 6: 3}) < 0.5


def test_metrics_are_means_over_queries() -> None:
    each = [query_metrics([5], {5: 3}), query_metrics([7], {8: 1})]
    assert mean_metrics(each) == (0.5, 0.125, 0.5)


def test_margin_is_the_difference_of_the_means() -> None:
    assert margin([1.0, 0.5], [0.5, 0.0]) == pytest.approx((0.5, 0.5, 0.5))


def test_margin_of_few_queries_that_disagree_is_not_sure() -> None:
    unsure = margin([1.0, 0.0, 1.0], [0.0, 1.0, 0.0])
    assert unsure.low < 0 < unsure.high


def test_margin_is_the_same_for_the_same_seed() -> None:
    ours, theirs = [0.1, 0.9, 0.4, 0.7], [0.2, 0.3, 0.4, 0.1]
    assert margin(ours, theirs, seed=5) == margin(ours, theirs, seed=5)


def test_cosine_of_the_same_words_is_one() -> None:
    assert TfIdf({1: ["a", "b"], 2: ["a", "b"]}).cosines(1, {2})[2] == pytest.approx(1.0)


def test_nearest_date_stands_within_the_section() -> None:
    documents = {
        pk: BaselineDocument(pk, [], [], [], float(pk), section)
        for pk, section in [(1, 1), (2, 2), (3, 1), (9, 1)]
    }
    rankings = Baselines(documents, dict.fromkeys(documents, ())).rankings(1, {1, 2, 3, 9})
    assert rankings["nearest date, same section"] == [3, 9]


@pytest.fixture
def labelled(write: Write, tmp_path: Path) -> Path:
    """Three imported articles, the first of which an editor linked to the second."""
    for name, headline in {"a": WATER, "b": WATER_TOO, "c": FOOTBALL}.items():
        pk = write(headline).pk
        Article.objects.filter(pk=pk).update(source="paper", source_id=name)
    rebuild.rebuild_lists()
    path = tmp_path / "labels.jsonl"
    path.write_text(json.dumps({"query_id": "a", "relevant": {"b": 3}, "n_editor": 1}))
    return path


def test_command_prints_one_object_of_metrics(
    labelled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("evaluate_related", str(labelled), "--json")
    report = json.loads(capsys.readouterr().out)
    assert (report["queries"], report["all"]["ndcg4"], report["past"]["mrr"]) == (1, 1.0, 1.0)
    assert len(report["baselines"]) == 5


def test_command_prints_the_margins_over_the_best_baseline(
    labelled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("evaluate_related", str(labelled), "--json")
    margins = json.loads(capsys.readouterr().out)["margins"]
    assert margins["all"]["nDCG@4"] == [0.0, 0.0, 0.0]
    assert margins["seed"]


def test_margins_are_printed_with_their_seed(
    labelled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("evaluate_related", str(labelled))
    assert "seed 20261130" in capsys.readouterr().out


def test_command_prints_the_metrics_beside_the_baselines(
    labelled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("evaluate_related", str(labelled))
    said = capsys.readouterr().out
    assert "engine" in said
    assert "TF-IDF, raw words" in said


@pytest.mark.parametrize("content", ["", "{", '{"query_id": "a", "relevant": {}, "n_editor": 0}'])
def test_file_without_queries_is_refused(db: None, tmp_path: Path, content: str) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text(content)
    with pytest.raises(CommandError):
        call_command("evaluate_related", str(path))
