"""Works of engineering in a landscape: the train on its viaduct, the field of solar panels."""

from __future__ import annotations

import math
from collections.abc import Callable

from .buildings import palm, tree
from .canvas import Canvas, Pen, Point
from .colour import Colour, Paint, clear, darker, ink, inks, lighter, mix
from .land import closed, outline
from .noise import wave
from .sky import Hour, birds, haze_band, hour, paint_sky, paint_sun


def train(canvas: Canvas) -> None:
    """Paint a modern train that crosses a valley on arches, before hills in haze."""
    rng = canvas.rng
    light = hour(rng, "dawn morning golden dusk golden noon")
    height = canvas.height
    deck = height * rng.uniform(0.56, 0.66)
    paint_sky(canvas, light, height * 0.66, clouds=rng.uniform(0.3, 0.8))
    paint_sun(
        canvas, light, rng.uniform(200, 1400), deck - rng.uniform(180, 380), rng.uniform(36, 56)
    )
    green = mix(light.dark, rng.choice(inks("4f7a4a 7a7a3e 3f6a6a b08a50")), 0.55)
    for depth, lift, reach in ((0.85, 60, 120), (0.68, -30, 110), (0.5, -110, 90)):
        ridge = outline(wave(rng, 420, 4, 0.42), deck - lift, reach)
        fill = canvas.gradient(
            [
                (deck - lift - reach, light.at(depth, green)),
                (deck - lift + 190, light.at(depth + 0.2, green)),
            ]
        )
        with canvas.shape(fill) as pen:
            pen.polygon(closed(ridge, height))
        haze_band(canvas, light, deck - lift + 120, 160, 0.4)
    _valley(canvas, light, (deck, height), green)
    _viaduct(canvas, light, deck)
    _carriages(canvas, light, deck)
    birds(canvas, light, rng.uniform(300, 1300), deck * 0.35, rng.randint(4, 9))


def _valley(canvas: Canvas, light: Hour, span: Point, green: Colour) -> None:
    rng = canvas.rng
    deck, height = span
    for depth, level, size in ((0.36, deck + 230, 46), (0.1, height - 40, 110)):
        shape = wave(rng, 360, 3)
        tone = light.at(depth, darker(green, 0.1))
        with canvas.shape(tone) as pen:
            pen.polygon(closed(outline(shape, level, 40), height + 90))
            for _ in range(26):
                x = rng.uniform(-20, 1620)
                plant = palm if rng.random() < 0.2 else tree
                plant(pen, rng, x, level - 40 * shape(x) + 6, size * rng.uniform(0.5, 1.2))


def _viaduct(canvas: Canvas, light: Hour, deck: float) -> None:
    rng = canvas.rng
    stone = light.at(0.22, mix(rng.choice(inks("b89a78 a8a39a c2a98a 9a8478")), light.dark, 0.25))
    bay = rng.uniform(190, 260)
    pier, foot = bay * 0.2, deck + 330
    fill = canvas.gradient(
        [(deck, lighter(stone, 0.08)), (deck + 190, stone), (foot, light.at(0.4, stone))]
    )
    start = -rng.uniform(0, bay)
    count = int(1900 / bay)
    with canvas.shape(fill) as pen:
        pen.box(-10, deck + 8, 1610, foot)
        for index in range(count):
            left = start + index * bay
            _bay(pen, left + pier, left + bay, (deck + 46, foot + 40))
        pen.box(-10, deck, 1610, deck + 12)
    with canvas.detail(deck - 4, foot + 10) as pen:
        for index in range(count + 1):
            left = start + index * bay
            pen.box(
                left + pier * 0.66, deck + 46 + bay * 0.4, left + pier, foot, clear(light.dark, 0.3)
            )
            pen.box(left, deck + 46 + bay * 0.4, left + pier * 0.16, foot, clear(light.lit, 0.2))
        pen.box(-10, deck + 12, 1610, deck + 17, clear(light.dark, 0.35))
        pen.box(-10, deck, 1610, deck + 3, clear(light.lit, 0.5))
    cover = canvas.fade([(deck + 200, 0), (foot, 210)])
    haze = cover.copy()
    haze.paste(0, (0, round((foot + 5) * canvas.unit), *canvas.size))
    canvas.lay(light.at(0.55), haze, 0.35)
    ground = wave(rng, 260, 3)
    with canvas.shape(light.at(0.06, mix(light.dark, ink("3f5a34"), 0.4))) as pen:
        level = min(foot - 16, canvas.height - 30)
        pen.polygon(closed(outline(ground, level, 24), canvas.height + 60))
        for _ in range(22):
            x = rng.uniform(-20, 1620)
            tree(pen, rng, x, level - 24 * ground(x) + 8, rng.uniform(40, 110))


