from datetime import timedelta
from io import StringIO
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from articles.models import Announcement, Article, Byline, Section, Tag
from articles.workflow import bulk
from tests.management.conftest import Written, record

pytestmark = pytest.mark.django_db


def load(path: object, **options: Any) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    with translation.override("en"):
        call_command("import_articles", str(path), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


@pytest.mark.parametrize("zipped", [False, True])
def test_records_become_articles_that_readers_see(written: Written, zipped: bool) -> None:
    load(written(record(), zipped=zipped))
    article = Article.objects.visible(language="ar").get()
    assert article.headline_ar == "افتتاح جسر جديد على النهر"
    assert Byline.objects.get(article=article).author.name_ar == "هدى سالم"
    assert set(article.tagged_items.values_list("tag__name_ar", flat=True)) == {"جسور", "النهر"}


def test_second_run_changes_nothing(written: Written) -> None:
    path = written(record(), record(id="a-2"))
    load(path)
    out, _err = load(path)
    assert "New articles: 0\nAlready there: 2" in out
    assert Article.objects.count() == 2


def test_second_run_makes_no_name_again_that_people_took_away(written: Written) -> None:
    path = written(record())
    load(path)
    Tag.objects.all().delete()
    load(path)
    assert not Tag.objects.exists()


def test_import_that_was_killed_goes_on_when_run_again(written: Written) -> None:
    path = written(*[record(id=f"a-{n}") for n in range(6)])
    publish, calls = bulk.publish_imported, []

    def once(*args: Any, **kwargs: Any) -> Any:
        calls.append(1)
        if len(calls) > 1:
            raise KeyboardInterrupt
        return publish(*args, **kwargs)

    target = "articles.management.archive.loading.publish_imported"
    with patch(target, once), pytest.raises(KeyboardInterrupt):
        load(path, batch=2)
    assert Article.objects.count() == 2
    load(path, batch=2)
    assert Article.objects.count() == 6


def test_second_run_announces_what_a_killed_one_left_unsaid(written: Written) -> None:
    path = written(record())
    load(path)
    Announcement.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    load(path)
    assert not Announcement.objects.filter(delivered_at=None).exists()


def test_related_lists_are_made_at_the_end(written: Written) -> None:
    out, _err = load(written(record()))
    assert "One list of related articles was written." in out


def test_related_lists_are_left_alone_when_asked(written: Written) -> None:
    out, _err = load(written(record()), no_relate=True)
    assert "Related" not in out


def test_bad_lines_are_named_with_their_number_and_stop_nothing(written: Written) -> None:
    out, err = load(written(b"{", record(), b"[]", record(id="a-2", title="")))
    assert err.splitlines() == [
        "Line 1: The line is not JSON.",
        "Line 3: The line holds no JSON object.",
        "Line 4: The title is missing.",
    ]
    assert "New articles: 1" in out


def test_only_the_first_twenty_bad_lines_are_named(written: Written) -> None:
    _out, err = load(written(record(), *[b"{"] * 25))
    assert len(err.splitlines()) == 21
    assert err.splitlines()[-1] == "5 more lines."


def test_file_of_which_nothing_can_be_read_is_an_error(written: Written) -> None:
    with pytest.raises(CommandError, match="Nothing in the file"):
        load(written(b"{"))


def test_file_that_is_not_there_is_an_error(tmp_path: object) -> None:
    with pytest.raises(CommandError, match="cannot be opened"):
        load(f"{tmp_path}/none")


def test_limit_reads_only_so_many_lines(written: Written) -> None:
    load(written(*[record(id=f"a-{n}") for n in range(5)]), limit=2)
    assert Article.objects.count() == 2


def test_english_archive_is_published_in_english_only(written: Written) -> None:
    load(written(record(title="A bridge opens", body=["It opened."])), language="en")
    assert Article.objects.visible(language="en").count() == 1
    assert Article.objects.visible(language="ar").count() == 0


def test_sections_are_made_once_for_all_spellings(written: Written) -> None:
    load(written(record(), record(id="a-2", category="محليّات")))
    assert Section.objects.get().name_ar == "محليات"


def test_undated_piece_is_readable_and_the_last_of_the_list(written: Written) -> None:
    load(written(record(id="old", published=None), record(id="new")))
    ids = Article.objects.visible(language="ar").newest_first(language="ar")
    assert list(ids.values_list("source_id", flat=True)) == ["new", "old"]
