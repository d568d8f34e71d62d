"""Wide water: the river with its feluccas, the open sea, the working port."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from .buildings import house, minaret, palm, tree
from .canvas import Canvas, Pen, Point
from .colour import Colour, clear, darker, ink, inks, lighter, mix
from .land import closed, outline
from .noise import wave
from .sky import Hour, birds, haze_band, hour, paint_sky, paint_sun
from .water import felucca, glitter, lens, reflect, ripples, swell


def river(canvas: Canvas) -> None:
    """Paint the river: hills and palms on the far bank, feluccas, reeds close by."""
    rng = canvas.rng
    light = hour(rng, "dawn golden dusk morning dust golden")
    line = canvas.height * rng.uniform(0.5, 0.62)
    sun_x = rng.uniform(220, 1380)
    paint_sky(canvas, light, line, clouds=rng.uniform(0.2, 0.8))
    paint_sun(canvas, light, sun_x, line - rng.uniform(110, 330), rng.uniform(38, 60))
    sand = mix(light.dark, ink("c08a50"), 0.45)
    for depth, reach, lift in ((0.86, 80, 50), (0.7, 60, 24)):
        with canvas.shape(light.at(depth, sand)) as pen:
            pen.polygon(closed(outline(wave(rng, 420, 4), line - lift, reach), line + 1))
    haze_band(canvas, light, line, 130, 0.55)
    _bank(canvas, light, line)
    reflect(canvas, light, line)
    ripples(canvas, light, line, 0.4)
    glitter(canvas, light, sun_x, line, 0.6)
    _boats(canvas, light, line)
    birds(canvas, light, rng.uniform(300, 1300), line * 0.4, rng.randint(4, 11))
    if rng.random() < 0.8:
        _reeds(canvas, light, rng.choice((-1, 1)))


def _bank(canvas: Canvas, light: Hour, line: float) -> None:
    rng = canvas.rng
    leaf = mix(light.dark, ink("3f6a3c"), 0.42)
    village = rng.uniform(250, 1350)
    for depth, size in ((0.55, 52), (0.3, 84)):
        with canvas.shape(light.at(depth, leaf)) as pen:
            pen.polygon(closed(outline(wave(rng, 200, 3), line - 9, 7), line + 1))
            for _ in range(34):
                tree(pen, rng, rng.uniform(-20, 1620), line, size * rng.uniform(0.25, 0.55))
            for _ in range(20):
                palm(pen, rng, rng.gauss(village, 520), line, size * rng.uniform(0.8, 1.7))
        if depth > 0.5:
            with canvas.shape(light.at(0.45, mix(light.dark, light.lit, 0.45))) as pen:
                for step in range(9):
                    left = village - 200 + step * 42
                    house(pen, rng, left, line, rng.uniform(30, 48), rng.uniform(22, 52))
                minaret(pen, village, line, 150, 255, rng.randrange(2))


def _boats(canvas: Canvas, light: Hour, line: float) -> None:
    rng = canvas.rng
    sail = mix(light.lit, light.sky[-1], 0.3)
    turn = rng.choice((-1, 1))
    nears = sorted(rng.uniform(0.05, 0.55) for _ in range(rng.randint(2, 4)))
    main = rng.uniform(0.25, 0.75) * 1600
    for index, near in enumerate(nears):
        y = line + 6 + near * (canvas.height - line)
        size = 46 + 330 * near
        x = main if index == len(nears) - 1 else rng.uniform(120, 1480)
        tone = light.at(0.4 * (1 - near))
        with canvas.detail(y - size * 0.02) as pen:
            _mirrored(pen, rng, (x, y, size), mix(sail, light.sky[0], 0.3))
        with canvas.detail(y - size * 1.45, y + size * 0.1) as pen:
            felucca(pen, x, y, size, (tone, mix(sail, light.haze, 0.5 * (1 - near))), turn)


def _mirrored(pen: Pen, rng: Random, boat: tuple[float, float, float], tone: Colour) -> None:
    x, y, size = boat
    for step in range(26):
        share = step / 26
        wide = size * (0.5 * (1 - share) + 0.1) * rng.uniform(0.5, 1)
        place = x - wide / 2 + rng.uniform(-0.1, 0.1) * size
        paint = clear(tone, 0.5 * (1 - share))
        lens(pen, place, y + share * size * 0.75, wide, size * 0.022, paint)


def _reeds(canvas: Canvas, light: Hour, side: int) -> None:
    rng = canvas.rng
    height = canvas.height
    edge = 800 + side * 800
    for depth, count, tall in ((0.2, 60, 190), (0.02, 70, 260)):
        with canvas.shape(light.at(depth, mix(light.dark, ink("2f4a2c"), 0.3))) as pen:
            for _ in range(count):
                x = edge - side * abs(rng.gauss(0, 210))
                reach = tall * rng.uniform(0.4, 1) * (1 - abs(x - edge) / 1100)
                _reed(pen, rng, x, height + 10, reach)


def _reed(pen: Pen, rng: Random, x: float, base: float, reach: float) -> None:
    lean = rng.uniform(-0.35, 0.35) * reach
    middle = [(x + lean * (t / 6) ** 2, base - reach * t / 6) for t in range(7)]
    left = [(px - 3.2 * (1 - i / 6), py) for i, (px, py) in enumerate(middle)]
    right = [(px + 3.2 * (1 - i / 6), py) for i, (px, py) in enumerate(middle)]
    pen.polygon(left + right[::-1])
    if rng.random() < 0.3:
        top_x, top_y = middle[-1]
        pen.oval(top_x, top_y, 4.5, 17)


def sea(canvas: Canvas) -> None:
    """Paint the open sea: a horizon, rows of waves, the sun's path, a sail or a lighthouse."""
    rng = canvas.rng
    light = hour(rng, "dawn morning noon golden dusk night dusk")
    line = canvas.height * rng.uniform(0.4, 0.56)
    sun_x = rng.uniform(300, 1300)
    paint_sky(canvas, light, line, clouds=rng.uniform(0.5, 1))
    paint_sun(canvas, light, sun_x, line - rng.uniform(40, 280), rng.uniform(38, 64))
    blue = rng.choice(inks("1f6f8b 1a5c86 2a7f86 245a7a"))
    near = mix(blue, light.dark, 0.72 if light.is_night or light.name == "dusk" else 0.3)
    canvas.lay(
        swell(canvas, line, (mix(near, light.sky[-1], 0.62), near)),
        canvas.fade([(line - 0.5, 0), (line + 0.5, 255)]),
    )
    _waves(canvas, light, line, near)
    glitter(canvas, light, sun_x, line, 0.85)
    if rng.random() < 0.45:
        _beach(canvas, light)
    _landmark(canvas, light, line, sun_x)
    haze_band(canvas, light, line, 50, 0.45)
    birds(canvas, light, rng.uniform(300, 1300), line * 0.5, rng.randint(3, 9))


