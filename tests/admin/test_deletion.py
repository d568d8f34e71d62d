"""What articles show, or would show, is not deleted; the page says what uses it."""

from datetime import timedelta

import pytest
from django.utils import translation

from articles import workflow
from articles.models import Section
from newsroom.accounts.models import User
from tests import factories
from tests.conftest import NOW

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _in_arabic():
    with translation.override("ar"):
        yield


@pytest.mark.parametrize("what", ["section", "author"])
def test_what_articles_use_is_not_deleted(client, published, section, author, what):
    published()
    client.force_login(User.objects.create_superuser("root"))
    row = {"section": section, "author": author}[what]
    response = client.post(f"/admin/articles/{what}/{row.pk}/delete/", {"post": "yes"})
    assert response.status_code == 200
    assert response.context["protected"]
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("stage", ["in work", "scheduled"])
@pytest.mark.parametrize("what", ["section", "author"])
def test_what_work_in_progress_uses_is_not_deleted(client, published, editor, what, stage):
    article = published()
    row = {"section": factories.SectionFactory, "author": factories.AuthorFactory}[what]()
    named = {"section": row.pk} if what == "section" else {"bylines": [{"author": row.pk}]}
    factories.revise(article, editor, at=NOW, **named)
    if stage == "scheduled":
        workflow.update(article, by=editor, moment=NOW + HOUR, at=NOW)
        workflow.restore(article, revision=article.live_revision_ar, by=editor, at=NOW)
    client.force_login(User.objects.create_superuser("root"))
    address = f"/admin/articles/{what}/{row.pk}/delete/"
    page = client.post(address, {"post": "yes"}).content.decode()
    assert "لا يُحذف" in page
    assert f"/admin/articles/article/{article.pk}/change/" in page
    assert type(row).objects.filter(pk=row.pk).exists()


def test_chief_is_told_where_a_section_is_used(client, published, chief, section):
    article = published()
    client.force_login(chief)
    page = client.get(f"/admin/articles/section/{section.pk}/delete/").content.decode()
    assert f"/admin/articles/article/{article.pk}/change/" in page
    assert "صلاحيات" not in page


@pytest.mark.parametrize("what", ["section", "author"])
def test_what_nothing_uses_is_deleted(client, published, section, author, what):
    article = published()
    factory = {"section": factories.SectionFactory, "author": factories.AuthorFactory}[what]
    # A number that begins as the used one's does is another row.
    row = factory(pk=int(f"{article.section_id if what == 'section' else author.pk}1"))
    client.force_login(User.objects.create_superuser("root"))
    client.post(f"/admin/articles/{what}/{row.pk}/delete/", {"post": "yes"})
    assert not type(row).objects.filter(pk=row.pk).exists()


def test_section_with_children_is_not_deleted(client, chief, section):
    factories.SectionFactory(parent=section)
    client.force_login(chief)
    response = client.post(f"/admin/articles/section/{section.pk}/delete/", {"post": "yes"})
    assert response.context["protected"]
    assert Section.objects.filter(pk=section.pk).exists()
