from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles import workflow
from articles.models import Article, Tag
from articles.related import engine
from articles.related.models import IndexedTerm, Profile, RelatedLink
from newsroom.accounts.models import User
from tests.conftest import NOW
from tests.related.conftest import FOOTBALL, WATER, WATER_TOO, Write


def targets(source: Article, language: str = "ar") -> list[int]:
    links = RelatedLink.objects.of(source.pk, language=language)
    return list(links.values_list("target", flat=True))


def relate(*articles: Article) -> None:
    for article in articles:
        engine.recompute(article.pk)


def test_articles_about_the_same_are_related_both_ways(write: Write) -> None:
    first, other, second = write(WATER), write(FOOTBALL), write(WATER_TOO)
    relate(first, other, second)
    assert (targets(first), targets(second)) == ([second.pk], [first.pk])


def test_article_about_something_else_stays_apart(write: Write) -> None:
    first, other = write(WATER), write(FOOTBALL)
    relate(first, other)
    assert targets(other) == []


def test_single_word_in_common_is_chance(write: Write) -> None:
    first, second = write("الميناء يستقبل سفينة الركاب"), write("إضراب الصيادين في الميناء")
    relate(first, second)
    assert targets(first) == targets(second) == []


def test_retired_tag_relates_nothing(write: Write, tag: Tag) -> None:
    Tag.objects.update(is_retired=True)
    first, second = write(WATER, tags=[tag.pk]), write(FOOTBALL, tags=[tag.pk])
    relate(first, second)
    assert targets(second) == []


def test_formulae_in_common_are_no_shared_matter(write: Write) -> None:
    first = write("الملك يهنئ رئيس الوزراء بمناسبة ذكرى الاستقلال بأطيب التمنيات")
    second = write("الأمير يهنئ السفير بمناسبة ذكرى الاستقلال بأطيب التمنيات")
    relate(first, second, *(write(f"{FOOTBALL} {n}") for n in range(6)))
    assert targets(first) == targets(second) == []


def test_two_reports_of_one_news_item_stand_once_in_a_list(write: Write) -> None:
    first = write("افتتاح محطة تحلية مياه البحر الكبرى في الميناء الشرقي")
    again = write("الوزير يفتتح محطة تحلية مياه البحر الكبرى في الميناء")
    article = write(WATER_TOO, at=NOW - timedelta(days=4))
    relate(first, again, article)
    assert len(targets(article)) == 1


def test_report_of_the_same_news_does_not_enter_a_list_beside_the_first(write: Write) -> None:
    article = write(WATER_TOO, at=NOW - timedelta(days=4))
    first = write("افتتاح محطة تحلية مياه البحر الكبرى في الميناء الشرقي")
    relate(article, first)
    again = write("الوزير يفتتح محطة تحلية مياه البحر الكبرى في الميناء")
    relate(again)
    assert targets(article) == [first.pk]


def test_live_page_is_related_by_its_key_points(write: Write) -> None:
    first = write(FOOTBALL, at=NOW - timedelta(days=4))
    entries = f"<ul><li>{WATER}</li></ul><p>{FOOTBALL}</p><p>{FOOTBALL}</p>"
    live = write("تغطية مباشرة", kind="live", body_ar=entries)
    relate(first, live)
    assert targets(live) == []


def test_nearer_in_time_stands_first(write: Write) -> None:
    old = write(f"{WATER} الشرقي", at=NOW - timedelta(days=30))
    new = write(f"{WATER} الغربي", at=NOW - timedelta(days=1))
    article = write(WATER_TOO)
    relate(old, new, article)
    assert targets(article) == [new.pk, old.pk]


def test_same_headline_is_no_neighbour(write: Write) -> None:
    first, again = write(WATER), write(f"«{WATER}»")
    relate(first, again)
    assert targets(first) == targets(again) == []


def test_two_of_one_headline_stand_once_in_a_list(write: Write) -> None:
    first, again, article = write(WATER), write(WATER), write(WATER_TOO)
    relate(first, again, article)
    assert targets(article) == [again.pk]


def test_duplicate_does_not_enter_a_list_with_the_first(write: Write) -> None:
    first, article, again = write(WATER), write(WATER_TOO), write(WATER)
    relate(first, article, again)
    assert targets(article) == [first.pk]


def test_scheduled_article_is_related_already(
    write: Write, editor: User, content: Callable[..., dict[str, object]]
) -> None:
    first = write(WATER)
    coming = workflow.create(by=editor, data=content(headline_ar=WATER_TOO), at=NOW)
    workflow.schedule(coming, by=editor, moment=NOW + timedelta(days=1), at=NOW)
    relate(first, coming)
    assert targets(first) == [coming.pk]


