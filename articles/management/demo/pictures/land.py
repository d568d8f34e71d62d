"""Open country: mountain ranges, ploughed and planted fields."""

from __future__ import annotations

from random import Random

from PIL import Image

from .buildings import palm, tree
from .canvas import Canvas, Pen, Point
from .colour import Colour, darker, inks, lighter, mix
from .noise import Wave, cloudy, ramp, wave
from .sky import Hour, birds, haze_band, hour, paint_sky, paint_sun
from .water import glitter, reflect, ripples


def outline(height: Wave, level: float, reach: float, step: int = 8) -> list[Point]:
    """Return the points of a ridge across the canvas: ``level`` less ``reach`` times the wave."""
    return [(float(x), level - reach * height(x)) for x in range(-24, 1633, step)]


def closed(points: list[Point], bottom: float) -> list[Point]:
    """Return the ridge closed along the bottom, ready to fill."""
    return [*points, (points[-1][0], bottom), (points[0][0], bottom)]


def mountains(canvas: Canvas) -> None:
    """Paint ranges one behind another in mist, snow on some, a lake or firs in front."""
    rng = canvas.rng
    light = hour(rng, "dawn morning golden dusk night noon dawn")
    base = canvas.height * rng.uniform(0.7, 0.78)
    side = rng.choice((-1, 1))
    has_lake, has_snow = rng.random() < 0.5, rng.random() < 0.6
    paint_sky(canvas, light, base * 0.8, clouds=rng.uniform(0.2, 0.7))
    sun_x = 800 + side * rng.uniform(100, 520)
    paint_sun(canvas, light, sun_x, base * rng.uniform(0.22, 0.42), rng.uniform(32, 50))
    rock = mix(light.dark, rng.choice(inks("3c5a6e 5b4a66 4c5f4a 6b5446")), 0.5)
    for depth, lift, reach in ((0.86, 270, 190), (0.66, 190, 210), (0.42, 90, 170)):
        _range(canvas, light, (base - lift, reach, depth, side), rock, has_snow and depth > 0.5)
        haze_band(canvas, light, base - lift + reach * 0.75, reach, 0.62)
    _foothills(canvas, light, base, rock)
    if has_lake:
        reflect(canvas, light, base)
        ripples(canvas, light, base, 0.3)
        glitter(canvas, light, sun_x, base, 0.35)
    _firs(canvas, light, base, rock)
    birds(canvas, light, rng.uniform(400, 1200), base * 0.3, rng.randint(0, 7))


def _range(
    canvas: Canvas,
    light: Hour,
    frame: tuple[float, float, float, int],
    rock: Colour,
    has_snow: bool,
) -> None:
    level, reach, depth, side = frame
    rng = canvas.rng
    shape = wave(rng, 330, 6, 0.5)
    sharp = [
        (float(x), level - reach * (1 - 2.1 * abs(shape(x)) + 0.25 * shape(x * 3.1)))
        for x in range(-24, 1633, 6)
    ]
    tone = light.at(depth, rock)
    top = min(y for _, y in sharp)
    with canvas.shape(
        canvas.gradient([(top, tone), (level + reach, light.at(depth + 0.2, rock))])
    ) as pen:
        pen.polygon(closed(sharp, canvas.height))
    sun_tone = mix(light.lit, light.haze, depth * 0.6)
    if has_snow:
        sun_tone = lighter(sun_tone, 0.45)
    _faces(canvas, sharp, (side, reach), sun_tone, 0.62 if has_snow else 0.34)


