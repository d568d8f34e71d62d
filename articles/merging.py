"""Two versions of one content merged upon the version that both were made from.

Three-way, as version control does it: field by field, lists by element, and
bodies by block. What only one side changed is taken from that side; what both
changed differently is a conflict that somebody must answer. Pure: no query.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _

from articles import body
from articles.arabic.slugs import slugify
from articles.conf import LANGUAGES
from articles.content import SHARED_FIELDS, Data
from articles.errors import Refused
from articles.models.article import TRANSLATED

NEWEST: Final = "newest"
MINE: Final = "mine"
BOTH: Final = "both"
FIELDS: Final = (
    *(f"{field}_{code}" for code in LANGUAGES for field in TRANSLATED),
    *SHARED_FIELDS,
    "expires_at",
)
"""Every field of a content."""
_LISTS: Final = frozenset({"tags", "bylines", "pins", "bans"})

type Blocks = tuple[str, ...]


class Conflict(NamedTuple):
    """What both sides changed differently: a field's values, or a run of blocks of a body.

    `number` tells the conflicts of one body apart; it is 1 elsewhere. The values
    of a body are lists of blocks (HTML).
    """

    field: str
    number: int
    base: Any
    newest: Any
    mine: Any

    @property
    def key(self) -> str:
        """What an answer names it by."""
        return f"{self.field}:{self.number}"

    @property
    def is_body(self) -> bool:
        """Whether it is about blocks, of which both may stand."""
        return self.field.startswith("body_")


@dataclass(frozen=True, slots=True)
class Merge:
    """The result: `data` holds the newest side's value wherever there is a conflict."""

    data: Data
    conflicts: list[Conflict]
    runs: dict[str, list[Blocks | Conflict]]
    """Each merged body as its runs of blocks, conflicts in their places."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left to answer."""
        return not self.conflicts


def merge(
    base: Data | None, newest: Data, mine: Data, *, fields: Collection[str] | None = None
) -> Merge:
    """Merge `mine` into `newest`; both were made from `base`.

    Only `fields` are merged (default: all), others keep the newest side's value.
    Without a base every difference is a conflict.
    """
    data = dict(newest)
    conflicts: list[Conflict] = []
    runs: dict[str, list[Blocks | Conflict]] = {}
    for name in FIELDS:
        if (fields is not None and name not in fields) or newest.get(name) == mine.get(name):
            continue
        if name.startswith("body_"):
            runs[name] = _merged_body(name, base, newest, mine)
            data[name] = _joined(runs[name])
            conflicts += [run for run in runs[name] if isinstance(run, Conflict)]
        elif base is None or not _merge_field(name, base, data, mine):
            old = None if base is None else base.get(name)
            conflicts.append(Conflict(name, 1, old, newest.get(name), mine.get(name)))
    conflicts = [each for each in conflicts if not _is_derived(each, newest, mine)]
    return Merge(data, conflicts, runs)


def resolve(merge: Merge, answers: Mapping[str, str]) -> Data:
    """The merged content with every conflict answered: `{conflict.key: NEWEST | MINE | BOTH}`.

    BOTH is for bodies alone: the newest side's blocks, then mine. Raises Refused
    while a conflict has no answer.
    """
    for conflict in merge.conflicts:
        allowed = (NEWEST, MINE, BOTH) if conflict.is_body else (NEWEST, MINE)
        if answers.get(conflict.key) not in allowed:
            raise Refused(_("Choose what should stand wherever both versions were changed."))
    data = dict(merge.data)
    for conflict in merge.conflicts:
        if not conflict.is_body:
            is_mine = answers[conflict.key] == MINE
            data[conflict.field] = conflict.mine if is_mine else conflict.newest
    for name, runs in merge.runs.items():
        data[name] = "".join(block for run in runs for block in _answered(run, answers))
    return _with_slugs(data, merge)


def _answered(run: Blocks | Conflict, answers: Mapping[str, str]) -> Iterable[str]:
    if not isinstance(run, Conflict):
        return run
    chosen = {NEWEST: run.newest, MINE: run.mine, BOTH: [*run.newest, *run.mine]}
    blocks: list[str] = chosen[answers[run.key]]
    return blocks


def _merge_field(name: str, base: Data, data: Data, mine: Data) -> bool:
    """Merge one field of `mine` into `data`; False where both sides changed it."""
    old, new, own = base.get(name), data.get(name), mine.get(name)
    if own == old:
        return True
    if new == old:
        data[name] = own
    elif name in _LISTS:
        data[name] = _merged_list(old or [], new or [], own or [])
    else:
        return False
    return True


