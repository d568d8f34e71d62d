"""Cities: a skyline by day, and the lights of a city by night."""

from __future__ import annotations

import math
from random import Random

from .buildings import Box, house, minaret, mosque, palm, tower
from .canvas import Canvas, Pen
from .colour import Colour, clear, darker, inks, lighter, mix
from .sky import Hour, birds, haze_band, hour, paint_sky, paint_sun
from .water import felucca, glitter, reflect, ripples

WINDOWS = inks("ffd98a ffc766 ffe9b8 ffb45c fff3d6 cfe4ff")


def _towers(
    pen: Pen, rng: Random, base: float, reach: tuple[float, float], gap: float
) -> list[Box]:
    boxes, x = [], rng.uniform(-60, 20)
    centre = rng.uniform(350, 1250)
    while x < 1640:
        wide = rng.uniform(34, 78)
        crowd = math.exp(-(((x - centre) / 420) ** 2))
        height = (reach[0] + (reach[1] - reach[0]) * crowd) * rng.uniform(0.6, 1.1)
        boxes.append(tower(pen, rng, x + wide / 2, base, wide, height, 255))
        x += wide + rng.uniform(-8, gap)
    return boxes


def _houses(
    pen: Pen, rng: Random, base: float, reach: tuple[float, float], wide: float
) -> list[Box]:
    boxes, x = [], -30.0
    while x < 1640:
        width = wide * rng.uniform(0.6, 1.5)
        boxes.append(house(pen, rng, x, base, width, rng.uniform(*reach), 255))
        x += width
    return boxes


def _relief(canvas: Canvas, light: Hour, boxes: list[Box], side: int, depth: float) -> None:
    """Give each block a lit and a shadowed flank, a step darker or lighter than its row."""
    rng = canvas.rng
    lit, dark = mix(light.lit, light.haze, depth), light.at(depth * 0.7)
    with canvas.detail(*_span(boxes)) as pen:
        for left, top, right, base in boxes:
            edge = left + (right - left) * (0.68 if side > 0 else 0.32)
            near, far = ((edge, right), (left, edge)) if side > 0 else ((left, edge), (edge, right))
            pen.box(near[0], top, near[1], base, clear(lit, rng.uniform(0.1, 0.34) * (1 - depth)))
            pen.box(far[0], top, far[1], base, clear(dark, rng.uniform(0, 0.25) * (1 - depth)))


def _span(boxes: list[Box]) -> tuple[float, float]:
    return min(box[1] for box in boxes) - 2, max(box[3] for box in boxes) + 2


def _windows(canvas: Canvas, boxes: list[Box], share: float, cell: float, strength: float) -> None:
    rng = canvas.rng
    with canvas.detail(*_span(boxes)) as pen:
        for left, top, right, base in boxes:
            tone = rng.choice(WINDOWS)
            columns = max(1, int((right - left - 6) / cell))
            rows = min(46, max(1, int((base - top - 8) / (cell * 1.25))))
            pitch = (right - left - 6) / columns
            own = share * rng.uniform(0.4, 1.4)
            for index in range(columns * rows):
                if rng.random() > own:
                    continue
                x = left + 3 + index % columns * pitch
                y = top + 8 + index // columns * cell * 1.25
                colour = clear(mix(tone, rng.choice(WINDOWS), 0.3), strength * rng.uniform(0.4, 1))
                pen.box(x + pitch * 0.2, y, x + pitch * 0.78, y + cell * 0.62, colour)


def _slats(canvas: Canvas, light: Hour, boxes: list[Box], depth: float) -> None:
    rng = canvas.rng
    paint = clear(light.at(depth * 0.5), 0.28 * (1 - depth))
    with canvas.detail(*_span(boxes)) as pen:
        for left, top, right, base in boxes:
            pitch = rng.uniform(10, 15)
            for row in range(min(40, int((base - top) / pitch))):
                y = top + 8 + row * pitch
                for column in range(max(1, int((right - left) / 12))):
                    x = left + 4 + column * 12
                    if x + 6 < right:
                        pen.box(x, y, x + 6, y + pitch * 0.5, paint)


