"""Previews: the reader's page of what readers do not see, for the desk and behind a link."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from articles import workflow
from articles.models import Article, PreviewLink, Tag
from tests import factories
from tests.admin.forms import posted
from tests.conftest import NOW
from tests.views.parsing import meta

WEEK = timedelta(days=7)


@pytest.fixture
def draft(journalist, content):
    return workflow.create(by=journalist, data=content(), at=NOW)


@pytest.fixture(autouse=True)
def _now():
    """Links open and end by the clock."""
    with time_machine.travel(NOW, tick=False):
        yield


def link_to(article, **changes):
    values = {"language": "ar", "created_at": NOW, "expires_at": NOW + WEEK} | changes
    return PreviewLink.objects.create(article=article, **values)


def path(link):
    return f"/preview/{link.token}/"


def desk_path(article):
    return f"/preview/desk/{article.pk}/"


def test_link_shows_the_readers_page_of_a_draft(client, draft):
    response = client.get(path(link_to(draft)))
    html = response.content.decode()
    assert response.status_code == 200
    assert "<h1>افتتاح خط جديد للقطار السريع</h1>" in html
    assert "وتبدأ الرحلات الشهر المقبل." in html
    assert "كريم الشاذلي" in html
    assert "معاينة" in html


def test_link_shows_the_page_of_readers_but_for_what_a_preview_is(client, published, editor):
    article = published()
    public = client.get(article.url("ar")).content.decode()
    preview = client.get(path(link_to(article))).content.decode()
    start, end = public.index("<article"), public.index("</article>")
    assert public[start:end] in preview


def test_link_follows_the_newest_version(client, draft, journalist):
    link = link_to(draft)
    factories.revise(draft, journalist, headline_ar="عنوان أحدث")
    assert "<h1>عنوان أحدث</h1>" in client.get(path(link)).content.decode()


def test_link_to_one_version_stays_with_it(client, draft, journalist):
    link = link_to(draft, revision=draft.latest_revision)
    factories.revise(draft, journalist, headline_ar="عنوان أحدث")
    assert "عنوان أحدث" not in client.get(path(link)).content.decode()


def test_link_writes_nothing_but_its_openings(client, draft):
    before = Article.objects.values().get(pk=draft.pk)
    link = link_to(draft)
    client.get(path(link))
    client.get(path(link))
    client.head(path(link))
    link.refresh_from_db()
    assert (link.openings, link.last_opened_at) == (2, NOW)
    assert Article.objects.values().get(pk=draft.pk) == before


@pytest.mark.parametrize("changes", [{"expires_at": NOW}, {"revoked_at": NOW}])
def test_link_that_ended_is_gone_without_a_word_of_the_text(client, draft, changes):
    created = {"created_at": NOW - WEEK}
    response = client.get(path(link_to(draft, **created | changes)))
    assert response.status_code == 410
    assert draft.headline_ar not in response.content.decode()


@pytest.mark.parametrize("token", ["1", "1.", "x.y", "1.AAAA", "9" * 30 + ".x", "%D9%A1.x"])
def test_forged_link_is_not_found(client, draft, token):
    link_to(draft)
    assert client.get(f"/preview/{token}/").status_code == 404


def test_link_opens_no_other_row(client, draft):
    link, other = link_to(draft), link_to(draft)
    signature = link.token.partition(".")[2]
    assert client.get(f"/preview/{other.pk}.{signature}/").status_code == 404


def test_link_is_of_one_language(client, draft):
    link = link_to(draft)
    assert client.get(f"/en/preview/{link.token}/").status_code == 404


def test_link_to_a_killed_article_is_not_found(client, draft, chief):
    link = link_to(draft)
    workflow.kill(draft, by=chief, reason="خطأ", at=NOW)
    assert client.get(path(link)).status_code == 404


@pytest.mark.parametrize("ended", [{}, {"revoked_at": NOW}])
def test_preview_is_stored_and_indexed_nowhere_and_its_address_is_not_told(client, draft, ended):
    response = client.get(path(link_to(draft, **ended)))
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in response


def test_preview_tells_robots_in_its_head(client, draft):
    assert meta(client.get(path(link_to(draft))), "robots") == "noindex, nofollow, noarchive"


def test_link_cannot_be_framed_and_the_preview_of_the_desk_can(client, draft, journalist):
    shared = client.get(path(link_to(draft)))
    assert shared["X-Frame-Options"] == "DENY"
    client.force_login(journalist)
    framed = client.get(desk_path(draft))
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in framed["Content-Security-Policy"]


def test_form_is_previewed_and_not_saved(signed_in, draft, journalist, content):
    section = factories.SectionFactory(name_ar="رياضة")
    data = content(headline_ar="كما كُتب الآن", section=section.pk)
    sent = posted(data, tags="قطارات، مصر")
    response = signed_in(journalist).post(desk_path(draft), sent)
    html = response.content.decode()
    assert response.status_code == 200
    assert "<h1>كما كُتب الآن</h1>" in html
    assert "رياضة" in html
    assert "قطارات" in html
    assert draft.revisions.count() == 1
    assert not Tag.objects.exists()


def test_form_of_a_new_article_is_previewed(signed_in, journalist, content):
    sent = posted(content(headline_ar="مقال جديد"))
    response = signed_in(journalist).post("/preview/desk/new/", sent)
    assert "<h1>مقال جديد</h1>" in response.content.decode()
    assert not Article.objects.exists()


def test_form_that_cannot_be_shown_says_why(signed_in, draft, journalist, content):
    sent = posted(content(), headline_ar="ط" * 400)
    response = signed_in(journalist).post(desk_path(draft), sent)
    assert response.status_code == 422
    assert response.json()["errors"]


def test_pinned_article_stands_first_and_a_banned_one_nowhere(
    signed_in, draft, editor, published, content
):
    pinned = published(headline_ar="المثبت باليد")
    banned = published(headline_ar="المستبعد باليد")
    sent = posted(content(pins=[pinned.pk], bans=[banned.pk]))
    html = signed_in(editor).post(desk_path(draft), sent).content.decode()
    assert "المثبت باليد" in html
    assert "المستبعد باليد" not in html


def test_older_version_is_previewed_by_its_number(signed_in, draft, journalist):
    first = draft.latest_revision_id
    factories.revise(draft, journalist, headline_ar="عنوان أحدث")
    client = signed_in(journalist)
    assert "عنوان أحدث" in client.get(desk_path(draft)).content.decode()
    older = client.get(f"{desk_path(draft)}?revision={first}").content.decode()
    assert "عنوان أحدث" not in older
    assert client.get(f"{desk_path(draft)}?revision=999999").status_code == 404


def test_colleague_sees_a_preview_and_does_not_send_one(signed_in, draft, colleague, content):
    client = signed_in(colleague)
    assert client.get(desk_path(draft)).status_code == 200
    assert client.post(desk_path(draft), posted(content())).status_code == 403


def test_reader_has_no_preview_of_the_desk(client, draft, content):
    assert client.get(desk_path(draft)).status_code == 403
    assert client.post(desk_path(draft), posted(content())).status_code == 403
    assert client.post("/preview/desk/new/", posted(content())).status_code == 403


def test_forged_post_is_refused(draft, journalist, content):
    client = Client(enforce_csrf_checks=True)
    client.force_login(journalist)
    assert client.post(desk_path(draft), posted(content())).status_code == 403


def test_preview_of_a_link_costs_the_same_however_often_it_was_made(
    client, draft, django_assert_max_num_queries
):
    for _n in range(5):
        link = link_to(draft)
    client.get(path(link))
    with django_assert_max_num_queries(13):
        client.get(path(link))


def test_english_version_is_previewed_left_to_right(client, journalist, content):
    data = content(headline_en="A new line", body_en="<p>The line was opened.</p>")
    article = workflow.create(by=journalist, data=data, at=NOW)
    link = link_to(article, language="en")
    html = client.get(f"/en/preview/{link.token}/").content.decode()
    assert '<html lang="en" dir="ltr">' in html
    assert "<h1>A new line</h1>" in html


def test_link_leads_to_no_language_that_readers_do_not_have(client, journalist, content):
    data = content(headline_en="A new line", body_en="<p>The line was opened.</p>")
    article = workflow.create(by=journalist, data=data, at=NOW)
    html = client.get(path(link_to(article))).content.decode()
    assert f"/en/articles/{article.pk}/" not in html
