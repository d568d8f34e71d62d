"""The desert: dunes with sharp crests, caravans and palms."""

from __future__ import annotations

import math
from random import Random

from PIL import Image

from .buildings import palm
from .canvas import Canvas, Pen, Point
from .colour import Colour, darker, ink, inks, lighter, mix
from .land import closed, outline
from .noise import cloudy, ramp, wave
from .sky import Hour, birds, haze_band, hour, paint_sky, paint_sun


def desert(canvas: Canvas) -> None:
    """Paint dunes with sharp crests, lit on one side, and now and then a caravan or palms."""
    rng = canvas.rng
    light = hour(rng, "dawn golden dusk dust morning night golden")
    horizon = canvas.height * rng.uniform(0.46, 0.58)
    side = rng.choice((-1, 1))
    sand = rng.choice(inks("d99a56 e0ac6a c97f4a d8a878 e2b57c"))
    if light.is_night:
        sand = mix(sand, ink("2c4674"), 0.72)
    elif light.name == "dusk":
        sand = mix(sand, ink("8a4a6a"), 0.4)
    paint_sky(canvas, light, horizon, clouds=rng.uniform(0, 0.5))
    sun_y = horizon - rng.uniform(80, 300)
    paint_sun(canvas, light, 800 + side * rng.uniform(150, 560), sun_y, rng.uniform(36, 64))
    _far_hills(canvas, light, horizon, sand)
    _dunes(canvas, light, (horizon, side), sand)
    _sand_texture(canvas, horizon, sand)
    if rng.random() < 0.4:
        birds(canvas, light, rng.uniform(400, 1200), horizon * 0.4, 7)


def _far_hills(canvas: Canvas, light: Hour, horizon: float, sand: Colour) -> None:
    for depth, reach in ((0.86, 60), (0.72, 36)):
        ridge = outline(wave(canvas.rng, 260, 5, 0.45), horizon - reach * 0.3, reach)
        with canvas.shape(light.at(depth, mix(sand, light.dark, 0.45))) as pen:
            pen.polygon(closed(ridge, canvas.height))
    haze_band(canvas, light, horizon + 20, 120, 0.5)


def _dunes(canvas: Canvas, light: Hour, frame: tuple[float, int], sand: Colour) -> None:
    rng = canvas.rng
    horizon, side = frame
    count = rng.randint(6, 7)
    walkers = rng.randrange(2, count - 1) if rng.random() < 0.7 else -1
    slots = [(place + 0.5) / count * 1600 for place in range(count)]
    rng.shuffle(slots)
    for index, slot in enumerate(slots):
        near = index / (count - 1)
        level = horizon + 26 + (canvas.height - horizon) * 0.86 * near**1.3
        reach = (46 + 190 * near * (1 - near * 0.35)) * rng.uniform(0.7, 1.15)
        peak = slot + rng.uniform(-90, 90)
        crest = _dune(rng, (peak, level), reach, 150 + 330 * near)
        tone = light.at(0.62 * (1 - near) ** 1.2, mix(sand, light.lit, 0.2))
        top = min(y for _, y in crest)
        fill = canvas.gradient(
            [(top, lighter(tone, 0.1)), (level + 200, mix(tone, light.dark, 0.22))]
        )
        with canvas.shape(fill, band=(top - 4, canvas.height)) as pen:
            pen.polygon(closed(crest, canvas.height + 40))
        shade = mix(tone, mix(light.dark, light.sky[0], 0.3), 0.5 - 0.12 * (1 - near))
        _lee(canvas, crest, (side, near), shade)
        if index == walkers:
            _travellers(canvas, light, crest, near)


def _dune(rng: Random, peak: Point, reach: float, spread: float) -> list[Point]:
    """Return the outline of one dune: hollow flanks that meet in a sharp crest."""
    place, level = peak
    left, right = spread * rng.uniform(0.7, 1.5), spread * rng.uniform(0.7, 1.5)
    ground = wave(rng, 380, 3)
    points = []
    for x in range(-24, 1633, 6):
        away = abs(x - place) / (left if x < place else right)
        rise = math.exp(-(away**1.12)) * reach
        points.append((float(x), level - rise - 14 * ground(x) * min(1, away)))
    return points