def _waves(canvas: Canvas, light: Hour, line: float, near: Colour) -> None:
    """Roll broad, faint swells towards the viewer: dark hollows with a thin sheen above."""
    rng = canvas.rng
    sheen = mix(near, mix(light.lit, light.sky[-1], 0.5), 0.5)
    with canvas.detail(line) as pen:
        for _ in range(330):
            share = rng.random() ** 1.2
            y = line + 4 + (canvas.height - line) * share
            long = (50 + 330 * share) * rng.uniform(0.5, 1.3)
            x = rng.uniform(-200, 1600)
            thick = (2 + 17 * share) * rng.uniform(0.5, 1.2)
            lens(pen, x, y + thick * 0.5, long, thick, clear(darker(near, 0.45), 0.2))
            lens(pen, x + long * 0.1, y - thick * 0.1, long * 0.8, thick * 0.24, clear(sheen, 0.32))


def _beach(canvas: Canvas, light: Hour) -> None:
    rng = canvas.rng
    height, lean = canvas.height, rng.uniform(-70, 70)
    swash = wave(rng, 420, 3, 0.4)
    shore = [
        (x, height - 120 - 26 * swash(x) + lean * (x - 800) / 800) for x in range(-20, 1640, 10)
    ]
    points = [(float(x), y) for x, y in shore]
    sand = mix(mix(ink("d9b483"), light.haze, 0.25), light.dark, 0.5 if light.is_night else 0.14)
    layers = (
        (-34, mix(light.haze, sand, 0.2), 0.3, 9.0),
        (-9, mix(light.lit, light.sky[-1], 0.4), 0.85, 1.0),
        (5, darker(sand, 0.3), 1.0, 1.0),
        (46, sand, 0.9, 9.0),
    )
    for drop, tone, opacity, blur in layers:
        with canvas.shape(tone, opacity, blur) as pen:
            edge = [(x, y + drop + 7 * swash(x * 3 + drop * 40)) for x, y in points]
            pen.polygon(closed(edge, height + 60))


