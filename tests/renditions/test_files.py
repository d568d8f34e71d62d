from pathlib import Path

import pytest

from articles.renditions.files import RenditionSpec, parse_name, widths, write

DIGEST = "0123456789abcdef"


def test_widths_end_with_the_original_when_it_is_smaller_than_the_ladder() -> None:
    assert widths(1000) == (320, 480, 640, 960, 1000)


def test_widths_never_exceed_the_ladder() -> None:
    assert widths(6000) == (320, 480, 640, 960, 1280, 1600)


def test_widths_of_a_small_picture_are_its_own() -> None:
    assert widths(240) == (240,)


def test_parse_reads_a_width() -> None:
    assert parse_name(f"01/{DIGEST}-640.avif") == RenditionSpec(DIGEST, "avif", width=640)


def test_parse_reads_a_crop() -> None:
    assert parse_name(f"01/{DIGEST}-16x9-30-70.jpg") == RenditionSpec(
        DIGEST, "jpg", shape="16x9", fx=30, fy=70
    )


@pytest.mark.parametrize(
    "name",
    [
        f"02/{DIGEST}-640.avif",
        f"01/{DIGEST}-640.png",
        f"01/{DIGEST}-0640.avif",
        f"01/{DIGEST}-٦٤٠.avif",
        f"01/{DIGEST}-640.avif\n",
        f"01/../{DIGEST}-640.avif",
        f"01/{DIGEST.upper()}-640.avif",
        f"01/{DIGEST}-2x1-50-50.jpg",
        f"01/{DIGEST}-1x1-50-50.avif",
    ],
)
def test_parse_refuses_every_other_name(name: str) -> None:
    assert parse_name(name) is None


def test_write_leaves_no_passing_file(media: Path) -> None:
    write("renditions/01/a.jpg", b"content")
    assert [path.name for path in (media / "renditions/01").iterdir()] == ["a.jpg"]