def _lee(canvas: Canvas, crest: list[Point], frame: tuple[int, float], shade: Colour) -> None:
    """Shadow the flank that looks away from the sun, up to a winding crest line."""
    side, near = frame
    rng = canvas.rng
    top = min(range(len(crest)), key=lambda index: crest[index][1])
    x, y = crest[top]
    slope = crest[: top + 1] if side > 0 else crest[top:][::-1]
    bottom = canvas.height + 40
    sway, lean = rng.uniform(60, 130) * (0.4 + near), rng.uniform(-0.1, 0.55)
    turns = rng.uniform(1.2, 1.9)
    line = []
    for step in range(41):
        t = step / 40
        bend = math.sin(t * turns * math.pi * 2) * sway * t**0.8
        line.append((x + side * (bend + lean * 420 * t), y + (bottom - y) * t))
    fill = canvas.gradient(
        [(y, shade), (y + 160 + 240 * near, mix(shade, _crest_light(shade), 0.5))]
    )
    with canvas.shape(fill, 0.92, 0.8, (y - 6, canvas.height)) as pen:
        pen.polygon([*slope, *line, (slope[0][0], bottom)])


def _crest_light(shade: Colour) -> Colour:
    """Return the colour of light that sand throws back into its own shadow."""
    return mix(shade, ink("f0b070"), 0.5)


def _sand_texture(canvas: Canvas, horizon: float, sand: Colour) -> None:
    field = cloudy(canvas.rng, canvas.size, 0.035, stretch=7, octaves=3, gain=0.7)
    span = canvas.fade([(horizon + 30, 0), (canvas.height, 70)])
    mask = Image.new("L", canvas.size)
    mask.paste(span, (0, 0), field.point(ramp(110, 230)))
    canvas.lay(darker(sand, 0.55), mask, 0.55)


def _travellers(canvas: Canvas, light: Hour, crest: list[Point], near: float) -> None:
    rng = canvas.rng
    colour = light.at(0.08)
    size = 18 + 34 * near
    if rng.random() < 0.35:
        with canvas.shape(colour) as pen:
            for _ in range(5):
                x, y = rng.choice(crest[20:-20])
                palm(pen, rng, x + rng.uniform(-30, 30), y + 6, size * rng.uniform(2.2, 3.6))
        return
    first = rng.randint(30, 150)
    with canvas.shape(colour) as pen:
        for index in range(rng.randint(4, 7)):
            place = first + round(index * size * 2.3 / 6)
            if place < len(crest):
                x, y = crest[place]
                _camel(pen, x, y + 2, size)


def _camel(pen: Pen, x: float, y: float, size: float) -> None:
    s = size
    body = [
        (-0.62, -0.75),
        (-0.5, -0.98),
        (-0.22, -1.02),
        (-0.02, -1.38),
        (0.2, -1.02),
        (0.45, -0.95),
        (0.66, -0.86),
        (0.86, -1.28),
        (0.98, -1.44),
        (1.24, -1.4),
        (1.26, -1.31),
        (1.04, -1.25),
        (0.86, -0.8),
        (0.6, -0.6),
        (0.3, -0.56),
        (-0.3, -0.58),
        (-0.55, -0.62),
    ]
    pen.polygon([(x + px * s, y + py * s) for px, py in body])
    for foot, knee in ((-0.52, -0.46), (-0.36, -0.4), (0.38, 0.44), (0.58, 0.5)):
        pen.line([(x + knee * s, y - 0.65 * s), (x + foot * s, y)], width=s * 0.09)
    pen.line([(x - 0.6 * s, y - 0.8 * s), (x - 0.72 * s, y - 0.45 * s)], width=s * 0.05)
    pen.polygon(
        [(x - 0.13 * s, y - 1.15 * s), (x - 0.02 * s, y - 1.95 * s), (x + 0.16 * s, y - 1.1 * s)]
    )
    pen.oval(x, y - 1.95 * s, s * 0.1)
