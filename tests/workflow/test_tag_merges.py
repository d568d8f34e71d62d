from collections.abc import Callable
from typing import Any

import pytest

from articles import workflow
from articles.errors import NotAllowed, Refused
from articles.models import (
    Announcement,
    Article,
    SiteState,
    Tag,
    TagAlias,
    TaggedArticle,
    TagMerge,
    TagRedirect,
)
from articles.workflow import tag_merges, tags
from newsroom.accounts.models import User

Published = Callable[..., Article]


@pytest.fixture
def pair(db: None) -> tuple[Tag, Tag]:
    """The tag that stays, and a second one of the same matter."""
    stays, goes = Tag.objects.named(["البنك المركزي", "المركزي المصري"])
    return stays, goes


def on(tag: Tag) -> set[int]:
    return set(TaggedArticle.objects.filter(tag=tag).values_list("content_object", flat=True))


def test_merge_moves_every_article_once(
    administrator: User, pair: tuple[Tag, Tag], published: Published
) -> None:
    stays, goes = pair
    only, both = published(tags=[goes.pk]), published(tags=[stays.pk, goes.pk])

    tag_merges.merge(pair, into=stays, by=administrator)

    assert on(stays) == {only.pk, both.pk}
    assert TaggedArticle.objects.count() == 2


def test_merged_name_becomes_a_spelling_and_its_address_leads_on(
    administrator: User, pair: tuple[Tag, Tag]
) -> None:
    stays, goes = pair
    TagAlias.objects.create(tag=goes, name="بنك البنوك")

    tag_merges.merge([goes], into=stays, by=administrator)

    assert Tag.objects.named(["المركزى المصري", "بنك البنوك"]) == [stays]
    former = TagRedirect.objects.get()
    assert (former.slug, former.language, former.tag) == (goes.slug_ar, "ar", stays)


def test_merge_is_recorded_with_what_it_moved(
    administrator: User, pair: tuple[Tag, Tag], published: Published
) -> None:
    stays, goes = pair
    article = published(tags=[goes.pk])

    tag_merges.merge([goes], into=stays, by=administrator)

    record = TagMerge.objects.get()
    assert (record.merged, record.into, record.by) == (goes.pk, stays, administrator)
    assert record.details["articles"] == [article.pk]


def test_revision_that_holds_the_merged_number_still_means_the_tag(
    administrator: User, editor: User, pair: tuple[Tag, Tag], content: Callable[..., Any]
) -> None:
    stays, goes = pair
    article = workflow.create(by=editor, data=content(tags=[goes.pk]))

    tag_merges.merge([goes], into=stays, by=administrator)
    workflow.publish(article, by=editor)

    assert on(stays) == {article.pk}


def test_two_merges_in_a_row_lead_to_the_last_tag(
    administrator: User, pair: tuple[Tag, Tag]
) -> None:
    stays, goes = pair
    last = Tag.objects.named(["المصرف المركزي"])[0]

    tag_merges.merge([goes], into=stays, by=administrator)
    tag_merges.merge([stays], into=last, by=administrator)

    assert Tag.objects.by_number([goes.pk])[goes.pk] == last


def test_merge_tells_readers_pages(
    administrator: User, pair: tuple[Tag, Tag], published: Published
) -> None:
    stays, goes = pair
    article = published(tags=[goes.pk])
    version = SiteState.objects.get().version

    tag_merges.merge([goes], into=stays, by=administrator)

    assert Announcement.objects.filter(article=article, event="updated").count() == 1
    assert SiteState.objects.get().version > version


def test_merge_of_a_tag_into_itself_is_refused(administrator: User, pair: tuple[Tag, Tag]) -> None:
    with pytest.raises(Refused):
        tag_merges.merge([pair[0]], into=pair[0], by=administrator)


