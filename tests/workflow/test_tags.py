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
from articles.workflow import tags
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

    tags.merge(pair, into=stays, by=administrator)

    assert on(stays) == {only.pk, both.pk}
    assert TaggedArticle.objects.count() == 2


def test_merged_name_becomes_a_spelling_and_its_address_leads_on(
    administrator: User, pair: tuple[Tag, Tag]
) -> None:
    stays, goes = pair
    TagAlias.objects.create(tag=goes, name="بنك البنوك")

    tags.merge([goes], into=stays, by=administrator)

    assert Tag.objects.named(["المركزى المصري", "بنك البنوك"]) == [stays]
    former = TagRedirect.objects.get()
    assert (former.slug, former.language, former.tag) == (goes.slug_ar, "ar", stays)


def test_merge_is_recorded_with_what_it_moved(
    administrator: User, pair: tuple[Tag, Tag], published: Published
) -> None:
    stays, goes = pair
    article = published(tags=[goes.pk])

    tags.merge([goes], into=stays, by=administrator)

    record = TagMerge.objects.get()
    assert (record.merged, record.into, record.by) == (goes.pk, stays, administrator)
    assert record.details["articles"] == [article.pk]


def test_revision_that_holds_the_merged_number_still_means_the_tag(
    administrator: User, editor: User, pair: tuple[Tag, Tag], content: Callable[..., Any]
) -> None:
    stays, goes = pair
    article = workflow.create(by=editor, data=content(tags=[goes.pk]))

    tags.merge([goes], into=stays, by=administrator)
    workflow.publish(article, by=editor)

    assert on(stays) == {article.pk}


def test_two_merges_in_a_row_lead_to_the_last_tag(
    administrator: User, pair: tuple[Tag, Tag]
) -> None:
    stays, goes = pair
    last = Tag.objects.named(["المصرف المركزي"])[0]

    tags.merge([goes], into=stays, by=administrator)
    tags.merge([stays], into=last, by=administrator)

    assert Tag.objects.by_number([goes.pk])[goes.pk] == last


def test_merge_tells_readers_pages(
    administrator: User, pair: tuple[Tag, Tag], published: Published
) -> None:
    stays, goes = pair
    article = published(tags=[goes.pk])
    version = SiteState.objects.get().version

    tags.merge([goes], into=stays, by=administrator)

    assert Announcement.objects.filter(article=article, event="updated").count() == 1
    assert SiteState.objects.get().version > version


def test_merge_of_a_tag_into_itself_is_refused(administrator: User, pair: tuple[Tag, Tag]) -> None:
    with pytest.raises(Refused):
        tags.merge([pair[0]], into=pair[0], by=administrator)


def test_editor_does_not_merge(editor: User, pair: tuple[Tag, Tag]) -> None:
    with pytest.raises(NotAllowed):
        tags.merge(pair, into=pair[0], by=editor)

    assert Tag.objects.count() == 2


def test_renamed_tag_keeps_its_former_address(pair: tuple[Tag, Tag]) -> None:
    tag = pair[0]
    former = tag.slug_ar
    tag.slug_ar = "بنك-مصر-المركزي"

    tags.save_tag(tag)

    assert list(TagRedirect.objects.values_list("slug", "tag")) == [(former, tag.pk)]


def test_two_who_rename_the_same_tag_leave_no_address_behind(pair: tuple[Tag, Tag]) -> None:
    tag, stale = pair[0], Tag.objects.get(pk=pair[0].pk)
    first = tag.slug_ar
    tag.slug_ar, stale.slug_ar = "عنوان-آخر", "عنوان-أخير"

    tags.save_tag(tag)
    tags.save_tag(stale)

    assert set(TagRedirect.objects.values_list("slug", flat=True)) == {first, "عنوان-آخر"}


def test_tag_that_returns_to_its_address_has_no_redirect_to_itself(
    pair: tuple[Tag, Tag],
) -> None:
    tag = pair[0]
    first = Tag.objects.get(pk=tag.pk)
    tag.slug_ar = "عنوان-آخر"
    tags.save_tag(tag)

    tags.save_tag(first)

    assert list(TagRedirect.objects.values_list("slug", flat=True)) == ["عنوان-آخر"]


def test_address_that_another_tag_takes_is_that_tags_in_its_language_only(
    pair: tuple[Tag, Tag],
) -> None:
    tag, other = pair
    tag.name_en, tag.slug_en = "Bank", tag.slug_ar
    tags.save_tag(tag)
    taken = tag.slug_ar
    tag.slug_ar = tag.slug_en = "عنوان-آخر"
    tags.save_tag(tag)
    other.slug_ar = taken

    tags.save_tag(other)

    former = TagRedirect.objects.filter(slug=taken)
    assert list(former.values_list("language", "tag")) == [("en", tag.pk)]
