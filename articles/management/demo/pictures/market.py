"""The stalls of an old market: awnings, heaps of produce and spice, lit lanterns."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from .canvas import Canvas, Pen, Point
from .colour import Colour, clear, darker, ink, inks, jittered, lighter, mix
from .noise import cloudy, ramp


def market(canvas: Canvas) -> None:
    """Paint the stalls of an old market: awnings, heaps of produce and spice, lit lanterns."""
    rng = canvas.rng
    evening = rng.random() < 0.55
    wall = jittered(rng.choice(inks("c99a6a d8b48a b88a6a c9a98a a87f6a")), rng)
    if evening:
        wall = mix(wall, ink("2a2148"), 0.5)
    _street(canvas, wall, evening)
    ground = canvas.height * 0.86
    awnings = inks(
        rng.choice(
            (
                "b5412f f2e3c4 1f6f73 f2e3c4 c98a2e f5ead0",
                "1f5f8a f2efe4 c8553d f2e3c4 3f7f5f f0e6cf",
                "8a2f4a f5dfc4 d9902f f7ecd4 2f5a7a efe6d4",
                "3f7f5f f5edd6 d9902f f5e6c4 a83f3f f2e6d4",
            )
        )
    )
    count = rng.choice((2, 3, 3))
    wide = 1600 / count
    for index in range(count):
        left = index * wide + rng.uniform(6, 18)
        _stall(canvas, (left, ground, wide - 26), (awnings[index * 2], awnings[index * 2 + 1]))
    _lanterns(canvas, evening)
    canvas.glow(rng.uniform(200, 1400), -60, 1100, ink("ffd9a0"), 0.2 if evening else 0.42)


def _street(canvas: Canvas, wall: Colour, evening: bool) -> None:
    rng = canvas.rng
    height = canvas.height
    canvas.image = canvas.gradient(
        [(0, lighter(wall, 0.1)), (height * 0.8, darker(wall, 0.2)), (height, darker(wall, 0.5))]
    )
    stain = cloudy(rng, canvas.size, 0.3, octaves=6, gain=0.6).point(ramp(100, 235, 110))
    canvas.lay(darker(wall, 0.4), stain, 0.5)
    glass = ink("ffc56e") if evening else darker(wall, 0.66)
    x = rng.uniform(-60, 40)
    while x < 1600:
        half = rng.uniform(62, 84)
        _window(canvas, (x + 110, rng.uniform(250, 275), half), (wall, glass))
        if evening:
            canvas.glow(x + 110, 170, 230, glass, 0.35)
        x += rng.uniform(250, 330)
    with canvas.shape(
        canvas.gradient([(height * 0.84, darker(wall, 0.35)), (height, darker(wall, 0.68))])
    ) as pen:
        pen.box(0, height * 0.84, 1600, height)
    with canvas.detail(height * 0.84) as pen:
        for row in range(5):
            y = height * 0.84 + 34 * row * (1 + row * 0.12)
            pen.line([(0, y), (1600, y)], clear(darker(wall, 0.8), 0.4), 2)
            for stone in range(14):
                start = stone * 124 + (row % 2) * 60
                pen.line(
                    [(start, y), (800 + (start - 800) * 1.07, y + 38 + 9 * row)],
                    clear(darker(wall, 0.8), 0.3),
                    2,
                )


def _window(
    canvas: Canvas, frame: tuple[float, float, float], tones: tuple[Colour, Colour]
) -> None:
    x, sill, half = frame
    wall, glass = tones
    top = 70.0
    with canvas.detail(0, sill + 30) as pen:
        for grow, tone in ((16, lighter(wall, 0.16)), (8, darker(wall, 0.45)), (0, glass)):
            arch = [
                (
                    x - (half + grow) * math.cos(t / 20 * math.pi),
                    top + half - (half + grow) * math.sin(t / 20 * math.pi) ** 0.85 * 1.12,
                )
                for t in range(21)
            ]
            pen.polygon([(x - half - grow, sill), *arch, (x + half + grow, sill)], tone)
        lattice = darker(wall, 0.72)
        step = half / 3
        for index in range(-3, 4):
            reach = math.sqrt(max(0.0, 1 - (index / 3.2) ** 2)) * half
            pen.line([(x + index * step, sill), (x + index * step, top + half - reach)], lattice, 5)
        y = sill
        while y > top + half * 0.35:
            pen.line([(x - half, y), (x + half, y)], lattice, 5)
            y -= step
        pen.box(x - half - 24, sill, x + half + 24, sill + 15, lighter(wall, 0.2))


def _stall(canvas: Canvas, box: tuple[float, float, float], cloth: tuple[Colour, Colour]) -> None:
    rng = canvas.rng
    left, ground, wide = box
    right, roof = left + wide, ground - rng.uniform(500, 540)
    table = ground - 170
    inside = canvas.gradient([(roof, ink("1c1018")), (table, ink("4a2a22"))])
    with canvas.shape(inside, 0.93) as pen:
        pen.box(left + 16, roof + 30, right - 16, ground)
    canvas.glow((left + right) / 2, table - 130, wide * 0.62, ink("ffb45a"), 0.6)
    _shelf(canvas, (left, right, table - 118))
    wood = ink("7a4a2a")
    with canvas.detail(roof - 10, ground + 50) as pen:
        for post in (left + 14, right - 26):
            pen.box(post, roof, post + 13, ground + 6, darker(wood, 0.3))
        _produce(pen, rng, (left + 30, right - 30, table), heaps=max(4, round(wide / 118)))
        pen.box(left + 4, table, right - 4, ground + 8, wood)
        pen.box(left, table - 4, right, table + 14, lighter(wood, 0.22))
        for plank in range(1, int(wide / 58)):
            pen.box(
                left + plank * 58, table + 14, left + plank * 58 + 3, ground + 8, darker(wood, 0.42)
            )
        _crates(pen, rng, (left, right, ground + 46))
        _awning(pen, (left - 14, right + 14, roof), cloth)
    with canvas.shape(ink("0d0810"), 0.4, 16, (roof + 90, roof + 240)) as pen:
        pen.box(left + 18, roof + 128, right - 18, roof + 170)


def _shelf(canvas: Canvas, frame: tuple[float, float, float]) -> None:
    rng = canvas.rng
    left, right, y = frame
    with canvas.detail(y - 90, y + 20) as pen:
        pen.box(left + 28, y, right - 28, y + 9, ink("6b4226"))
        x = left + 52
        while x < right - 64:
            tone = rng.choice(inks("c8553d d9a441 5f8a5a 2f7f86 e8d9b0 a8642f 8a5a7a"))
            half, tall = rng.uniform(13, 20), rng.uniform(34, 62)
            pen.box(x - half, y - tall, x + half, y, mix(tone, ink("4a2a1a"), 0.25), radius=7)
            pen.box(
                x - half + 4,
                y - tall + 5,
                x - half + 9,
                y - 6,
                clear(lighter(tone, 0.7), 0.4),
                radius=2,
            )
            pen.box(
                x - half * 0.7, y - tall - 8, x + half * 0.7, y - tall + 2, ink("d9b27a"), radius=2
            )
            x += half * 2 + rng.uniform(8, 22)


def _produce(pen: Pen, rng: Random, frame: tuple[float, float, float], heaps: int) -> None:
    left, right, table = frame
    pitch = (right - left) / heaps
    tones = inks("d9352f e8832a f2c22e 6fa33a 8a3f6a c2551f a8c24a b5261f e0a020 7a4a24")
    rng.shuffle(tones)
    for index in range(heaps):
        middle, half = left + (index + 0.5) * pitch, pitch * 0.46
        tone = tones[index % len(tones)]
        if rng.random() < 0.42:
            _cone(pen, (middle, table - 18, half), tone)
        else:
            _heap(pen, rng, (middle, table - 22, half), tone)
        basket = ink("a87440")
        pen.polygon(
            [
                (middle - half, table - 30),
                (middle + half, table - 30),
                (middle + half * 0.84, table),
                (middle - half * 0.84, table),
            ],
            basket,
        )
        for line in range(3):
            y = table - 25 + line * 9
            pen.line(
                [(middle - half * 0.95, y), (middle + half * 0.95, y)],
                clear(darker(basket, 0.5), 0.55),
                2.5,
            )


def _cone(pen: Pen, foot: tuple[float, float, float], tone: Colour) -> None:
    x, base, half = foot
    tall = half * 1.35
    pen.polygon(
        [
            (x - half * 0.94, base),
            (x - half * 0.3, base - tall * 0.72),
            (x, base - tall),
            (x + half * 0.3, base - tall * 0.72),
            (x + half * 0.94, base),
        ],
        tone,
    )
    pen.polygon(
        [
            (x, base - tall),
            (x + half * 0.3, base - tall * 0.72),
            (x + half * 0.94, base),
            (x + half * 0.12, base),
        ],
        clear(darker(tone, 0.5), 0.35),
    )
    pen.polygon(
        [
            (x, base - tall),
            (x - half * 0.3, base - tall * 0.72),
            (x - half * 0.6, base - tall * 0.36),
            (x - half * 0.2, base - tall * 0.3),
        ],
        clear(lighter(tone, 0.5), 0.35),
    )


def _heap(pen: Pen, rng: Random, foot: tuple[float, float, float], tone: Colour) -> None:
    x, base, half = foot
    size = half / 4.4
    for row in range(4):
        count = 5 - row
        for index in range(count):
            px = x + (index - (count - 1) / 2) * size * 1.85 + rng.uniform(-1.5, 1.5)
            py = base - 6 - row * size * 1.45
            own = jittered(tone, rng, 0.05)
            pen.oval(px, py, size, fill=darker(own, 0.3))
            pen.oval(px - size * 0.08, py - size * 0.1, size * 0.86, fill=own)
            pen.oval(
                px - size * 0.3, py - size * 0.36, size * 0.26, fill=clear(lighter(own, 0.75), 0.6)
            )


def _crates(pen: Pen, rng: Random, frame: tuple[float, float, float]) -> None:
    left, right, base = frame
    x = left + rng.uniform(10, 60)
    while x < right - 150:
        wide, tone = rng.uniform(105, 140), ink("b98a55")
        _heap(
            pen,
            rng,
            (x + wide / 2, base - 66, wide * 0.46),
            rng.choice(inks("e8832a d9352f 7fa83a f2c22e 8a3f6a")),
        )
        pen.box(x, base - 72, x + wide, base, darker(tone, 0.55))
        for slat in range(3):
            y = base - 72 + slat * 25
            pen.box(x, y, x + wide, y + 20, mix(tone, ink("5a3a20"), 0.14 * slat))
        for side in (x, x + wide - 11):
            pen.box(side, base - 76, side + 11, base, darker(tone, 0.22))
        x += wide + rng.uniform(30, 170)


def _awning(pen: Pen, frame: tuple[float, float, float], cloth: tuple[Colour, Colour]) -> None:
    left, right, roof = frame
    stripes = max(8, round((right - left) / 58) // 2 * 2)
    pitch, drop, inset = (right - left) / stripes, 108.0, 30.0
    for index in range(stripes):
        tone = cloth[index % 2]
        a, b = left + index * pitch, left + (index + 1) * pitch
        upper = [
            left + inset + (x - left) * (right - left - 2 * inset) / (right - left) for x in (a, b)
        ]
        pen.polygon([(upper[0], roof), (upper[1], roof), (b, roof + drop), (a, roof + drop)], tone)
        pen.polygon(
            [(upper[0], roof), (upper[1], roof), (upper[1], roof + 30), (upper[0], roof + 30)],
            clear(lighter(tone, 0.6), 0.22),
        )
        pen.box(a, roof + drop - 1, b, roof + drop + 16, darker(tone, 0.14))
        pen.oval((a + b) / 2, roof + drop + 15, pitch / 2, 15, fill=darker(tone, 0.14))
    pen.box(left, roof + drop - 3, right, roof + drop + 3, clear(darker(cloth[0], 0.6), 0.35))


def _lanterns(canvas: Canvas, evening: bool) -> None:
    rng = canvas.rng
    spots = []
    x = rng.uniform(90, 220)
    while x < 1540:
        spots.append((x, rng.uniform(90, 250), rng.uniform(30, 50)))
        x += rng.uniform(170, 300)
    for x, y, size in spots:
        canvas.glow(x, y + size, size * 5.5, ink("ffb650"), 0.75 if evening else 0.4)
    with canvas.detail(0, 420) as pen:
        for x, y, size in spots:
            _lantern(pen, (x, y, size), rng.choice(inks("ffcf6a ff9a5a ffe0a0 f06a4a 6fd0c0")))


_BODY = ((-0.5, 0.55), (0.5, 0.55), (0.66, 1.2), (0.36, 1.95), (-0.36, 1.95), (-0.66, 1.2))
_CAP = ((-0.62, 0.55), (-0.14, 0.0), (0.14, 0.0), (0.62, 0.55))
_BASE = ((-0.4, 1.95), (0.4, 1.95), (0.16, 2.2), (-0.16, 2.2))


def _lantern(pen: Pen, frame: tuple[float, float, float], tone: Colour) -> None:
    x, y, size = frame
    brass = ink("4a3018")

    def placed(points: Sequence[Point]) -> list[Point]:
        return [(x + px * size, y + py * size) for px, py in points]

    pen.line([(x, 0), (x, y)], brass, 3)
    pen.polygon(placed(_CAP), brass)
    pen.polygon(placed(_BODY), tone)
    pen.oval(x, y + size * 1.25, size * 0.3, size * 0.42, fill=clear((255, 255, 235), 0.75))
    for share in (-0.33, 0.0, 0.33):
        pen.line(placed([(share, 0.55), (share * 1.9, 1.2), (share, 1.95)]), brass, 2.6)
    pen.line(placed([*_BODY, _BODY[0]]), brass, 3.4)
    pen.line(placed([(-0.66, 1.2), (0.66, 1.2)]), brass, 3)
    pen.polygon(placed(_BASE), brass)
    pen.oval(x, y + size * 2.3, size * 0.09, fill=brass)
