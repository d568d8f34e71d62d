"""Geometric star patterns, built as the old masters did: rays from the edges of a tiling.

From the middle of every edge of a tiling two rays start at one angle; where they meet the
rays of the neighbouring edges they stop, and every tile holds a star.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

from .canvas import Canvas, Pen, Point
from .colour import Colour, darker, inks, jittered, lighter, mix
from .noise import cloudy, ramp


@dataclass(frozen=True)
class Tile:
    """A regular polygon of the tiling: centre, number of edges, turn of its first edge."""

    x: float
    y: float
    edges: int
    turn: float

    def ring(self, radius: float, share: float = 0.0) -> list[Point]:
        """Return one point per edge at a radius; ``share`` 0.5 turns them to the corners."""
        step = math.tau / self.edges
        turns = [self.turn + (index + share) * step for index in range(self.edges)]
        return [(self.x + math.cos(t) * radius, self.y + math.sin(t) * radius) for t in turns]

    def star(self, edge: float, angle: float) -> list[Point]:
        """Return the outline of the tile's star for rays at ``angle`` radians to the edges."""
        half = math.pi / self.edges
        apothem = edge / 2 / math.tan(half)
        inner = apothem / (math.cos(half) + math.sin(half) * math.tan(angle))
        pairs = zip(self.ring(apothem), self.ring(inner, 0.5), strict=True)
        return [point for pair in pairs for point in pair]


@dataclass(frozen=True)
class Glaze:
    """The colours of a pattern: ground, stars from large to small, heart, strap."""

    ground: Colour
    stars: list[Colour]
    heart: Colour
    strap: Colour


def _glaze(ground: str, stars: str, rest: str) -> Glaze:
    heart, strap = inks(rest)
    return Glaze(inks(ground)[0], inks(stars), heart, strap)


GLAZES = (
    _glaze("1d4e6b", "12788a e9dfc7 2fa39a", "e2a33c f3ecd9"),
    _glaze("e8dcc0", "1f5c5a b5532f d9a441", "f4ead2 6b4a2b"),
    _glaze("7a2e2a", "b5452f e8c07a 3a4a5c", "f2dfb0 f0d9a8"),
    _glaze("14243f", "1f3d6b c9a24d 2c5a8a", "f0d48a d8b565"),
    _glaze("2e5e4a", "4c8a63 efe4c4 c98f3c", "a8412f f5edd6"),
    _glaze("3a2a4a", "6b4a8a d98f6b b56b8a", "f2d3a0 ecd9c6"),
    _glaze("d9c9ae", "c2a77d e9dec8 ab8a5c", "8a6a42 f7f0e0"),
    _glaze("0f3d44", "d9efe6 1f8a8a f0b85a", "d9553c eaf3ec"),
)


def _squares_octagons(edge: float) -> list[Tile]:
    pitch = edge * (1 + math.sqrt(2))
    reach = int(1500 / pitch) + 1
    tiles = []
    for i in range(-reach, reach + 1):
        for j in range(-reach, reach + 1):
            tiles.append(Tile(i * pitch, j * pitch, 8, 0))
            tiles.append(Tile((i + 0.5) * pitch, (j + 0.5) * pitch, 4, math.pi / 4))
    return tiles


def _lattice(pitch: float) -> list[Point]:
    reach = int(1700 / pitch) + 1
    return [
        ((i + j / 2) * pitch, j * pitch * math.sqrt(3) / 2)
        for i in range(-reach, reach + 1)
        for j in range(-reach, reach + 1)
    ]


def _triangles_dodecagons(edge: float) -> list[Tile]:
    pitch = edge / math.tan(math.pi / 12)
    tiles = []
    for x, y in _lattice(pitch):
        tiles.append(Tile(x, y, 12, 0))
        away = pitch / math.sqrt(3)
        for turn in (math.pi / 6, math.pi / 2):
            centre = (x + math.cos(turn) * away, y + math.sin(turn) * away)
            tiles.append(Tile(*centre, 3, turn + math.pi))
    return tiles


def _squares_hexagons_dodecagons(edge: float) -> list[Tile]:
    pitch = edge / math.tan(math.pi / 12) + edge
    tiles = []
    for x, y in _lattice(pitch):
        tiles.append(Tile(x, y, 12, 0))
        for turn in (0.0, math.pi / 3, math.pi * 2 / 3):
            half = pitch / 2
            tiles.append(Tile(x + math.cos(turn) * half, y + math.sin(turn) * half, 4, turn))
        for turn in (math.pi / 6, math.pi / 2):
            away = pitch / math.sqrt(3)
            tiles.append(Tile(x + math.cos(turn) * away, y + math.sin(turn) * away, 6, turn))
    return tiles


