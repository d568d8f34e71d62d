import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import Article
from articles.search import evaluation
from articles.search.evaluation import LabelledQuery, Metrics
from articles.search.indexing import index
from tests.conftest import NOW


@pytest.fixture
def archived(published):
    """An imported and indexed article, by its source's id."""

    def make(source_id, headline, text="نص الخبر"):
        article = published(headline_ar=headline, body_ar=f"<p>{text}</p>")
        Article.objects.filter(pk=article.pk).update(source="archive", source_id=source_id)
        index([article.pk], at=NOW)
        return article.pk

    return make


@pytest.fixture
def labelled(tmp_path):
    """A file of labelled queries."""

    def write(*records):
        file = tmp_path / "queries.jsonl"
        file.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
        return file

    return write


def record(query, *wanted, kind="exact"):
    return {"query": query, "kind": kind, "must_match": list(wanted), "note": "not read"}


def output(file, **options):
    out = StringIO()
    call_command("evaluate_search", file, stdout=out, **options)
    return out.getvalue()


def test_metrics_are_the_mean_of_reciprocal_ranks_and_recalls():
    queries = [
        LabelledQuery("a", "one", frozenset({1})),
        LabelledQuery("b", "two", frozenset({2, 3})),
    ]
    metrics = evaluation.evaluate(queries, {"a": [9, 1], "b": [2, 9]}.__getitem__)
    assert metrics == {
        "": Metrics(2, 0.75, 0.75, 1),
        "one": Metrics(1, 0.5, 1, 1),
        "two": Metrics(1, 1, 0.5, 1),
    }


def test_result_beyond_the_tenth_is_not_found():
    metrics = evaluation.evaluate(
        [LabelledQuery("a", "one", frozenset({11}))], lambda _query: range(1, 12)
    )
    assert metrics[""] == Metrics(1, 0, 0, 0)


def test_article_that_is_not_there_counts_as_not_found(archived):
    here = archived("a", "كسوف الشمس")
    (query,) = evaluation.labelled_queries([record("كسوف", "a", "b")])
    assert (here in query.relevant, len(query.relevant)) == (True, 2)


def test_search_is_evaluated_over_its_pages(archived, settings):
    settings.PAGE_SIZE = 2
    numbers = {archived(name, f"كسوف {name}") for name in "abc"}
    assert set(evaluation.site_search(NOW)("كسوف")) == numbers


def test_every_baseline_finds_the_word_as_it_is_spelled(archived):
    number = archived("a", "كسوف الشمس")
    found = {name: list(search_for("كسوف")) for name, search_for in evaluation.baselines(NOW)}
    assert len(found) == 3
    assert all(numbers == [number] for numbers in found.values())


def test_baselines_take_any_text_for_a_query(archived):
    archived("a", "كسوف الشمس")
    for _name, search_for in evaluation.baselines(NOW):
        assert len(search_for("\"كسوف' OR -* \\ ()")) <= 1


def test_object_holds_engine_kinds_and_baselines(archived, labelled):
    archived("a", "كسوف الشمس")
    found = json.loads(output(labelled(record("كسوف", "a"), record("قمر", "a")), json=True))
    assert found["engine"] == connection.vendor
    assert (found["cases"], found["mrr"], found["recall"]) == (2, 0.5, 0.5)
    assert found["kinds"] == {"exact": {"cases": 2, "mrr": 0.5, "recall": 0.5, "success": 0.5}}
    assert [set(each) for each in found["baselines"].values()] == [{"mrr", "recall", "success"}] * 3


def test_table_names_kinds_and_baselines(archived, labelled):
    archived("a", "كسوف الشمس")
    table = output(labelled(record("كسوف", "a", kind="tashkeel")))
    assert "tashkeel" in table
    assert "full text of light stems" in table


@pytest.mark.parametrize("text", ["not json", '{"query": "كسوف"}', "[]", ""])
def test_file_of_another_shape_is_refused(db, tmp_path, text):
    file = tmp_path / "queries.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError):
        output(file)


def test_file_that_is_not_there_is_refused(db, tmp_path):
    with pytest.raises(CommandError, match="cannot be opened"):
        output(tmp_path / "nothing.jsonl")


def test_labels_of_an_archive_that_is_not_here_are_refused(db, labelled):
    with pytest.raises(CommandError, match="import the archive first"):
        output(labelled(record("كسوف", "a")))


def test_words_of_no_article_that_are_found_are_named(archived, labelled, tmp_path):
    archived("a", "كسوف الشمس")
    absent = tmp_path / "absent.txt"
    absent.write_text("قمطرير\nالشموس\n", encoding="utf-8")
    found = json.loads(output(labelled(record("كسوف", "a")), absent=absent, json=True))
    assert found["absent"] == {"queries": 2, "found": {"الشموس": 1}}


@pytest.fixture
def frequent(archived):
    """A word that enough articles list to be mistyped."""
    for number in range(6):
        archived(f"a{number}", "كسوف الشمس")


def test_slips_are_measured_by_kind_and_first_letter(frequent, labelled):
    found = json.loads(output(labelled(record("كسوف", "a1")), slips=2, seed=3, json=True))["slips"]
    assert found["seed"] == 3
    assert set(found["letters"]) == {"ك"}
    assert found["kinds"]["extra letter"]["with the next word"]["cases"] == 2


def test_slips_that_spell_another_word_are_measured_apart(archived, labelled):
    """«كاتب» for «كتاب», as often as not: whoever types it may mean it."""
    for number in range(6):
        archived(f"a{number}", "كتاب كاتب آخر")
    found = json.loads(output(labelled(record("كتاب", "a1")), slips=9, json=True))["slips"]
    columns = found["letters"]["ك"]
    assert columns["alone"]["cases"] < columns["alone, words too"]["cases"]


def test_table_of_slips_names_seed_and_kinds(frequent, labelled):
    table = output(labelled(record("كسوف", "a1")), slips=1)
    assert "Slips of typing, seed 1" in table
    assert "elongation" in table


def test_correct_queries_that_are_changed_are_named(frequent, labelled):
    found = json.loads(output(labelled(record("كسوف", "a1")), slips=1, json=True))
    assert found["correct"]["queries"] > 0
    assert found["correct"]["found"] == {}


def test_everyday_queries_that_are_changed_are_named(frequent, labelled, tmp_path):
    everyday = tmp_path / "everyday.txt"
    everyday.write_text("كسوووف الشمس\nمكياج\n", encoding="utf-8")
    file = labelled(record("كسوف", "a1"))
    found = json.loads(output(file, everyday=everyday, json=True))["everyday"]
    assert found["queries"] == 2
    assert "everyday: 2 queries" in output(file, everyday=everyday)


def test_latin_name_that_is_shown_as_arabic_spells_it_is_not_changed(archived):
    for number in range(3):
        archived(f"a{number}", "كانفا")
        archived(f"b{number}", "شين")
    assert evaluation.changed_queries(["Canva", "SHEIN"], NOW) == {"SHEIN": "شين"}
