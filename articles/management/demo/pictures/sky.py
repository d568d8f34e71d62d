"""Hours of the day and their skies: gradient, sun or moon, stars, clouds, birds, haze."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

from PIL import Image

from .canvas import Canvas, Pen
from .colour import Colour, clear, evenly, ink, inks, jittered, lighter, mix
from .noise import cloudy, ramp


@dataclass(frozen=True)
class Hour:
    """The light of one hour: sky from the top to the horizon, sun, haze, darkest tone."""

    name: str
    sky: list[Colour]
    sun: Colour
    haze: Colour
    dark: Colour
    lit: Colour
    is_night: bool = False

    def at(self, distance: float, tone: Colour | None = None) -> Colour:
        """Return a tone (the darkest, if none is given) as seen through the haze, 0 to 1 far."""
        return mix(tone or self.dark, self.haze, distance)


def _hour(name: str, sky: str, rest: str) -> Hour:
    sun, haze, dark, lit = inks(rest)
    return Hour(name, inks(sky), sun, haze, dark, lit, is_night=name == "night")


HOURS = {
    hour.name: hour
    for hour in (
        _hour("dawn", "35477a 7a7ba8 dba0a3 f8d6ac", "fff0cf e6b7a6 2b2746 f4c19a"),
        _hour("morning", "4f93c9 8fc0df cfe5ea fbf1da", "fffbe8 cfdfe2 24435a fff2d6"),
        _hour("noon", "2b78b8 62a9d8 b3d9ea e6f2f0", "ffffff c4dde6 1c4560 fffdf0"),
        _hour("golden", "4a6d94 a89a9a efb674 fde0a2", "fff6cf efba7c 3c2733 ffd796"),
        _hour("dusk", "1e2656 573d7c b75a7c f5a06c", "ffd9a0 c3677a 1a1435 ffb27d"),
        _hour("night", "060c20 0d1b3c 1d3862 3f5f8a", "f3f0df 2b4a75 050917 6f8fbd"),
        _hour("dust", "bb9163 d3ab78 e8cda0 f5e6c8", "fff7dc e2c59b 4b3528 ffeac0"),
    )
}


def hour(rng: Random, names: str) -> Hour:
    """Return one of the named hours (spaces between), its colours moved a little."""
    base = HOURS[rng.choice(names.split())]
    return Hour(
        base.name,
        [jittered(colour, rng, 0.05) for colour in base.sky],
        base.sun,
        jittered(base.haze, rng, 0.04),
        jittered(base.dark, rng, 0.08),
        base.lit,
        base.is_night,
    )


def paint_sky(canvas: Canvas, light: Hour, horizon: float, *, clouds: float = 0.6) -> None:
    """Fill the canvas with the hour's sky; it is brightest at ``horizon`` (design units)."""
    stops = evenly(light.sky, 0, horizon)
    stops.append((canvas.height, mix(light.sky[-1], light.haze, 0.6)))
    canvas.image = canvas.gradient(stops)
    if light.is_night:
        _stars(canvas, horizon)
    if clouds:
        _clouds(canvas, light, horizon, clouds)


def _stars(canvas: Canvas, horizon: float) -> None:
    rng = canvas.rng
    with canvas.detail(0, horizon) as pen:
        for _ in range(170):
            x, y = rng.uniform(0, canvas.width), horizon * rng.random() ** 1.4 * 0.85
            fade = (1 - y / horizon) * rng.uniform(0.3, 1)
            pen.oval(x, y, rng.choice((0.8, 0.8, 1.1, 1.7)), fill=clear((235, 240, 255), fade))


def _clouds(canvas: Canvas, light: Hour, horizon: float, amount: float) -> None:
    rng = canvas.rng
    field = cloudy(rng, canvas.size, rng.uniform(0.22, 0.42), stretch=rng.uniform(3, 6), octaves=5)
    span = canvas.fade([(0, 90), (horizon * 0.55, 255), (horizon * 0.97, 120), (horizon, 0)])
    low = 215 - 100 * amount
    bodies = field.point(ramp(low, low + 75))
    hollow = canvas.fade([(0, 0), (1, 0)])
    hollow.paste(bodies, (0, 0), span)
    shade = mix(light.sky[1], light.dark, 0.12) if not light.is_night else light.sky[2]
    bright = mix(light.lit, light.sky[-1], 0.3)
    tint = canvas.gradient([(0, mix(bright, shade, 0.5)), (horizon, bright)])
    canvas.lay(shade, hollow, 0.4)
    lifted = hollow.transform(
        hollow.size, Image.Transform.AFFINE, (1, 0, 3 * canvas.unit, 0, 1, 7 * canvas.unit)
    )
    canvas.lay(tint, lifted, 0.55 if not light.is_night else 0.25)


def paint_sun(canvas: Canvas, light: Hour, x: float, y: float, radius: float = 42) -> None:
    """Set the sun (at night, a moon) with its light about it, before the land is painted."""
    if light.is_night:
        canvas.glow(x, y, radius * 9, ink("6f8fc4"), 0.55)
        with canvas.detail(y - radius, y + radius) as pen:
            pen.oval(x, y, radius * 0.8, fill=clear(light.sun, 0.95))
            for dx, dy, size in ((-0.2, -0.15, 0.22), (0.25, 0.2, 0.16), (-0.05, 0.35, 0.12)):
                pen.oval(x + dx * radius, y + dy * radius, size * radius, fill=(205, 205, 205, 70))
        return
    canvas.glow(x, y, radius * 17, mix(light.lit, light.sky[-1], 0.4), 0.55)
    canvas.glow(x, y, radius * 6, light.sun, 0.6)
    with canvas.detail(y - radius - 2, y + radius + 2) as pen:
        pen.oval(x, y, radius, fill=clear(lighter(light.sun, 0.4), 0.97))


def haze_band(canvas: Canvas, light: Hour, y: float, depth: float, strength: float = 0.6) -> None:
    """Let mist lie about a height: thickest at ``y``, gone ``depth`` above and half below."""
    peak = round(255 * strength)
    mask = canvas.fade(
        [(y - depth, 0), (y - depth * 0.4, peak // 3), (y, peak), (y + depth / 2, 0)]
    )
    canvas.lay(mix(light.haze, light.sky[-1], 0.35), mask)


def birds(canvas: Canvas, light: Hour, x: float, y: float, count: int) -> None:
    """Scatter a flock of ``count`` small birds about a point of the sky."""
    rng = canvas.rng
    colour = clear(mix(light.dark, light.haze, 0.15), 0.85)
    with canvas.detail(y - 170, y + 170) as pen:
        for _ in range(count):
            _bird(pen, x + rng.gauss(0, 90), y + rng.gauss(0, 34), rng.uniform(6, 14), colour, rng)


def _bird(pen: Pen, x: float, y: float, size: float, colour: tuple[int, ...], rng: Random) -> None:
    lift = rng.uniform(0.2, 0.7)
    paint = (colour[0], colour[1], colour[2], colour[3])
    for side in (-1, 1):
        wing = [
            (x + side * size * t, y - size * lift * math.sin(t * 2.4) + size * 0.1 * t)
            for t in (0, 0.25, 0.5, 0.75, 1)
        ]
        pen.line(wing, paint, 1.8)
