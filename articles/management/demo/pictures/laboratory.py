"""The bench of a laboratory: glass, coloured liquids, a microscope."""

from __future__ import annotations

import math
from itertools import pairwise

from .canvas import Canvas, Pen, Point
from .colour import Colour, clear, darker, ink, inks, lighter, mix


def lab(canvas: Canvas) -> None:
    """Paint a laboratory bench: glass with coloured liquids, a rack, a microscope, soft lights."""
    rng = canvas.rng
    look = rng.choice(
        (
            "0c2a3a 1f5f73 7fd0d6",
            "1a1a3a 3f3f8a b0a3f0",
            "e6f0f2 b9d4da 5f9fb0",
            "10302c 2a7a66 9fe0b8",
            "f3ece6 e0c9bd b5705a",
            "2a1230 6a2f6b f09ac0",
        )
    )
    dark, mid, bright = inks(look)
    canvas.image = canvas.gradient([(0, dark), (canvas.height * 0.7, mid), (canvas.height, dark)])
    bench = canvas.height * 0.8
    for _ in range(18):
        place = (rng.uniform(0, 1600), rng.uniform(0, bench))
        canvas.glow(*place, rng.uniform(40, 190), mix(bright, mid, 0.3), rng.uniform(0.1, 0.3))
    canvas.glow(rng.uniform(400, 1200), bench * 0.5, 900, bright, 0.4)
    _molecules(canvas, bright if sum(dark) < 400 else darker(bright, 0.1))
    _bench(canvas, bench, (dark, mid, bright))
    liquids = inks(
        rng.choice(
            (
                "38c6d9 f2b84b e8587a 7a6be0",
                "5fd08a f09a4a 4aa3f0 e8e05a",
                "e8587a 9a5fe0 4ac6c6 f2c84b",
                "4a8af0 5fd0b0 f0785a c65fd0",
            )
        )
    )
    _instruments(canvas, bench + 62, liquids, dark)


def _molecules(canvas: Canvas, tone: Colour) -> None:
    rng = canvas.rng
    with canvas.shape(tone, 0.2) as pen:
        for _ in range(3):
            x, y, r = rng.uniform(100, 1500), rng.uniform(80, 480), rng.uniform(44, 76)
            spots = [(0, 0), (1, 0), (0.5, 1), (1.5, 1), (-0.5, 1)][: rng.randint(2, 5)]
            for column, row in spots:
                _hexagon(pen, (x + column * r * 1.732, y + row * r * 1.5), r)


def _hexagon(pen: Pen, centre: Point, r: float) -> None:
    ring = [
        (centre[0] + r * math.sin(i * math.pi / 3), centre[1] + r * math.cos(i * math.pi / 3))
        for i in range(7)
    ]
    pen.line(ring, width=4)
    for spot in ring[:6]:
        pen.oval(*spot, 9)


def _bench(canvas: Canvas, bench: float, tones: tuple[Colour, Colour, Colour]) -> None:
    dark, mid, bright = tones
    fill = canvas.gradient(
        [
            (bench, mix(bright, mid, 0.45)),
            (bench + 30, mix(mid, dark, 0.35)),
            (canvas.height, darker(dark, 0.35)),
        ]
    )
    with canvas.shape(fill) as pen:
        pen.box(0, bench, 1600, canvas.height)


def _instruments(canvas: Canvas, base: float, liquids: list[Colour], dark: Colour) -> None:
    rng = canvas.rng
    makers = ["flask", "bulb", "rack", "beaker", "microscope", "flask", "cylinder"]
    rng.shuffle(makers)
    chosen = (
        makers[:5]
        if "microscope" in makers[:5] or rng.random() < 0.4
        else [*makers[:4], "microscope"]
    )
    for index, maker in enumerate(chosen):
        x = 185 + index * 307 + rng.uniform(-16, 16)
        size = rng.uniform(400, 520)
        tone = liquids[index % len(liquids)]
        foot = base + rng.uniform(-26, 40)
        canvas.glow(x, foot, 210, tone, 0.35)
        with canvas.shape(darker(dark, 0.6), 0.45, 9, (foot - 40, foot + 40)) as pen:
            pen.oval(x, foot, 120, 13)
        if maker == "microscope":
            _microscope(canvas, (x, foot), size * 1.15, dark)
        elif maker == "rack":
            _rack(canvas, (x, foot), size * 0.75, liquids)
        else:
            _glass(canvas, _profile(maker, size), (x, foot), (tone, rng.uniform(0.32, 0.62)))


