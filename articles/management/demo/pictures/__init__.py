"""The pictures of the demo newsroom, drawn by the project itself with Pillow alone.

>>> draw("skyline", seed=7).save("skyline.jpg", quality=82)
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from PIL import Image

from .atlas import world_map
from .canvas import Canvas
from .charts import barchart, linechart
from .city import city_night, skyline
from .coast import port, river, sea
from .dunes import desert
from .girih import pattern
from .laboratory import lab
from .land import field, mountains
from .library import books
from .market import market
from .stadium import stadium
from .works import solar, train

__all__ = ["KINDS", "draw"]

_SCENES: dict[str, Callable[[Canvas], None]] = {
    "skyline": skyline,
    "map": world_map,
    "barchart": barchart,
    "linechart": linechart,
    "pattern": pattern,
    "river": river,
    "desert": desert,
    "sea": sea,
    "port": port,
    "stadium": stadium,
    "books": books,
    "lab": lab,
    "field": field,
    "mountains": mountains,
    "train": train,
    "city-night": city_night,
    "solar": solar,
    "market": market,
}

# Busy pictures hide grain anyway, and it costs bytes there.
_QUIET_GRAIN = {"pattern": 0.7, "map": 0.7, "city-night": 0.7} | dict.fromkeys(
    ("solar", "stadium", "market", "books", "field"), 1.6
)

KINDS: tuple[str, ...] = tuple(_SCENES)


def draw(kind: str, seed: int, width: int = 1600, height: int = 1067) -> Image.Image:
    """Return the RGB picture of a kind; the same four arguments always draw the same pixels.

    The seed chooses palette, hour of the day, composition and details. Scenes are laid out
    for landscape formats. Raises ValueError for a kind that is not in ``KINDS`` or a size
    below 16 pixels. Costs about half a second and 60 MB at the default size.
    """
    if kind not in _SCENES:
        raise ValueError(f"No picture of this kind: {kind!r}")
    if min(width, height) < 16:
        raise ValueError(f"Too small for a picture: {width} by {height}")
    canvas = Canvas(Random(f"{kind}:{seed}"), width, height)  # noqa: S311 - a picture, no secret
    _SCENES[kind](canvas)
    return canvas.finish(grain_strength=_QUIET_GRAIN.get(kind, 3.2))