def _merged_list(old: Sequence[Any], new: Sequence[Any], own: Sequence[Any]) -> list[Any]:
    """The newest side's list without what mine took out, then what mine put in."""
    kept = [each for each in new if each in own or each not in old]
    return kept + [each for each in own if each not in old and each not in kept]


def _is_derived(conflict: Conflict, newest: Data, mine: Data) -> bool:
    """Whether it is a slug that was made from a headline which is merged already."""
    field, _separator, language = conflict.field.rpartition("_")
    return field == "slug" and all(
        side.get(conflict.field) == slugify(side.get(f"headline_{language}") or "")
        for side in (newest, mine)
    )


def _with_slugs(data: Data, merge: Merge) -> Data:
    """A slug that followed the newest side's headline follows the chosen one."""
    for language in LANGUAGES:
        slug, headline = f"slug_{language}", f"headline_{language}"
        if merge.data.get(slug) == slugify(merge.data.get(headline) or ""):
            data[slug] = slugify(data.get(headline) or "")
    return data


# Bodies -----------------------------------------------------------------------------------


class _Edit(NamedTuple):
    """Blocks `low` to `high` of the base are replaced by `blocks` on a side."""

    low: int
    high: int
    side: str
    blocks: Blocks


def _merged_body(name: str, base: Data | None, newest: Data, mine: Data) -> list[Blocks | Conflict]:
    new, own = (body.blocks(side.get(name) or "") for side in (newest, mine))
    if base is None:
        # Nothing says who changed what: what both hold stands, every difference is asked about.
        return _differences(name, new, own)
    old = body.blocks(base.get(name) or "")
    edits = sorted([*_edits(old, new, NEWEST), *_edits(old, own, MINE)], key=lambda each: each[:3])
    runs: list[Blocks | Conflict] = []
    done = number = 0
    for cluster in _clusters(edits):
        low, high = cluster[0].low, max(each.high for each in cluster)
        runs.append(tuple(old[done:low]))
        sides = {side: _side(old, low, high, cluster, side) for side in (NEWEST, MINE)}
        touched = {each.side for each in cluster}
        if len(touched) == 1:
            runs.append(sides[touched.pop()])
        elif sides[NEWEST] == sides[MINE]:
            runs.append(sides[NEWEST])
        else:
            number += 1
            values = (list(old[low:high]), list(sides[NEWEST]), list(sides[MINE]))
            runs.append(Conflict(name, number, *values))
        done = high
    return [*runs, tuple(old[done:])]


def _edits(old: Sequence[str], new: Sequence[str], side: str) -> Iterable[_Edit]:
    """What a side did to the base; blocks that were replaced one by one are edits of their own."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, low, high, start, stop in matcher.get_opcodes():
        if tag == "equal":
            continue
        if high - low == stop - start:
            for n in range(high - low):
                yield _Edit(low + n, low + n + 1, side, (new[start + n],))
        else:
            yield _Edit(low, high, side, tuple(new[start:stop]))


def _clusters(edits: Iterable[_Edit]) -> list[list[_Edit]]:
    """Edits that touch the same blocks, or put something in at the same place, together."""
    clusters: list[list[_Edit]] = []
    for edit in edits:
        if clusters:
            low = clusters[-1][0].low
            high = max(each.high for each in clusters[-1])
            is_same_place = edit.low == edit.high == low == high
            if edit.low < high or is_same_place:
                clusters[-1].append(edit)
                continue
        clusters.append([edit])
    return clusters


def _side(old: Sequence[str], low: int, high: int, cluster: Iterable[_Edit], side: str) -> Blocks:
    """Blocks `low` to `high` of the base as the side left them."""
    blocks: list[str] = []
    done = low
    for edit in cluster:
        if edit.side == side:
            blocks += [*old[done : edit.low], *edit.blocks]
            done = edit.high
    return (*blocks, *old[done:high])


def _differences(name: str, new: Sequence[str], own: Sequence[str]) -> list[Blocks | Conflict]:
    runs: list[Blocks | Conflict] = []
    number = 0
    matcher = SequenceMatcher(None, new, own, autojunk=False)
    for tag, low, high, start, stop in matcher.get_opcodes():
        if tag == "equal":
            runs.append(tuple(new[low:high]))
        else:
            number += 1
            runs.append(Conflict(name, number, [], list(new[low:high]), list(own[start:stop])))
    return runs


def _joined(runs: Iterable[Blocks | Conflict]) -> str:
    parts = (run.newest if isinstance(run, Conflict) else run for run in runs)
    return "".join(block for part in parts for block in part)