def skyline(canvas: Canvas) -> None:
    """Paint a city of towers, domes and minarets, over a river, a park or near roofs."""
    rng = canvas.rng
    light = hour(rng, "dawn morning golden dusk dust noon golden dawn")
    ground = canvas.height * rng.uniform(0.74, 0.84)
    front = rng.choice(("river", "roofs", "park", "river"))
    side = rng.choice((-1, 1))
    sun_x = 800 + side * rng.uniform(180, 560)
    paint_sky(canvas, light, ground, clouds=rng.uniform(0.3, 0.8))
    paint_sun(canvas, light, sun_x, ground - rng.uniform(190, 430), rng.uniform(34, 56))
    _far_rows(canvas, light, ground, side)
    _old_town(canvas, light, ground, side)
    birds(canvas, light, rng.uniform(300, 1300), rng.uniform(150, 330), rng.randint(6, 14))
    if front == "river":
        _riverside(canvas, light, ground, sun_x)
    elif front == "roofs":
        _near_roofs(canvas, light, side)
    else:
        _park(canvas, light, ground)


def _far_rows(canvas: Canvas, light: Hour, ground: float, side: int) -> None:
    rng = canvas.rng
    for depth, reach in ((0.84, (130, 400)), (0.66, (90, 330))):
        fill = canvas.gradient([(ground - 420, light.at(depth)), (ground, light.at(depth + 0.14))])
        with canvas.shape(fill) as pen:
            boxes = _towers(pen, rng, ground, reach, 26)
        _relief(canvas, light, boxes, side, depth)
        haze_band(canvas, light, ground, 210, 0.5)
    if light.name in ("dusk", "dawn"):
        _windows(canvas, boxes, 0.16, 9, 0.55)


def _old_town(canvas: Canvas, light: Hour, ground: float, side: int) -> None:
    rng = canvas.rng
    for depth, high, wide in ((0.48, 120, 62), (0.27, 84, 74)):
        fill = canvas.gradient([(ground - 330, light.at(depth)), (ground, light.at(depth + 0.16))])
        with canvas.shape(fill) as pen:
            boxes = _houses(pen, rng, ground, (high * 0.4, high), wide)
            for _ in range(rng.randint(1, 2)):
                mosque(pen, rng, rng.uniform(120, 1480), ground - 30, rng.uniform(190, 300), 255)
            for _ in range(rng.randint(1, 3)):
                place, tall = rng.uniform(40, 1560), rng.uniform(150, 260)
                minaret(pen, place, ground, tall, 255, rng.randrange(3))
        _relief(canvas, light, boxes, side, depth)
        _slats(canvas, light, boxes, depth)
        if light.name == "dusk":
            _windows(canvas, boxes, 0.3, 11, 0.8)
        haze_band(canvas, light, ground, 70, 0.34)


def _riverside(canvas: Canvas, light: Hour, ground: float, sun_x: float) -> None:
    rng = canvas.rng
    with canvas.shape(light.at(0.12)) as pen:
        pen.box(0, ground - 6, 1600, ground + 1)
        for _ in range(rng.randint(9, 20)):
            palm(pen, rng, rng.uniform(0, 1600), ground, rng.uniform(38, 72))
    reflect(canvas, light, ground)
    ripples(canvas, light, ground, 0.4)
    glitter(canvas, light, sun_x, ground, 0.45)
    sail = mix(light.lit, light.sky[-1], 0.35)
    with canvas.detail() as pen:
        for _ in range(rng.randint(1, 3)):
            near = rng.uniform(0.15, 0.6)
            y = ground + near * (canvas.height - ground)
            size = 50 + 130 * near
            felucca(
                pen, rng.uniform(150, 1450), y, size, (light.at(0.05), sail), rng.choice((-1, 1))
            )


def _near_roofs(canvas: Canvas, light: Hour, side: int) -> None:
    rng = canvas.rng
    with canvas.shape(light.at(0.4)) as pen:
        pen.box(0, canvas.height * 0.73, 1600, canvas.height)
    for depth, lift in ((0.34, -110.0), (0.2, -40.0), (0.08, 30.0), (0.0, 110.0)):
        base = canvas.height + lift
        fill = canvas.gradient([(base - 330, light.at(depth + 0.05)), (base, light.at(depth))])
        with canvas.shape(fill) as pen:
            boxes = _houses(pen, rng, base, (120, 215), 78 + 60 * (0.4 - depth) * 3)
        _relief(canvas, light, boxes, side, depth + 0.1)
        _slats(canvas, light, boxes, depth + 0.2)
        if light.name in ("dusk", "dawn"):
            _windows(canvas, boxes, 0.14, 22, 0.7)


