"""The demo's pictures as they are shipped: one a piece, sharp, small and without metadata."""

from pathlib import Path

import pytest
from PIL import Image, ImageStat

from articles.management.demo import sources
from articles.management.demo.images import FOLDER
from articles.renditions.files import LADDER, SHAPES

FILES = sorted(FOLDER.iterdir())
MEGABYTES = 6


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def test_every_piece_has_a_picture_and_no_picture_is_left_over() -> None:
    assert names(FILES) == sorted(f"{piece['key']}.avif" for piece in sources.articles())


def test_pictures_are_light_together() -> None:
    assert sum(path.stat().st_size for path in FILES) < MEGABYTES * 1_000_000


def test_no_two_pictures_are_the_same() -> None:
    assert len({path.read_bytes() for path in FILES}) == len(FILES)


@pytest.mark.parametrize("path", FILES, ids=names(FILES))
def test_picture_is_as_wide_as_the_widest_rendition_and_holds_the_crop_of_16_by_9(
    path: Path,
) -> None:
    with Image.open(path, formats=["AVIF"]) as picture:
        assert picture.width == LADDER[-1]
        assert picture.height >= SHAPES["16x9"][1]


@pytest.mark.parametrize("path", FILES, ids=names(FILES))
def test_picture_carries_no_metadata(path: Path) -> None:
    with Image.open(path) as picture:
        assert {name for name, value in picture.info.items() if value} == set()
        assert not picture.getexif()


@pytest.mark.parametrize("path", FILES, ids=names(FILES))
def test_picture_is_read_to_its_end_and_not_blank(path: Path) -> None:
    with Image.open(path) as picture:
        assert ImageStat.Stat(picture.convert("L")).stddev[0] > 10
