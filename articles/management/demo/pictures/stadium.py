"""The stadium under its lights: pitch, crowd, roof, evening sky."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

from PIL import Image

from .canvas import Canvas, Point
from .colour import Colour, clear, darker, ink, inks, jittered, lighter, mix
from .noise import cloudy, ramp
from .sky import hour, paint_sky

type Projection = Callable[[float, float], Point]

CROWDS = (
    "d94f3d f2f2f2 2b3a55 e8b04a",
    "2f7fb8 f2f2f2 1d3557 e8d9b0",
    "2f9a5c f5f5f0 1f3f33 e0b34a",
    "c23b4a 1f2430 f0e6d8 8a95a5",
    "f0c23b 2a2a30 f5f0e0 4a6fa5",
)


def stadium(canvas: Canvas) -> None:
    """Paint a full stadium seen from the stand: pitch, crowd, roof, floodlights, evening sky."""
    rng = canvas.rng
    light = hour(rng, "dusk night golden morning dusk")
    far = canvas.height * rng.uniform(0.47, 0.54)
    shift = rng.uniform(-240, 240)
    paint_sky(canvas, light, far * 0.8, clouds=0.7)
    _stands(canvas, far, inks(rng.choice(CROWDS)))
    _roof(canvas, far, mix(light.dark, ink("2a3346"), 0.4))
    _pitch(canvas, far, shift)
    _floodlights(canvas, far)
    if rng.random() < 0.7:
        _front_rows(canvas, darker(light.dark, 0.2))


def _crowd(canvas: Canvas, colours: list[Colour]) -> Image.Image:
    """Return a full-size image of many small figures in the clubs' colours, in rows."""
    rng = canvas.rng
    wide, high = 230, 150
    palette = []
    for tone in rng.choices(colours, [rng.uniform(0.5, 2) for _ in colours], k=48):
        dimmed = darker(mix(tone, ink("3a4256"), 0.3), 0.1 + 0.4 * rng.random())
        palette.append(bytes(dimmed))
    crowd = b"".join(rng.choices(palette, k=wide * high))
    people = Image.frombytes("RGB", (wide, high), crowd)
    return people.resize(canvas.size, Image.Resampling.BILINEAR)


def _stands(canvas: Canvas, far: float, colours: list[Colour]) -> None:
    crowd = _crowd(canvas, colours)
    for top, low, rise, sag in ((-300.0, -160.0, 70.0, 34.0), (-140.0, -26.0, -34.0, 0.0)):
        tier = [(x, far + top - rise * ((x - 800) / 800) ** 2) for x in range(-20, 1641, 40)]
        foot = [(x, far + low + sag * ((x - 800) / 800) ** 2) for x in range(1640, -21, -40)]
        with canvas.shape(crowd, band=(far + top - 80, far + low + 40)) as pen:
            pen.polygon([*tier, *foot])
        shade = canvas.fade([(far + top - 70, 235), (far + low, 40)])
        hidden = Image.new("L", canvas.size)
        hidden.paste(shade, (0, 0))
        hidden.paste(0, (0, round((far + low + sag) * canvas.unit), *canvas.size))
        canvas.lay(ink("0a1020"), hidden, 0.42)
        with canvas.shape(
            mix(colours[0], ink("10141f"), 0.45), band=(far + low - 4, far + low + 60)
        ) as pen:
            pen.polygon([*foot, *((x, y + 17) for x, y in reversed(foot))])
    board = canvas.gradient(
        [(0, colours[0]), (500, colours[1]), (900, colours[3]), (1600, colours[0])], sideways=True
    )
    with canvas.shape(ink("111827"), band=(far - 30, far + 24)) as pen:
        pen.box(0, far - 26, 1600, far + 20)
    with canvas.shape(board, 0.85, band=(far - 20, far + 8)) as pen:
        for index in range(9):
            pen.box(index * 180 + 6, far - 16, index * 180 + 172, far + 2, radius=3)


def _roof(canvas: Canvas, far: float, tone: Colour) -> None:
    top = far - 300
    upper = [(x, top - 150 + 62 * ((x - 800) / 800) ** 2 * -1) for x in range(-20, 1641, 40)]
    lower = [(x, top - 70 - 72 * ((x - 800) / 800) ** 2) for x in range(1640, -21, -40)]
    with canvas.shape(
        canvas.gradient([(top - 220, lighter(tone, 0.1)), (top - 60, darker(tone, 0.45))])
    ) as pen:
        pen.polygon([*upper, *lower])
    with canvas.detail(top - 330, top + 40) as pen:
        for x in range(20, 1600, 130):
            bend = ((x - 800) / 800) ** 2
            foot = (x, top - 150 - 62 * bend)
            pen.line([foot, (x + (x - 800) * 0.05, foot[1] - 58)], lighter(tone, 0.12), 4)
            pen.line(
                [(x - 65, top - 146 - 62 * bend), (x + (x - 800) * 0.05, foot[1] - 58)],
                clear(lighter(tone, 0.12), 0.7),
                2,
            )
            pen.line(
                [foot, (x - (x - 800) * 0.02, top - 70 - 72 * bend)],
                clear(lighter(tone, 0.3), 0.4),
                2,
            )


