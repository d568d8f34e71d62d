"""The page of preview links: made, listed, copied, revoked."""

from datetime import timedelta

import pytest
import time_machine

from articles import workflow
from articles.models import PreviewLink
from tests.conftest import NOW


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def draft(journalist, content):
    return workflow.create(by=journalist, data=content(), at=NOW)


def path(article):
    return f"/admin/articles/article/{article.pk}/previews/"


def sent(**changes):
    return {"language": "ar", "days": "7", "shows": "newest"} | changes


def test_link_is_made_and_stands_on_the_page(signed_in, draft, journalist):
    client = signed_in(journalist)
    client.post(path(draft), sent(days="3"))
    link = PreviewLink.objects.get()
    assert (link.created_by, link.revision, link.expires_at) == (
        journalist,
        None,
        NOW + timedelta(days=3),
    )
    html = client.get(path(draft)).content.decode()
    assert f"http://testserver/preview/{link.token}/" in html


def test_link_to_the_version_of_now_names_it(signed_in, draft, journalist):
    signed_in(journalist).post(path(draft), sent(shows="this"))
    assert PreviewLink.objects.get().revision_id == draft.latest_revision_id


@pytest.mark.parametrize("wrong", [{"days": "400"}, {"language": "en"}, {"shows": "x"}])
def test_link_that_is_not_offered_is_refused(signed_in, draft, journalist, wrong):
    response = signed_in(journalist).post(path(draft), sent(**wrong))
    assert response.status_code == 200
    assert not PreviewLink.objects.exists()


def test_revoked_link_no_longer_opens(signed_in, client, draft, journalist):
    signed_in(journalist).post(path(draft), sent())
    link = PreviewLink.objects.get()
    signed_in(journalist).post(path(draft), {"revoke": link.pk})
    link.refresh_from_db()
    assert link.revoked_at == NOW
    assert client.get(f"/preview/{link.token}/").status_code == 410


def test_link_of_another_article_is_not_revoked(signed_in, draft, journalist, content):
    other = workflow.create(by=journalist, data=content(headline_ar="غيره"), at=NOW)
    signed_in(journalist).post(path(other), sent())
    signed_in(journalist).post(path(draft), {"revoke": PreviewLink.objects.get().pk})
    assert PreviewLink.objects.get().revoked_at is None


def test_colleague_makes_no_link(signed_in, draft, colleague):
    assert signed_in(colleague).get(path(draft)).status_code == 403
    assert signed_in(colleague).post(path(draft), sent()).status_code == 403
    assert not PreviewLink.objects.exists()


def test_killed_article_has_no_links(signed_in, draft, chief):
    workflow.kill(draft, by=chief, reason="خطأ", at=NOW)
    assert signed_in(chief).get(path(draft)).status_code == 403


def test_article_without_text_offers_no_link(signed_in, journalist):
    article = workflow.create(by=journalist, data={}, at=NOW)
    assert 'name="days"' not in signed_in(journalist).get(path(article)).content.decode()


def test_page_costs_the_same_with_many_links(
    signed_in, draft, journalist, django_assert_max_num_queries
):
    client = signed_in(journalist)
    rows = [
        PreviewLink(
            article=draft, language="ar", created_by=journalist, expires_at=NOW + timedelta(1)
        )
        for _n in range(20)
    ]
    PreviewLink.objects.bulk_create(rows)
    with django_assert_max_num_queries(12):
        client.get(path(draft))