LAYOUTS = (
    (_squares_octagons, (165, 215), (58, 68)),
    (_triangles_dodecagons, (125, 160), (62, 74)),
    (_squares_hexagons_dodecagons, (125, 160), (58, 72)),
    (_squares_octagons, (150, 190), (62, 70)),
)


def pattern(canvas: Canvas) -> None:
    """Paint a star pattern as glazed tiles, carved relief, or a screen with light behind."""
    rng = canvas.rng
    layout, edges, angles = rng.choice(LAYOUTS)
    edge, angle = rng.uniform(*edges), math.radians(rng.uniform(*angles))
    tiles = _placed(canvas, layout(edge), edge * 3)
    glaze = rng.choice(GLAZES)
    style = rng.choice(("tiles", "tiles", "relief", "screen"))
    if style == "screen":
        _screen(canvas, tiles, (edge, angle), glaze)
    else:
        _tiles(canvas, tiles, (edge, angle), glaze, style == "relief")
    if rng.random() < 0.35:
        _arch(canvas, glaze)
    _light(canvas)


def _placed(canvas: Canvas, tiles: list[Tile], margin: float) -> list[Tile]:
    """Turn and move the tiling by chance, and keep what the canvas can show."""
    rng = canvas.rng
    turn = rng.choice((0.0, 0.0, math.pi / 4, math.pi / 6, rng.uniform(0, 1)))
    middle = (800 + rng.uniform(-90, 90), canvas.height / 2 + rng.uniform(-60, 60))
    cos, sin = math.cos(turn), math.sin(turn)
    kept = []
    for tile in tiles:
        x = middle[0] + tile.x * cos - tile.y * sin
        y = middle[1] + tile.x * sin + tile.y * cos
        if -margin < x < canvas.width + margin and -margin < y < canvas.height + margin:
            kept.append(Tile(x, y, tile.edges, tile.turn + turn))
    return kept


def _tone(glaze: Glaze, tile: Tile, rng: Random) -> Colour:
    index = 0 if tile.edges > 6 else 1 if tile.edges in (3, 4) else 2
    return jittered(glaze.stars[index], rng, 0.035)


def _tiles(
    canvas: Canvas, tiles: list[Tile], cut: tuple[float, float], glaze: Glaze, is_relief: bool
) -> None:
    rng = canvas.rng
    edge, angle = cut
    canvas.image.paste(glaze.ground, (0, 0, *canvas.size))
    with canvas.detail() as pen:
        for tile in tiles:
            tone = _tone(glaze, tile, rng)
            if is_relief:
                tone = mix(tone, glaze.ground, 0.55)
            pen.polygon(tile.star(edge, angle), tone)
            _rosette(pen, tile, (edge, angle), glaze, tone)
    _straps(canvas, tiles, cut, glaze, 18 if is_relief else 13)


def _rosette(pen: Pen, tile: Tile, cut: tuple[float, float], glaze: Glaze, tone: Colour) -> None:
    edge, angle = cut
    if tile.edges < 6:
        return
    turned = Tile(tile.x, tile.y, tile.edges, tile.turn + math.pi / tile.edges)
    pen.polygon(turned.star(edge * 0.54, angle * 0.93), mix(glaze.ground, tone, 0.15))
    pen.polygon(tile.star(edge * 0.37, angle * 0.9), glaze.heart)
    pen.polygon(turned.star(edge * 0.17, angle * 0.8), glaze.stars[0])


def _outlines(pen: Pen, tiles: list[Tile], cut: tuple[float, float], width: float) -> None:
    edge, angle = cut
    for tile in tiles:
        star = tile.star(edge, angle)
        pen.line([*star, *star[:2]], width=width)
        if tile.edges >= 6:
            turned = Tile(tile.x, tile.y, tile.edges, tile.turn + math.pi / tile.edges)
            inner = turned.star(edge * 0.54, angle * 0.93)
            pen.line([*inner, *inner[:2]], width=width * 0.6)


