"""What is taken already is refused in words that name who has it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from articles.models import Tag, TagAlias
from newsroom.accounts.models import User
from tests import factories
from tests.admin.forms import posted

SignIn = Callable[[User], Client]
HONORIFICS = "\ufdfa" * 40


@pytest.fixture
def refused(signed_in: SignIn) -> Callable[..., str]:
    """The errors of the form at the address, posted by somebody with these changes."""

    def post(by: User, address: str, **changes: Any) -> str:
        client = signed_in(by)
        form = client.get(address).context["adminform"].form
        sent = {name: value for name, value in form.initial.items() if value is not None}
        response = client.post(address, sent | changes)
        assert response.status_code == 200
        inlines = [inline.formset.errors for inline in response.context["inline_admin_formsets"]]
        return f"{response.context['adminform'].form.errors}{inlines}"

    return post


@pytest.fixture
def tag(db: None) -> Tag:
    return factories.TagFactory(name_ar="النيل", name_en="Nile", slug_ar="النيل", slug_en="nile")


def spellings(*names: str, stored: int = 0, **changes: Any) -> dict[str, Any]:
    """The rows of a tag's other spellings; the first ones are `stored`."""
    sent: dict[str, Any] = {"aliases-TOTAL_FORMS": len(names), "aliases-INITIAL_FORMS": stored}
    for number, name in enumerate(names):
        sent[f"aliases-{number}-name"] = name
    return sent | changes


NOBODY = spellings()


@pytest.mark.parametrize("place", ["add", "change"])
def test_taken_name_names_the_section(refused: Any, chief: User, section: Any, place: str) -> None:
    row = factories.SectionFactory(name_ar="مال", slug="money")
    path = "add" if place == "add" else f"{row.pk}/change"
    errors = refused(chief, f"/admin/articles/section/{path}/", name_ar="إقتصاد", slug="")
    assert "هذا الاسم للقسم «اقتصاد»" in errors


def test_taken_address_names_the_section(refused: Any, chief: User, section: Any) -> None:
    row = factories.SectionFactory()
    errors = refused(chief, f"/admin/articles/section/{row.pk}/change/", slug="ECONOMY")
    assert "اقتصاد" in errors


def test_taken_address_names_the_author(refused: Any, chief: User, author: Any) -> None:
    row = factories.AuthorFactory()
    errors = refused(chief, f"/admin/articles/author/{row.pk}/change/", slug="karim")
    assert "كريم الشاذلي" in errors


def test_account_names_its_author(refused: Any, journalist: User, author: Any) -> None:
    root = User.objects.create_superuser("root")
    address = f"/admin/articles/author/{author.pk}/change/"
    assert "سارة محمود" in refused(root, address, user=journalist.pk)


@pytest.mark.parametrize(("field", "slug"), [("slug_ar", "النيل"), ("slug_en", "NILE")])
def test_taken_address_names_the_tag(
    refused: Any, administrator: User, tag: Tag, field: str, slug: str
) -> None:
    row = factories.TagFactory(name_en="Other", slug_en="other")
    address = f"/admin/articles/tag/{row.pk}/change/"
    assert "النيل" in refused(administrator, address, **NOBODY | {field: slug})


@pytest.mark.parametrize("username", ["mona", "MONA"])
def test_taken_username_names_the_person(
    refused: Any, administrator: User, journalist: User, editor: User, username: str
) -> None:
    User.objects.filter(pk=editor.pk).update(first_name="منى", last_name="الشريف")
    changes = {"username": username, "groups": [1]}
    address = f"/admin/accounts/user/{journalist.pk}/change/"
    assert "منى الشريف" in refused(administrator, address, **changes)
    assert "منى الشريف" in refused(administrator, "/admin/accounts/user/add/", **changes)


