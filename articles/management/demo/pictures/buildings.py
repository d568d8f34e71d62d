"""Silhouettes of the cities of the region: minarets, domes, towers, houses, palms."""

from __future__ import annotations

import math
from random import Random

from .canvas import Pen, Point
from .colour import Paint

type Box = tuple[float, float, float, float]


def minaret(pen: Pen, x: float, base: float, height: float, fill: Paint | int, style: int) -> None:
    """Draw a minaret standing on ``base``: style 0 Mamluk, 1 Ottoman, 2 Maghrebi square."""
    if style == 1:
        _pencil(pen, x, base, height, fill)
        return
    wide = height * (0.055 if style == 0 else 0.08)
    middle = base - height * (0.52 if style == 0 else 0.68)
    upper = base - height * 0.8
    pen.box(x - wide, middle, x + wide, base, fill)
    pen.box(x - wide * 1.45, middle - height * 0.018, x + wide * 1.45, middle, fill)
    if style == 0:
        pen.box(x - wide * 0.72, upper, x + wide * 0.72, middle, fill)
        pen.box(x - wide * 1.15, upper - height * 0.014, x + wide * 1.15, upper, fill)
    pen.box(x - wide * 0.45, base - height * 0.9, x + wide * 0.45, middle, fill)
    pen.oval(x, base - height * 0.91, wide * 0.62, wide * 0.9, fill=fill)
    finial(pen, x, base - height * 0.93, height * 0.07, fill)


def _pencil(pen: Pen, x: float, base: float, height: float, fill: Paint | int = 255) -> None:
    wide = height * 0.036
    shoulder = base - height * 0.78
    pen.box(x - wide, shoulder, x + wide, base, fill)
    for share in (0.5, 0.68):
        y = base - height * share
        pen.polygon(
            [(x - wide, y + wide), (x - wide * 1.8, y), (x + wide * 1.8, y), (x + wide, y + wide)],
            fill,
        )
        pen.box(x - wide * 1.8, y - wide * 0.7, x + wide * 1.8, y, fill)
    pen.polygon(
        [(x - wide * 1.25, shoulder), (x, base - height * 0.96), (x + wide * 1.25, shoulder)], fill
    )
    finial(pen, x, base - height * 0.95, height * 0.05, fill)


def finial(pen: Pen, x: float, y: float, height: float, fill: Paint | int = 255) -> None:
    """Draw a thin rod with two beads and a crescent ring on top of a dome or a minaret."""
    pen.line([(x, y + 2), (x, y - height * 0.75)], fill, max(1.2, height * 0.06))
    pen.oval(x, y - height * 0.25, height * 0.08, fill=fill)
    pen.ring(x, y - height * 0.85, height * 0.15, fill, max(1.2, height * 0.07))


def dome(
    pen: Pen, x: float, base: float, radius: float, fill: Paint | int = 255, point: float = 0.25
) -> None:
    """Draw a dome on a low drum; ``point`` raises its top from a half circle to a bulb."""
    drum = radius * 0.3
    pen.box(x - radius * 0.96, base - drum, x + radius * 0.96, base + 1, fill)
    outline: list[Point] = []
    for index in range(41):
        turn = math.pi * index / 40
        rise = math.sin(turn) + point * max(0.0, math.sin(turn)) ** 9
        swell = 1 + 0.05 * math.sin(turn * 2) ** 2
        outline.append((x - math.cos(turn) * radius * swell, base - drum - rise * radius))
    pen.polygon(outline, fill)
    finial(pen, x, base - drum - radius * (0.98 + point), radius * 0.55, fill)


def mosque(
    pen: Pen, rng: Random, x: float, base: float, size: float, fill: Paint | int = 255
) -> None:
    """Draw a mosque about ``size`` wide: hall, main dome, lesser domes, one or two minarets."""
    half, top = size / 2, base - size * 0.3
    style, point = rng.randrange(2), rng.uniform(0.1, 0.3)
    pen.box(x - half, top, x + half, base, fill)
    for step in range(15):
        left = x - half + step * size / 15
        pen.box(left, top - size * 0.02, left + size / 28, top + 1, fill)
    dome(pen, x, top - size * 0.04, size * 0.23, fill, point)
    pen.box(x - size * 0.27, top - size * 0.05, x + size * 0.27, top, fill)
    for side in (-1, 1):
        dome(pen, x + side * size * 0.36, top, size * 0.08, fill, point)
    height = size * rng.uniform(0.85, 1.15)
    minaret(pen, x - half * 1.02, base, height, fill, style)
    if rng.random() < 0.75:
        minaret(pen, x + half * 1.02, base, height * rng.choice((1, 1, 0.8)), fill, style)


