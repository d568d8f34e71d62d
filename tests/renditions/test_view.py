from collections.abc import Callable
from pathlib import Path

import pytest
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from articles.models import Image
from articles.renditions.files import crop_name, rendition_name
from articles.renditions.render import create_missing
from articles.views.media import rendition

Stored = Callable[..., Image]


def answer(name: str, method: str = "get") -> HttpResponseBase:
    request: HttpRequest = getattr(RequestFactory(), method)("/")
    return rendition(request, name.removeprefix("renditions/"))


def test_missing_rendition_is_made_when_asked_for(stored: Stored, media: Path) -> None:
    name = rendition_name(stored().digest, 480, "webp")
    assert answer(name).status_code == 200
    assert (media / name).stat().st_size > 0


@pytest.mark.parametrize(
    ("extension", "kind"), [("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "image/jpeg")]
)
def test_rendition_says_its_type_and_is_cached_for_ever(
    stored: Stored, extension: str, kind: str
) -> None:
    response = answer(rendition_name(stored().digest, 320, extension))
    assert response["Content-Type"] == kind
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_rendition_that_exists_costs_no_query(
    stored: Stored, django_assert_num_queries: Callable[[int], object]
) -> None:
    image = stored()
    create_missing(image)
    with django_assert_num_queries(0):
        answer(rendition_name(image.digest, 320, "jpg"))


def test_crop_around_a_former_focal_point_redirects_to_the_present_one(stored: Stored) -> None:
    image = stored(focal_x=10, focal_y=20)
    response = answer(crop_name(image.digest, "16x9", 50, 50))
    assert response.status_code == 302
    assert response["Location"] == "/media/" + crop_name(image.digest, "16x9", 10, 20)


def test_unknown_picture_is_not_found(stored: Stored) -> None:
    with pytest.raises(Http404):
        answer(rendition_name("f" * 64, 320, "jpg"))


@pytest.mark.parametrize("name", ["../originals/01/a.jpg", "", "01", "..%2foriginals", "01/\x00"])
def test_nothing_but_renditions_is_served(name: str) -> None:
    with pytest.raises(Http404):
        answer(name)


def test_rendition_is_read_only(stored: Stored) -> None:
    name = rendition_name(stored().digest, 320, "jpg")
    assert answer(name, "post").status_code == 405
