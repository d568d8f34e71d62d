"""Water: a mirror of what stands above it, ripples, glitter, and the boats on it."""

from __future__ import annotations

import math
from random import Random

from PIL import Image

from .canvas import Canvas, Pen, Point
from .colour import Colour, Paint, clear, darker, lighter, mix
from .noise import cloudy, ramp
from .sky import Hour


def reflect(canvas: Canvas, light: Hour, line: float, *, bottom: float | None = None) -> None:
    """Fill the canvas below ``line`` (to ``bottom``) with a rippled, darkened mirror image."""
    end = canvas.height if bottom is None else bottom
    top = round(line * canvas.unit)
    deep = round((end - line) * canvas.unit)
    wide = canvas.size[0]
    reach = min(top, round(deep * 1.35))
    mirror = canvas.image.crop((0, top - reach, wide, top)).transpose(
        Image.Transpose.FLIP_TOP_BOTTOM
    )
    mirror = canvas.blurred(mirror.resize((wide, deep), Image.Resampling.BILINEAR), 2.5)
    canvas.image.paste(_rippled(mirror, canvas.rng, canvas.unit), (0, top))
    body = mix(light.sky[0], light.dark, 0.35)
    veil = canvas.fade([(line - 0.1, 0), (line, 60), (end, 170)])
    canvas.lay(body, _only_below(canvas, veil, top))


def _only_below(canvas: Canvas, mask: Image.Image, top: int) -> Image.Image:
    mask.paste(0, (0, 0, canvas.size[0], top))
    return mask


def _rippled(mirror: Image.Image, rng: Random, unit: float) -> Image.Image:
    wide, deep = mirror.size
    result = mirror.copy()
    y, phase = 0.0, rng.uniform(0, 6)
    while y < deep:
        share = y / deep
        step = max(1.0, (1.2 + 5 * share) * unit)
        swing = (1.5 + 15 * share) * unit
        shift = round(swing * (math.sin(phase) * 0.6 + rng.uniform(-0.6, 0.6)))
        strip = mirror.crop((0, int(y), wide, int(y + step) + 1))
        result.paste(strip, (shift, int(y)))
        phase += rng.uniform(0.5, 1.1)
        y += step
    return result


def ripples(canvas: Canvas, light: Hour, line: float, strength: float = 0.35) -> None:
    """Lay long light and dark ripples on the water below ``line``, larger when nearer."""
    rng = canvas.rng
    bright, deep = mix(light.sky[-1], light.sun, 0.4), darker(light.dark, 0.2)
    span = canvas.height - line
    with canvas.detail(line - 4) as pen:
        for index in range(260):
            near = rng.random() ** 1.3
            y = line + 3 + near * span
            length = (16 + 190 * near) * rng.uniform(0.4, 1.3)
            x = rng.uniform(-60, canvas.width)
            tone = bright if index % 5 < 2 else deep
            paint = clear(tone, strength * rng.uniform(0.15, 0.6))
            lens(pen, x, y, length, 0.8 + 3.2 * near, paint)


def lens(pen: Pen, x: float, y: float, length: float, thick: float, paint: Paint) -> None:
    """Draw a flat, pointed ripple."""
    pen.polygon(
        [
            (x, y),
            (x + length * 0.3, y - thick / 2),
            (x + length * 0.7, y - thick / 2),
            (x + length, y),
            (x + length * 0.65, y + thick / 2),
            (x + length * 0.3, y + thick / 2),
        ],
        paint,
    )


def glitter(canvas: Canvas, light: Hour, x: float, line: float, strength: float = 0.8) -> None:
    """Lay the path of light that the sun at ``x`` throws on the water below ``line``."""
    rng = canvas.rng
    span = canvas.height - line
    colour = lighter(mix(light.sun, light.lit, 0.35), 0.1)
    with canvas.detail(line - 4) as pen:
        for _ in range(330):
            near = rng.random() ** 1.2
            y = line + 1 + near * span
            place = x + rng.gauss(0, 26 + 95 * near)
            length = (9 + 75 * near) * rng.uniform(0.4, 1.2)
            paint = clear(colour, strength * rng.uniform(0.15, 0.75) * (1 - near * 0.55))
            lens(pen, place - length / 2, y, length, 1.4 + 3.2 * near, paint)


def swell(canvas: Canvas, line: float, colours: tuple[Colour, Colour]) -> Image.Image:
    """Return a full-size open sea: far colour at ``line``, near colour below, with texture."""
    far, near = colours
    sea = canvas.gradient([(line, far), (line + 140, mix(far, near, 0.45)), (canvas.height, near)])
    texture = cloudy(canvas.rng, canvas.size, 0.3, stretch=9, octaves=5, gain=0.62)
    top = round(line * canvas.unit)
    deep = canvas.size[1] - top
    squeezed = texture.transform(
        (canvas.size[0], deep),
        Image.Transform.QUAD,
        _fan(texture.size),
        Image.Resampling.BILINEAR,
    )
    mask = Image.new("L", canvas.size)
    mask.paste(squeezed, (0, top))
    sea.paste(lighter(far, 0.25), (0, 0, *canvas.size), mask.point(ramp(130, 235, 90)))
    sea.paste(darker(near, 0.35), (0, 0, *canvas.size), mask.point(ramp(120, 30, 80)))
    return sea


def _fan(size: tuple[int, int]) -> tuple[float, ...]:
    wide, high = size
    return (0, 0, wide * 0.25, high, wide * 0.75, high, wide, 0)


def felucca(
    pen: Pen, x: float, y: float, size: float, colours: tuple[Colour, Colour], turn: int = 1
) -> None:
    """Draw a felucca ``size`` long at the waterline: hull and sail colours, ``turn`` 1 or -1."""
    hull, sail = colours

    def at(dx: float, dy: float) -> Point:
        return (x + turn * dx * size, y + dy * size)

    pen.polygon(
        [
            at(-0.5, -0.09),
            at(-0.3, -0.045),
            at(0.3, -0.05),
            at(0.56, -0.13),
            at(0.4, 0.035),
            at(-0.38, 0.035),
        ],
        hull,
    )
    pen.line([at(0.12, -0.05), at(0.12, -0.62)], hull, size * 0.018)
    foot, peak = at(0.42, -0.16), at(-0.3, -1.34)
    belly = [_curve(peak, at(-0.5, -0.5), at(-0.36, -0.13), t / 10) for t in range(11)]
    pen.polygon([foot, peak, *belly], sail)
    shade = [_curve(peak, at(-0.2, -0.55), at(-0.08, -0.145), t / 10) for t in range(11)]
    pen.polygon([foot, peak, *shade], lighter(sail, 0.18))
    pen.line([at(0.47, -0.08), at(-0.33, -1.39)], hull, size * 0.016)
    pen.line([at(-0.36, -0.13), at(0.42, -0.15)], hull, size * 0.008)
    pen.oval(*at(-0.2, -0.1), size * 0.022, size * 0.04, fill=hull)


def _curve(start: Point, control: Point, end: Point, t: float) -> Point:
    u = 1 - t
    return (
        u * u * start[0] + 2 * u * t * control[0] + t * t * end[0],
        u * u * start[1] + 2 * u * t * control[1] + t * t * end[1],
    )
