from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import (
    Section,
    SiteState,
    Tag,
    TagAlias,
    TagDistinction,
    TagMerge,
    TagRedirect,
)
from newsroom.accounts.models import User

TAGS = "/admin/articles/tag/"
SignIn = Callable[[User], Client]


@pytest.fixture
def pair(db: None) -> list[Tag]:
    return Tag.objects.named(["البنك المركزي", "المركزي المصري"])


def merge(client: Client, chosen: list[Tag], **more: Any) -> Any:
    sent = {"action": "merge", "_selected_action": [tag.pk for tag in chosen]}
    return client.post(TAGS, sent | more)


def form(tag: Tag, **changes: Any) -> dict[str, Any]:
    names = ("name_ar", "name_en", "slug_ar", "slug_en", "description_ar", "description_en")
    sent = {name: getattr(tag, name) or "" for name in names}
    return sent | {"aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0} | changes


def test_merge_shows_the_counts_before_it_moves_anything(
    signed_in: SignIn, administrator: User, pair: list[Tag], published: Any
) -> None:
    published(tags=[pair[1].pk])

    response = merge(signed_in(administrator), pair)

    assert [tag.uses for tag in response.context["tags"]] == [1, 0]
    assert Tag.objects.count() == 2


def test_confirmed_merge_leaves_one_tag(
    signed_in: SignIn, administrator: User, pair: list[Tag]
) -> None:
    merge(signed_in(administrator), pair, into=pair[0].pk)

    assert list(Tag.objects.all()) == [pair[0]]


@pytest.mark.parametrize("into", ["", "x", "0", "9" * 40])
def test_merge_into_nothing_asks_again(
    signed_in: SignIn, administrator: User, pair: list[Tag], into: str
) -> None:
    response = merge(signed_in(administrator), pair, into=into)

    assert (response.status_code, Tag.objects.count()) == (200, 2)


def test_editor_cannot_merge(signed_in: SignIn, editor: User, pair: list[Tag]) -> None:
    merge(signed_in(editor), pair, into=pair[0].pk)

    assert Tag.objects.count() == 2


def test_renaming_keeps_the_former_address(
    signed_in: SignIn, administrator: User, pair: list[Tag]
) -> None:
    tag = pair[0]
    sent = form(tag, slug_ar="بنك-مصر")
    signed_in(administrator).post(f"{TAGS}{tag.pk}/change/", sent)

    assert TagRedirect.objects.get().slug == tag.slug_ar


def test_second_tag_of_the_same_letters_is_refused_by_name(
    signed_in: SignIn, administrator: User, pair: list[Tag]
) -> None:
    sent = form(Tag(), name_ar="البنك المركزى")
    response = signed_in(administrator).post(f"{TAGS}add/", sent)

    assert "البنك المركزي" in response.content.decode()
    assert Tag.objects.count() == 2


def test_tag_without_an_arabic_name_is_refused_at_that_field(
    signed_in: SignIn, administrator: User
) -> None:
    response = signed_in(administrator).post(f"{TAGS}add/", form(Tag(), name_en="Nile"))

    assert set(response.context["adminform"].form.errors) == {"name_ar"}


def spelling(tag: Tag, name: str) -> dict[str, Any]:
    rows = {"aliases-TOTAL_FORMS": 1, "aliases-0-name": name, "aliases-0-tag": tag.pk}
    return form(tag, **rows)


def test_administrator_writes_other_spellings_of_a_tag(
    signed_in: SignIn, administrator: User, pair: list[Tag]
) -> None:
    client = signed_in(administrator)

    client.post(f"{TAGS}{pair[0].pk}/change/", spelling(pair[0], "بنك البنوك"))

    assert Tag.objects.named(["بَنك البنوك"]) == [pair[0]]


def test_journalist_reads_the_spellings_and_writes_none(
    signed_in: SignIn, journalist: User, pair: list[Tag]
) -> None:
    TagAlias.objects.create(tag=pair[0], name="بنك البنوك")
    client = signed_in(journalist)
    address = f"{TAGS}{pair[0].pk}/change/"

    assert "بنك البنوك" in client.get(address).text
    assert client.post(address, spelling(pair[0], "آخر")).status_code == 403


def test_tag_list_counts_in_one_query_for_any_number(
    signed_in: SignIn, administrator: User, pair: list[Tag]
) -> None:
    client = signed_in(administrator)
    client.get(TAGS)
    with CaptureQueriesContext(connection) as few:
        client.get(TAGS)
    Tag.objects.named([f"وسم {n}" for n in range(20)])

    with CaptureQueriesContext(connection) as many:
        client.get(TAGS)

    assert len(many) == len(few)


@pytest.mark.parametrize("value", ["\x00", "\u202e", "<script>", "ا" * 5000, "!!!"])
@pytest.mark.parametrize("field", ["name_ar", "name_en", "slug_ar", "description_ar"])
def test_hostile_tag_values_give_a_message_or_are_stored_clean(
    signed_in: SignIn, administrator: User, pair: list[Tag], field: str, value: str
) -> None:
    sent = form(pair[0], **{field: value})

    response = signed_in(administrator).post(f"{TAGS}{pair[0].pk}/change/", sent)

    assert response.status_code in (200, 302)


def section_form(**changes: Any) -> dict[str, Any]:
    empty = {"name_en": "", "description_ar": "", "description_en": "", "slug": "", "parent": ""}
    return empty | {"name_ar": "رياضة", "order": 5, "colour": "green"} | changes


def test_chief_adds_a_section_and_every_page_hears_of_it(signed_in: SignIn, chief: User) -> None:
    signed_in(chief).post("/admin/articles/section/add/", section_form())

    assert Section.objects.get().slug == "رياضة"
    assert SiteState.objects.exists()


def test_editor_adds_no_section(signed_in: SignIn, editor: User) -> None:
    response = signed_in(editor).post("/admin/articles/section/add/", section_form())

    assert (response.status_code, Section.objects.count()) == (403, 0)


def test_changed_section_is_noticed_by_every_page(section: Section) -> None:
    before = SiteState.objects.get().version

    section.save()

    assert SiteState.objects.get().version == before + 1


def test_two_tags_are_told_apart_from_the_page_of_similar_ones(
    signed_in: SignIn, administrator: User
) -> None:
    one, other = sorted(Tag.objects.named(["كريستيانو", "كرستيانو"]), key=lambda tag: tag.pk)
    client = signed_in(administrator)
    offered = client.get(f"{TAGS}similar/").text

    client.post(f"{TAGS}similar/", {"first": other.pk, "second": one.pk})

    assert f'value="{one.pk}"' in offered
    assert TagDistinction.objects.values_list("first", "second").get() == (one.pk, other.pk)
    assert f'value="{one.pk}"' not in client.get(f"{TAGS}similar/").text


@pytest.mark.parametrize("second", ["", "x", "0", "9" * 40, "same"])
def test_nonsense_is_not_told_apart(
    signed_in: SignIn, administrator: User, pair: list[Tag], second: str
) -> None:
    sent = {"first": pair[0].pk, "second": pair[0].pk if second == "same" else second}
    response = signed_in(administrator).post(f"{TAGS}similar/", sent)

    assert (response.status_code, TagDistinction.objects.count()) == (302, 0)


def test_merge_is_undone_from_the_list_of_merges(
    signed_in: SignIn, administrator: User, pair: list[Tag], published: Any
) -> None:
    published(tags=[pair[1].pk])
    client = signed_in(administrator)
    merge(client, pair, into=pair[0].pk)
    assert pair[1].name_ar in client.get(f"{TAGS}merges/").text

    answer = client.post(f"{TAGS}merges/", {"undo": TagMerge.objects.get().pk}, follow=True)

    assert Tag.objects.get(pk=pair[1].pk).name_ar == pair[1].name_ar
    assert pair[1].name_ar in str(next(iter(answer.context["messages"])))


def test_merge_that_cannot_be_undone_says_why(
    signed_in: SignIn, administrator: User, pair: list[Tag]
) -> None:
    client = signed_in(administrator)
    merge(client, pair, into=pair[0].pk)
    TagAlias.objects.all().delete()
    Tag.objects.named([pair[1].name_ar])

    for number in (TagMerge.objects.get().pk, 0):
        answer = client.post(f"{TAGS}merges/", {"undo": number}, follow=True)
        assert [each.level_tag for each in answer.context["messages"]][-1] in ("error", "info")

    assert TagMerge.objects.count() == 1


@pytest.mark.parametrize("page", ["similar", "merges"])
def test_pages_for_many_tags_are_for_those_who_may_merge(
    signed_in: SignIn, editor: User, administrator: User, page: str
) -> None:
    assert signed_in(editor).get(f"{TAGS}{page}/").status_code == 403
    assert signed_in(administrator).get(f"{TAGS}{page}/").status_code == 200


def test_tag_is_not_put_under_what_stands_under_it(
    signed_in: SignIn, administrator: User, pair: list[Tag]
) -> None:
    top, below = pair
    Tag.objects.filter(pk=below.pk).update(broader=top)
    client = signed_in(administrator)

    answer = client.post(f"{TAGS}{top.pk}/change/", form(top, broader=below.pk))

    assert "broader" in answer.context["adminform"].form.errors
    assert client.post(f"{TAGS}{below.pk}/change/", form(below, broader=top.pk)).status_code == 302