def test_draft_is_related_to_nothing(
    write: Write, editor: User, content: Callable[..., dict[str, object]]
) -> None:
    first = write(WATER)
    draft = workflow.create(by=editor, data=content(headline_ar=WATER_TOO), at=NOW)
    relate(first, draft)
    assert targets(first) == targets(draft) == []


def test_other_language_is_another_list(write: Write) -> None:
    english = {"headline_en": "A new plant at the port", "body_en": "<p>A new plant.</p>"}
    first, second = write(WATER, **english), write(WATER_TOO)
    relate(first, second)
    assert targets(first, "en") == []


def test_pins_stand_first_in_their_order(write: Write) -> None:
    one, two, near = write(FOOTBALL), write("افتتاح المعرض"), write(WATER_TOO)
    article = write(WATER, pins=[two.pk, one.pk])
    relate(near, article)
    assert targets(article) == [two.pk, one.pk, near.pk]


def test_pinned_neighbour_stands_once(write: Write) -> None:
    near = write(WATER_TOO)
    article = write(WATER, pins=[near.pk])
    relate(near, article)
    assert targets(article) == [near.pk]


def test_pin_on_itself_or_on_nothing_is_ignored(write: Write) -> None:
    article = write(WATER, pins=[10**9])
    relate(article)
    assert targets(article) == []


def test_list_keeps_the_best_twelve(write: Write) -> None:
    neighbours = [write(f"{WATER} {n}", at=NOW - timedelta(days=2 * n)) for n in range(14)]
    relate(*neighbours)
    links = "".join(f'<aside data-article="{each.pk}"></aside>' for each in neighbours)
    article = write(WATER_TOO, body_ar=f"<p>{WATER_TOO}</p>{links}")
    relate(article)
    assert targets(article) == [each.pk for each in neighbours[:12]]


def test_better_neighbour_takes_the_last_ones_place(write: Write) -> None:
    article = write(WATER_TOO)
    link = f'<p>النص</p><aside data-article="{article.pk}"></aside>'
    days = [(n, NOW - timedelta(days=60 + 2 * n)) for n in range(13)]
    relate(article, *(write(f"{WATER} {n}", body_ar=link, at=at) for n, at in days))
    better = write(f"{WATER} اليوم", body_ar=link)
    relate(better)
    assert better.pk in targets(article)
    assert len(targets(article)) == 12


def test_recomputing_again_changes_nothing(write: Write) -> None:
    first, second = write(WATER), write(WATER_TOO)
    relate(first, second)
    before = [targets(first), targets(second), IndexedTerm.objects.count()]
    relate(first, second, first)
    assert [targets(first), targets(second), IndexedTerm.objects.count()] == before


def test_reason_says_the_shared_words_as_they_are_spelled(write: Write) -> None:
    first, second = write(WATER), write(WATER_TOO)
    relate(first, second)
    reason = dict(RelatedLink.objects.of(second.pk, language="ar").get().reason)
    assert "مياه البحر" in reason["terms"]["words"]
    assert {"section", "fresh"} < set(reason)


def test_removed_article_is_in_no_list(write: Write) -> None:
    first, second = write(WATER), write(WATER_TOO)
    relate(first, second)
    engine.remove(first.pk)
    assert targets(second) == []
    assert not Profile.objects.filter(article=first).exists()


def test_removed_article_keeps_its_pin(write: Write) -> None:
    pinned = write(FOOTBALL)
    article = write(WATER, pins=[pinned.pk])
    relate(article)
    engine.remove(pinned.pk)
    assert targets(article) == [pinned.pk]


def test_unknown_article_is_ignored(db: None) -> None:
    engine.recompute(10**9)
    assert not Profile.objects.exists()


def test_publishing_relates_and_withdrawing_undoes_it(
    write: Write,
    editor: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        first, second = write(WATER), write(WATER_TOO)
    assert targets(second) == [first.pk]
    with django_capture_on_commit_callbacks(execute=True):
        workflow.withdraw(first, by=editor, at=NOW)
    assert targets(second) == []


def test_recomputing_costs_the_same_whatever_the_archive(write: Write) -> None:
    relate(*(write(f"{WATER} {n}") for n in range(3)))
    article = write(WATER_TOO)
    with CaptureQueriesContext(connection) as few:
        relate(article)
    relate(*(write(f"{WATER} {n}") for n in range(20)))
    with CaptureQueriesContext(connection) as many:
        relate(article)
    assert len(many) <= len(few) <= 70