def test_editor_does_not_merge(editor: User, pair: tuple[Tag, Tag]) -> None:
    with pytest.raises(NotAllowed):
        tag_merges.merge(pair, into=pair[0], by=editor)

    assert Tag.objects.count() == 2


def merged(stays: Tag, goes: Tag, by: User) -> TagMerge:
    tag_merges.merge([goes], into=stays, by=by)
    return TagMerge.objects.get()


def test_undone_merge_gives_back_what_the_tag_had(
    administrator: User, pair: tuple[Tag, Tag], published: Published
) -> None:
    stays, goes = pair
    TagAlias.objects.create(tag=goes, name="بنك البنوك")
    TagRedirect.objects.create(tag=goes, language="ar", slug="عنوان-قديم")
    only, both = published(tags=[goes.pk]), published(tags=[stays.pk, goes.pk])

    tag, given_back, kept = tag_merges.undo(merged(stays, goes, administrator), by=administrator)

    assert (tag.pk, tag.name_ar, tag.slug_ar) == (goes.pk, goes.name_ar, goes.slug_ar)
    assert (given_back, kept) == (2, 0)
    assert (on(goes), on(stays)) == ({only.pk, both.pk}, {both.pk})
    assert [alias.name for alias in tag.aliases.all()] == ["بنك البنوك"]
    assert [each.slug for each in TagRedirect.objects.filter(tag=tag)] == ["عنوان-قديم"]
    assert not TagAlias.objects.filter(tag=stays).exists()
    assert not TagRedirect.objects.filter(tag=stays).exists()
    assert not TagMerge.objects.exists()


def test_article_saved_after_the_merge_keeps_the_tag_that_stayed(
    administrator: User, editor: User, pair: tuple[Tag, Tag], content: Callable[..., Any]
) -> None:
    stays, goes = pair
    data = content(tags=[goes.pk])
    article = workflow.create(by=editor, data=data)
    workflow.publish(article, by=editor)
    record = merged(stays, goes, administrator)
    base = Article.objects.get(pk=article.pk).latest_revision_id
    workflow.save(article, by=editor, data=data | {"tags": [stays.pk]}, base=base)
    workflow.update(article, by=editor)

    _tag, given_back, kept = tag_merges.undo(record, by=administrator)

    assert (given_back, kept, on(stays)) == (0, 1, {article.pk})


def test_draft_has_the_tag_of_its_newest_version_again(
    administrator: User, editor: User, pair: tuple[Tag, Tag], content: Callable[..., Any]
) -> None:
    stays, goes = pair
    article = workflow.create(by=editor, data=content(tags=[goes.pk]))

    tag_merges.undo(merged(stays, goes, administrator), by=administrator)

    assert (on(goes), on(stays)) == ({article.pk}, set())


def test_merge_into_what_was_merged_on_is_undone_from_there(
    administrator: User, pair: tuple[Tag, Tag], published: Published
) -> None:
    stays, goes = pair
    last = Tag.objects.named(["المصرف المركزي"])[0]
    article = published(tags=[goes.pk])
    first = merged(stays, goes, administrator)
    tag_merges.merge([stays], into=last, by=administrator)

    tag_merges.undo(TagMerge.objects.get(pk=first.pk), by=administrator)
    tag_merges.undo(TagMerge.objects.get(), by=administrator)

    assert (on(goes), on(stays), on(last)) == ({article.pk}, set(), set())


def test_merges_into_a_tag_follow_it_there_and_back(
    administrator: User, pair: tuple[Tag, Tag]
) -> None:
    stays, goes = pair
    last = Tag.objects.named(["المصرف المركزي"])[0]
    first = merged(stays, goes, administrator)
    (second,) = tag_merges.merge([stays], into=last, by=administrator)

    tag_merges.undo(second, by=administrator)

    assert TagMerge.objects.get() == first
    assert TagMerge.objects.get().into_id == stays.pk