def _faces(
    canvas: Canvas, ridge: list[Point], frame: tuple[int, float], tone: Colour, strength: float
) -> None:
    """Light the faces that look towards the sun: jagged wedges that hang from each peak."""
    side, reach = frame
    rng = canvas.rng
    lowest = max(y for _, y in ridge)
    highest = min(y for _, y in ridge)
    fill_mask = canvas.fade([(highest, 255), (lowest, 60)])
    faces = Image.new("L", (canvas.size[0] * 2, canvas.size[1] * 2))
    pen = Pen(faces, canvas.unit * 2)
    for start, peak, end in _hills(ridge):
        slope = ridge[peak : end + 1] if side > 0 else ridge[start : peak + 1][::-1]
        x, y = ridge[peak]
        foot_x, foot_y = slope[-1]
        fall = (foot_y - y) * 0.9 + reach * 0.12
        back: list[Point] = []
        for step in range(9):
            t = 1 - step / 8
            sway = (foot_x - x) * t * (0.28 if step % 2 else 0.05) * rng.uniform(0.6, 1.4)
            back.append((x + sway, y + fall * t))
        pen.polygon([*slope, *back])
    mask = Image.new("L", canvas.size)
    mask.paste(fill_mask, (0, 0), faces.reduce(2))
    canvas.lay(tone, mask, strength)


def _hills(crest: list[Point]) -> list[tuple[int, int, int]]:
    heights = [y for _, y in crest]
    turns = [0]
    turns += [
        i
        for i in range(1, len(heights) - 1)
        if (heights[i] - heights[i - 1]) * (heights[i + 1] - heights[i]) < 0
    ]
    turns.append(len(heights) - 1)
    hills = []
    for before, at, after in zip(turns, turns[1:], turns[2:], strict=False):
        if heights[at] < heights[before] and heights[at] < heights[after]:
            hills.append((before, at, after))
    return hills


def _foothills(canvas: Canvas, light: Hour, base: float, rock: Colour) -> None:
    rng = canvas.rng
    leaf = mix(rock, rng.choice(inks("3f6b4a 5b6b3a 2f5a5a")), 0.4)
    for depth, lift in ((0.3, 36), (0.18, 8)):
        height = wave(rng, 240, 4)
        with canvas.shape(light.at(depth, leaf)) as pen:
            pen.polygon(closed(outline(height, base - lift, 36), canvas.height))
            for _ in range(150):
                x = rng.uniform(-10, 1610)
                _fir(pen, x, base - lift - 36 * height(x) + 4, rng.uniform(14, 30))


def _firs(canvas: Canvas, light: Hour, base: float, rock: Colour) -> None:
    rng = canvas.rng
    for depth, share, size in ((0.1, 0.45, 90), (0.0, 0.9, 190)):
        level = base + (canvas.height - base) * share
        shape = wave(rng, 500, 2)
        away = rng.choice((-1, 1))
        with canvas.shape(darker(light.at(depth, rock), 0.35)) as pen:
            bank = [
                (x, y + 150 * ((x - 800) / 800 * away + 0.4)) for x, y in outline(shape, level, 36)
            ]
            pen.polygon(closed(bank, canvas.height + 300))
            for _ in range(26 if depth else 17):
                x, y = rng.choice(bank)
                _fir(pen, x, y + 8, size * rng.uniform(0.5, 1.2))


def _fir(pen: Pen, x: float, base: float, size: float) -> None:
    pen.box(x - size * 0.025, base - size * 0.2, x + size * 0.025, base)
    layers = 5 if size > 40 else 2
    for index in range(layers):
        t = index / layers
        half = size * 0.2 * (1 - t * 0.8)
        low = base - size * (0.1 + 0.72 * t)
        pen.polygon([(x - half, low), (x, low - size * (0.36 - 0.05 * t)), (x + half, low)])