def _landmark(canvas: Canvas, light: Hour, line: float, sun_x: float) -> None:
    rng = canvas.rng
    away = 1 if sun_x < 800 else -1
    x = 800 + away * rng.uniform(250, 560)
    choice = rng.choice(("sail", "lighthouse", "sails", "lighthouse"))
    if choice == "lighthouse":
        _lighthouse(canvas, light, (x, line), away)
        return
    sail = mix(light.lit, light.sky[-1], 0.4)
    with canvas.detail(line - 220, line + 170) as pen:
        for index in range(1 if choice == "sail" else 3):
            size = rng.uniform(80, 135) - 22 * index
            y = line + 70 - 24 * index
            felucca(pen, x - away * index * 190, y, size, (light.at(0.15), sail), away)


def _lighthouse(canvas: Canvas, light: Hour, foot: Point, away: int) -> None:
    rng = canvas.rng
    x, line = foot
    shape = wave(rng, 90, 4)
    rocks = []
    for step in range(61):
        t = step / 60
        place = x + away * (-260 + 900 * t)
        swell_up = math.sin(min(1.0, t * 2.4) * math.pi / 2) * 95
        rocks.append((place, line + 38 - swell_up * (0.75 + 0.4 * shape(place))))
    tone = light.at(0.18)
    ground = max(y for _, y in rocks)
    with canvas.shape(canvas.gradient([(line - 60, light.at(0.3)), (line + 40, tone)])) as pen:
        pen.polygon([*rocks, (rocks[-1][0], ground + 14), (rocks[0][0], ground + 8)])
    base, tall = line - 20, rng.uniform(190, 250)
    body = mix(light.lit, light.haze, 0.45)
    top = base - tall
    with canvas.detail(top - 60, base + 10) as pen:
        for band in range(6):
            a, b = band / 6, (band + 1) / 6
            colour = body if band % 2 else mix(ink("b5412f"), light.dark, 0.25)
            half_a, half_b = 25 - 9 * a, 25 - 9 * b
            pen.polygon(
                [
                    (x - half_a, base - tall * a),
                    (x - half_b, base - tall * b),
                    (x + half_b, base - tall * b),
                    (x + half_a, base - tall * a),
                ],
                colour,
            )
        pen.polygon(
            [(x, base), (x, top), (x + away * 16, top), (x + away * 25, base)], clear(tone, 0.35)
        )
        pen.box(x - 22, top - 5, x + 22, top, tone)
        pen.box(x - 11, top - 30, x + 11, top - 5, mix(light.sun, ink("ffd36a"), 0.5))
        pen.polygon([(x - 16, top - 30), (x, top - 50), (x + 16, top - 30)], tone)
    canvas.glow(x, top - 18, 190, ink("ffdf9a"), 0.8)


