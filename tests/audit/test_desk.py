"""The log at the desk: who may see it, how it is found, and how it is taken along as CSV."""

import csv
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from articles import workflow
from articles.text_checks import RULES
from newsroom.accounts.models import User
from newsroom.audit import wording
from newsroom.audit.chain import seal_new
from newsroom.audit.export import safe_cell
from newsroom.audit.models import Entry
from newsroom.audit.recording import name_key, record
from tests import factories
from tests.conftest import NOW, person

LOG = "/admin/audit/entry/"
DAY = timedelta(days=1)


@pytest.fixture
def desk(signed_in, administrator):
    return signed_in(administrator)


def written(*, at=None, **columns):
    """An entry as it was written at the moment."""
    columns = {"action": "change", "kind": "articles.tag", "at": at or timezone.now()} | columns
    columns["object_key"] = name_key(columns.get("object_name", ""))
    entry = Entry(**columns)
    entry.digest = entry.computed_digest()
    entry.save()
    return entry


def listed(client, **query):
    """The numbers of the entries that the list shows."""
    response = client.get(LOG, query)
    assert response.status_code == 200, response
    return [entry.pk for entry in response.context["cl"].result_list]


def rows_of(response):
    text = b"".join(response.streaming_content).decode("utf-8")
    return text, list(csv.reader(text.removeprefix("\ufeff").splitlines()))


@pytest.mark.parametrize("role", ["journalist", "editor", "chief", "admin"])
def test_log_is_open_to_administrators_alone(client, db, role):
    client.force_login(person("somebody", role))
    entry = Entry.objects.latest("pk")
    statuses = {
        client.get(LOG).status_code,
        client.get(f"{LOG}{entry.pk}/change/").status_code,
        client.post(f"{LOG}export/").status_code,
    }
    assert statuses == ({200} if role == "admin" else {403})


def test_nobody_adds_changes_or_deletes_an_entry_at_the_desk(client, db):
    client.force_login(User.objects.create_superuser("root"))
    number = Entry.objects.latest("pk").pk
    statuses = [
        client.get(f"{LOG}add/").status_code,
        client.post(f"{LOG}{number}/change/", {"actor": "x"}).status_code,
        client.post(f"{LOG}{number}/delete/", {"post": "yes"}).status_code,
        client.get(f"{LOG}export/").status_code,
    ]
    assert statuses == [403, 404, 403, 405]


@pytest.mark.parametrize("number", ["0", "abc", "9" * 30, "1.5"])
def test_entry_that_is_none_is_not_found(desk, number):
    assert desk.get(f"{LOG}{number}/change/").status_code == 404


# Finding ------------------------------------------------------------------------------------


def test_list_is_narrowed_by_person_action_kind_and_period(desk, editor):
    at = datetime(2020, 5, 5, 12, tzinfo=UTC)
    one = written(at=at, actor_id=editor.pk, actor="mona", action="merge")
    other = written(at=at + DAY, action="delete", kind="articles.section")
    both = [other.pk, one.pk]
    assert listed(desk, person="Mona", to="2020-12-31") == [one.pk]
    assert listed(desk, **{"from": "2020-05-05", "to": "2020-05-06"}) == both
    assert listed(desk, **{"from": "2020-05-06", "to": "2020-05-06"}) == [other.pk]
    assert listed(desk, action="merge") == [one.pk]
    assert listed(desk, kind="articles.section", action="delete") == [other.pk]
    assert listed(desk, action="merge", kind="articles.section") == []


@pytest.mark.parametrize(
    "query",
    [
        {"from": "yesterday"},
        {"to": "9999-12-31"},
        {"from": "0001-01-01", "to": "0001-01-01"},
        {"action": "nothing"},
        {"kind": "nothing"},
        {"person": "nobody"},
        {"q": "لا شيء كهذا"},
        {"q": "=1"},
    ],
)
def test_filter_that_matches_nothing_shows_an_empty_list(desk, query):
    assert listed(desk, **query) == []


def test_entries_are_found_by_person_number_and_the_beginning_of_a_name(desk, editor):
    tag = written(object_name="جمهوريّة مصر العربية", object_id="99000012")
    mine = written(actor_id=editor.pk, actor="mona", object_name="نيل")
    assert listed(desk, q="جمهورية مصر") == [tag.pk]
    assert listed(desk, q="#99000012") == [tag.pk]
    assert listed(desk, q="mona", kind="articles.tag") == [mine.pk]
    assert listed(desk, q="نيل") == [mine.pk]
    assert listed(desk, q="ني") == []


def test_article_is_found_by_any_word_of_its_headline(desk, indexed_article):
    found = listed(desk, q="السريع")
    assert Entry.objects.filter(pk__in=found, object_id=str(indexed_article.pk)).count() == 2