def _park(canvas: Canvas, light: Hour, ground: float) -> None:
    rng = canvas.rng
    height = canvas.height
    leaf = mix(light.dark, (52, 92, 58), 0.45)
    for index, (depth, size) in enumerate(((0.3, 60), (0.17, 90), (0.02, 150))):
        base = ground + (height - ground) * (0.12 + 0.42 * index)
        with canvas.shape(mix(light.at(depth), leaf, 0.55)) as pen:
            for _ in range(46):
                x, r = rng.uniform(-20, 1620), rng.uniform(0.3, 0.6) * size
                pen.oval(x, base, r, r * 0.8)
            pen.box(0, base, 1600, height)
            for _ in range(7 - index):
                palm(pen, rng, rng.uniform(0, 1600), base + 20, size * rng.uniform(1.3, 1.9))


def city_night(canvas: Canvas) -> None:
    """Paint a city at night: lit towers, a wet mirror or a road of light trails."""
    rng = canvas.rng
    light = hour(rng, "night night dusk")
    ground = canvas.height * rng.uniform(0.62, 0.74)
    paint_sky(canvas, light, ground, clouds=0.3)
    paint_sun(canvas, light, rng.uniform(200, 1400), rng.uniform(130, 240), 40)
    glow = rng.choice(inks("ff9d4d ff7d6b 6fb7ff c58bff"))
    canvas.glow(rng.uniform(400, 1200), ground, 900, glow, 0.42)
    for depth, reach, share in ((0.62, (150, 430), 0.28), (0.36, (120, 380), 0.4)):
        tone = mix(light.at(depth), light.dark, 0.4)
        with canvas.shape(
            canvas.gradient([(ground - 430, tone), (ground, mix(tone, glow, 0.2))])
        ) as pen:
            boxes = _towers(pen, rng, ground, reach, 30)
        _windows(canvas, boxes, share, 9 if depth > 0.5 else 11, 1 - depth * 0.7)
    with canvas.shape(darker(light.dark, 0.1)) as pen:
        boxes = _houses(pen, rng, ground, (24, 82), 66)
        place = rng.uniform(250, 1350)
        mosque(pen, rng, place, ground - 20, rng.uniform(180, 270))
    canvas.glow(place, ground - 30, 240, glow, 0.5)
    _windows(canvas, boxes, 0.4, 12, 0.9)
    _lamps(canvas, ground)
    if rng.random() < 0.5:
        reflect(canvas, light, ground)
        ripples(canvas, light, ground, 0.3)
    else:
        _road(canvas, light, ground)


def _lamps(canvas: Canvas, ground: float) -> None:
    rng = canvas.rng
    x = rng.uniform(0, 60)
    while x < 1600:
        canvas.glow(x, ground - 12, 46, rng.choice(WINDOWS), 0.85)
        x += rng.uniform(48, 90)


def _road(canvas: Canvas, light: Hour, ground: float) -> None:
    rng = canvas.rng
    height, deep = canvas.height, darker(light.dark, 0.25)
    with canvas.shape(
        canvas.gradient([(ground, mix(deep, light.haze, 0.3)), (height, deep)])
    ) as pen:
        pen.box(0, ground, 1600, height)
    vanish = rng.uniform(500, 1100)
    canvas.glow(vanish, ground, 760, lighter(light.haze, 0.1), 0.55)
    with canvas.shape(light.haze, 0.5) as pen:
        for side in (-1.08, 1.08, 0.07, -0.07):
            _trail(pen, (vanish, ground, height - ground), side, 3)
    for tones, side in ((inks("ff4d3d ff7a4a d92b3a"), 1), (inks("fff1cf ffd98f ffe9c0"), -1)):
        trails = [(rng.uniform(0.12, 1.0), rng.choice(tones)) for _ in range(34)]
        _trails(canvas, ground, (vanish, side), trails)


def _trails(
    canvas: Canvas, ground: float, way: tuple[float, int], trails: list[tuple[float, Colour]]
) -> None:
    vanish, side = way
    span = canvas.height - ground
    for blur, width, opacity in ((9.0, 7.0, 0.5), (0.0, 2.4, 0.9)):
        for tone in {tone for _, tone in trails}:
            with canvas.shape(lighter(tone, 0.25 if not blur else 0), opacity, blur) as pen:
                for spread, own in trails:
                    if own == tone:
                        _trail(pen, (vanish, ground, span), side * spread, width)


def _trail(pen: Pen, frame: tuple[float, float, float], spread: float, width: float) -> None:
    vanish, ground, span = frame
    points = []
    for step in range(15):
        t = (step / 14) ** 2
        points.append(
            (vanish + spread * (14 + 1050 * t) + 60 * math.sin(t * 3) * t, ground + span * t)
        )
    for start, end, t in zip(points, points[1:], range(14), strict=False):
        pen.line([start, end], fill=255, width=width * (0.25 + t / 9))