def port(canvas: Canvas) -> None:
    """Paint a container port: cranes, stacked boxes, a ship alongside, water in front."""
    rng = canvas.rng
    light = hour(rng, "dawn morning golden dusk golden noon")
    line = canvas.height * rng.uniform(0.7, 0.78)
    sun_x = rng.uniform(200, 1400)
    paint_sky(canvas, light, line, clouds=rng.uniform(0.4, 0.9))
    paint_sun(canvas, light, sun_x, line - rng.uniform(170, 420), rng.uniform(36, 54))
    for depth, reach in ((0.85, 70), (0.76, 40)):
        with canvas.shape(light.at(depth)) as pen:
            pen.polygon(closed(outline(wave(rng, 300, 4), line - reach * 0.6, reach), line))
    _quay(canvas, light, line)
    _ship(canvas, light, line)
    reflect(canvas, light, line)
    ripples(canvas, light, line, 0.45)
    glitter(canvas, light, sun_x, line, 0.4)
    birds(canvas, light, rng.uniform(300, 1300), line * 0.35, rng.randint(4, 9))


def _quay(canvas: Canvas, light: Hour, line: float) -> None:
    rng = canvas.rng
    for depth, size, count in ((0.66, 290, 5), (0.36, 420, 3)):
        tone = light.at(depth, mix(light.dark, rng.choice(inks("a33b2e 1f5f8a 2e5a6a")), 0.35))
        start = rng.uniform(20, 260)
        with canvas.shape(tone) as pen:
            for index in range(count):
                turn = -1 if rng.random() < 0.25 else 1
                crane(
                    pen, start + index * 1500 / count, line - 8, size * rng.uniform(0.9, 1.05), turn
                )
        with canvas.detail(line - 170, line + 2) as pen:
            _stacks(pen, rng, light, (line - 8, depth))
            pen.box(0, line - 9, 1600, line, light.at(depth * 0.6))
        haze_band(canvas, light, line, 130, 0.3)


def crane(pen: Pen, x: float, base: float, size: float, turn: int, fill: int = 255) -> None:
    """Draw a ship-to-shore gantry crane ``size`` high whose boom points to ``turn``."""

    def bar(x0: float, y0: float, x1: float, y1: float, thick: float = 0.018) -> None:
        ends = [(x + turn * x0 * size, base - y0 * size), (x + turn * x1 * size, base - y1 * size)]
        pen.line(ends, fill, thick * size)

    for leg in (-0.16, 0.12):
        bar(leg, 0, leg, 0.62, 0.026)
        bar(leg - 0.03, 0, leg + 0.03, 0, 0.035)
    bar(-0.16, 0.26, 0.12, 0.26)
    bar(-0.16, 0.26, 0.12, 0.6, 0.012)
    bar(-0.42, 0.62, 0.78, 0.62, 0.034)
    bar(0.12, 0.62, 0.05, 0.98, 0.022)
    bar(-0.16, 0.62, 0.05, 0.98, 0.016)
    for reach in (0.42, 0.74):
        bar(0.05, 0.97, reach, 0.63, 0.008)
    bar(0.05, 0.97, -0.4, 0.63, 0.008)
    bar(-0.3, 0.6, -0.14, 0.6, 0.07)
    for place in (0.36, 0.44):
        bar(place, 0.62, place, 0.38, 0.005)
    bar(0.33, 0.37, 0.47, 0.37, 0.05)


def _stacks(pen: Pen, rng: Random, light: Hour, frame: tuple[float, float]) -> None:
    base, depth = frame
    wide, high = 74 * (1.1 - depth), 27 * (1.1 - depth)
    x = rng.uniform(-40, 0)
    while x < 1600:
        if rng.random() < 0.16:
            x += wide * rng.uniform(0.6, 2)
            continue
        for row in range(rng.randint(1, 4)):
            container(pen, rng, (x, base - row * high, wide, high), light, depth)
        x += wide + 1.5