def _profile(maker: str, size: float) -> list[Point]:
    """Return half the outline of a vessel, foot to lip: half width and height in units."""
    shapes = {
        "flask": [
            (0.29, 0.0),
            (0.32, 0.03),
            (0.31, 0.07),
            (0.085, 0.62),
            (0.075, 0.68),
            (0.075, 0.95),
            (0.1, 0.97),
            (0.1, 1.0),
        ],
        "beaker": [(0.25, 0.0), (0.28, 0.03), (0.28, 0.68), (0.31, 0.72)],
        "cylinder": [(0.17, 0.0), (0.17, 0.025), (0.09, 0.05), (0.09, 1.08), (0.12, 1.12)],
    }
    if maker == "bulb":
        arc = [
            (0.3 * math.sin(t), 0.3 - 0.3 * math.cos(t))
            for t in (0.35 + i * 0.13 for i in range(19))
        ]
        shape = [*arc, (0.08, 0.62), (0.08, 0.96), (0.105, 0.98), (0.105, 1.0)]
    else:
        shape = shapes[maker]
    return [(x * size, y * size) for x, y in shape]


def _level(profile: list[Point], high: float) -> list[Point]:
    filled: list[Point] = []
    for before, after in pairwise(profile):
        filled.append(before)
        if before[1] <= high < after[1]:
            share = (high - before[1]) / (after[1] - before[1])
            filled.append((before[0] + (after[0] - before[0]) * share, high))
            return filled
    return filled


def _both(profile: list[Point], foot: Point, inset: float = 0) -> list[Point]:
    x, base = foot
    right = [(x + max(1.0, px - inset), base - py) for px, py in profile]
    return right + [(2 * x - px, py) for px, py in reversed(right)]


def _glass(
    canvas: Canvas, profile: list[Point], foot: Point, content: tuple[Colour, float]
) -> None:
    rng = canvas.rng
    tone, share = content
    x, base = foot
    top = base - profile[-1][1]
    filled = _level(profile, profile[-1][1] * share)
    high = base - filled[-1][1]
    fill = canvas.gradient([(high, lighter(tone, 0.3)), (base, darker(tone, 0.22))])
    with canvas.shape(fill, 0.9, 0.0, (high - 4, base + 4)) as pen:
        pen.polygon(_both(filled, foot, 6))
    with canvas.detail(top - 8, base + 8) as pen:
        pen.oval(
            x,
            high,
            filled[-1][0] - 6,
            max(3.0, filled[-1][0] * 0.1),
            fill=clear(lighter(tone, 0.6), 0.75),
        )
        for _ in range(9):
            spot = (
                x + rng.uniform(-0.5, 0.5) * filled[-1][0] * 1.2,
                rng.uniform(high + 14, base - 14),
            )
            pen.oval(*spot, rng.uniform(2.5, 7), fill=clear(lighter(tone, 0.7), 0.4))
        pen.polygon(_both(profile, foot), (255, 255, 255, 34))
        rim = _both(profile, foot)
        pen.line([*rim, rim[0]], (255, 255, 255, 150), 3)
        left = [
            (2 * x - px, base - py) for px, py in [(x + px * 0.76, py) for px, py in profile[1:-1]]
        ]
        pen.line(left, (255, 255, 255, 105), 7)
        pen.oval(x, top, profile[-1][0], 5, fill=(255, 255, 255, 110))


