"""Maps of coasts that do not exist: relief, shelf seas, graticule, borders, a route."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image, ImageChops, ImageFilter

from .canvas import Canvas, Pen, Point
from .colour import Colour, clear, darker, ink, inks, lighter, mix
from .noise import cloudy, ramp


@dataclass(frozen=True)
class Atlas:
    """The colours of a map: deep and shallow sea, low and high land, lines, accent."""

    deep: Colour
    shallow: Colour
    low: Colour
    high: Colour
    line: Colour
    accent: Colour


ATLASES = tuple(
    Atlas(*inks(codes))
    for codes in (
        "9fc4cf d3e6e6 efe6cf d9bf92 6a5a48 c0392b",
        "12263f 2a4a6b 3f6079 7f9aa5 d5e2ea f2b24b",
        "d9cdb0 e9e0c8 f7f0dc cdae7b 5e4630 a33b2a",
        "2d6f86 7ab8bf dfe3b8 a98f5c 33454a d9532c",
        "22252e 3a3f4d 4d5463 8a8f9c dfe3ec ff7a59",
        "bcd2dc e2edf0 fbfaf5 c9cfc0 5c6b73 1f6f8b",
    )
)


def world_map(canvas: Canvas) -> None:
    """Paint an invented coast with its relief, borders, graticule, cities and a route."""
    rng = canvas.rng
    look = rng.choice(ATLASES)
    field = _tilted(canvas, cloudy(rng, canvas.size, rng.uniform(0.36, 0.6), octaves=7, gain=0.52))
    level = _share_level(field, rng.uniform(0.42, 0.6))
    land = field.point(ramp(level - 1.6, level + 1.6))
    _sea(canvas, look, field, level)
    _land(canvas, look, (field, land), level)
    _regions(canvas, look, land)
    _graticule(canvas, look)
    towns = _towns(canvas, land)
    _route(canvas, look, towns)
    if rng.random() < 0.6:
        _rose(canvas, look, _emptiest(canvas, land))
    _neatline(canvas, look)


def _share_level(field: Image.Image, share: float) -> int:
    """Return the level above which the wanted share of the field lies."""
    counts = field.reduce(4).histogram()
    wanted, seen = share * sum(counts), 0
    for level in range(255, 0, -1):
        seen += counts[level]
        if seen >= wanted:
            return level
    return 128


def _tilted(canvas: Canvas, field: Image.Image) -> Image.Image:
    """Weigh the noise so that the land lies to one side and the sea to the other."""
    rng = canvas.rng
    sideways = rng.random() < 0.65
    span = canvas.width if sideways else canvas.height
    ends = [70, 185] if rng.random() < 0.5 else [185, 70]
    slope = canvas.fade([(0, ends[0]), (span, ends[1])], sideways=sideways)
    return Image.blend(field, slope, 0.36)


def _sea(canvas: Canvas, look: Atlas, field: Image.Image, level: float) -> None:
    canvas.image = canvas.gradient(
        [(0, lighter(look.deep, 0.05)), (canvas.height, darker(look.deep, 0.06))]
    )
    for drop in (34, 22, 12, 5):
        canvas.lay(look.shallow, field.point(ramp(level - drop - 1.2, level - drop + 1.2)), 0.27)


def _land(
    canvas: Canvas, look: Atlas, relief: tuple[Image.Image, Image.Image], level: float
) -> None:
    field, land = relief
    canvas.lay(darker(look.deep, 0.5), ImageChops.offset(canvas.blurred(land, 9), 0, 5), 0.4)
    ground = Image.new("RGB", canvas.size, look.low)
    ground.paste(look.high, (0, 0, *canvas.size), field.point(ramp(level + 6, level + 62)))
    rough = cloudy(canvas.rng, canvas.size, 0.12, octaves=5, gain=0.6)
    hills = ImageChops.multiply(rough, field.point(ramp(level + 4, level + 50)))
    step = max(1, round(2.4 * canvas.unit))
    slope = ImageChops.subtract(hills, ImageChops.offset(hills, step, step), 0.22, 128)
    ground.paste(lighter(look.low, 0.7), (0, 0, *canvas.size), slope.point(ramp(134, 205, 130)))
    ground.paste(darker(look.high, 0.55), (0, 0, *canvas.size), slope.point(ramp(122, 50, 150)))
    canvas.image.paste(ground, (0, 0), land)
    edge = land.filter(ImageFilter.FIND_EDGES).filter(ImageFilter.GaussianBlur(0.7))
    canvas.lay(look.line, edge.point(ramp(10, 150)), 0.75)


def _regions(canvas: Canvas, look: Atlas, land: Image.Image) -> None:
    """Part the land into a few countries with winding borders, and tint one or two."""
    rng = canvas.rng
    wide, high = 96, max(8, round(96 * canvas.height / canvas.width))
    owners = _owners(canvas, wide, high)
    half = (max(1, canvas.size[0] // 2), max(1, canvas.size[1] // 2))
    borders = Image.new("L", half)
    chosen = rng.sample(range(9), 2)
    for owner in range(9):
        raw = Image.frombytes("L", (wide, high), bytes(255 if o == owner else 0 for o in owners))
        area = raw.filter(ImageFilter.GaussianBlur(0.8)).resize(half, Image.Resampling.BICUBIC)
        rim = ImageChops.multiply(area.point(ramp(92, 116)), area.point(ramp(150, 122)))
        borders = ImageChops.lighter(borders, rim)
        if owner in chosen:
            tint = area.point(ramp(118, 138)).resize(canvas.size, Image.Resampling.BILINEAR)
            tone = look.accent if owner == chosen[0] else mix(look.accent, look.high, 0.6)
            canvas.lay(tone, ImageChops.multiply(tint, land), 0.45)
    lines = borders.resize(canvas.size, Image.Resampling.BILINEAR)
    canvas.lay(look.line, ImageChops.multiply(lines, land), 0.75)


def _owners(canvas: Canvas, wide: int, high: int) -> list[int]:
    """Return the nearest of nine capitals for every cell of a coarse grid, noise added."""
    rng = canvas.rng
    capitals = [(rng.uniform(0, wide), rng.uniform(0, high)) for _ in range(9)]
    across = cloudy(rng, (wide, high), 0.2, octaves=3).tobytes()
    down = cloudy(rng, (wide, high), 0.2, octaves=3).tobytes()
    owners = []
    for index in range(wide * high):
        x, y = index % wide + across[index] / 12, index // wide + down[index] / 12
        away = [(x - 10 - cx) ** 2 + (y - 10 - cy) ** 2 for cx, cy in capitals]
        owners.append(away.index(min(away)))
    return owners


def _graticule(canvas: Canvas, look: Atlas) -> None:
    rng = canvas.rng
    pole = (rng.uniform(300, 1300), -rng.uniform(1100, 2200))
    near = -pole[1]
    with canvas.detail() as pen:
        paint = clear(look.line, 0.2)
        for index in range(-16, 17):
            turn = math.pi / 2 + index * 150 / (near + 500)
            start, end = near * 0.7, near + canvas.height + 900
            pen.line([_polar(pole, start, turn), _polar(pole, end, turn)], paint, 1.3)
        for ring in range(1, 14):
            radius = near - 300 + ring * 150
            arc = [_polar(pole, radius, math.pi / 2 + (t - 20) * 0.06) for t in range(41)]
            pen.line(arc, paint, 1.3)


def _polar(centre: Point, radius: float, turn: float) -> Point:
    return (centre[0] + math.cos(turn) * radius, centre[1] + math.sin(turn) * radius)


def _sample(canvas: Canvas, mask: Image.Image, x: float, y: float) -> bool:
    """Whether the place and its surroundings lie within the mask."""
    left, top = int((x - 30) * canvas.unit), int((y - 30) * canvas.unit)
    side = max(1, int(60 * canvas.unit))
    low, _ = mask.crop((left, top, left + side, top + side)).getextrema()
    return isinstance(low, int | float) and low > 200


def _towns(canvas: Canvas, land: Image.Image) -> list[Point]:
    rng = canvas.rng
    towns: list[Point] = []
    for _ in range(260):
        x, y = rng.uniform(110, 1490), rng.uniform(110, canvas.height - 110)
        is_free = all(math.dist((x, y), town) > 150 for town in towns)
        if is_free and len(towns) < 11 and _sample(canvas, land, x, y):
            towns.append((x, y))
    return towns


def _route(canvas: Canvas, look: Atlas, towns: list[Point]) -> None:
    rng = canvas.rng
    stops = sorted(towns, key=lambda town: town[0])[:: rng.choice((2, 3))]
    with canvas.detail() as pen:
        for start, end in pairwise(stops):
            _dashes(pen, start, end, look.accent)
        for x, y in towns:
            pen.oval(x, y, 8, fill=clear(look.line, 0.9))
            pen.oval(x, y, 4.6, fill=lighter(look.low, 0.6))
        for x, y in stops:
            pen.oval(x, y, 25, fill=clear(look.accent, 0.22))
            pen.oval(x, y, 13, fill=look.accent)
            pen.oval(x, y, 5, fill=lighter(look.low, 0.7))


def _dashes(pen: Pen, start: Point, end: Point, tone: Colour) -> None:
    bend = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2 - math.dist(start, end) * 0.24)
    curve = []
    count = max(8, int(math.dist(start, end) / 7))
    for step in range(count + 1):
        t = step / count
        curve.append(
            (
                (1 - t) ** 2 * start[0] + 2 * t * (1 - t) * bend[0] + t * t * end[0],
                (1 - t) ** 2 * start[1] + 2 * t * (1 - t) * bend[1] + t * t * end[1],
            )
        )
    for index in range(0, count, 3):
        pen.line(curve[index : index + 3], tone, 5)


def _emptiest(canvas: Canvas, land: Image.Image) -> Point:
    spots = [(x, y) for x in (230.0, 1370.0) for y in (220.0, canvas.height - 220)]

    def filled(spot: Point) -> int:
        x, y = (round(part * canvas.unit) for part in spot)
        reach = round(120 * canvas.unit)
        return sum(land.crop((x - reach, y - reach, x + reach, y + reach)).resize((8, 8)).tobytes())

    return min(spots, key=filled)


def _rose(canvas: Canvas, look: Atlas, spot: Point) -> None:
    dark = mix(look.line, look.deep, 0.1)
    pale = lighter(look.low, 0.5)
    with canvas.detail(spot[1] - 140, spot[1] + 140) as pen:
        pen.ring(*spot, 84, clear(dark, 0.6), 2)
        pen.ring(*spot, 76, clear(dark, 0.6), 1.2)
        for ring, offset in ((74, math.pi / 4), (118, 0.0)):
            for quarter in range(4):
                turn = offset + quarter * math.pi / 2
                tip = _polar(spot, ring, turn)
                for way, tone in ((-1, dark), (1, pale)):
                    pen.polygon([spot, tip, _polar(spot, 24, turn + way * math.pi / 4)], tone)
        pen.oval(*spot, 9, fill=look.accent)


def _neatline(canvas: Canvas, look: Atlas) -> None:
    frame = mix(look.low, ink("ffffff"), 0.35)
    w, h, edge = canvas.width, canvas.height, 30.0
    with canvas.detail() as pen:
        for left, top, right, bottom in (
            (0, 0, w, edge),
            (0, h - edge, w, h),
            (0, 0, edge, h),
            (w - edge, 0, w, h),
        ):
            pen.box(left, top, right, bottom, frame)
        for index in range(14):
            x = edge + index * (w - 2 * edge) / 14
            if index % 2:
                for y in (edge - 9, h - edge):
                    pen.box(x, y, x + (w - 2 * edge) / 14, y + 9, look.line)
        for index in range(10):
            y = edge + index * (h - 2 * edge) / 10
            if index % 2:
                for x in (edge - 9, w - edge):
                    pen.box(x, y, x + 9, y + (h - 2 * edge) / 10, look.line)
        corners = [
            (edge, edge),
            (w - edge, edge),
            (w - edge, h - edge),
            (edge, h - edge),
            (edge, edge),
        ]
        pen.line(corners, look.line, 2)
        outer = [
            (edge - 9, edge - 9),
            (w - edge + 9, edge - 9),
            (w - edge + 9, h - edge + 9),
            (edge - 9, h - edge + 9),
            (edge - 9, edge - 9),
        ]
        pen.line(outer, look.line, 1.5)
