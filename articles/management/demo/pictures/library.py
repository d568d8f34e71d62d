"""Shelves and piles of books in warm light."""

from __future__ import annotations

import math
from random import Random

from .canvas import Canvas, Pen, Point
from .colour import Colour, clear, darker, ink, inks, jittered, lighter, mix
from .noise import cloudy, ramp

BINDINGS = (
    "7a2e2a a8442f c98a3a e0c48a 2f4a5c 1f3345 5a6b4a 3b2a2a d9cdb4",
    "1f4e5f 3f7f8a 8fb8b0 e8dcc0 d98e4a b5532f 2b3a4a 6b7f5a f0e6d0",
    "3a2a4a 6b4a7a a86b8a d9a48a f0d9b8 2f3f5c 8a3a4a 4a5a7a e6cfc0",
    "2e4a3a 5c7a5a a3a86b e3d6a8 8a5a3a 4a3326 c9a04a 203a3a ede3c8",
)


def books(canvas: Canvas) -> None:
    """Paint a library: shelves in warm light, or a pile of books on a table before them."""
    rng = canvas.rng
    bindings = inks(rng.choice(BINDINGS))
    wood = jittered(rng.choice(inks("6b4226 8a5a34 4a2f22 a3754a")), rng)
    is_pile = rng.random() < 0.5
    canvas.image.paste(darker(wood, 0.72), (0, 0, *canvas.size))
    rows = rng.choice((2, 3)) if not is_pile else 3
    _shelves(canvas, bindings, wood, rows)
    lamp = (rng.uniform(250, 1350), rng.uniform(-100, 200))
    if is_pile:
        canvas.image = canvas.blurred(canvas.image, 11)
        canvas.lay(darker(wood, 0.7), canvas.fade([(0, 110), (canvas.height, 190)]), 0.8)
        for _ in range(9):
            spot = (rng.uniform(0, 1600), rng.uniform(0, canvas.height * 0.6))
            canvas.glow(*spot, rng.uniform(50, 130), ink("ffbf70"), 0.28)
        _table(canvas, wood)
        _pile(canvas, bindings, wood)
    canvas.glow(*lamp, 1250, ink("ffcf8a"), 0.5)
    side = canvas.fade([(0, 150), (lamp[0], 0), (1600, 150)], sideways=True)
    canvas.lay(ink("120a0c"), side, 0.6)


def _shelves(canvas: Canvas, bindings: list[Colour], wood: Colour, rows: int) -> None:
    rng = canvas.rng
    pitch = canvas.height / rows
    for row in range(rows):
        floor = (row + 1) * pitch - 26
        top = row * pitch
        back = canvas.gradient([(top, darker(wood, 0.82)), (floor, darker(wood, 0.6))])
        with canvas.shape(back) as pen:
            pen.box(0, top, 1600, floor)
        with canvas.detail(top, floor + 2) as pen:
            _spines(pen, rng, (top, floor, pitch), bindings)
        shade = canvas.fade([(top, 230), (top + pitch * 0.34, 0)])
        shade.paste(0, (0, 0, canvas.size[0], round(top * canvas.unit)))
        canvas.lay(ink("0a0607"), shade, 0.6)
        board = canvas.gradient(
            [(floor, lighter(wood, 0.22)), (floor + 7, wood), (floor + 26, darker(wood, 0.4))]
        )
        with canvas.shape(board) as pen:
            pen.box(0, floor, 1600, floor + 26)


def _spines(
    pen: Pen, rng: Random, frame: tuple[float, float, float], bindings: list[Colour]
) -> None:
    top, floor, pitch = frame
    x, run, tone, tall = rng.uniform(-30, 0), 0, bindings[0], 0.8
    while x < 1610:
        if run == 0:
            run = rng.choice((1, 1, 1, 2, 3, 5))
            tone, tall = rng.choice(bindings), rng.uniform(0.62, 0.86)
            wide = pitch * rng.uniform(0.07, 0.15)
            style = rng.randrange(5)
        run -= 1
        height = (floor - top) * tall * rng.uniform(0.985, 1.0)
        lean = height * 0.16 if rng.random() < 0.035 else 0.0
        _spine(pen, (x, floor, wide, height), (jittered(tone, rng, 0.02), style), lean)
        x += wide + 1.5 + lean * 1.05
        if rng.random() < 0.025:
            x += wide * rng.uniform(0.5, 1.4)


def _spine(
    pen: Pen, box: tuple[float, float, float, float], look: tuple[Colour, int], lean: float
) -> None:
    left, floor, wide, height = box
    tone, style = look
    gold = mix(ink("e8c878"), tone, 0.12) if sum(tone) < 480 else darker(tone, 0.5)

    def part(
        a: float, b: float, low: float, high: float, paint: Colour | tuple[int, int, int, int]
    ) -> None:
        pen.polygon(
            [
                (left + wide * a + lean * low, floor - height * low),
                (left + wide * a + lean * high, floor - height * high),
                (left + wide * b + lean * high, floor - height * high),
                (left + wide * b + lean * low, floor - height * low),
            ],
            paint,
        )

    part(0, 1, 0, 1, tone)
    for a, b, paint in (
        (0, 0.12, clear(darker(tone, 0.75), 0.4)),
        (0.12, 0.24, clear(darker(tone, 0.7), 0.16)),
        (0.3, 0.46, clear(lighter(tone, 0.6), 0.2)),
        (0.78, 0.9, clear(darker(tone, 0.7), 0.2)),
        (0.9, 1, clear(darker(tone, 0.75), 0.48)),
    ):
        part(a, b, 0, 1, paint)
    bands = ((0.1, 0.9), (0.08, 0.13, 0.86, 0.91), (0.2, 0.5, 0.8), (0.12, 0.88), ())[style]
    for band in bands:
        part(0, 1, band, band + 0.012, gold)
    if style in (0, 2):
        part(0.14, 0.86, 0.6, 0.76, darker(tone, 0.38))
        part(0.28, 0.72, 0.665, 0.69, gold)
    if style in (1, 3):
        for line in (0.44, 0.48, 0.52):
            part(0.36, 0.64, line, line + 0.014, gold)


