import json
from datetime import timedelta
from io import StringIO
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone, translation

from articles.models import Announcement, Article, Author, Byline, Section, Tag
from articles.workflow import bulk
from tests.management.conftest import Written, record

pytestmark = pytest.mark.django_db


ODD = (
    b"\xef\xbb\xbf" + json.dumps(record(id=1, published="2026-03-01 10:00")).encode() + b"\r",
    b"\r",
    record(id="2", published="Mon, 02 Mar 2026 10:00:00 +0300", tags="رياضة، كرة"),
    record(id="3", published=1772359200, body="أول\n\nثان"),
    record(id="4", published="١ مارس ٢٠٢٦", author="بقلم: أحمد علي"),
    record(id="5", published="0000-00-00 00:00:00", tags=["سياسة", None, ""]),
    record(id="6", title="<b>قال</b> &quot;نعم&quot;", body=None, body_html="<p>نص &amp; آخر</p>"),
    record(id="7", published="yesterday", author="القاهرة (رويترز)", category="شباب"),
    record(id="3", title="غيره"),
    record(id="8", title=""),
)
"""Lines as archives hold them: one odd thing or two each, one id twice, one without a title."""


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

    target = "articles.management.archive.importer.publish_imported"
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


def test_odd_lines_become_articles_and_the_report_says_what_was_adapted(written: Written) -> None:
    out, err = load(written(*ODD), no_relate=True)
    assert out.splitlines()[:-1] == [
        "New articles: 7",
        "Already there: 0",
        "Refused lines: 1",
        "Lines with an id that came before: 1",
        "New sections: 2",
        "New tags: 5",
        "New authors: 2",
        "Dated by their id: 0",
        "Without any date: 2",
        "Titles cut, whole above the text: 0",
        "Dates in another form than ISO 8601: 3",
        "Dates without a zone, taken as the site's time: 1",
        "Dates that could not be read: 1",
        "Texts rebuilt from HTML: 1",
        "Texts in one piece, parted at blank lines: 1",
        "Entities decoded (&amp;): 1",
        "HTML tags taken out of headlines: 1",
        "Straight quotation marks made « »: 1",
        "Tags and authors written in one text, parted: 1",
        "Labels and professions taken out of bylines: 1",
        "Agencies and desks shown in the dateline, not as authors: 1",
        "Numbers taken as text: 1",
        "Details left out, since they are empty or unreadable: 1",
    ]
    assert err.splitlines() == [
        "Line 10: The title is missing.",
        "Line 8: “yesterday” is no date.",
        "Line 9: The id “3” stands in line 4 already; only that one is taken.",
    ]


def test_label_has_no_page(written: Written) -> None:
    load(written(*ODD), no_relate=True)
    assert set(Author.objects.values_list("name_ar", flat=True)) == {"هدى سالم", "أحمد علي"}


def test_photographer_of_the_byline_is_one(written: Written) -> None:
    load(written(record(author="بقلم: هدى سالم - تصوير: عمر نبيل")), no_relate=True)
    found = Byline.objects.order_by("position").values_list("author__name_ar", "role")
    assert list(found) == [("هدى سالم", "writer"), ("عمر نبيل", "photographer")]


def test_dry_run_prints_the_same_report_and_writes_nothing(
    written: Written, django_assert_max_num_queries: Any
) -> None:
    path = written(*ODD)
    with django_assert_max_num_queries(20) as queries:
        dry, dry_err = load(path, dry_run=True, batch=3)
    assert {query["sql"].split()[0] for query in queries} <= {"SELECT", "SAVEPOINT", "RELEASE"}
    out, err = load(path, no_relate=True, batch=3)
    assert dry.splitlines()[:-2] == out.splitlines()[:-1]
    assert dry.splitlines()[-1] == "This was a dry run: nothing was written."
    assert dry_err == err


def test_dry_run_after_the_import_finds_everything_there(written: Written) -> None:
    path = written(*ODD)
    load(path, no_relate=True)
    out, _err = load(path, dry_run=True)
    assert out.startswith("New articles: 0\nAlready there: 7\n")


def test_date_ahead_schedules_the_article(written: Written) -> None:
    out, _err = load(written(record(published="2096-01-01T10:00:00Z")), no_relate=True)
    assert "Scheduled, since their date lies ahead: 1" in out
    article = Article.objects.get()
    assert not article.is_visible(language="ar", at=timezone.now())
    assert article.is_scheduled(at=timezone.now())


def test_id_that_came_in_an_earlier_batch_is_named_with_both_lines(written: Written) -> None:
    _out, err = load(written(record(), record(id="a-2"), record()), no_relate=True, batch=1)
    assert err == "Line 3: The id “a-1” stands in line 1 already; only that one is taken.\n"


def test_line_that_was_refused_leaves_its_id_to_a_later_one(written: Written) -> None:
    out, _err = load(written(record(title=""), record()), no_relate=True)
    assert "New articles: 1" in out


def test_typography_is_left_alone_when_asked(written: Written) -> None:
    path = written(record(title='قال "نعم"'))
    out, _err = load(path, no_relate=True, no_typography=True)
    assert Article.objects.get().headline_ar == 'قال "نعم"'
    assert "quotation marks" not in out


def test_report_is_in_the_language_of_the_house(written: Written) -> None:
    out = StringIO()
    call_command("import_articles", str(written(record())), stdout=out, no_relate=True)
    assert "New articles" not in out.getvalue()


def test_reader_sees_the_agency_and_no_page_of_it(written: Written, client: Client) -> None:
    load(written(record(author="القاهرة (رويترز)")), no_relate=True)
    page = client.get(Article.objects.get().url("ar")).content.decode()
    assert '<p class="dateline">القاهرة (رويترز)</p>' in page
    assert not Author.objects.exists()