def _bay(pen: Pen, left: float, right: float, span: Point) -> None:
    top, bottom = span
    half, middle = (right - left) / 2, (left + right) / 2
    arch = [
        (middle - half * math.cos(t / 20 * math.pi), top + half - half * math.sin(t / 20 * math.pi))
        for t in range(21)
    ]
    pen.polygon([(left, bottom), *arch, (right, bottom)], 0)


def _carriages(canvas: Canvas, light: Hour, deck: float) -> None:
    rng = canvas.rng
    turn = rng.choice((-1, 1))
    front = rng.uniform(1150, 1500)
    shell = mix(rng.choice(inks("f2f2ee e8ecef f3e9d8 dfe6e4")), light.dark, 0.12)
    stripe = rng.choice(inks("b8322c 1f6f9a 2b7a5a d98a2b 5a3f8a"))
    top, base = deck - 74, deck - 9

    def at(x: float, y: float) -> Point:
        return (x if turn > 0 else 1600 - x, y)

    body = [at(-40, base), at(-40, top)]
    body += [
        at(front - 170 + 170 * math.sin(t), top + (base - 8 - top) * (1 - math.cos(t)) ** 1.25)
        for t in (i / 16 * math.pi / 2 for i in range(17))
    ]
    body.append(at(front - 14, base))
    fill = canvas.gradient(
        [(top, lighter(shell, 0.25)), (top + 30, shell), (base, darker(shell, 0.26))]
    )
    with canvas.shape(darker(light.dark, 0.2)) as pen:
        for x in range(-20, int(front) - 60, 62):
            pen.oval(*at(x + 20, deck - 7), 8)
            pen.box(
                min(at(x, 0)[0], at(x + 40, 0)[0]),
                deck - 13,
                max(at(x, 0)[0], at(x + 40, 0)[0]),
                deck - 7,
            )
    with canvas.shape(fill) as pen:
        pen.polygon(body)
    with canvas.detail(top - 70, deck + 4) as pen:
        _livery(pen, light, at, (front, top, base), stripe)
        _wires(pen, light, deck)
    canvas.glow(*at(front - 10, base - 14), 130, ink("fff0c0"), 0.75)


def _livery(
    pen: Pen,
    light: Hour,
    at: Callable[[float, float], Point],
    frame: tuple[float, float, float],
    stripe: Colour,
) -> None:
    front, top, base = frame
    glass = mix(light.dark, light.sky[0], 0.3)
    warm = mix(light.sun, ink("ffcf7a"), 0.5)

    def strip(start: float, end: float, rows: tuple[float, float], paint: Paint) -> None:
        high, low = rows
        pen.polygon([at(start, high), at(end, high), at(end + 6, low), at(start, low)], paint)

    strip(-40, front - 18, (base - 20, base - 11), stripe)
    strip(-40, front - 190, (top + 13, top + 36), glass)
    for index, x in enumerate(range(-30, int(front) - 215, 34)):
        pane = mix(glass, warm, 0.85 if index * 7 % 5 else 0.45)
        strip(x, x + 20, (top + 16, top + 33), pane)
    screen = ((118, 15), (84, 16), (36, 38), (104, 38))
    pen.polygon([at(front - back, top + down) for back, down in screen], glass)
    for x in range(int(front) - 250, -40, -330):
        strip(x, x + 3, (top, base), clear(light.dark, 0.55))
        for door in (30, 270):
            pen.line([at(x - door, top + 10), at(x - door, base)], clear(light.dark, 0.3), 1.5)


def _wires(pen: Pen, light: Hour, deck: float) -> None:
    tone = clear(light.at(0.2), 0.8)
    for x in range(60, 1600, 290):
        pen.line([(x, deck), (x, deck - 122)], tone, 4)
        pen.line([(x, deck - 114), (x + 38, deck - 104)], tone, 2.5)
    for lift in (106, 121):
        pen.line([(0, deck - lift), (1600, deck - lift)], tone, 1.3)


