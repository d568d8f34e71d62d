"""What is looked for, in the words of neither engine."""

from __future__ import annotations

from typing import NamedTuple


class Every(NamedTuple):
    """Documents that hold every part."""

    parts: tuple[Expression, ...]


class Any(NamedTuple):
    """Documents that hold one of the parts at least."""

    parts: tuple[Expression, ...]


class Phrase(NamedTuple):
    """Documents that hold the lexemes one after the other."""

    lexemes: tuple[str, ...]


class Without(NamedTuple):
    """Documents that hold `wanted` and nothing of `unwanted`."""

    wanted: Expression
    unwanted: Expression


type Expression = str | Every | Any | Phrase | Without
