from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image as Pillow

from articles.models import Image
from articles.renditions.files import RenditionSpec, crop_name, parse_name, rendition_name, widths
from articles.renditions.render import create_missing, create_requested, delete_files
from tests.renditions.conftest import scene

Stored = Callable[..., Image]


def opened(media: Path, name: str) -> Pillow.Image:
    return Pillow.open(media / name)


def wanted(name: str) -> RenditionSpec:
    found = parse_name(name.removeprefix("renditions/"))
    assert found is not None
    return found


def test_every_width_and_crop_of_the_ladder_is_made(stored: Stored) -> None:
    assert create_missing(stored()) == len(widths(640)) * 3 + 3


def test_making_again_makes_nothing(stored: Stored) -> None:
    image = stored()
    create_missing(image)
    assert create_missing(image) == 0


def test_making_stops_when_the_time_is_over(stored: Stored) -> None:
    assert create_missing(stored(), within=0) == 0


@pytest.mark.parametrize(
    ("extension", "known_as"), [("avif", "AVIF"), ("webp", "WEBP"), ("jpg", "JPEG")]
)
def test_rendition_has_the_format_and_width_of_its_name(
    stored: Stored, media: Path, extension: str, known_as: str
) -> None:
    image = stored()
    create_missing(image)
    made = opened(media, rendition_name(image.digest, 480, extension))
    assert (made.format, made.size) == (known_as, (480, 320))


def test_jpeg_renditions_are_progressive(stored: Stored, media: Path) -> None:
    image = stored()
    create_missing(image)
    assert opened(media, rendition_name(image.digest, 640, "jpg")).info["progressive"]


def test_crop_is_never_scaled_up(stored: Stored, media: Path) -> None:
    image = stored()
    create_missing(image)
    assert opened(media, crop_name(image.digest, "1x1", 50, 50)).size == (427, 427)


def test_crop_of_a_large_picture_is_1200_wide(stored: Stored, media: Path) -> None:
    image = stored(scene(2600, 1800))
    name = crop_name(image.digest, "16x9", 50, 50)
    assert create_requested(wanted(name)) == name
    assert opened(media, name).size == (1200, 675)


def test_crop_keeps_what_the_focal_point_shows(stored: Stored, media: Path) -> None:
    image = stored(scene(1600, 400), focal_x=0, focal_y=0)
    create_missing(image)
    red, green, _blue = opened(media, crop_name(image.digest, "1x1", 0, 0)).getpixel((10, 10))
    assert red > 180
    assert green < 60


def test_a_very_flat_picture_has_renditions(stored: Stored) -> None:
    assert create_missing(stored(scene(6000, 200))) == 21


def test_unknown_digest_makes_nothing(stored: Stored) -> None:
    stored()
    assert create_requested(wanted(rendition_name("f" * 64, 320, "jpg"))) is None


def test_width_outside_the_ladder_makes_nothing(stored: Stored) -> None:
    assert create_requested(wanted(rendition_name(stored().digest, 321, "jpg"))) is None


def test_another_focal_point_makes_only_the_present_crop(stored: Stored, media: Path) -> None:
    image = stored(focal_x=20, focal_y=30)
    made = create_requested(wanted(crop_name(image.digest, "4x3", 50, 50)))
    assert made == crop_name(image.digest, "4x3", 20, 30)
    assert len(list(media.rglob("*-4x3-*"))) == 1


def test_missing_original_makes_nothing(stored: Stored, media: Path) -> None:
    image = stored()
    (media / image.file.name).unlink()
    assert create_requested(wanted(rendition_name(image.digest, 320, "jpg"))) is None


def test_finding_a_picture_by_its_name_costs_one_query(
    stored: Stored, django_assert_num_queries: Callable[[int], object]
) -> None:
    image = stored()
    with django_assert_num_queries(1):
        create_requested(wanted(rendition_name(image.digest, 320, "jpg")))


def test_discarding_removes_the_original_and_every_rendition(stored: Stored, media: Path) -> None:
    image, other = stored(), stored(scene(300, 300))
    create_missing(image)
    delete_files(image.digest)
    assert [path for path in media.rglob("*") if path.is_file()] == [media / other.file.name]