def _straps(
    canvas: Canvas, tiles: list[Tile], cut: tuple[float, float], glaze: Glaze, width: float
) -> None:
    deep = darker(glaze.ground, 0.65)
    with canvas.shape(deep, 0.55, 5) as pen:
        shifted = [Tile(tile.x + 5, tile.y + 7, tile.edges, tile.turn) for tile in tiles]
        _outlines(pen, shifted, cut, width + 4)
    with canvas.shape(mix(deep, glaze.strap, 0.25)) as pen:
        _outlines(pen, tiles, cut, width + 4)
    fill = canvas.gradient(
        [(0, lighter(glaze.strap, 0.1)), (canvas.height, darker(glaze.strap, 0.16))]
    )
    with canvas.shape(fill) as pen:
        _outlines(pen, tiles, cut, width)


def _screen(canvas: Canvas, tiles: list[Tile], cut: tuple[float, float], glaze: Glaze) -> None:
    """Show the pattern as a wooden lattice with the light of a window behind it."""
    rng = canvas.rng
    warm = rng.choice(inks("ffc255 ff9f4a ffd98a 6fc3e6 ff8f6b"))
    canvas.image = canvas.gradient(
        [(0, mix(warm, glaze.stars[0], 0.3)), (canvas.height, mix(warm, glaze.stars[0], 0.75))]
    )
    x, y = rng.uniform(300, 1300), canvas.height * rng.uniform(0.25, 0.6)
    canvas.glow(x, y, 1100, warm, 0.75)
    canvas.glow(x, y, 520, lighter(warm, 0.5), 0.7)
    for _ in range(9):
        canvas.glow(
            rng.uniform(0, 1600), rng.uniform(0, canvas.height), rng.uniform(40, 150), warm, 0.35
        )
    canvas.image = canvas.blurred(canvas.image, 8)
    wood = darker(mix(glaze.ground, inks("3a2417")[0], 0.75), 0.35)
    with canvas.shape(darker(wood, 0.2), 0.5, 7) as pen:
        _outlines(pen, tiles, cut, 30)
    with canvas.shape(wood) as pen:
        _outlines(pen, tiles, cut, 24)
    with canvas.shape(mix(wood, warm, 0.35), 0.6) as pen:
        _outlines(pen, [Tile(t.x - 2, t.y - 4, t.edges, t.turn) for t in tiles], cut, 5)


def _arch(canvas: Canvas, glaze: Glaze) -> None:
    """Leave the pattern in a pointed arch and put a plain wall about it."""
    rng = canvas.rng
    middle, half = rng.choice((500.0, 800.0, 1100.0)), rng.uniform(330, 430)
    wall = mix(lighter(glaze.strap, 0.1), inks("d9c7a5")[0], 0.5)
    stucco = canvas.gradient([(0, darker(wall, 0.12)), (canvas.height, darker(wall, 0.3))])
    mottled = cloudy(rng, canvas.size, 0.2, octaves=6, gain=0.6)
    stucco.paste(lighter(wall, 0.2), (0, 0, *canvas.size), mottled.point(ramp(90, 230, 90)))
    for grow, tone, blur in (
        (0.0, darker(wall, 0.7), 16.0),
        (10.0, stucco, 0.0),
        (44.0, darker(wall, 0.36), 0.0),
        (52.0, glaze.stars[0], 0.0),
        (72.0, darker(wall, 0.36), 0.0),
        (80.0, stucco, 0.0),
    ):
        with canvas.shape(tone, 0.85 if blur else 1.0, blur) as pen:
            pen.box(-10, -10, 1610, canvas.height + 10)
            pen.polygon(_opening((middle, half + grow), canvas.height, 90 - grow), 0)


def _opening(frame: tuple[float, float], height: float, top: float) -> list[Point]:
    middle, half = frame
    spring = top + half * 1.12
    left = []
    for step in range(25):
        t = step / 24 * math.pi / 2
        left.append(
            (middle - half * math.cos(t) ** 0.9, spring - (spring - top) * math.sin(t) ** 1.15)
        )
    right = [(2 * middle - x, y) for x, y in reversed(left)]
    return [(middle - half, height + 20), *left, *right, (middle + half, height + 20)]


def _light(canvas: Canvas) -> None:
    """Let soft light fall across the wall from one upper corner."""
    side = canvas.rng.choice((-1, 1))
    canvas.glow(800 + side * 700, -100, 1200, (255, 236, 200), 0.3)
    shade = canvas.fade(
        [(0, 110 if side > 0 else 0), (1600, 0 if side > 0 else 110)], sideways=True
    )
    canvas.lay((16, 12, 26), shade, 0.75)
