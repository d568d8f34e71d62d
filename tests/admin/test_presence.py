"""Who is in an article: what the desk is told of each other, by one small answer."""

from datetime import timedelta

import pytest
import time_machine

from articles import workflow
from articles.models import Presence
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def article(journalist, content):
    return workflow.create(by=journalist, data=content(), at=NOW)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def path(article):
    return f"/admin/articles/article/{article.pk}/presence/"


def test_person_is_in_the_field_they_said(signed_in, article, journalist, editor, clock):
    signed_in(journalist).post(path(article), {"field": "headline_ar"})
    people = signed_in(editor).get(path(article)).json()["people"]
    assert people == [{"id": journalist.pk, "name": str(journalist), "field": "headline_ar"}]


def test_person_in_two_windows_is_one(signed_in, article, journalist, clock):
    client = signed_in(journalist)
    client.post(path(article), {"field": "headline_ar"})
    people = client.post(path(article), {"field": "body_ar"}).json()["people"]
    assert [each["field"] for each in people] == ["body_ar"]


def test_person_of_whom_nothing_was_heard_is_gone(signed_in, article, journalist, clock):
    client = signed_in(journalist)
    client.post(path(article), {"field": ""})
    clock.shift(timedelta(seconds=19))
    assert len(client.get(path(article)).json()["people"]) == 1
    clock.shift(timedelta(seconds=1))
    assert client.get(path(article)).json()["people"] == []


def test_person_who_left_is_gone_at_once(signed_in, article, journalist, clock):
    client = signed_in(journalist)
    client.post(path(article), {"field": ""})
    client.post(path(article), {"left": "1"})
    assert client.get(path(article)).json()["people"] == []


def test_person_is_in_one_article_only(signed_in, article, journalist, content, clock):
    other = workflow.create(by=journalist, data=content(headline_ar="غيره"), at=NOW)
    client = signed_in(journalist)
    client.post(path(other), {"field": ""})
    assert client.get(path(article)).json()["people"] == []


def test_newest_version_is_named_with_who_saved_it(signed_in, article, journalist, editor, clock):
    revision = factories.revise(article, editor, headline_ar="أحدث")
    newest = signed_in(journalist).get(path(article)).json()["newest"]
    assert (newest["revision"], newest["by"]) == (revision.pk, editor.pk)
    compared = signed_in(journalist).get(f"{newest['compare']}{revision.base_id}")
    assert compared.status_code == 200


def test_answer_that_did_not_change_is_not_sent_again(signed_in, article, journalist, clock):
    client = signed_in(journalist)
    first = client.get(path(article))
    again = client.get(path(article), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    client.post(path(article), {"field": ""})
    assert client.get(path(article), headers={"if-none-match": first["ETag"]}).status_code == 200


def test_old_rows_do_not_gather(signed_in, article, journalist, editor, clock):
    signed_in(journalist).post(path(article), {"field": ""})
    clock.shift(timedelta(days=2))
    signed_in(editor).post(path(article), {"field": ""})
    assert [row.user for row in Presence.objects.all()] == [editor]


def test_asking_costs_two_queries_besides_who_asks(
    signed_in, article, journalist, django_assert_max_num_queries, clock
):
    client = signed_in(journalist)
    client.post(path(article), {"field": ""})
    with django_assert_max_num_queries(6):
        client.get(path(article))
    with django_assert_max_num_queries(10):
        client.post(path(article), {"field": "body_ar"})


def test_reader_is_told_nothing(client, article):
    assert client.get(path(article)).status_code == 401
    assert client.get("/admin/articles/article/999999/presence/").status_code == 401


def test_article_that_is_not_there_is_not_found(signed_in, journalist):
    assert signed_in(journalist).get("/admin/articles/article/999999/presence/").status_code == 404