def container(
    pen: Pen, rng: Random, box: tuple[float, float, float, float], light: Hour, depth: float
) -> None:
    """Draw one container (left, base, width, height) in a weathered colour with ribs."""
    left, base, wide, high = box
    paint = rng.choice(inks("b8442f d98e32 2f6f8f 3f7f5f 8a8f94 24476b c9b48a 7a3b3f"))
    tone = light.at(depth * 0.8, mix(paint, light.dark, 0.22))
    pen.box(left, base - high + 1, left + wide, base, tone)
    pen.box(left, base - high + 1, left + wide, base - high * 0.86, lighter(tone, 0.16))
    ribs = max(3, int(wide / 8))
    for rib in range(1, ribs):
        x = left + wide * rib / ribs
        pen.box(x, base - high * 0.8, x + wide / ribs * 0.35, base - high * 0.1, darker(tone, 0.13))


def _ship(canvas: Canvas, light: Hour, line: float) -> None:
    rng = canvas.rng
    long, turn = rng.uniform(760, 980), rng.choice((-1, 1))
    middle = 800 + rng.uniform(-200, 200)
    deck, foot = line - 96, line + 6

    def at(share: float, y: float) -> Point:
        return (middle + turn * share * long, y)

    hull = light.at(0.1, mix(rng.choice(inks("1c3d5e 7a2a26 24403a 2b2d33")), light.dark, 0.3))
    with canvas.detail(line - 330, line + 10) as pen:
        cell, high = long * 0.068, 27.0
        for column in range(10):
            left = middle + turn * (-0.3 + column * 0.07) * long - (cell if turn < 0 else 0)
            for row in range(rng.randint(2, 5)):
                container(pen, rng, (left, deck + 6 - row * high, cell - 1.5, high), light, 0.16)
        _bridge(pen, light, at, deck)
        pen.polygon(
            [
                at(-0.5, deck - 22),
                at(-0.36, deck - 18),
                at(-0.34, deck),
                at(0.4, deck),
                at(0.44, deck - 20),
                at(0.53, deck - 26),
                at(0.47, foot),
                at(-0.47, foot),
            ],
            hull,
        )
        pen.polygon(
            [at(-0.478, line - 26), at(0.483, line - 26), at(0.47, foot), at(-0.47, foot)],
            mix(hull, ink("a8382c"), 0.6),
        )
        pen.line([at(-0.495, deck + 10), at(0.508, deck + 10)], clear(lighter(hull, 0.5), 0.6), 3)


def _bridge(pen: Pen, light: Hour, at: Callable[[float, float], Point], deck: float) -> None:
    wall = light.at(0.15, mix(light.lit, light.dark, 0.2))
    pen.polygon(
        [at(-0.44, deck - 18), at(-0.44, deck - 150), at(-0.34, deck - 150), at(-0.34, deck)], wall
    )
    pen.polygon(
        [
            at(-0.455, deck - 150),
            at(-0.455, deck - 172),
            at(-0.33, deck - 172),
            at(-0.33, deck - 150),
        ],
        darker(wall, 0.12),
    )
    for row in range(5):
        y = deck - 40 - row * 24
        for column in range(5):
            start = -0.432 + column * 0.018
            pen.polygon(
                [at(start, y), at(start, y - 9), at(start + 0.01, y - 9), at(start + 0.01, y)],
                light.at(0.05),
            )
    pen.polygon(
        [
            at(-0.42, deck - 172),
            at(-0.42, deck - 215),
            at(-0.38, deck - 215),
            at(-0.38, deck - 172),
        ],
        light.at(0.1, ink("b5412f")),
    )
    pen.line([at(-0.35, deck - 172), at(-0.35, deck - 235)], light.at(0.1), 3)
