"""The front pages at the desk: saved as drafts, published, restored, looked at."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import gettext

from articles.admin.usage import is_publicly_shown, usages
from articles.frontpage import curation, documents
from articles.frontpage.models import FrontPublication, FrontRevision
from articles.models import Section
from tests import factories
from tests.conftest import NOW
from tests.frontpage.conftest import page, pin, slot

HOUR = timedelta(hours=1)
EDITOR = "/admin/articles_frontpage/front/0/ar/"


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def save(desk, editor):
    """Send a document as the page's script does."""

    def send(document: Any, *, base: int | None = None, person: int | None = None) -> Any:
        sent = {"person": person or editor.pk, "base": base, "document": document}
        return desk.post(f"{EDITOR}save/", json.dumps(sent), content_type="application/json")

    return send


def test_every_save_is_a_draft_and_says_what_stands_where(save, published):
    first, second = published(headline_ar="الأول"), published(headline_ar="الثاني", at=NOW - HOUR)
    answer = save(page(slot(pin=pin(second)), slot())).json()
    assert [answer["places"][place]["article"] for place in ("0.0", "0.1")] == [second.pk, first.pk]
    assert answer["places"]["0.0"]["is_pinned"]
    assert FrontRevision.objects.get().pk == answer["revision"]
    assert not FrontPublication.objects.exists()


def test_pin_that_readers_do_not_see_says_why(save, published):
    article = published(headline_ar="الأول")
    until = (NOW - HOUR).isoformat()
    answer = save(page(slot(pin=pin(article, until=until)))).json()
    assert answer["places"]["0.0"]["why"] == gettext("The pin has run out.")
    assert not answer["places"]["0.0"]["is_pinned"]


def test_save_on_an_old_base_answers_both_and_keeps_both(save, saved, chief):
    base = saved(page(slot()))
    theirs = saved(page(slot(label="لهم")), by=chief)
    answer = save(page(slot(label="لي")), base=base.pk)
    said = answer.json()
    assert answer.status_code == 409
    assert said["newest"]["id"] == theirs.pk
    assert said["newest"]["document"]["zones"][0]["slots"][0]["label"] == "لهم"
    kept = FrontRevision.objects.get(pk=said["kept"]["id"])
    assert kept.data["zones"][0]["slots"][0]["label"] == "لي"


def test_what_is_wrong_is_kept_and_said_where_it_stands(save, published):
    answer = save(page(slot(pin=pin(published(), headline="س" * 251)))).json()
    assert [(fault["zone"], fault["slot"], fault["field"]) for fault in answer["faults"]] == [
        (0, 0, "headline")
    ]
    assert FrontRevision.objects.get().data["zones"][0]["slots"][0]["pin"]["headline"] == "س" * 251


@pytest.mark.parametrize("document", [None, {"layout": "x", "zones": []}, {"zones": [1]}])
def test_what_has_no_shape_is_refused_and_saves_nothing(save, document):
    assert save(document).status_code == 400
    assert not FrontRevision.objects.exists()


def test_page_opened_by_another_person_saves_nothing(save, chief):
    assert save(page(slot()), person=chief.pk).status_code == 409
    assert not FrontRevision.objects.exists()


def test_page_is_published_from_the_moment_that_was_typed(desk, saved):
    saved(page(slot()))
    answer = desk.post(f"{EDITOR}1/publish/", {"moment": "2099-01-05 20:00", "seen": ""})
    assert answer.status_code == 302
    assert FrontPublication.objects.get().published_at.isoformat() == "2099-01-05T18:00:00+00:00"


def test_publication_upon_one_that_was_not_seen_is_refused_in_words(desk, saved, put):
    saved(page(slot()))
    put(page(slot(label="أحدث")))
    answer = desk.post(f"{EDITOR}1/publish/", {"moment": "", "seen": ""})
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert FrontPublication.objects.count() == 1


def test_publication_shows_what_changes_for_readers(desk, published, put, saved):
    published(headline_ar="قبل", at=NOW)
    other = published(headline_ar="بعد", at=NOW - HOUR)
    put(page(slot()))
    saved(page(slot(pin=pin(other))))
    (change,) = desk.get(f"{EDITOR}2/publish/").context["changes"]
    assert ("قبل" in change["change"].before, "بعد" in change["change"].after) == (True, True)


