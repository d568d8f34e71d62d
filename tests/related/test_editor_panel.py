from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils.translation import override

from articles import workflow
from articles.models import Article
from articles.related import editor_panel, engine
from newsroom.accounts.models import User
from tests.conftest import NOW
from tests.related.conftest import FOOTBALL, WATER, WATER_TOO, Write

LEAD = (
    "افتتح وزير الري صباح الأحد محطة التحلية الكبرى شرق الميناء بطاقة خمسين ألف متر مكعب "
    "يوميا بعد عامين من أعمال الإنشاء وبتكلفة بلغت أربعين مليون جنيه"
)


def duplicate_ids(article: Article, headline: str = "عنوان آخر تماما") -> list[int]:
    written = {"ar": (headline, "", f"<p>{LEAD}</p>"), "en": ("A headline", "", "<p>Text.</p>")}
    found = editor_panel.possible_duplicates(article.pk, written, at=NOW)
    return [each.pk for language, each in found if language == "ar"]


def test_list_entry_has_a_reason(write: Write) -> None:
    first, second = write(WATER), write(WATER_TOO)
    for each in (first, second):
        engine.recompute(each.pk)
    with override("en"):
        ((_language, (entry,)),) = editor_panel.list_entries(second.pk, ["ar"], at=NOW)
    assert entry.pk == first.pk
    assert "«مياه البحر»" in entry.reason


def test_article_not_visible_yet_is_not_listed(write: Write) -> None:
    first, second = write(WATER), write(WATER_TOO)
    for each in (first, second):
        engine.recompute(each.pk)
    before = NOW - timedelta(seconds=1)
    assert editor_panel.list_entries(second.pk, ["ar"], at=before) == [("ar", [])]


def test_published_article_that_has_the_same_opening_is_a_possible_duplicate(write: Write) -> None:
    published = write(WATER, body_ar=f"<p>{LEAD}</p>")
    engine.recompute(published.pk)
    assert duplicate_ids(write(FOOTBALL)) == [published.pk]


def test_draft_that_has_the_same_opening_is_a_possible_duplicate(
    write: Write, editor: User, content: Callable[..., dict[str, Any]]
) -> None:
    data = content(headline_ar=WATER, standfirst_ar="", body_ar=f"<p>{LEAD}</p>")
    draft = workflow.create(by=editor, data=data, at=NOW)
    assert duplicate_ids(write(FOOTBALL)) == [draft.pk]


def test_article_is_no_duplicate_of_itself_or_of_what_begins_differently(write: Write) -> None:
    own = write(WATER, body_ar=f"<p>{LEAD}</p>")
    engine.recompute(own.pk)
    engine.recompute(write(FOOTBALL).pk)
    assert duplicate_ids(own) == []


def test_looking_for_duplicates_costs_one_query(
    write: Write, django_assert_num_queries: Callable[..., Any]
) -> None:
    article = write(FOOTBALL)
    with django_assert_num_queries(1):
        duplicate_ids(article)