def tower(
    pen: Pen,
    rng: Random,
    x: float,
    base: float,
    wide: float,
    height: float,
    fill: Paint | int = 255,
) -> Box:
    """Draw a modern tower with one of six tops; return its plain body for windows."""
    left, right, top = x - wide / 2, x + wide / 2, base - height
    style = rng.randrange(6)
    if style == 0:
        pen.polygon([(left, top), (right, top - wide * 0.45), (right, base), (left, base)], fill)
    elif style == 1:
        for share in (0.8, 0.55, 0.3):
            top_step = top - (1 - share) * wide * 0.8
            pen.box(x - wide * share / 2, top_step, x + wide * share / 2, base, fill)
        pen.box(left, top, right, base, fill)
    elif style == 2:
        pen.oval(x, top, wide / 2, wide * 0.5, fill=fill)
        pen.box(left, top, right, base, fill)
    elif style == 3:
        sweep = [
            (left + wide * t, top - wide * 0.9 * math.sin(t * math.pi / 2) ** 2)
            for t in (0, 0.2, 0.4, 0.6, 0.8, 1)
        ]
        pen.polygon([*sweep, (right, base), (left, base)], fill)
    else:
        pen.box(left, top, right, base, fill)
        pen.box(x - wide * 0.3, top - 9, x + wide * 0.25, top, fill)
    if style in (1, 2, 4):
        pen.line([(x, top), (x, top - wide * rng.uniform(0.7, 1.3))], fill, 2.4)
    return (left, top, right, base)


def house(
    pen: Pen,
    rng: Random,
    left: float,
    base: float,
    wide: float,
    height: float,
    fill: Paint | int = 255,
) -> Box:
    """Draw a flat-roofed block with what stands on such roofs; return its plain body."""
    top, right = base - height, left + wide
    pen.box(left, top, right, base, fill)
    pen.box(left - 1.5, top - 3, right + 1.5, top + 2, fill)
    if rng.random() < 0.55:
        stair = left + rng.uniform(0.05, 0.6) * wide
        pen.box(stair, top - rng.uniform(9, 17), stair + wide * 0.3, top, fill)
    if rng.random() < 0.4:
        tank = left + rng.uniform(0.1, 0.8) * wide
        pen.box(tank - 5, top - 15, tank + 5, top - 5, fill, radius=2)
        pen.line([(tank - 4, top), (tank - 4, top - 6)], fill, 1.2)
        pen.line([(tank + 4, top), (tank + 4, top - 6)], fill, 1.2)
    if rng.random() < 0.4:
        mast = left + rng.uniform(0.1, 0.9) * wide
        pen.line([(mast, top), (mast, top - rng.uniform(14, 30))], fill, 1.3)
    return (left, top, right, base)


def palm(
    pen: Pen, rng: Random, x: float, base: float, height: float, fill: Paint | int = 255
) -> None:
    """Draw a date palm whose trunk leans a little and whose crown hangs."""
    lean = rng.uniform(-0.12, 0.12) * height
    trunk = [(x + lean * (t / 8) ** 2, base - height * t / 8) for t in range(9)]
    thick = height * 0.028
    pen.polygon(
        [(px - thick * (1.2 - i / 16), py) for i, (px, py) in enumerate(trunk)]
        + [(px + thick * (1.2 - i / 16), py) for i, (px, py) in reversed(list(enumerate(trunk)))],
        fill,
    )
    top_x, top_y = trunk[-1]
    for index in range(15):
        turn = math.pi * (-0.18 + 1.36 * index / 14) + rng.uniform(-0.07, 0.07)
        _frond(pen, top_x, top_y, turn, height * rng.uniform(0.3, 0.38), fill)
    pen.oval(top_x, top_y + thick, thick * 1.7, fill=fill)


def _frond(
    pen: Pen, x: float, y: float, turn: float, length: float, fill: Paint | int = 255
) -> None:
    upper: list[Point] = []
    lower: list[Point] = []
    for step in range(9):
        t = step / 8
        px = x + math.cos(turn) * length * t
        py = y - math.sin(turn) * length * t * 0.85 + length * 0.5 * t * t
        half = length * 0.075 * math.sin(math.pi * min(1.0, t * 0.92 + 0.08))
        jag = 1.5 if step % 2 else 0.7
        upper.append((px, py - half * 0.5))
        lower.append((px, py + half * jag))
    pen.polygon(upper + lower[::-1], fill)


def tree(
    pen: Pen, rng: Random, x: float, base: float, size: float, fill: Paint | int = 255
) -> None:
    """Draw a round leafy tree about ``size`` high."""
    pen.box(x - size * 0.04, base - size * 0.4, x + size * 0.04, base, fill)
    for _ in range(9):
        pen.oval(
            x + rng.gauss(0, 0.17) * size,
            base - size * rng.uniform(0.42, 0.82),
            size * rng.uniform(0.13, 0.24),
            fill=fill,
        )
