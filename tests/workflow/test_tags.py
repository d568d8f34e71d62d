from collections.abc import Callable

import pytest

from articles.models import (
    Article,
    Tag,
    TaggedArticle,
    TagRedirect,
)
from articles.workflow import tags

Published = Callable[..., Article]


@pytest.fixture
def pair(db: None) -> tuple[Tag, Tag]:
    """The tag that stays, and a second one of the same matter."""
    stays, goes = Tag.objects.named(["البنك المركزي", "المركزي المصري"])
    return stays, goes


def on(tag: Tag) -> set[int]:
    return set(TaggedArticle.objects.filter(tag=tag).values_list("content_object", flat=True))


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