def _table(canvas: Canvas, wood: Colour) -> None:
    edge = canvas.height * 0.8
    top = lighter(wood, 0.1)
    fill = canvas.gradient(
        [(edge, lighter(top, 0.2)), (edge + 10, top), (canvas.height, darker(top, 0.5))]
    )
    with canvas.shape(fill) as pen:
        pen.box(0, edge, 1600, canvas.height)
    veins = cloudy(canvas.rng, canvas.size, 0.5, stretch=22, octaves=4, gain=0.7).point(
        ramp(120, 230, 120)
    )
    veins.paste(0, (0, 0, canvas.size[0], round(edge * canvas.unit)))
    canvas.lay(darker(wood, 0.7), veins, 0.5)


def _pile(canvas: Canvas, bindings: list[Colour], wood: Colour) -> None:
    rng = canvas.rng
    base = canvas.height * 0.89
    middle = rng.choice((520.0, 800.0, 1080.0))
    count = rng.randint(4, 7)
    with canvas.shape(darker(wood, 0.85), 0.7, 22) as pen:
        pen.oval(middle + 10, base + 2, 410, 30)
    y, tone = base, bindings[0]
    with canvas.detail() as pen:
        for index in range(count):
            thick, half = rng.uniform(50, 86), rng.uniform(285, 350) - index * 9
            x = middle + rng.uniform(-34, 34)
            tone = rng.choice([binding for binding in bindings if binding != tone])
            _lying(pen, rng, (x, y, half, thick), tone)
            y -= thick
        _open_book(
            pen, (middle + rng.uniform(-30, 30), y), rng.uniform(225, 265), rng.choice(bindings)
        )


def _lying(pen: Pen, rng: Random, box: tuple[float, float, float, float], tone: Colour) -> None:
    x, base, half, thick = box
    page, top = ink("efe4cc"), base - thick
    turn = rng.choice((-1, 1))
    ends = sorted((x - turn * half, x + turn * half))
    pen.box(ends[0] + 16, top + 9, ends[1] - 16 + 10, base - 9, page)
    for line in range(5):
        y = top + 13 + line * (thick - 26) / 4
        pen.line([(ends[0] + 14, y), (ends[1] - 8, y)], clear(darker(page, 0.5), 0.3), 1.4)
    pen.box(ends[0], top, ends[1], top + 10, lighter(tone, 0.1), radius=3)
    pen.box(ends[0], base - 10, ends[1], base - 1, darker(tone, 0.25), radius=3)
    back = (
        (ends[0] - 7, ends[0] + half * 1.62) if turn > 0 else (ends[1] - half * 1.62, ends[1] + 7)
    )
    _cover(pen, (back[0], top, back[1], base), tone)


def _cover(pen: Pen, box: tuple[float, float, float, float], tone: Colour) -> None:
    left, top, right, base = box
    thick = base - top
    pen.box(left, top, right, base - 1, tone, radius=11)
    light, shade = clear(lighter(tone, 0.6), 0.24), clear(darker(tone, 0.8), 0.32)
    pen.box(left + 3, top + 5, right - 3, top + thick * 0.32, light, radius=8)
    pen.box(left + 3, base - thick * 0.3, right - 3, base - 3, shade, radius=8)
    gold = mix(ink("e8c878"), tone, 0.15) if sum(tone) < 480 else darker(tone, 0.45)
    for share in (0.07, 0.1, 0.9, 0.93):
        place = left + (right - left) * share
        pen.box(place, top + 2, place + 5, base - 3, gold)
    inset = (right - left) * 0.32
    pen.box(left + inset, top + thick * 0.42, right - inset, top + thick * 0.56, gold, radius=2)


def _open_book(pen: Pen, foot: Point, half: float, tone: Colour) -> None:
    x, base = foot
    page = ink("f7eedb")
    pen.polygon(
        [
            (x - half * 1.05, base),
            (x - half * 1.0, base - 13),
            (x + half * 1.0, base - 13),
            (x + half * 1.05, base),
        ],
        tone,
    )
    for side in (-1, 1):
        for leaf in range(7):
            rise = 64 - leaf * 7
            curve = []
            for step in range(17):
                t = step / 16
                curve.append(
                    (
                        x + side * half * (0.97 - leaf * 0.006) * t,
                        base
                        - 14
                        - rise
                        * math.sin(math.pi * min(1, t * 0.94 + 0.06)) ** 0.8
                        * (1 - 0.34 * t),
                    )
                )
            sheet = mix(page, darker(page, 0.4), leaf % 2 * 0.3 + (0.18 if side > 0 else 0))
            pen.polygon([(x, base - 12), *curve, (x + side * half * 0.97, base - 12)], sheet)
    pen.line([(x, base - 12), (x, base - 40)], clear(darker(tone, 0.6), 0.5), 3)