def test_person_whose_name_differs_in_case_from_anothers_can_be_changed(
    signed_in: SignIn, administrator: User, journalist: User
) -> None:
    twin = User.objects.create_user("twin")
    User.objects.filter(pk=twin.pk).update(username="SARA", key=None)
    sent = {"username": "sara", "first_name": "سارة", "groups": [journalist.groups.get().pk]}
    signed_in(administrator).post(f"/admin/accounts/user/{journalist.pk}/change/", sent)
    journalist.refresh_from_db()
    assert journalist.first_name == "سارة"


@pytest.mark.parametrize("field", ["name_ar", "name_en"])
def test_name_that_is_too_long_when_spelled_out_is_refused(
    refused: Any, administrator: User, tag: Tag, field: str
) -> None:
    factories.TagFactory(name_ar="صلى الله عليه وسلم " * 5, slug_ar="x")
    changes = NOBODY | {field: HONORIFICS}
    assert "100" in refused(administrator, f"/admin/articles/tag/{tag.pk}/change/", **changes)


def test_spelling_that_is_too_long_when_spelled_out_is_refused(
    refused: Any, administrator: User, tag: Tag
) -> None:
    address = f"/admin/articles/tag/{tag.pk}/change/"
    assert "100" in refused(administrator, address, **spellings(HONORIFICS))


def test_tag_of_an_article_that_is_too_long_when_spelled_out_is_refused(
    signed_in: SignIn, editor: User, content: Any
) -> None:
    response = signed_in(editor).post(
        "/admin/articles/article/add/", posted(content(), tags=HONORIFICS)
    )
    assert response.status_code == 200
    assert not Tag.objects.exists()


def test_name_that_is_too_long_when_spelled_out_is_cut_for_programs(db: None) -> None:
    first, second = Tag.objects.named([HONORIFICS, f"{HONORIFICS} مصر"]), Tag.objects.named(["مصر"])
    assert [len(first), len(second)] == [1, 1]
    assert Tag.objects.named([HONORIFICS]) == first


def test_same_spelling_typed_twice_is_refused(refused: Any, administrator: User, tag: Tag) -> None:
    address = f"/admin/articles/tag/{tag.pk}/change/"
    errors = refused(administrator, address, **spellings("نهر النيل", "نَهر النيل"))
    assert "name" in errors
    assert not TagAlias.objects.exists()


def test_spelling_that_another_row_gives_up_later_is_refused(
    refused: Any, administrator: User, tag: Tag
) -> None:
    rows = [TagAlias.objects.create(tag=tag, name=name) for name in ("نهر النيل", "نهر مصر")]
    keys = {f"aliases-{number}-id": row.pk for number, row in enumerate(rows)}
    changes = spellings("نهر مصر", "نهر النيل", stored=2, **keys)
    assert "name" in refused(administrator, f"/admin/articles/tag/{tag.pk}/change/", **changes)


@pytest.mark.parametrize("names", [("نهر النيل", "النهر"), ("النهر", "نهر النيل")])
def test_spelling_that_its_row_gave_up_before_is_taken(
    signed_in: SignIn, administrator: User, tag: Tag, names: tuple[str, str]
) -> None:
    row = TagAlias.objects.create(tag=tag, name="نهر النيل")
    keys = {"aliases-0-id": row.pk, "aliases-0-tag": tag.pk, "aliases-1-tag": tag.pk}
    client = signed_in(administrator)
    address = f"/admin/articles/tag/{tag.pk}/change/"
    initial = client.get(address).context["adminform"].form.initial
    sent = {name: value for name, value in initial.items() if value is not None}
    response = client.post(address, sent | spellings(*names, stored=1, **keys))
    assert response.status_code == 302
    assert {alias.name for alias in TagAlias.objects.all()} == set(names)


def test_spelling_of_another_tag_names_it(refused: Any, administrator: User, tag: Tag) -> None:
    other = factories.TagFactory(name_ar="الفرات")
    TagAlias.objects.create(tag=other, name="نهر الفرات")
    address = f"/admin/articles/tag/{tag.pk}/change/"
    assert "الفرات»" in refused(administrator, address, **spellings("نهر الفرات"))