def test_name_that_another_tag_has_by_now_is_refused_by_name(
    administrator: User, pair: tuple[Tag, Tag]
) -> None:
    stays, goes = pair
    record = merged(stays, goes, administrator)
    TagAlias.objects.filter(tag=stays).delete()
    Tag.objects.named([goes.name_ar])

    with pytest.raises(Refused, match=goes.name_ar):
        tag_merges.undo(record, by=administrator)

    assert TagMerge.objects.get() == record


def test_address_that_another_tag_has_by_now_stays_that_tags(
    administrator: User, pair: tuple[Tag, Tag]
) -> None:
    stays, goes = pair
    record = merged(stays, goes, administrator)
    TagRedirect.objects.all().delete()
    other = Tag.objects.create(name_ar="مصرف", slug_ar=goes.slug_ar)

    tag, _given_back, _kept = tag_merges.undo(record, by=administrator)

    assert tag.slug_ar not in ("", other.slug_ar)


def test_merge_undone_twice_is_refused(administrator: User, pair: tuple[Tag, Tag]) -> None:
    record = merged(*pair, administrator)
    tag_merges.undo(TagMerge.objects.get(), by=administrator)

    with pytest.raises(Refused):
        tag_merges.undo(record, by=administrator)


def test_editor_does_not_undo_a_merge(
    administrator: User, editor: User, pair: tuple[Tag, Tag]
) -> None:
    record = merged(*pair, administrator)

    with pytest.raises(NotAllowed):
        tag_merges.undo(record, by=editor)


def broader_of(*tags: Tag) -> list[int | None]:
    return [Tag.objects.get(pk=tag.pk).broader_id for tag in tags]


def test_narrower_tags_follow_a_merge_and_come_back(
    administrator: User, pair: tuple[Tag, Tag]
) -> None:
    stays, goes = pair
    narrower = Tag.objects.create(name_ar="أسعار الفائدة", slug_ar="فائدة", broader=goes)

    record = merged(stays, goes, administrator)
    assert broader_of(narrower) == [stays.pk]

    tag_merges.undo(record, by=administrator)
    assert broader_of(narrower) == [goes.pk]


def test_tag_that_stands_under_the_merged_one_takes_its_place_and_goes_back(
    administrator: User, pair: tuple[Tag, Tag]
) -> None:
    stays, goes = pair
    top = Tag.objects.create(name_ar="اقتصاد", slug_ar="اقتصاد")
    Tag.objects.filter(pk=goes.pk).update(broader=top)
    Tag.objects.filter(pk=stays.pk).update(broader=goes)

    record = merged(stays, goes, administrator)
    assert broader_of(stays) == [top.pk]

    tag_merges.undo(record, by=administrator)
    assert broader_of(stays, goes) == [goes.pk, top.pk]


def test_undone_merge_makes_no_circle_of_tags(administrator: User, pair: tuple[Tag, Tag]) -> None:
    stays, goes = pair
    top = Tag.objects.create(name_ar="اقتصاد", slug_ar="اقتصاد")
    narrower = Tag.objects.create(name_ar="أسعار الفائدة", slug_ar="فائدة", broader=goes)
    Tag.objects.filter(pk=goes.pk).update(broader=top)
    record = merged(stays, goes, administrator)
    Tag.objects.filter(pk=top.pk).update(broader=narrower)

    tag_merges.undo(record, by=administrator)

    assert broader_of(goes, top, narrower) == [top.pk, narrower.pk, stays.pk]


def test_tag_that_was_merged_meanwhile_is_not_brought_back_by_renaming_it(
    administrator: User, pair: tuple[Tag, Tag]
) -> None:
    stays, goes = pair
    renamed = Tag.objects.get(pk=goes.pk)
    tag_merges.merge([goes], into=stays, by=administrator)
    renamed.slug_ar = "جديد"
    with pytest.raises(Refused, match="دُمج"):
        tags.save_tag(renamed)
    assert not Tag.objects.filter(pk=renamed.pk).exists()
