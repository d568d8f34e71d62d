"""Two lists (tags, bylines, related articles) merged upon a third, members and order."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, NamedTuple


class Merged(NamedTuple):
    """The merged members in the order of each side; the same where the order is not disputed."""

    newest: list[Any]
    mine: list[Any]


def merged(old: Sequence[Any], new: Sequence[Any], own: Sequence[Any]) -> Merged:
    """What neither side took out and what either put in.

    The order is that of the side which changed it. Where both did, differently, it
    is disputed. What the other side put in stands first or last as it did there,
    or after what it was put behind.
    """
    there = {_key(each): each for side in (new, own) for each in side}
    before, newest, mine = ([_key(each) for each in side] for side in (old, new, own))
    members = (set(newest) & set(mine)) | ((set(newest) | set(mine)) - set(before))
    stayed = members & set(before)
    was, now, here = ([key for key in side if key in stayed] for side in (before, newest, mine))
    led_by_newest = _led(newest, mine, members)
    led_by_mine = _led(mine, newest, members)
    if here in (was, now):
        led_by_mine = led_by_newest
    elif now == was:
        led_by_newest = led_by_mine
    return Merged([there[key] for key in led_by_newest], [there[key] for key in led_by_mine])


def _key(element: Any) -> Hashable:
    return tuple(sorted(element.items())) if isinstance(element, dict) else element


def _led(
    leader: Sequence[Hashable], other: Sequence[Hashable], members: set[Hashable]
) -> list[Hashable]:
    """The members in the leader's order, with those that only the other has in their places."""
    row = [key for key in dict.fromkeys(leader) if key in members]
    shared = set(row) & set(other)
    behind: dict[Hashable | None, list[Hashable]] = {}
    last = None
    for key in other:
        if key in shared:
            last = key
        elif key in members:
            behind.setdefault(last, []).append(key)
    at_the_end = behind.pop(last, [])
    placed: list[Hashable] = []
    for key in row:
        if key in shared:
            placed += behind.pop(None, [])
        placed += [key, *behind.get(key, [])]
    return placed + at_the_end
