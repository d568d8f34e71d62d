"""Colours as plain tuples, and the few sums a painter does with them."""

from __future__ import annotations

import colorsys
from random import Random

type Colour = tuple[int, int, int]
type Paint = tuple[int, int, int] | tuple[int, int, int, int]
type Stops = list[tuple[float, Colour]]

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)


def ink(code: str) -> Colour:
    """Return the colour of a six-digit code such as ``e8b04a``; ValueError for other text."""
    value = int(code, 16)
    return (value >> 16 & 255, value >> 8 & 255, value & 255)


def inks(codes: str) -> list[Colour]:
    """Return the colours of several codes that spaces separate, in their order."""
    return [ink(code) for code in codes.split()]


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return ``first`` with ``share`` (0 to 1, clipped) of ``second`` in it, in sRGB."""
    share = min(1.0, max(0.0, share))
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return (red, green, blue)


def lighter(colour: Colour, share: float) -> Colour:
    """Return the colour moved by ``share`` (0 to 1) towards white."""
    return mix(colour, WHITE, share)


def darker(colour: Colour, share: float) -> Colour:
    """Return the colour moved by ``share`` (0 to 1) towards black."""
    return mix(colour, BLACK, share)


def clear(colour: Colour, opacity: float) -> Paint:
    """Return the colour as a translucent paint of the opacity (0 to 1)."""
    return (*colour, round(255 * min(1.0, max(0.0, opacity))))


def turned(colour: Colour, hue: float, saturation: float = 1.0, value: float = 1.0) -> Colour:
    """Return the colour with its hue moved by ``hue`` turns and the other two multiplied."""
    h, s, v = colorsys.rgb_to_hsv(*(part / 255 for part in colour))
    parts = colorsys.hsv_to_rgb((h + hue) % 1, min(1, s * saturation), min(1, v * value))
    red, green, blue = (round(part * 255) for part in parts)
    return (red, green, blue)


def jittered(colour: Colour, rng: Random, amount: float = 0.04) -> Colour:
    """Return a near neighbour of the colour: hue, saturation and value each moved a little."""
    return turned(
        colour,
        rng.uniform(-amount, amount) / 3,
        1 + rng.uniform(-amount, amount) * 2,
        1 + rng.uniform(-amount, amount) * 2,
    )


def evenly(colours: list[Colour], start: float = 0.0, end: float = 1.0) -> Stops:
    """Return the colours (two or more) as gradient stops at equal steps from start to end."""
    step = (end - start) / (len(colours) - 1)
    return [(start + index * step, colour) for index, colour in enumerate(colours)]


def along(stops: Stops, place: float) -> Colour:
    """Return the colour of a gradient at a place; outside the stops, the nearest stop's."""
    previous_place, previous = stops[0]
    for stop, colour in stops:
        if place <= stop:
            span = stop - previous_place
            return mix(previous, colour, (place - previous_place) / span if span else 1.0)
        previous_place, previous = stop, colour
    return previous
