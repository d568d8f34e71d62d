from typing import Any, NamedTuple


class Conflict(NamedTuple):
    field: str
    number: int
    base: Any
    newest: Any
    mine: Any


class Merge(NamedTuple):
    data: dict[str, Any]
    conflicts: list[Conflict]

    @property
    def is_clean(self):
        return not self.conflicts


def merge(base, newest, mine, *, fields=None):
    data = dict(newest)
    conflicts = []
    for name in fields or newest:
        b, n, m = (base or {}).get(name), newest.get(name), mine.get(name)
        if n == m or m == b:
            continue
        if n == b:
            data[name] = m
        else:
            conflicts.append(Conflict(name, 1, b, n, m))
    return Merge(data, conflicts)
