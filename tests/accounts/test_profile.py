"""A profile of one's own, what colleagues see of it, and another e-mail address."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Pillow

from articles import workflow
from articles.models import Author, Image
from articles.notifications import delivery
from newsroom.accounts.models import User
from newsroom.audit.models import Entry
from tests import factories
from tests.accounts.test_admin import USERS, form
from tests.accounts.test_sign_in import PASSWORD
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
ACCOUNT = "/en/admin/account/"
PROFILE = f"{ACCOUNT}profile/"
LINK = re.compile(r"https?://[^/]+(/\S*address/\S+)")
SignIn = Callable[[User], Client]


def names(user: User, **changes: Any) -> dict[str, Any]:
    author = {"name_ar": "سارة محمود", "name_en": "Sara Mahmoud", "bio_ar": "صحفية", "bio_en": ""}
    return {"first_name": user.first_name, "last_name": ""} | author | changes


def portrait(colour: str = "red") -> SimpleUploadedFile:
    content = BytesIO()
    Pillow.new("RGB", (900, 600), colour).save(content, "JPEG")
    return SimpleUploadedFile("me.jpg", content.getvalue(), "image/jpeg")


def test_author_describes_themselves_where_readers_read_it(
    signed_in: SignIn, journalist: User, carried: Any
) -> None:
    author = Author.objects.get(user=journalist)
    carried(author, at=NOW)
    client = signed_in(journalist)
    sent = names(journalist, first_name="سارة", picture=portrait(), alt_ar="سارة أمام مكتبها")
    assert client.post(PROFILE, sent)["Location"] == PROFILE
    journalist.refresh_from_db()
    author.refresh_from_db()
    assert (journalist.first_name, author.bio_ar, author.slug) == ("سارة", "صحفية", "sara")
    page = client.get("/authors/sara/").content.decode()
    assert "صحفية" in page
    assert "سارة أمام مكتبها" in page
    changes = Entry.objects.get(kind="articles.author", action="change").changes
    assert changes["bio_ar"] == [None, "صحفية"]


def test_picture_that_the_library_has_is_taken_from_there(
    signed_in: SignIn, journalist: User, editor: User
) -> None:
    client = signed_in(journalist)
    sent = names(journalist, alt_ar="سارة")
    client.post(PROFILE, sent | {"picture": portrait()})
    Author.objects.update(photo=None)
    client.post(PROFILE, sent | {"picture": portrait(), "alt_ar": "غيره"})
    image = Image.objects.get()
    assert (Author.objects.get().photo, image.alt_ar) == (image, "سارة")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name_ar": ""}, "name_ar"),
        ({"bio_ar": "ب" * 2001}, "bio_ar"),
        ({"picture": SimpleUploadedFile("x.jpg", b"no picture")}, "picture"),
        ({"picture": portrait("blue")}, "alt_ar"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_saved(
    signed_in: SignIn, journalist: User, wrong: dict[str, Any], field: str
) -> None:
    sent = names(journalist, first_name="other") | wrong
    page = signed_in(journalist).post(PROFILE, sent)
    assert field in page.context["author_form"].errors
    journalist.refresh_from_db()
    assert journalist.first_name == "sara"
    assert not Image.objects.exists()


def test_profile_says_in_words_what_one_may_do_and_where(
    signed_in: SignIn, section_editor: User
) -> None:
    page = signed_in(section_editor).get(PROFILE)
    rights = page.context["rights"]
    assert (rights.roles, rights.sections) == ("Editor", "Sport")
    assert "publishes, schedules, corrects and withdraws" in rights.in_sections
    assert "gives work to others" in rights.everywhere
    assert "An editor makes you one among the authors" in page.content.decode()


def test_colleague_sees_how_to_reach_somebody_and_what_they_work_on(
    signed_in: SignIn, journalist: User, editor: User, content: Any
) -> None:
    User.objects.filter(pk=journalist.pk).update(email="sara@example.org")
    for number in range(3):
        workflow.create(by=journalist, data=content(headline_ar=f"خبر {number}"))
    bylines = [{"author": journalist.author.pk, "role": "writer"}]
    workflow.create(by=editor, data=content(headline_ar="بتوقيعها", bylines=bylines))
    journalist.assignments.create(title="سوق الخضار", status="assigned", due_at=NOW)
    page = signed_in(editor).get(f"{ACCOUNT}people/{journalist.pk}/").content.decode()
    seen = ("mailto:sara@example.org", "خبر 2", "بتوقيعها", "سوق الخضار", "within the last day")
    for words in seen:
        assert words in page
    assert "Roles and sections" not in page


def test_administrator_goes_on_from_there_to_what_they_may_do(
    signed_in: SignIn, administrator: User, journalist: User
) -> None:
    root = User.objects.create_superuser("root")
    client = signed_in(administrator)
    pages = [client.get(f"{ACCOUNT}people/{user.pk}/") for user in (journalist, root)]
    found = [f"/en{USERS}{journalist.pk}/deactivate/" in page.content.decode() for page in pages]
    assert found == [True, False]
    assert f"{USERS}{root.pk}/" not in pages[1].content.decode()


def test_profiles_cost_the_same_for_little_and_for_much(
    signed_in: SignIn, journalist: User, content: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        workflow.create(by=journalist, data=content(headline_ar=f"خبر {number}"))
        journalist.assignments.create(title=f"مهمة {number}", status="assigned")
    client = signed_in(journalist)
    with django_assert_max_num_queries(16):
        client.get(f"{ACCOUNT}people/{journalist.pk}/")
    with django_assert_max_num_queries(14):
        client.get(PROFILE)


def test_profile_is_for_whoever_is_at_the_desk(
    signed_in: SignIn, journalist: User, settings: Any, chief: User
) -> None:
    page = f"{ACCOUNT}people/{journalist.pk}/"
    assert "login" in Client().get(page)["Location"]
    assert signed_in(User.objects.create_user("nobody")).get(page).status_code == 403
    settings.SECOND_FACTOR_ROLES = ["chief"]
    assert signed_in(chief).get(page)["Location"] == ACCOUNT


# Another address ----------------------------------------------------------------------------


@pytest.fixture
def sara(journalist: User) -> User:
    User.objects.filter(pk=journalist.pk).update(email="old@example.org")
    journalist.refresh_from_db()
    return journalist


def ask(client: Client, address: str = "new@example.org", password: str = PASSWORD) -> Any:
    return client.post(f"{ACCOUNT}address/", {"email": address, "password": password})


def link() -> str:
    """The path of the newest mail's link, once the mails that wait are sent."""
    delivery.send_due()
    found = LINK.search(str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def test_address_changes_when_its_owner_says_so_and_the_old_one_is_told(
    signed_in: SignIn, sara: User
) -> None:
    client = signed_in(sara)
    ask(client)
    path = link()
    assert [each.to for each in mail.outbox] == [["new@example.org"]]
    page = client.get(path)
    assert page["Referrer-Policy"] == "same-origin"
    sara.refresh_from_db()
    assert sara.email == "old@example.org"
    client.post(path)
    delivery.send_due()
    sara.refresh_from_db()
    assert sara.email == "new@example.org"
    assert mail.outbox[-1].to == ["old@example.org"]
    assert "new@example.org" in str(mail.outbox[-1].body)


def _used(client: Client, path: str, _sara: User, _clock: Any) -> None:
    client.post(path)
    User.objects.update(email="old@example.org")


def _late(_client: Client, _path: str, _sara: User, clock: Any) -> None:
    clock.shift(timedelta(days=1, seconds=1))


def _other_password(_client: Client, _path: str, sara: User, _clock: Any) -> None:
    User.objects.filter(pk=sara.pk).update(password="x")


def _asked_again(client: Client, _path: str, _sara: User, _clock: Any) -> None:
    ask(client, "newer@example.org")


def _cut(_client: Client, _path: str, _sara: User, _clock: Any) -> None:
    """The path is cut by the test itself."""


@pytest.mark.parametrize("end", [_used, _late, _other_password, _asked_again, _cut])
def test_link_to_an_address_works_once_for_a_day_and_for_its_owner(
    signed_in: SignIn, sara: User, end: Callable[..., None]
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = signed_in(sara)
        ask(client)
        path = link()
        end(client, path, sara, clock)
        path = path[:-5] + "/" if end is _cut else path
        client.force_login(User.objects.get(pk=sara.pk))
        answer = client.post(path)
    sara.refresh_from_db()
    assert (answer.status_code, sara.email) == (410, "old@example.org")


def test_link_of_one_person_changes_nothing_of_another(
    signed_in: SignIn, sara: User, editor: User
) -> None:
    ask(signed_in(sara))
    assert signed_in(editor).post(link()).status_code == 410
    editor.refresh_from_db()
    assert editor.email == ""


def test_wrong_password_asks_for_no_address_and_is_guessed_slowly(
    signed_in: SignIn, sara: User
) -> None:
    client = signed_in(sara)
    with time_machine.travel(NOW, tick=False):
        statuses = [ask(client, password="wrong").status_code for _ in range(6)]
    delivery.send_due()
    assert statuses == [200] * 5 + [429]
    assert mail.outbox == []


def test_address_that_an_administrator_changes_is_told_at_the_old_one(
    signed_in: SignIn, administrator: User, sara: User
) -> None:
    sent = form(sara, email="new@example.org")
    signed_in(administrator).post(f"{USERS}{sara.pk}/change/", sent)
    delivery.send_due()
    assert [each.to for each in mail.outbox] == [["old@example.org"]]


# Guests -------------------------------------------------------------------------------------


def test_author_without_an_account_is_called_a_guest_and_gets_one_later(
    signed_in: SignIn, administrator: User, colleague: User, content: Any, editor: User
) -> None:
    guest = factories.AuthorFactory(name_ar="ضيف", slug="guest")
    data = content(bylines=[{"author": guest.pk, "role": "writer"}])
    article = workflow.create(by=editor, data=data)
    client = signed_in(administrator)
    assert "Guest, without an account" in client.get("/en/admin/articles/author/").content.decode()
    assert not workflow.may_edit(colleague, article)
    sent = {"name_ar": "ضيف", "slug": "guest", "user": colleague.pk}
    client.post(f"/admin/articles/author/{guest.pk}/change/", sent)
    guest.refresh_from_db()
    assert guest.user == colleague
    assert workflow.may_edit(User.objects.get(pk=colleague.pk), article)
    client.post(f"/admin/articles/author/{guest.pk}/change/", sent | {"user": ""})
    assert not workflow.may_edit(User.objects.get(pk=colleague.pk), article)
