"""The canvas: drawing in design units, smooth edges, gradients, glows, and the last finish.

A canvas is always 1600 design units wide, whatever its pixels, so a scene is written once
and drawn at any size. Hard edges are drawn at twice the size and averaged down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .colour import Colour, Paint, Stops, along
from .noise import grain

type Point = tuple[float, float]
type Fill = Colour | Image.Image

UNITS = 1600.0
OVERSAMPLING = 2


class Pen:
    """Draws shapes given in design units on an image that is larger by ``scale``."""

    def __init__(self, image: Image.Image, scale: float, top: float = 0.0) -> None:
        self.image = image
        self._scale = scale
        self._top = top
        self._draw = ImageDraw.Draw(image, "RGBA" if image.mode == "RGB" else None)

    def _many(self, points: Sequence[Point]) -> list[Point]:
        scale, top = self._scale, self._top
        return [(x * scale, y * scale - top) for x, y in points]

    def polygon(self, points: Sequence[Point], fill: Paint | int = 255) -> None:
        """Fill the polygon; fewer than three points draw nothing."""
        if len(points) > 2:
            self._draw.polygon(self._many(points), fill=fill)

    def line(self, points: Sequence[Point], fill: Paint | int = 255, width: float = 2) -> None:
        """Draw a connected line ``width`` units thick, at least one fine pixel."""
        thickness = max(1, round(width * self._scale))
        self._draw.line(self._many(points), fill=fill, width=thickness, joint="curve")

    def box(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        fill: Paint | int = 255,
        radius: float = 0,
    ) -> None:
        """Fill an upright rectangle, its corners rounded by ``radius``; an empty one is skipped."""
        if right <= left or bottom <= top:
            return
        (x0, y0), (x1, y1) = self._many([(left, top), (right, bottom)])
        x1, y1 = max(x0, x1 - 1), max(y0, y1 - 1)
        if radius:
            self._draw.rounded_rectangle((x0, y0, x1, y1), radius * self._scale, fill=fill)
        else:
            self._draw.rectangle((x0, y0, x1, y1), fill=fill)

    def oval(
        self, x: float, y: float, rx: float, ry: float | None = None, fill: Paint | int = 255
    ) -> None:
        """Fill an ellipse about a centre; a circle when only one radius is given."""
        ry = rx if ry is None else ry
        (x0, y0), (x1, y1) = self._many([(x - rx, y - ry), (x + rx, y + ry)])
        self._draw.ellipse((x0, y0, x1, y1), fill=fill)

    def ring(self, x: float, y: float, r: float, fill: Paint | int = 255, width: float = 2) -> None:
        """Draw the outline of a circle."""
        (x0, y0), (x1, y1) = self._many([(x - r, y - r), (x + r, y + r)])
        thickness = max(1, round(width * self._scale))
        self._draw.ellipse((x0, y0, x1, y1), outline=fill, width=thickness)


class Canvas:
    """An RGB picture under construction; ``width`` and ``height`` are its design units."""

    def __init__(self, rng: Random, width: int, height: int) -> None:
        self.rng = rng
        self.size = (width, height)
        self.unit = width / UNITS
        self.width = UNITS
        self.height = height / self.unit
        self.image = Image.new("RGB", self.size)

    def gradient(self, stops: Stops, *, sideways: bool = False) -> Image.Image:
        """Return a full-size gradient; stops are in design units down (or across) the canvas."""
        length = self.width if sideways else self.height
        tones = [along(stops, (index + 0.5) / 400 * length) for index in range(400)]
        strip = Image.frombytes("RGB", (400, 1), bytes(part for tone in tones for part in tone))
        if sideways:
            line = strip.resize((self.size[0], 1), Image.Resampling.BICUBIC)
        else:
            upright = strip.transpose(Image.Transpose.ROTATE_270)
            line = upright.resize((1, self.size[1]), Image.Resampling.BICUBIC)
        return line.resize(self.size, Image.Resampling.NEAREST)

    def fade(self, stops: Sequence[tuple[float, int]], *, sideways: bool = False) -> Image.Image:
        """Return a mask whose strength (0 to 255) follows stops, as ``gradient`` does."""
        grey: Stops = [(place, (value, value, value)) for place, value in stops]
        return self.gradient(grey, sideways=sideways).getchannel(0)

    def _rows(self, band: tuple[float, float] | None) -> tuple[int, int]:
        if band is None:
            return 0, self.size[1]
        first = max(0, int(band[0] * self.unit))
        last = min(self.size[1], int(band[1] * self.unit) + 1)
        return (first, last) if last > first else (0, self.size[1])

    @contextmanager
    def shape(
        self,
        fill: Fill,
        opacity: float = 1.0,
        blur: float = 0.0,
        band: tuple[float, float] | None = None,
    ) -> Iterator[Pen]:
        """Let the caller draw a silhouette, then lay ``fill`` through it.

        ``blur`` is in design units and is done on a small copy, so a wide one is cheap.
        Only the ``band`` (top, bottom) is touched when one is given, and costs as much less.
        """
        first, last = self._rows(band)
        mask = Image.new("L", (self.size[0] * OVERSAMPLING, (last - first) * OVERSAMPLING))
        yield Pen(mask, self.unit * OVERSAMPLING, first * OVERSAMPLING)
        mask = mask.reduce(OVERSAMPLING)
        if blur:
            mask = self.blurred(mask, blur)
        if opacity < 1:
            mask = mask.point([round(value * opacity) for value in range(256)])
        box = (0, first, self.size[0], last)
        if isinstance(fill, Image.Image):
            self.image.paste(fill if band is None else fill.crop(box), (0, first), mask)
        else:
            self.image.paste(fill, box, mask)

    @contextmanager
    def detail(self, top: float = 0.0, bottom: float | None = None) -> Iterator[Pen]:
        """Let the caller draw in many colours on the picture itself, with smooth edges.

        Only the band from ``top`` to ``bottom`` is touched; a narrow one costs less.
        """
        first, last = self._rows((top, self.height if bottom is None else bottom))
        band = self.image.crop((0, first, self.size[0], last))
        fine = (band.size[0] * OVERSAMPLING, band.size[1] * OVERSAMPLING)
        large = band.resize(fine, Image.Resampling.NEAREST)
        yield Pen(large, self.unit * OVERSAMPLING, first * OVERSAMPLING)
        self.image.paste(large.reduce(OVERSAMPLING), (0, first))

    def lay(self, fill: Fill, mask: Image.Image, opacity: float = 1.0) -> None:
        """Lay a colour or a full-size image through a full-size mask."""
        if opacity < 1:
            mask = mask.point([round(value * opacity) for value in range(256)])
        if isinstance(fill, Image.Image):
            self.image.paste(fill, (0, 0), mask)
        else:
            self.image.paste(fill, (0, 0, *self.size), mask)

    def blurred(self, image: Image.Image, radius: float) -> Image.Image:
        """Return the image blurred by a radius in design units, on a copy just small enough."""
        pixels = radius * self.unit
        factor = max(1, int(pixels / 3))
        small = image.reduce(factor) if factor > 1 else image
        soft = small.filter(ImageFilter.GaussianBlur(pixels / factor))
        return soft.resize(image.size, Image.Resampling.BICUBIC) if factor > 1 else soft

    def glow(
        self, x: float, y: float, radius: float, colour: Colour, strength: float = 1.0
    ) -> None:
        """Add light about a point: full at the centre, gone at ``radius``; never darkens."""
        side = max(2, round(radius * 2 * self.unit))
        left, top = round((x - radius) * self.unit), round((y - radius) * self.unit)
        disc = Image.radial_gradient("L").point(_falloff(strength))
        disc = disc.resize((side, side), Image.Resampling.BILINEAR)
        whole = (0, 0, *self.size)
        box = (max(0, left), max(0, top), min(whole[2], left + side), min(whole[3], top + side))
        if box[0] >= box[2] or box[1] >= box[3]:
            return
        disc = disc.crop((box[0] - left, box[1] - top, box[2] - left, box[3] - top))
        light = Image.merge("RGB", [disc.point([v * c // 255 for v in range(256)]) for c in colour])
        self.image.paste(ImageChops.screen(self.image.crop(box), light), box[:2])

    def finish(self, *, vignette: float = 0.22, grain_strength: float = 3.2) -> Image.Image:
        """Return the finished picture: bloom in the lights, a quiet vignette, fine grain."""
        soft = self.blurred(self.image, 22)
        bloom = ImageChops.screen(self.image, soft.point(_BLOOM * 3))
        corners = Image.radial_gradient("L").crop((28, 28, 228, 228))
        corners = corners.point([round((v / 255) ** 2.4 * 255 * vignette) for v in range(256)])
        bloom.paste((14, 12, 24), (0, 0, *self.size), corners.resize(self.size))
        speck = grain(self.rng, self.size, grain_strength)
        return ImageChops.add(bloom, Image.merge("RGB", (speck, speck, speck)), 1, -128)


def _falloff(strength: float) -> list[int]:
    rim = float(str(Image.radial_gradient("L").getpixel((0, 128))))
    return [round(255 * strength * max(0.0, 1 - value / rim) ** 2.2) for value in range(256)]


_BLOOM = [round(max(0.0, (value - 150) / 105) ** 2 * 46) for value in range(256)]
