"""Seeded noise: cloudy images, wandering lines, response curves."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from PIL import Image, ImageOps

type Wave = Callable[[float], float]


def wave(rng: Random, cell: float, octaves: int = 4, gain: float = 0.5) -> Wave:
    """Return a smooth random function of x with values in -1 to 1.

    ``cell`` is the distance between the hills of the first octave; each further octave
    halves it and is ``gain`` as high. A call costs ``octaves`` cosines.
    """
    tables = [[rng.uniform(-1, 1) for _ in range(256)] for _ in range(octaves)]
    total = sum(gain**octave for octave in range(octaves))

    def height(x: float) -> float:
        value, scale, frequency = 0.0, 1.0, 1 / cell
        for table in tables:
            place = x * frequency
            whole = math.floor(place)
            ease = (1 - math.cos((place - whole) * math.pi)) / 2
            left, right = table[whole % 256], table[(whole + 1) % 256]
            value += (left + (right - left) * ease) * scale
            scale *= gain
            frequency *= 2
        return value / total

    return height


def cloudy(
    rng: Random,
    size: tuple[int, int],
    cell: float,
    *,
    stretch: float = 1.0,
    octaves: int = 4,
    gain: float = 0.5,
) -> Image.Image:
    """Return fractal noise as an ``L`` image of the size that uses the whole 0 to 255 range.

    ``cell`` is the size of the largest blots as a share of the image's width, ``stretch``
    how much wider than high they are. Costs about 15 ms at 1600 pixels.
    """
    width, height = max(8, size[0] // 2), max(8, size[1] // 2)
    result: Image.Image | None = None
    weight, total = 1.0, 0.0
    for _ in range(octaves):
        columns = max(2, min(width, round(1 / cell)))
        rows = max(2, min(height, round(height / width * stretch / cell)))
        spots = Image.frombytes("L", (columns, rows), rng.randbytes(columns * rows))
        layer = spots.resize((width, height), Image.Resampling.BICUBIC)
        total += weight
        result = layer if result is None else Image.blend(result, layer, weight / total)
        weight *= gain
        cell /= 2
    even = ImageOps.autocontrast(result or Image.new("L", (width, height)), cutoff=1)
    return even.resize(size, Image.Resampling.BILINEAR)


def ramp(low: float, high: float, top: float = 255.0) -> list[int]:
    """Return a 256-entry table for ``Image.point``: 0 below low, ``top`` above high, smooth."""
    table = []
    for value in range(256):
        share = min(1.0, max(0.0, (value - low) / (high - low)))
        table.append(round(top * share * share * (3 - 2 * share)))
    return table


def grain(rng: Random, size: tuple[int, int], strength: float) -> Image.Image:
    """Return fine film grain as an ``L`` image about 128, ``strength`` levels deep."""
    raw = Image.frombytes("L", size, rng.randbytes(size[0] * size[1]))
    return raw.point([round(128 + (value - 127.5) / 127.5 * strength) for value in range(256)])
