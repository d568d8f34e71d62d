"""Several people at one moment, on a real PostgreSQL; SQLite lets one writer in at a time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.db.models.signals import pre_save
from django.test import Client

from articles import outbox, signals, workflow
from articles.broadcast import statuses
from articles.broadcast.models import BroadcastStatus
from articles.errors import Refused
from articles.models import Announcement, Correction, Section, SiteState, Tag, TaggedArticle
from articles.workflow import redirects, tag_merges
from tests.conftest import NOW

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"
)
ROUNDS = 5


def together(*jobs: Callable[[], Any]) -> list[Any]:
    """The results of the jobs, begun at the same moment in threads of their own."""
    barrier = Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        try:
            barrier.wait(timeout=20)
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(run, job) for job in jobs]]


@on_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(ROUNDS))
def test_same_new_tag_of_two_people_is_one_tag(number):
    def name():
        with transaction.atomic():
            return Tag.objects.named(["وسم جديد", "وسم آخر"])

    results = together(*[name] * 4)
    assert all(found == results[0] for found in results)
    assert Tag.objects.count() == 2


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_names_in_another_order_do_not_wait_in_a_circle():
    names = [f"وسم {n}" for n in range(20)]

    def name(wanted):
        with transaction.atomic():
            return {tag.pk for tag in Tag.objects.named(wanted)}

    first, second = together(lambda: name(names), lambda: name(names[::-1]))
    assert first == second


@on_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(ROUNDS))
def test_tag_merged_while_an_article_goes_live_stands_on_it_merged(
    editor, administrator, content, number
):
    stays, goes = Tag.objects.named(["البنك المركزي", "المركزي المصري"])
    data = content(tags=[goes.pk])
    articles = [workflow.create(by=editor, data=data, at=NOW) for _n in range(3)]
    together(
        *(lambda one=one: workflow.publish(one, by=editor, at=NOW) for one in articles),
        lambda: tag_merges.merge([goes], into=stays, by=administrator, at=NOW),
    )
    assert set(TaggedArticle.objects.values_list("tag", flat=True)) == {stays.pk}
    assert TaggedArticle.objects.count() == 3


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_publishing_at_one_moment_is_done_once(editor, content):
    article = workflow.create(by=editor, data=content(), at=NOW)

    def publish():
        try:
            return workflow.publish(article, by=editor, at=NOW).state
        except Refused:
            return "refused"

    assert sorted(together(*[publish] * 4)) == ["published", "refused", "refused", "refused"]


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_announcement_is_delivered_once_by_three_deliverers(published):
    articles = [published() for _n in range(3)]
    Announcement.objects.all().delete()
    for article in articles:
        Announcement.objects.create(article=article, event="updated", at=NOW)
    heard = []

    def hear(article_id, **kwargs):
        heard.append(article_id)

    signals.updated.connect(hear)
    try:
        together(*[outbox.deliver] * 3)
    finally:
        signals.updated.disconnect(hear)
    assert sorted(heard) == sorted(article.pk for article in articles)


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_due_change_is_applied_once_by_four_workers(published, editor):
    article = published()
    data = article.latest_revision.data | {"kicker_ar": "مساء"}
    workflow.save(article, by=editor, data=data, base=article.latest_revision_id, at=NOW)
    workflow.update(article, by=editor, moment=NOW + timedelta(hours=1), at=NOW)
    later = NOW + timedelta(hours=2)
    assert sum(together(*[lambda: workflow.apply_due(at=later)] * 4)) == 1


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_saves_at_one_moment_are_all_kept(editor, content):
    article = workflow.create(by=editor, data=content(), at=NOW)
    base = article.latest_revision_id
    together(
        *(
            lambda n=n: workflow.save(
                article, by=editor, data=content(kicker_ar=str(n)), base=base, at=NOW
            )
            for n in range(6)
        )
    )
    article.refresh_from_db()
    assert article.revisions.count() == 7
    assert article.revisions.filter(is_conflict=True).count() == 5


@on_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(ROUNDS))
def test_correction_sent_by_two_people_at_one_moment_is_published_once(
    published, signed_in, editor, chief, number
):
    address = f"/admin/articles/article/{published().pk}/do/correct/"
    clients = [signed_in(editor), signed_in(chief)]
    shown = clients[0].get(address).context["form"]["revision"].value()
    sent = {"note_ar": "ساعتان.", "revision": shown}
    answers = together(*(lambda each=each: each.post(address, sent) for each in clients))
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert Correction.objects.count() == 1


def test_address_taken_at_the_same_moment_is_validated_anew(signed_in, chief):
    """Another section takes the address between the form's validation and its write."""

    def take(instance, **kwargs):
        pre_save.disconnect(take, sender=Section)
        Section.objects.create(name_ar="أسرع", slug=instance.slug)

    pre_save.connect(take, sender=Section)
    sent = {"name_ar": "تقنية", "slug": "tech", "order": 1, "colour": "blue"}
    response = signed_in(chief).post("/admin/articles/section/add/", sent)
    assert response.status_code == 302
    assert Section.objects.filter(name_ar="تقنية").count() == 1


