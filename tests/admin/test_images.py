from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles import workflow
from articles.admin.images import ImageForm, ImageUploadField
from articles.admin.usage import articles_using
from articles.models import Article, Author, Image
from articles.renditions.uploads import ProcessedImage
from newsroom.accounts.models import User
from tests.renditions.conftest import encoded, scene, upload
from tests.renditions.conftest import media as media
from tests.renditions.conftest import stored as stored

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/image/add/"
Stored = Callable[..., Image]
Published = Callable[..., Article]


def sent(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("harbour.jpg", content, content_type="image/jpeg")


def filled(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Harbour",
        "alt_ar": "ميناء",
        "credit": "Difaf",
        "licence": "own",
        "focal_x": 30,
        "focal_y": 70,
    } | changes


def address(image: Image, verb: str = "change") -> str:
    return f"/admin/articles/image/{image.pk}/{verb}/"


def seated(client: Client, user: User) -> Client:
    user.is_staff = True
    user.save()
    client.force_login(user)
    return client


@pytest.fixture
def desk(client: Client, journalist: User) -> Client:
    return seated(client, journalist)


@pytest.fixture
def owner(client: Client, chief: User) -> Client:
    chief.user_permissions.add(Permission.objects.get(codename="delete_image"))
    return seated(client, chief)


def test_field_turns_a_file_into_a_processed_image() -> None:
    assert isinstance(ImageUploadField().clean(sent(encoded(scene()))), ProcessedImage)


def test_journalist_uploads_a_picture(desk: Client, journalist: User, media: Path) -> None:
    response = desk.post(ADD, filled(picture=sent(encoded(scene()))))
    image = Image.objects.get()
    assert response.status_code == 302
    assert (image.width, image.focal_x, image.uploaded_by) == (640, 30, journalist)
    assert (media / image.file.name).exists()


def test_what_is_no_picture_is_refused_on_the_form(desk: Client) -> None:
    response = desk.post(f"/en{ADD}", filled(picture=sent(b"<svg/>")))
    assert "is not a picture that can be taken" in response.text
    assert not Image.objects.exists()


def test_the_picture_that_is_already_there_is_offered(desk: Client) -> None:
    desk.post(ADD, filled(picture=sent(encoded(scene()))))
    response = desk.post(ADD, filled(title="Again", picture=sent(encoded(scene()))))
    assert f'href="{address(Image.objects.get())}"' in response.text


@pytest.mark.parametrize("field", ["picture", "title", "alt_ar", "credit", "licence"])
def test_upload_needs_the_file_and_what_must_be_said_about_it(field: str) -> None:
    given = filled()
    given.pop(field, None)
    files = {} if field == "picture" else {"picture": upload(encoded(scene()))}
    assert list(ImageForm(given, files).errors) == [field]


def test_the_file_is_never_changed_afterwards(desk: Client, stored: Stored) -> None:
    image = stored()
    digest = image.digest
    desk.post(address(image), filled(title="New", picture=sent(encoded(scene(300, 300)))))
    image.refresh_from_db()
    assert (image.title, image.digest, image.width) == ("New", digest, 640)


def test_moving_the_focal_point_makes_the_new_crops(
    desk: Client, stored: Stored, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    image = stored()
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address(image), filled(focal_x=11, focal_y=22))
    assert list(media.rglob("*-1x1-11-22.jpg"))


def test_picture_form_has_no_inline_style_or_script(desk: Client, stored: Stored) -> None:
    html = desk.get(address(stored())).text
    assert "data-focal" in html
    assert ' style="' not in html
    assert 'type="module"' in html


def test_list_shows_a_thumbnail(desk: Client, stored: Stored) -> None:
    image = stored()
    html = desk.get("/admin/articles/image/").text
    assert f"/media/renditions/{image.digest[:2]}/{image.digest[:16]}-320.jpg" in html


def test_list_is_searched_by_alternative_text(desk: Client, stored: Stored) -> None:
    stored(title="One", alt_ar="سفينة")
    stored(scene(300, 300), title="Two")
    html = desk.get("/admin/articles/image/?q=سفينة").text
    assert ">One<" in html
    assert ">Two<" not in html


def test_use_as_lead_picture_is_known(stored: Stored, published: Published) -> None:
    image = stored()
    article = published(lead_image=image.pk)
    assert list(articles_using(image)) == [article]


def test_use_in_a_body_is_known(stored: Stored, published: Published) -> None:
    image = stored()
    article = published(body_ar=f'<p>نص</p><figure data-image="{image.pk}"></figure>')
    assert list(articles_using(image)) == [article]


def test_picture_with_a_longer_number_is_another_one(stored: Stored, published: Published) -> None:
    image = stored()
    other = stored(scene(300, 300), pk=int(f"{image.pk}1"))
    published(body_ar=f'<p>نص</p><figure data-image="{other.pk}"></figure>')
    assert not articles_using(image).exists()


def test_use_in_an_unpublished_change_is_known(
    stored: Stored, published: Published, editor: User
) -> None:
    image, article = stored(), published()
    body = f'<p>نص</p><figure data-image="{image.pk}"></figure>'
    workflow.save(article, by=editor, data={"body_ar": body}, base=article.latest_revision_id)
    assert list(articles_using(image)) == [article]


def test_where_a_picture_is_used_is_listed(
    desk: Client, stored: Stored, published: Published
) -> None:
    image = stored()
    article = published(lead_image=image.pk)
    html = desk.get(address(image)).text
    assert f'<a href="/admin/articles/article/{article.pk}/change/">{article}</a>' in html


def test_used_picture_is_not_deleted(owner: Client, stored: Stored, published: Published) -> None:
    image = stored()
    article = published(body_ar=f'<p>نص</p><figure data-image="{image.pk}"></figure>')
    answer = owner.post(address(image, "delete"), {"post": "yes"})
    assert f'<a href="/admin/articles/article/{article.pk}/change/">' in answer.text
    assert Image.objects.filter(pk=image.pk).exists()


def test_photo_of_an_author_is_not_deleted(owner: Client, stored: Stored, author: Author) -> None:
    image = stored()
    Author.objects.filter(pk=author.pk).update(photo=image)
    owner.post(address(image, "delete"), {"post": "yes"})
    assert Image.objects.filter(pk=image.pk).exists()


def test_deleting_an_unused_picture_removes_its_files(
    owner: Client, stored: Stored, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    image = stored()
    with django_capture_on_commit_callbacks(execute=True):
        owner.post(address(image, "delete"), {"post": "yes"})
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_journalist_deletes_no_picture(desk: Client, stored: Stored) -> None:
    image = stored()
    assert desk.post(address(image, "delete"), {"post": "yes"}).status_code == 403


def test_reader_has_no_pictures_desk(client: Client) -> None:
    assert client.get("/admin/articles/image/").status_code == 302


@pytest.mark.parametrize(("who", "status"), [("journalist", 403), ("editor", 302)])
def test_words_of_a_picture_that_readers_see_are_changed_by_who_may_publish(
    request: pytest.FixtureRequest,
    signed_in: Callable[[User], Client],
    stored: Stored,
    published: Published,
    who: str,
    status: int,
) -> None:
    image = stored()
    published(lead_image=image.pk)
    client = signed_in(request.getfixturevalue(who))
    form = {"title": "x", "alt_ar": "بديل", "credit": "حقوق أخرى", "licence": image.licence}
    sent = form | {"focal_x": 50, "focal_y": 50}

    assert client.post(f"/admin/articles/image/{image.pk}/change/", sent).status_code == status


def test_journalist_changes_the_words_of_a_picture_that_no_reader_sees(
    signed_in: Callable[[User], Client], journalist: User, stored: Stored, draft: Article
) -> None:
    image = stored()
    form = {"title": "x", "alt_ar": "بديل", "credit": "حقوق", "licence": image.licence}
    sent = form | {"focal_x": 50, "focal_y": 50}
    client = signed_in(journalist)

    assert client.post(f"/admin/articles/image/{image.pk}/change/", sent).status_code == 302