def test_older_arrangement_becomes_the_newest_draft(desk, saved):
    saved(page(slot(label="أول")))
    saved(page(slot(label="ثان")))
    desk.post(f"{EDITOR}1/restore/")
    newest = curation.newest_revision(curation.front_of(None, "ar"))
    assert (newest.number, newest.data["zones"][0]["slots"][0]["label"]) == (3, "أول")


def test_waiting_publication_is_cancelled(desk, saved, editor):
    waiting = curation.publish(saved(page(slot())), by=editor, seen=None, moment=NOW + HOUR, at=NOW)
    desk.post(f"{EDITOR}waiting/{waiting.pk}/cancel/")
    waiting.refresh_from_db()
    assert waiting.cancelled_by == editor


def test_history_tells_drafts_of_one_person_apart_from_decisions(desk, saved, put, chief):
    for label in ("أ", "ب"):
        saved(page(slot(label=label)))
    saved(page(slot(label="ج")), by=chief)
    put(page(slot(label="د")))
    steps = desk.get(f"{EDITOR}history/").context["steps"]
    assert [revision.number for revision, _decided in steps] == [4, 3, 2]


def test_preview_shows_the_draft_to_who_arranges_and_to_nobody_else(
    desk, published, saved, journalist
):
    published()
    draft = saved(page(slot(label="خاص"), layout="breaking"))
    path = f"{reverse('front_preview', args=[0])}?revision={draft.pk}"
    answer = desk.get(path)
    assert "top-breaking" in answer.content.decode()
    assert (answer["Cache-Control"], answer["X-Robots-Tag"][:7]) == ("private, no-store", "noindex")
    desk.force_login(journalist)
    assert desk.get(path).status_code == 404


def test_preview_shows_the_page_as_it_will_be_at_a_moment(desk, published, saved):
    article = published(headline_ar="غدا", at=NOW)
    until = (NOW + HOUR).isoformat()
    draft = saved(page(slot(pin=pin(article, until=until, headline="عنوان الصفحة"))))
    path = f"{reverse('front_preview', args=[0])}?revision={draft.pk}"
    assert "عنوان الصفحة" in desk.get(path).content.decode()
    later = (NOW + 2 * HOUR).isoformat().replace("+", "%2B")
    assert "عنوان الصفحة" not in desk.get(f"{path}&at={later}").content.decode()


def test_front_of_a_section_is_arranged_by_its_own_editor(client, section_editor, sport):
    client.force_login(section_editor)
    path = reverse("admin:articles_frontpage_front_edit", args=[sport.pk, "ar"])
    assert (client.get(path).status_code, client.get(EDITOR).status_code) == (200, 403)


def test_picture_on_a_front_page_counts_as_used(put, published):
    picture = factories.ImageFactory()
    put(page(slot(pin=pin(published(), picture=picture.pk))))
    assert is_publicly_shown(picture, at=NOW)
    assert EDITOR in [url for url, _name in usages(picture)]


def test_editor_costs_a_bounded_number_of_queries(
    desk, django_assert_max_num_queries, saved, published
):
    pins = [slot(pin=pin(published(at=NOW - n * HOUR))) for n in range(12)]
    saved(page(*pins, more=[documents.zone("row", 12, documents.rule("newest"))] * 4))
    with django_assert_max_num_queries(20):
        desk.get(EDITOR)


def test_page_of_a_later_version_is_not_opened_for_changes(desk, saved):
    revision = saved(page(slot()))
    FrontRevision.objects.filter(pk=revision.pk).update(schema=documents.SCHEMA + 1)
    answer = desk.get(EDITOR)
    assert answer.templates[0].name == "admin/frontpage/newer.html"


def test_section_with_a_front_is_not_deleted(client, administrator, saved, sport):
    saved(page(slot()), section=sport)
    client.force_login(administrator)
    client.post(reverse("admin:articles_section_delete", args=[sport.pk]), {"post": "yes"})
    assert Section.objects.filter(pk=sport.pk).exists()