def solar(canvas: Canvas) -> None:
    """Paint rows of solar panels that run to the horizon, wind turbines far behind them."""
    rng = canvas.rng
    light = hour(rng, "morning noon golden dawn golden dust")
    horizon = canvas.height * rng.uniform(0.4, 0.5)
    sun_x = rng.uniform(250, 1350)
    paint_sky(canvas, light, horizon, clouds=rng.uniform(0.2, 0.8))
    paint_sun(canvas, light, sun_x, horizon - rng.uniform(110, 300), rng.uniform(40, 60))
    sand = mix(rng.choice(inks("d8b07a c9a070 b9a878")), light.dark, 0.12)
    for depth, reach in ((0.82, 70), (0.66, 40)):
        with canvas.shape(light.at(depth, mix(sand, light.dark, 0.4))) as pen:
            pen.polygon(
                closed(outline(wave(rng, 300, 4), horizon - reach * 0.4, reach), canvas.height)
            )
    if rng.random() < 0.75:
        _turbines(canvas, light, horizon)
    ground = canvas.gradient([(horizon, light.at(0.55, sand)), (canvas.height, darker(sand, 0.25))])
    with canvas.shape(ground) as pen:
        pen.box(0, horizon, 1600, canvas.height)
    haze_band(canvas, light, horizon + 8, 80, 0.45)
    _panels(canvas, light, (horizon, rng.uniform(200, 1400)), sun_x)
    birds(canvas, light, rng.uniform(300, 1300), horizon * 0.4, rng.randint(0, 7))


def _turbines(canvas: Canvas, light: Hour, horizon: float) -> None:
    rng = canvas.rng
    with canvas.shape(light.at(0.35, mix(light.lit, light.sky[0], 0.35)), 0.95) as pen:
        for _ in range(rng.randint(4, 7)):
            x, tall = rng.uniform(60, 1540), rng.uniform(110, 215)
            top = horizon + 10 - tall
            pen.polygon(
                [(x - 4, horizon + 10), (x - 1.8, top), (x + 1.8, top), (x + 4, horizon + 10)]
            )
            turn = rng.uniform(0, math.tau)
            for blade in range(3):
                angle = turn + blade * math.tau / 3
                reach = tall * 0.52
                tip = (x + math.cos(angle) * reach, top + math.sin(angle) * reach)
                side = (
                    x + math.cos(angle + 0.16) * reach * 0.3,
                    top + math.sin(angle + 0.16) * reach * 0.3,
                )
                pen.polygon([(x, top), side, tip])
            pen.oval(x, top, 4.5)


def _panels(canvas: Canvas, light: Hour, frame: Point, sun_x: float) -> None:
    horizon, vanish = frame
    height = canvas.height
    rows = 11
    for index in range(rows):
        share = ((index + 1) / rows) ** 2.1
        foot = horizon + 14 + (height * 1.1 - horizon) * share
        tall = 5 + 118 * share
        cell = 20 + 250 * share
        cells = range(int(-vanish / cell) - 2, int((1600 - vanish) / cell) + 2)
        tone = light.at(0.36 * (1 - share) ** 2, mix(ink("12305c"), light.dark, 0.2))
        with canvas.detail(foot - tall * 1.3, foot + tall * 0.9) as pen:
            pen.box(0, foot + tall * 0.1, 1600, foot + tall * 0.48, clear(light.dark, 0.34))
            for place in cells:
                _panel(pen, (vanish + place * cell, foot, cell * 0.965, tall), tone, light)
    canvas.glow(sun_x, horizon + 60, 520, light.sun, 0.3)


def _panel(pen: Pen, frame: tuple[float, float, float, float], tone: Colour, light: Hour) -> None:
    left, foot, wide, tall = frame
    lean = tall * 0.26
    frame_tone = mix(tone, light.lit, 0.4)

    def at(across: float, up: float) -> Point:
        return (left + wide * across + lean * up, foot - tall * up)

    for leg in (0.2, 0.8):
        pen.line(
            [at(leg, 0.2), (at(leg, 0.2)[0], foot + tall * 0.3)],
            darker(frame_tone, 0.45),
            max(1.2, tall * 0.03),
        )
    pen.polygon([at(0, 0), at(0, 1), at(1, 1), at(1, 0)], frame_tone)
    for column in range(3):
        for row in range(2):
            a, b = 0.02 + column * 0.325, 0.02 + column * 0.325 + 0.31
            low, high = 0.04 + row * 0.47, 0.04 + row * 0.47 + 0.45
            pen.polygon(
                [at(a, low), at(a, high), at(b, high), at(b, low)],
                mix(tone, light.sky[1], 0.06 + 0.24 * row),
            )
    if tall > 40:
        for line in range(1, 9):
            pen.line([at(line / 9, 0.03), at(line / 9, 0.97)], clear(frame_tone, 0.12), 1)
