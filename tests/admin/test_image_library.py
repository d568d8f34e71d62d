"""The picture library of the writing screen: its list, uploads and descriptions as JSON."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override

from articles import workflow
from articles.errors import Incomplete
from articles.models import Article, Image
from newsroom.accounts.models import User
from tests import factories
from tests.conftest import NOW
from tests.renditions.conftest import encoded, scene
from tests.renditions.conftest import media as media
from tests.renditions.conftest import stored as stored

pytestmark = pytest.mark.django_db

LIBRARY = "/admin/articles/image/library/"
UPLOAD = "/admin/articles/image/upload/"
SESSION_AND_USER = 4
OF_THE_LOG = 2
"""What the audit log reads before a change, and its entry."""
"""Queries for the session, the user and the permissions of both kinds."""


def sent(content: bytes | None = None, name: str = "harbour.jpg") -> dict[str, Any]:
    return {"picture": SimpleUploadedFile(name, content or encoded(scene()))}


def titles(response: Any) -> list[str]:
    return [picture["title"] for picture in response.json()["pictures"]]


def description(image: Image) -> str:
    return f"/admin/articles/image/{image.pk}/description/"


@pytest.fixture
def desk(client: Client, journalist: User) -> Client:
    client.force_login(journalist)
    return client


@pytest.fixture
def newcomer(client: Client) -> Client:
    """The browser of somebody at the desk to whom no role was given yet."""
    client.force_login(User.objects.create_user("noor", is_staff=True))
    return client


@pytest.fixture
def bare(db: None) -> Image:
    """A picture as an upload leaves it: without texts."""
    image: Image = factories.ImageFactory(title="IMG_1234", alt_ar="", credit="", licence="")
    return image


def test_upload_stores_the_picture_and_answers_it(desk: Client, journalist: User) -> None:
    response = desk.post(UPLOAD, sent(name="ميناء صور.jpg"))
    image = Image.objects.get()
    assert response.status_code == 201
    assert response.json()["label"] == f"ميناء صور #{image.pk}"
    assert (image.uploaded_by, image.width) == (journalist, response.json()["width"])


def test_upload_has_no_licence_that_nobody_chose(desk: Client) -> None:
    missing = desk.post(UPLOAD, sent()).json()["missing"]
    assert len(missing) == 3
    assert Image.objects.get().licence == ""


def test_same_file_again_is_the_picture_that_is_there(desk: Client) -> None:
    first = desk.post(UPLOAD, sent()).json()
    again = desk.post(UPLOAD, sent(name="other.jpg"))
    assert (again.status_code, again.json()["id"], again.json()["known"]) == (
        200,
        first["id"],
        True,
    )
    assert Image.objects.count() == 1


def test_file_that_is_no_picture_is_refused_by_its_name(desk: Client) -> None:
    response = desk.post(UPLOAD, sent(b"%PDF-1.4", name="تقرير.pdf"))
    assert response.status_code == 422
    assert "تقرير.pdf" in response.json()["error"]


def test_file_over_the_limit_is_refused(desk: Client, settings: Any) -> None:
    settings.IMAGE_MAX_BYTES = 2000
    response = desk.post(UPLOAD, sent())
    assert response.status_code == 422
    assert not Image.objects.exists()


def test_upload_without_a_file_is_refused(desk: Client) -> None:
    assert desk.post(UPLOAD).status_code == 422


def test_upload_needs_the_permission_to_add_pictures(
    client: Client, administrator: User, media: Any
) -> None:
    client.force_login(administrator)
    assert client.post(UPLOAD, sent()).status_code == 403
    assert not Image.objects.exists()


def test_stranger_is_sent_to_sign_in(client: Client) -> None:
    assert client.post(UPLOAD, sent()).status_code == 302
    assert client.get(LIBRARY).status_code == 302


def test_library_shows_the_newest_first_by_pages_of_24(desk: Client) -> None:
    made = [factories.ImageFactory().title for _n in range(25)]
    first = desk.get(LIBRARY)
    assert titles(first) == made[:0:-1]
    assert first.json()["next"] == 2
    last = desk.get(LIBRARY, {"page": 2})
    assert (titles(last), last.json()["next"]) == (made[:1], None)


def test_library_is_searched_by_words_in_any_spelling(desk: Client) -> None:
    factories.ImageFactory(title="أ", alt_ar="إبراهيم في مكتبةِ الإسكندريّة")
    factories.ImageFactory(title="ب", alt_ar="ابراهيم في القاهرة")
    assert titles(desk.get(LIBRARY, {"q": "مكتبه  ابراهيم"})) == ["أ"]
    assert titles(desk.get(LIBRARY, {"q": "ابراهيم"})) == ["ب", "أ"]


def test_library_is_searched_by_number_and_by_its_words(desk: Client) -> None:
    image = factories.ImageFactory(title="أ")
    factories.ImageFactory(title=f"قمة {image.pk}")
    assert titles(desk.get(LIBRARY, {"q": str(image.pk)})) == [f"قمة {image.pk}", "أ"]
    assert titles(desk.get(LIBRARY, {"q": f"#{image.pk}"})) == ["أ"]


def test_signs_of_regular_expressions_are_plain_characters(desk: Client) -> None:
    factories.ImageFactory(title="C++ (2)")
    assert titles(desk.get(LIBRARY, {"q": "c++ (2"})) == ["C++ (2)"]
    assert titles(desk.get(LIBRARY, {"q": ".*"})) == []


def test_page_that_is_no_number_is_the_first(desk: Client) -> None:
    factories.ImageFactory(title="أ")
    assert titles(desk.get(LIBRARY, {"page": "x"})) == ["أ"]


def test_library_needs_the_permission_to_view_pictures(newcomer: Client) -> None:
    assert newcomer.get(LIBRARY).status_code == 403


def test_library_takes_one_query(desk: Client, django_assert_max_num_queries: Any) -> None:
    factories.ImageFactory.create_batch(3)
    with django_assert_max_num_queries(SESSION_AND_USER + 1):
        desk.get(LIBRARY, {"q": "صورة"})


def test_description_is_changed_text_by_text(desk: Client, bare: Image) -> None:
    answer = desk.post(description(bare), {"alt_ar": "ميناء  صور", "focal_x": "20"}).json()
    bare.refresh_from_db()
    assert (bare.alt_ar, bare.focal_x, bare.focal_y) == ("ميناء صور", 20, 50)
    assert len(answer["missing"]) == 2


def test_description_may_wait_but_is_never_emptied_again(desk: Client, bare: Image) -> None:
    assert desk.post(description(bare), {"credit": ""}).status_code == 200
    assert desk.post(description(bare), {"credit": "ضفاف"}).status_code == 200
    assert desk.post(description(bare), {"credit": " "}).status_code == 422
    bare.refresh_from_db()
    assert bare.credit == "ضفاف"


def test_focal_point_outside_is_refused(desk: Client, bare: Image) -> None:
    assert desk.post(description(bare), {"focal_x": "101"}).status_code == 422


def test_description_of_no_picture_is_not_found(desk: Client) -> None:
    assert desk.get("/admin/articles/image/1/description/").status_code == 404
    assert desk.get(f"/admin/articles/image/{10**30}/description/").status_code == 404


def test_description_that_readers_see_is_not_changed_by_a_journalist(
    desk: Client, bare: Image, published: Callable[..., Article]
) -> None:
    shown = factories.ImageFactory()
    published(lead_image=shown.pk)
    assert desk.get(description(shown)).json()["may_change"] is False
    assert desk.post(description(shown), {"alt_ar": "غير"}).status_code == 403
    assert desk.get(description(bare)).json()["may_change"] is True


def test_description_is_hidden_from_who_may_not_view_pictures(
    newcomer: Client, bare: Image
) -> None:
    assert newcomer.get(description(bare)).status_code == 403


def test_description_is_changed_by_an_editor_in_two_queries_and_two_of_the_log(
    client: Client, editor: User, bare: Image, django_assert_max_num_queries: Any
) -> None:
    client.force_login(editor)
    with django_assert_max_num_queries(SESSION_AND_USER + 2 + OF_THE_LOG):
        assert client.post(description(bare), {"credit": "ضفاف"}).status_code == 200


def test_form_of_a_picture_does_not_choose_a_licence_by_itself(desk: Client, bare: Image) -> None:
    page = desk.get(f"/admin/articles/image/{bare.pk}/change/").content.decode()
    assert '<option value="" selected>' in page


def test_article_waits_with_a_picture_without_texts(
    bare: Image, journalist: User, content: Callable[..., dict[str, Any]]
) -> None:
    article = workflow.create(by=journalist, data=content(lead_image=bare.pk), at=NOW)
    wanted = r"النص البديل، حقوق الصورة، الترخيص.*IMG_1234"
    with override("ar"), pytest.raises(Incomplete, match=wanted):
        workflow.submit(article, by=journalist, at=NOW)


@pytest.mark.parametrize("text", ["alt_ar", "credit", "licence"])
def test_article_is_not_published_with_a_picture_in_its_text_that_lacks(
    text: str, editor: User, content: Callable[..., dict[str, Any]]
) -> None:
    image = factories.ImageFactory(**{text: ""})
    body = f'<p>نص</p><figure data-image="{image.pk}"></figure>'
    article = workflow.create(by=editor, data=content(body_ar=body), at=NOW)
    with pytest.raises(Incomplete, match=image.title):
        workflow.publish(article, by=editor, at=NOW)


def test_change_of_a_published_article_waits_for_the_texts_of_its_picture(
    bare: Image, editor: User, published: Callable[..., Article]
) -> None:
    article = published()
    factories.revise(article, editor, lead_image=bare.pk)
    with pytest.raises(Incomplete, match="IMG_1234"):
        workflow.update(article, by=editor, at=NOW)
    later = NOW + timedelta(hours=1)
    with pytest.raises(Incomplete, match="IMG_1234"):
        workflow.update(article, by=editor, moment=later, at=NOW)


def test_article_is_published_once_its_picture_is_described(
    bare: Image, editor: User, content: Callable[..., dict[str, Any]]
) -> None:
    article = workflow.create(by=editor, data=content(lead_image=bare.pk), at=NOW)
    Image.objects.update(alt_ar="ميناء", credit="ضفاف", licence="own")
    assert workflow.publish(article, by=editor, at=NOW).lead_image_id == bare.pk