def field(canvas: Canvas) -> None:
    """Paint rows of crops that run to the horizon, trees, far hills and a big sky."""
    rng = canvas.rng
    light = hour(rng, "morning noon golden dawn golden morning dusk")
    horizon = canvas.height * rng.uniform(0.44, 0.58)
    sun_x = rng.uniform(200, 1400)
    paint_sky(canvas, light, horizon, clouds=rng.uniform(0.5, 1))
    paint_sun(canvas, light, sun_x, horizon - rng.uniform(60, 330), rng.uniform(30, 50))
    for depth, reach in ((0.84, 64), (0.68, 36)):
        ridge = outline(wave(rng, 420, 4), horizon - reach * 0.5, reach)
        with canvas.shape(light.at(depth)) as pen:
            pen.polygon(closed(ridge, canvas.height))
    crops = rng.choice(
        (
            "4f8a3c 7fb24a 5a4632",
            "d8a93c f0cf74 9a7230",
            "3d7d4f 79b877 4d3b2c",
            "8aa43e c6cf62 6b5234",
            "6d5a9a a58fd0 4b4a3a",
        )
    )
    dim = 0.42 if light.name == "dusk" else 0.16
    first, second, soil = (light.at(dim, colour) for colour in inks(crops))
    _rows(canvas, light, (horizon, rng.uniform(300, 1300)), (first, second, soil))
    _hedges(canvas, light, horizon)
    haze_band(canvas, light, horizon, 90, 0.45)
    canvas.glow(sun_x, horizon, 620, light.lit, 0.22)
    birds(canvas, light, rng.uniform(300, 1300), horizon * 0.45, rng.randint(3, 9))


def _rows(
    canvas: Canvas, light: Hour, frame: tuple[float, float], crop: tuple[Colour, Colour, Colour]
) -> None:
    horizon, vanish = frame
    first, second, soil = crop
    height = canvas.height
    far = mix(light.haze, first, 0.45)
    with canvas.shape(
        canvas.gradient([(horizon, far), (horizon + 130, soil), (height, darker(soil, 0.3))])
    ) as pen:
        pen.box(0, horizon, 1600, height)
    lush = canvas.gradient(
        [(horizon, mix(far, second, 0.3)), (horizon + 150, first), (height, darker(first, 0.35))]
    )
    bright = canvas.gradient(
        [
            (horizon, mix(far, second, 0.5)),
            (horizon + 190, second),
            (height, mix(second, first, 0.35)),
        ]
    )
    for fill, left, right in ((lush, -0.36, 0.36), (bright, -0.3, 0.08)):
        with canvas.shape(fill) as pen:
            for index in range(-38, 39):
                _crop_row(pen, canvas.rng, (horizon, height, vanish), (index + left, index + right))
    texture = cloudy(canvas.rng, canvas.size, 0.02, stretch=2.4, octaves=3, gain=0.8)
    mask = Image.new("L", canvas.size)
    mask.paste(canvas.fade([(horizon, 0), (height, 120)]), (0, 0), texture.point(ramp(120, 220)))
    canvas.lay(darker(first, 0.6), mask, 0.5)


def _crop_row(
    pen: Pen, rng: Random, frame: tuple[float, float, float], sides: tuple[float, float]
) -> None:
    horizon, height, vanish = frame
    span = height - horizon
    edges: list[list[Point]] = []
    for side in sides:
        edge = []
        for step in range(16):
            t = (step / 15) ** 1.8
            jag = rng.uniform(-1, 1) * 11 * t
            edge.append((vanish + side * (9 + 205 * t) + jag, horizon + span * t * 1.02))
        edges.append(edge)
    pen.polygon(edges[0] + edges[1][::-1])


def _hedges(canvas: Canvas, light: Hour, horizon: float) -> None:
    rng = canvas.rng
    green = mix(light.dark, (46, 84, 48), 0.5)
    for depth, count, size in ((0.58, 60, 26), (0.36, 22, 44)):
        middle = rng.uniform(200, 1400)
        with canvas.shape(light.at(depth, green)) as pen:
            pen.box(0, horizon - 3, 1600, horizon + 3)
            for _ in range(count):
                x = rng.uniform(-20, 1620) if depth > 0.5 else rng.gauss(middle, 330)
                if rng.random() < 0.25:
                    palm(pen, rng, x, horizon + 3, size * rng.uniform(1.3, 2.4))
                else:
                    tree(pen, rng, x, horizon + 3, size * rng.uniform(0.8, 1.9))
