import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.models import Article


def _output(*options: object) -> str:
    out = StringIO()
    call_command("check_texts", *map(str, options), stdout=out)
    return out.getvalue()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    lines = [
        {"id": "1", "title": "زيارة الى القاهرة", "body": ["وصل الى دمشق", "ثم عاد"]},
        {"id": "2", "title": "زيارة", "body": "وصل\nالى عمان", "tags": ["إيران", "ايران"]},
    ]
    path = tmp_path / "archive.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines))
    return path


def test_marks_of_an_archive_are_counted_as_json(archive: Path) -> None:
    found = json.loads(_output(archive, "--json", "--rule", "initial_hamza"))
    assert found["versions"] == 2
    assert found["rules"]["initial_hamza"]["marks"] == 3
    assert found["rules"]["initial_hamza"]["articles"] == 2


def test_a_sample_is_drawn_by_its_seed(archive: Path) -> None:
    options = (archive, "--json", "--rule", "initial_hamza", "--sample", 2, "--seed", 5)
    first, second = _output(*options), _output(*options)
    assert first == second
    sample = json.loads(first)["rules"]["initial_hamza"]["sample"]
    assert [mark["text"] for mark in sample] == ["الى", "الى"]


def test_the_table_shows_marks_with_what_stands_beside_them(archive: Path) -> None:
    out = _output(archive, "--rule", "initial_hamza", "--sample", 9)
    assert "initial_hamza               3        2    1500.0" in out
    assert "1: زيارة ⟦الى⟧ القاهرة → ['إ']" in out


def test_one_of_so_many_articles_is_read(archive: Path) -> None:
    assert json.loads(_output(archive, "--json", "--every", 2))["versions"] == 1


def test_findings_of_the_whole_article_are_shown(archive: Path) -> None:
    out = _output(archive, "--rule", "duplicate_tags", "--sample", 1)
    assert "2: ⟦⟧ → []" in out


def test_without_a_file_the_newest_texts_are_read(published: Callable[..., Article]) -> None:
    published(headline_ar="زيارة الى القاهرة")
    found: dict[str, Any] = json.loads(_output("--json", "--rule", "initial_hamza"))
    assert found["rules"]["initial_hamza"]["marks"] == 1


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        _output(tmp_path / "missing.jsonl")
    broken = tmp_path / "broken.jsonl"
    broken.write_text("{")
    with pytest.raises(CommandError):
        _output(broken)