def _rack(canvas: Canvas, foot: Point, size: float, liquids: list[Colour]) -> None:
    x, base = foot
    wood = ink("b98a5a")
    tubes = [(0.0, 0.02), (0.05, 0.0), (0.066, 0.06), (0.066, 0.86), (0.08, 0.88)]
    with canvas.detail(base - size, base + 6) as pen:
        pen.box(
            x - size * 0.46, base - size * 0.12, x + size * 0.46, base, darker(wood, 0.25), radius=4
        )
    for index in range(4):
        place = (x + (index - 1.5) * size * 0.22, base - size * 0.1)
        profile = [(px * size, py * size) for px, py in tubes]
        _glass(canvas, profile, place, (liquids[index], canvas.rng.uniform(0.3, 0.75)))
    with canvas.detail(base - size, base + 6) as pen:
        pen.box(
            x - size * 0.46, base - size * 0.56, x + size * 0.46, base - size * 0.46, wood, radius=4
        )
        pen.box(
            x - size * 0.46,
            base - size * 0.56,
            x + size * 0.46,
            base - size * 0.53,
            lighter(wood, 0.25),
            radius=3,
        )
        for side in (-0.44, 0.4):
            pen.box(
                x + side * size,
                base - size * 0.56,
                x + (side + 0.04) * size,
                base,
                darker(wood, 0.12),
            )


_ARM: list[Point] = [
    *((0.2, 0.08), (0.26, 0.3), (0.25, 0.5), (0.18, 0.66), (0.06, 0.74)),
    *((0.0, 0.64), (0.1, 0.58), (0.15, 0.46), (0.15, 0.3), (0.1, 0.08)),
]

# The parts from back to front: "b" is the dark body, a digit the tenths of shade on metal.
_MICROSCOPE: tuple[tuple[str, list[Point]], ...] = (
    ("b", [(-0.3, 0), (-0.3, 0.05), (-0.24, 0.09), (0.22, 0.09), (0.28, 0.05), (0.28, 0)]),
    ("0", _ARM),
    ("2", [*_ARM[:4], (0.21, 0.5), (0.22, 0.3), (0.16, 0.08)]),
    ("b", [(-0.24, 0.3), (-0.24, 0.335), (0.16, 0.335), (0.16, 0.3)]),
    ("3", [(-0.12, 0.19), (-0.12, 0.3), (-0.02, 0.3), (-0.02, 0.19)]),
    ("2", [(-0.105, 0.52), (-0.09, 0.37), (-0.05, 0.37), (-0.035, 0.52)]),
    ("1", [(-0.02, 0.52), (-0.005, 0.44), (0.035, 0.44), (0.05, 0.52)]),
    ("b", [(-0.13, 0.5), (-0.13, 0.56), (0.07, 0.58), (0.07, 0.52)]),
    ("0", [(-0.1, 0.56), (-0.22, 0.88), (-0.1, 0.93), (0.04, 0.6)]),
    ("2", [(-0.07, 0.57), (-0.13, 0.915), (-0.1, 0.93), (0.04, 0.6)]),
    ("b", [(-0.235, 0.87), (-0.27, 0.97), (-0.14, 1.02), (-0.09, 0.93)]),
)


def _microscope(canvas: Canvas, foot: Point, size: float, dark: Colour) -> None:
    x, base = foot
    metal = ink("e9eef0")
    body = mix(darker(dark, 0.45) if sum(dark) < 400 else ink("2b3a4a"), ink("23303c"), 0.5)
    with canvas.detail(base - size * 1.1, base + 8) as pen:
        for code, part in _MICROSCOPE:
            tone = body if code == "b" else darker(metal, int(code) / 10)
            pen.polygon([(x + px * size, base - py * size) for px, py in part], tone)
        knob = (x + 0.2 * size, base - 0.27 * size)
        pen.oval(*knob, size * 0.055, fill=body)
        pen.oval(*knob, size * 0.03, fill=darker(metal, 0.25))
    canvas.glow(x - 0.07 * size, base - 0.335 * size, 80, ink("fff0c0"), 0.6)
