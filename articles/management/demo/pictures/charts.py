"""Charts without words: bars, blocks in the round, lines, areas and candles."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from random import Random

from .canvas import Canvas, Pen, Point
from .colour import Colour, clear, darker, ink, inks, lighter, mix
from .noise import wave


@dataclass(frozen=True)
class Sheet:
    """The look of a chart: paper (top and bottom), rules, three tones and one accent."""

    paper: tuple[Colour, Colour]
    rule: Colour
    tones: list[Colour]
    accent: Colour

    @property
    def is_dark(self) -> bool:
        """Whether light shapes stand on dark paper."""
        return sum(self.paper[0]) < 330


def _sheet(paper: str, rule: str, tones: str, accent: str) -> Sheet:
    top, bottom = inks(paper)
    return Sheet((top, bottom), ink(rule), inks(tones), ink(accent))


SHEETS = (
    _sheet("f6f1e6 e9dfcb", "cfc3aa", "2f5d73 5f8ca0 a9c3cb", "c8553d"),
    _sheet("14233b 0a1424", "2e4364", "3c6ea5 5b93c7 8fbbe0", "f2b84b"),
    _sheet("eaf1ef d3e2de", "b4cbc5", "1f6f64 4f9c8f 9ccbc1", "e07a3f"),
    _sheet("2a1e36 170f22", "4a3a5c", "7a5aa6 a383c9 cdb6e6", "ff8a6b"),
    _sheet("f7ebe3 efd8ca", "dcbfad", "7a3e48 b06a6a dba79d", "2f6f7f"),
    _sheet("10302e 081c1c", "25524e", "2f8f80 5cb8a4 a2ddcc", "f4d06f"),
    _sheet("f2f4f7 dde3ea", "c3ccd6", "34495e 6b8299 a9b9c8", "d64545"),
)


def _paper(canvas: Canvas, sheet: Sheet) -> None:
    canvas.image = canvas.gradient([(0, sheet.paper[0]), (canvas.height, sheet.paper[1])])
    strength = 0.25 if sheet.is_dark else 0.5
    glow = lighter(sheet.tones[1], 0.1) if sheet.is_dark else (255, 250, 240)
    canvas.glow(canvas.rng.uniform(200, 1400), canvas.height * 0.25, 900, glow, strength)


def _grid(canvas: Canvas, sheet: Sheet, floor: float, top: float, rows: int) -> None:
    with canvas.detail(top - 4, floor + 30) as pen:
        for row in range(rows + 1):
            y = floor - (floor - top) * row / rows
            pen.line(
                [(120, y), (1480, y)],
                clear(sheet.rule, 1.0 if row == 0 else 0.75),
                3 if row == 0 else 1.5,
            )


def _values(rng: Random, count: int) -> list[float]:
    trend = rng.choice((-1, 1, 1)) * rng.uniform(0.2, 0.6)
    shape = wave(rng, 3.2, 2)
    raw = [0.55 + trend * (i / (count - 1) - 0.5) + 0.34 * shape(float(i)) for i in range(count)]
    low, high = min(raw), max(raw)
    return [0.16 + 0.8 * (value - low) / (high - low) for value in raw]


def barchart(canvas: Canvas) -> None:
    """Paint a bar chart: plain, stacked, paired, or blocks standing on a floor."""
    rng = canvas.rng
    sheet = rng.choice(SHEETS)
    _paper(canvas, sheet)
    style = rng.choice((_plain_bars, _stacked_bars, _blocks, _blocks, _pairs))
    style(canvas, sheet)


def _frame(canvas: Canvas) -> tuple[float, float]:
    return canvas.height * 0.83, canvas.height * 0.17


def _bar(canvas: Canvas, box: tuple[float, float, float, float], tone: Colour) -> None:
    left, top, right, floor = box
    with canvas.shape(
        canvas.gradient([(top, lighter(tone, 0.16)), (floor, darker(tone, 0.14))])
    ) as pen:
        pen.box(left, top, right, floor, radius=7)
        pen.box(left, floor - 12, right, floor)


def _shadow(canvas: Canvas, boxes: list[tuple[float, float, float, float]], sheet: Sheet) -> None:
    tone = darker(sheet.paper[1], 0.75)
    with canvas.shape(tone, 0.3, 14) as pen:
        for left, top, right, floor in boxes:
            pen.box(left + 16, top + 14, right + 16, floor)


def _plain_bars(canvas: Canvas, sheet: Sheet) -> None:
    rng = canvas.rng
    floor, top = _frame(canvas)
    _grid(canvas, sheet, floor, top, 5)
    count = rng.randint(8, 15)
    pitch = 1300 / count
    values = _values(rng, count)
    marked = rng.choice((values.index(max(values)), count - 1, values.index(max(values))))
    boxes = []
    for index, value in enumerate(values):
        left = 150 + index * pitch + pitch * 0.16
        boxes.append((left, floor - (floor - top) * value, left + pitch * 0.68, floor))
    _shadow(canvas, boxes, sheet)
    for index, box in enumerate(boxes):
        if index != marked:
            tone = sheet.tones[1] if index < marked else mix(sheet.tones[1], sheet.tones[2], 0.6)
            _bar(canvas, box, tone)
    _bar(canvas, boxes[marked], sheet.accent)
    points = [((box[0] + box[2]) / 2, box[1] - 34) for box in boxes]
    if rng.random() < 0.6:
        _trend(canvas, sheet, points)


def _trend(canvas: Canvas, sheet: Sheet, points: list[Point]) -> None:
    tone = sheet.tones[0] if not sheet.is_dark else sheet.tones[2]
    with canvas.detail() as pen:
        pen.line(points, tone, 4)
        for x, y in points:
            pen.oval(x, y, 9, fill=tone)
            pen.oval(x, y, 4.5, fill=sheet.paper[0])


def _stacked_bars(canvas: Canvas, sheet: Sheet) -> None:
    rng = canvas.rng
    floor, top = _frame(canvas)
    _grid(canvas, sheet, floor, top, 5)
    count = rng.randint(7, 12)
    pitch = 1300 / count
    values = _values(rng, count)
    tones = [*sheet.tones, sheet.accent]
    shares = [0.38, 0.26, 0.2, 0.16]
    boxes = [
        (150 + (i + 0.15) * pitch, floor - (floor - top) * v, 150 + (i + 0.85) * pitch, floor)
        for i, v in enumerate(values)
    ]
    _shadow(canvas, boxes, sheet)
    with canvas.detail() as pen:
        for left, high, right, low in boxes:
            y = low
            own = [share * rng.uniform(0.6, 1.4) for share in shares]
            for share, tone in zip(own, tones, strict=True):
                reach = (low - high) * share / sum(own)
                pen.box(left, y - reach + 2, right, y, tone)
                pen.box(left, y - reach + 2, left + pitch * 0.09, y, clear(lighter(tone, 0.5), 0.3))
                y -= reach


def _pairs(canvas: Canvas, sheet: Sheet) -> None:
    rng = canvas.rng
    floor, top = _frame(canvas)
    middle = (floor + top) / 2 + rng.uniform(-40, 90)
    count = rng.randint(10, 16)
    pitch = 1300 / count
    _grid(canvas, sheet, floor, top, 6)
    ups, downs = _values(rng, count), _values(rng, count)
    with canvas.detail() as pen:
        for index in range(count):
            left = 150 + (index + 0.18) * pitch
            right = left + pitch * 0.64
            high = middle - (middle - top) * ups[index]
            low = middle + (floor - middle) * downs[index]
            pen.box(left, high, right, middle - 2, sheet.tones[1], radius=6)
            pen.box(left, middle + 2, right, low, sheet.accent, radius=6)
            pen.box(
                left,
                high,
                left + pitch * 0.14,
                middle - 2,
                clear(lighter(sheet.tones[1], 0.6), 0.3),
                radius=6,
            )
        net = [
            (150 + (i + 0.5) * pitch, middle - (middle - top) * (ups[i] - downs[i]) * 0.5)
            for i in range(count)
        ]
        pen.line([(120, middle), (1480, middle)], sheet.rule, 3)
        tone = darker(sheet.tones[0], 0.3) if not sheet.is_dark else lighter(sheet.tones[2], 0.4)
        pen.line(net, tone, 5)
        for x, y in net:
            pen.oval(x, y, 8, fill=tone)


def _blocks(canvas: Canvas, sheet: Sheet) -> None:
    """Stand blocks in rows on a tilted floor, farthest first, each with three lit faces."""
    rng = canvas.rng
    columns, rows = rng.randint(6, 9), rng.randint(2, 4)
    edge = min(1150 / (columns + rows) / 0.87, 150)
    origin = (
        800 - (columns - rows) * edge * 0.435,
        canvas.height * 0.56 - (columns + rows) * edge * 0.12,
    )
    turned = rng.random() < 0.5
    _floor(canvas, sheet, (columns, rows, edge, origin, turned))
    values = [_values(rng, columns) for _ in range(rows)]
    marked = (rng.randrange(rows), values[-1].index(max(values[-1])))
    with canvas.detail() as pen:
        for row in range(rows):
            for column in range(columns):
                tone = sheet.tones[row % 3]
                if (row, column) == marked or (rows == 2 and row == 1 and column == columns - 1):
                    tone = sheet.accent
                tall = values[row][column] * canvas.height * 0.36
                foot = _place((column + 0.14, row + 0.14), edge, origin)
                _block(pen, foot, edge * 0.72, tall, tone, turned)


def _place(cell: Point, edge: float, origin: Point) -> Point:
    column, row = cell
    return (origin[0] + (column - row) * edge * 0.87, origin[1] + (column + row) * edge * 0.42)


def _mirror(points: list[Point], turned: bool) -> list[Point]:
    return [(1600 - x, y) for x, y in points] if turned else points


def _floor(canvas: Canvas, sheet: Sheet, frame: tuple[int, int, float, Point, bool]) -> None:
    columns, rows, edge, origin, turned = frame
    with canvas.detail() as pen:
        for line in range(columns + 1):
            ends = [_place((line, 0), edge, origin), _place((line, rows), edge, origin)]
            pen.line(_mirror(ends, turned), sheet.rule, 1.6)
        for line in range(rows + 1):
            ends = [_place((0, line), edge, origin), _place((columns, line), edge, origin)]
            pen.line(_mirror(ends, turned), sheet.rule, 1.6)
    tone = darker(sheet.paper[1], 0.8)
    with canvas.shape(tone, 0.3, 16) as pen:
        for row in range(rows):
            for column in range(columns):
                cells = ((0.2, 0.2), (1.15, 0.2), (1.15, 1.0), (0.2, 1.0))
                spots = [_place((column + a, row + b), edge, origin) for a, b in cells]
                pen.polygon(_mirror(spots, turned))


def _block(pen: Pen, foot: Point, edge: float, tall: float, tone: Colour, turned: bool) -> None:
    x, y = foot
    dx, dy = edge * 0.87, edge * 0.42
    back, right, front, left = (x, y), (x + dx, y + dy), (x, y + 2 * dy), (x - dx, y + dy)

    def up(point: Point) -> Point:
        return (point[0], point[1] - tall)

    sides = (darker(tone, 0.34), darker(tone, 0.12))
    pen.polygon(_mirror([left, front, up(front), up(left)], turned), sides[0])
    pen.polygon(_mirror([front, right, up(right), up(front)], turned), sides[1])
    pen.polygon(_mirror([up(back), up(right), up(front), up(left)], turned), lighter(tone, 0.24))


def linechart(canvas: Canvas) -> None:
    """Paint a line chart: lines with a filled area, a fan of outcomes, or candles."""
    rng = canvas.rng
    sheet = rng.choice(SHEETS)
    _paper(canvas, sheet)
    floor, top = _frame(canvas)
    _grid(canvas, sheet, floor, top, 6)
    rng.choice((_area_lines, _area_lines, _fan, _candles))(canvas, sheet)


def _series(rng: Random, floor: float, top: float, centre: float, reach: float) -> list[Point]:
    shape, drift = wave(rng, 300, 5, 0.5), rng.uniform(-0.4, 0.6)
    span = floor - top
    return [
        (
            float(x),
            floor
            - span * min(1.0, max(0.04, centre + reach * shape(x) + drift * (x - 800) / 2600)),
        )
        for x in range(130, 1471, 12)
    ]


def _area_lines(canvas: Canvas, sheet: Sheet) -> None:
    rng = canvas.rng
    floor, top = _frame(canvas)
    count = rng.randint(2, 4)
    tones = [sheet.accent, *sheet.tones][:count]
    places = [0.66, 0.42, 0.28, 0.52]
    for index in reversed(range(count)):
        points = _series(rng, floor, top, places[index], 0.36)
        tone = tones[index]
        crest = min(y for _, y in points)
        wash = canvas.gradient([(crest, tone), (floor, mix(sheet.paper[1], tone, 0.12))])
        with canvas.shape(wash, 0.62 if index == 0 else 0.2) as pen:
            pen.polygon([*points, (points[-1][0], floor), (points[0][0], floor)])
        if sheet.is_dark:
            with canvas.shape(tone, 0.55, 9) as pen:
                pen.line(points, width=9)
        with canvas.detail() as pen:
            pen.line(points, tone, 8 if index == 0 else 4.5)
            _mark(pen, points[-1], tone, sheet)


def _mark(pen: Pen, point: Point, tone: Colour, sheet: Sheet) -> None:
    x, y = point
    pen.oval(x, y, 21, fill=clear(tone, 0.25))
    pen.oval(x, y, 12, fill=tone)
    pen.oval(x, y, 5.5, fill=sheet.paper[0])


def _fan(canvas: Canvas, sheet: Sheet) -> None:
    rng = canvas.rng
    floor, top = _frame(canvas)
    points = _series(rng, floor, top, 0.5, 0.32)
    turn = len(points) * rng.randint(52, 66) // 100
    past, future = points[: turn + 1], points[turn:]
    for width, opacity in ((0.3, 0.16), (0.2, 0.2), (0.11, 0.26)):
        reach = (floor - top) * width
        upper = [(x, y - reach * ((x - future[0][0]) / 640) ** 0.7) for x, y in future]
        lower = [(x, y + reach * ((x - future[0][0]) / 640) ** 0.7) for x, y in future]
        with canvas.shape(sheet.accent, opacity) as pen:
            pen.polygon(upper + lower[::-1])
    tone = sheet.tones[2] if sheet.is_dark else sheet.tones[0]
    with canvas.detail() as pen:
        pen.line([(future[0][0], top), (future[0][0], floor)], clear(tone, 0.5), 2)
        pen.line(past, tone, 7)
        for index in range(0, len(future) - 1, 2):
            pen.line(future[index : index + 2], sheet.accent, 7)
        _mark(pen, future[0], tone, sheet)
        _mark(pen, future[-1], sheet.accent, sheet)


def _candles(canvas: Canvas, sheet: Sheet) -> None:
    rng = canvas.rng
    floor, top = _frame(canvas)
    points = _series(rng, floor, top, 0.56, 0.4)[::2]
    rise = sheet.tones[1]
    with canvas.detail() as pen:
        for (x, start), (_, close) in pairwise(points):
            tone = rise if close < start else sheet.accent
            end = close + (3 if close >= start else -3)
            high, low = min(start, end) - rng.uniform(6, 34), max(start, end) + rng.uniform(6, 34)
            pen.line([(x, high), (x, low)], tone, 2.2)
            pen.box(x - 8, min(start, end), x + 8, max(start, end), tone, radius=2)
            tall = rng.uniform(12, 70) + abs(end - start) * 0.5
            pen.box(x - 8, floor - tall, x + 8, floor, clear(tone, 0.3))
        averages = [
            (points[i][0], sum(y for _, y in points[i - 6 : i]) / 6) for i in range(6, len(points))
        ]
        pen.line(averages, sheet.tones[2] if sheet.is_dark else darker(sheet.tones[0], 0.2), 4)
