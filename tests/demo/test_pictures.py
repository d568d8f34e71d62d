"""The demo pictures: every kind draws, the same each time, and never an empty sheet."""

from __future__ import annotations

from functools import cache

import pytest
from PIL import Image, ImageStat

from articles.management.demo.pictures import KINDS, draw

SMALL = (320, 213)


@cache
def small(kind: str, seed: int) -> Image.Image:
    return draw(kind, seed, *SMALL)


@pytest.mark.parametrize("kind", KINDS)
def test_picture_has_the_asked_size_in_rgb(kind: str) -> None:
    picture = small(kind, 1)
    assert (picture.size, picture.mode) == (SMALL, "RGB")


@pytest.mark.parametrize("kind", KINDS)
def test_same_seed_draws_the_same_pixels(kind: str) -> None:
    assert draw(kind, 1, *SMALL).tobytes() == small(kind, 1).tobytes()


@pytest.mark.parametrize("kind", KINDS)
def test_another_seed_draws_another_picture(kind: str) -> None:
    first, second = (small(kind, seed).resize((16, 10)).tobytes() for seed in (1, 2))
    differences = [abs(a - b) for a, b in zip(first, second, strict=True)]
    assert sum(differences) / len(differences) > 4


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", [1, 2])
def test_picture_is_not_blank(kind: str, seed: int) -> None:
    grey = small(kind, seed).convert("L")
    assert ImageStat.Stat(grey).stddev[0] > 10


@pytest.mark.parametrize("size", [(400, 160), (120, 180)])
def test_picture_draws_in_other_formats(size: tuple[int, int]) -> None:
    assert [draw(kind, 2, *size).size for kind in KINDS] == [size] * len(KINDS)


def test_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="No picture of this kind"):
        draw("unicorn", 1)


def test_size_too_small_is_refused() -> None:
    with pytest.raises(ValueError, match="Too small"):
        draw("sea", 1, 4, 4)