@on_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(ROUNDS))
def test_first_changes_of_the_whole_site_are_all_counted(number):
    SiteState.objects.all().delete()
    together(*[SiteState.objects.increment_version] * 6)
    assert SiteState.objects.get().version == 6


@pytest.mark.django_db
def test_change_of_the_whole_site_is_counted_in_one_statement(django_assert_num_queries):
    SiteState.objects.all().delete()
    for version in (1, 2):
        with django_assert_num_queries(1):
            SiteState.objects.increment_version()
        assert SiteState.objects.get().version == version


@on_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(ROUNDS))
def test_two_sections_do_not_become_parts_of_each_other(chief, number):
    names = {"world": "العالم", "economy": "اقتصاد"}
    one, other = (Section.objects.create(name_ar=name, slug=slug) for slug, name in names.items())

    def place(section, parent):
        browser = Client()
        browser.force_login(chief)
        sent = {"name_ar": section.name_ar, "slug": section.slug, "order": 1, "colour": "blue"}
        address = f"/admin/articles/section/{section.pk}/change/"
        return browser.post(address, sent | {"parent": parent.pk}).status_code

    assert sorted(together(lambda: place(one, other), lambda: place(other, one))) == [200, 302]
    assert Section.objects.filter(parent=None).count() == 1


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_status_of_a_section_that_is_being_renamed_does_not_wait_in_a_circle(section):
    said = Event()

    def say():
        status = BroadcastStatus(kind="live", scope="section", section=section, label_ar="مباشر")
        with transaction.atomic():
            statuses.save_status(status)
            said.set()
            wait_for_a_lock()

    def rename():
        said.wait(timeout=20)
        section.slug = "renamed"
        redirects.save_with_redirects(section)

    together(say, rename)
    assert BroadcastStatus.objects.get().section.slug == "renamed"


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_verb_that_waited_for_a_save_sees_its_version(editor, content):
    article = workflow.create(by=editor, data=content(), at=NOW)
    base = article.latest_revision_id
    saved, waiting = Event(), Event()

    def save():
        with transaction.atomic():
            workflow.save(article, by=editor, data=content(kicker_ar="جديد"), base=base, at=NOW)
            saved.set()
            waiting.wait(timeout=20)
            wait_for_a_lock()

    def publish():
        saved.wait(timeout=20)
        waiting.set()
        return workflow.publish(article, by=editor, at=NOW).kicker_ar

    assert together(save, publish)[1] == "جديد"


def wait_for_a_lock():
    """Until another connection waits for one; at most some seconds."""
    with connection.cursor() as cursor:
        for _n in range(200):
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
            cursor.execute("SELECT pg_sleep(0.02)")