def _pitch(canvas: Canvas, far: float, shift: float) -> None:
    rng = canvas.rng
    height = canvas.height
    grass = jittered(rng.choice(inks("3f8f3f 4a9a48 357f45 559a3c")), rng)
    drop = (height - far) * 1.12

    def at(u: float, v: float) -> Point:
        depth = 1 + (1 - v) * 1.25
        scale = 1 / depth
        near = (scale - 1 / 2.25) / (1 - 1 / 2.25)
        return (800 + shift * (1 - scale) + u * 1500 * scale, far + 20 + drop * near)

    base = canvas.gradient([(far, lighter(grass, 0.12)), (height, darker(grass, 0.25))])
    with canvas.shape(base) as pen:
        pen.box(0, far + 20, 1600, height)
    stripe = canvas.gradient(
        [(far, lighter(grass, 0.28)), (height, lighter(darker(grass, 0.15), 0.05))]
    )
    with canvas.shape(stripe, 0.85) as pen:
        for index in range(-12, 12, 2):
            a, b = index / 9, (index + 1) / 9
            pen.polygon([at(a, 0), at(b, 0), at(b, 1.1), at(a, 1.1)])
    _lines(canvas, at)
    blades = cloudy(rng, canvas.size, 0.02, stretch=5, octaves=2).point(ramp(120, 240, 70))
    blades.paste(0, (0, 0, canvas.size[0], round((far + 20) * canvas.unit)))
    canvas.lay(darker(grass, 0.6), blades, 0.5)
    canvas.glow(800, far + 170, 900, ink("dfffd0"), 0.26)


def _lines(canvas: Canvas, at: Projection) -> None:
    rows: list[list[Point]] = [
        [(-1, 0.06), (1, 0.06)],
        [(-1, 0.06), (-1, 1.1)],
        [(1, 0.06), (1, 1.1)],
        [(0, 0.06), (0, 1.1)],
    ]
    for side in (-1, 1):
        for reach, low, high in ((0.32, 0.25, 0.92), (0.12, 0.42, 0.75)):
            rows.append(
                [(side, low), (side * (1 - reach), low), (side * (1 - reach), high), (side, high)]
            )
    circle = [
        (0.2 * math.cos(t * math.tau / 60), 0.58 + 0.24 * math.sin(t * math.tau / 60))
        for t in range(61)
    ]
    with canvas.shape((244, 250, 240), 0.85) as pen:
        for row in (*rows, circle):
            steps: list[Point] = []
            for (u0, v0), (u1, v1) in pairwise(row):
                steps += [at(u0 + (u1 - u0) * t / 12, v0 + (v1 - v0) * t / 12) for t in range(13)]
            pen.line(steps, width=4)
        pen.oval(*at(0, 0.58), 7, 4)
        for side in (-1, 1):
            foot, other = at(side, 0.5), at(side, 0.67)
            for x, y in (foot, other):
                pen.line([(x, y), (x, y - 62)], width=4.5)
            pen.line([(foot[0], foot[1] - 62), (other[0], other[1] - 62)], width=4.5)


def _floodlights(canvas: Canvas, far: float) -> None:
    top = far - 300
    for index in range(17):
        x = 20 + index * 97.5
        y = top - 76 - 72 * ((x - 800) / 800) ** 2
        canvas.glow(x, y, 92, ink("f4f8ff"), 0.85)
    for side in (-1, 1):
        x = 800 + side * 640
        beam = [
            (x, top - 130),
            (800 - side * 100, canvas.height * 0.9),
            (800 + side * 720, canvas.height * 0.86),
        ]
        with canvas.shape((240, 246, 255), 0.1, 34) as pen:
            pen.polygon(beam)


def _front_rows(canvas: Canvas, tone: Colour) -> None:
    rng = canvas.rng
    with canvas.shape(tone, band=(canvas.height - 150, canvas.height)) as pen:
        x = rng.uniform(-30, 0)
        while x < 1630:
            size, top = rng.uniform(24, 31), canvas.height - rng.uniform(24, 66)
            pen.oval(x, top, size * 0.78, size)
            pen.oval(x, top + size * 2.5, size * 1.9, size * 1.7)
            if rng.random() < 0.16:
                side = rng.choice((-1, 1))
                pen.line(
                    [
                        (x + side * size * 1.3, top + size * 2),
                        (x + side * size * 1.7, top - size * 1.5),
                    ],
                    width=size * 0.5,
                )
            x += rng.uniform(58, 96)