@pytest.fixture
def indexed_article(editor, content, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        article = workflow.create(by=editor, data=content(), at=NOW)
        return workflow.publish(article, by=editor, at=NOW)


def test_list_costs_at_most_twelve_queries_and_counts_no_more_than_it_pages(
    desk, editor, django_assert_max_num_queries
):
    for number in range(60):
        written(actor_id=editor.pk, actor="mona", object_name=f"وسم {number}")
    for query in ({}, {"q": "وسم"}, {"person": "mona", "action": "change", "from": "2020-01-01"}):
        with django_assert_max_num_queries(12) as captured:
            desk.get(LOG, query)
        counts = [each["sql"] for each in captured if "COUNT(" in each["sql"]]
        assert all("LIMIT" in sql for sql in counts if "audit_entry" in sql)


# One entry ----------------------------------------------------------------------------------


def test_entry_shows_every_change_in_words(desk, section):
    section.name_en, section.colour = "Business and Economy", "teal"
    section.save()
    seal_new()
    entry = Entry.objects.latest("pk")
    response = desk.get(f"{LOG}{entry.pk}/change/")
    page = response.content.decode()
    assert "<ins>Business and </ins>" in page
    assert entry.seal.chain_hash in page
    assert f"/admin/articles/section/{section.pk}/change/" in page
    changes = {change.name: change for change in response.context["changes"]}
    assert changes["colour"].new != ["teal"]


def test_run_of_a_command_says_in_words_what_it_did_to_what():
    with override("en"):
        assert wording.field_label("command", "articles.article: publish") == "article: Published"
        assert wording.via_label("command: reindex") == "command reindex"


def test_rule_of_the_text_checks_is_called_by_its_label():
    entry = Entry(kind="articles.textrule", object_name="double_space")
    assert wording.object_name(entry) == str(RULES["double_space"].label)


@pytest.mark.parametrize(
    ("kind", "name", "value", "words"),
    [
        ("accounts.user", "is_active", False, "لا"),
        ("accounts.user", "groups", "editor, chief", "محرر، رئيس تحرير"),
        ("articles.article", "state", "published", "منشور"),
        ("articles.article", "languages", ["ar"], "العربية"),
        (
            "articles.previewlink",
            "revoked_at",
            "2026-11-20T12:00:00+00:00",
            "20 نوفمبر 2026، 14:00",
        ),
        ("articles.previewlink", "revoked_at", "soon", "soon"),
        ("gone.model", "colour", "blue", "blue"),
        ("articles.tag", "is_retired", None, ""),
        ("articles.section", "order", 3, "3"),
    ],
)
def test_value_stands_in_the_words_of_the_screen(kind, name, value, words):
    assert wording.value_words(kind, name, value) == words


def test_kind_and_field_that_are_gone_are_shown_as_they_were_written():
    assert wording.kind_label("gone.model") == "gone.model"
    assert wording.field_label("articles.tag", "gone") == "gone"
    assert wording.action_label("gone") == "gone"


# CSV ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", " ="])  # noqa: RUF001 - a wide sign is what is tried
def test_no_cell_begins_as_a_formula(sign):
    assert safe_cell(f"{sign}cmd|' /C calc'!A0").startswith("'")


@pytest.mark.parametrize("text", ["مصر", "a=b", "", "'x"])
def test_other_cells_stand_as_they_are(text):
    assert safe_cell(text) == text


def test_export_has_the_entries_of_the_filters_and_is_an_entry_itself(desk, administrator):
    written(object_name="=HYPERLINK(1)", changes={"name_ar": ["+1", "مصر"]})
    written(action="delete")
    response = desk.post(f"{LOG}export/?kind=articles.tag&action=change")
    text, rows = rows_of(response)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert ".csv" in response["Content-Disposition"]
    assert text.startswith("\ufeff")
    (header, row) = rows
    assert len(header) == len(row) == 12
    assert row[8] == "'=HYPERLINK(1)"
    assert row[9].endswith("+1 → مصر")
    entry = Entry.objects.get(action="export")
    assert entry.actor_id == administrator.pk
    assert entry.changes == {"filters": [None, "kind=articles.tag, action=change"]}


def test_export_is_streamed_with_a_fixed_number_of_queries(desk, django_assert_num_queries):
    for number in range(30):
        written(object_name=f"وسم {number}")
    seal_new()
    response = desk.post(f"{LOG}export/")
    assert response.streaming
    with django_assert_num_queries(1):
        _text, rows = rows_of(response)
    assert len(rows) > 30


def test_export_has_each_entry_once_where_a_page_of_them_ends_within_a_moment(desk, monkeypatch):
    monkeypatch.setattr("newsroom.audit.export._CHUNK", 2)
    moment = timezone.now()
    for number in range(5):
        written(object_name=f"وسم {number}", at=moment)
    _text, (_header, *rows) = rows_of(desk.post(f"{LOG}export/"))
    numbers = [int(row[0]) for row in rows]
    assert numbers == [*Entry.objects.newest_first().values_list("pk", flat=True)]


def test_export_of_filters_that_cannot_be_read_leads_back_to_the_list(desk):
    response = desk.post(f"{LOG}export/?pk__in=abc")
    assert response.status_code == 302
    assert not Entry.objects.filter(action="export").exists()


def test_export_that_is_refused_is_no_entry(signed_in, editor):
    assert signed_in(editor).post(f"{LOG}export/").status_code == 403
    assert not Entry.objects.filter(action="export").exists()


def test_tag_of_a_page_is_listed_by_its_person(desk, administrator):
    record("change", kind="articles.tag", by=administrator, name=str(factories.TagFactory()))
    assert "laila" in desk.get(LOG).content.decode()
