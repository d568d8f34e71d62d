"""Two contents merged field by field, and the answers to what is left open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from articles.arabic.slugs import slugify
from articles.conf import LANGUAGES
from articles.content import SHARED_FIELDS, Data
from articles.errors import Refused
from articles.merging import bodies, lists
from articles.merging.conflicts import BOTH, KEEP, MINE, NEWEST, Conflict, Removal, Run
from articles.models.article import TRANSLATED

FIELDS: Final = (
    *(f"{field}_{code}" for code in LANGUAGES for field in TRANSLATED),
    *SHARED_FIELDS,
    "expires_at",
)
"""Every field of a content."""
_LISTS: Final = frozenset({"tags", "bylines", "pins", "bans"})


@dataclass(frozen=True, slots=True)
class Merge:
    """The result: `data` holds the newest side's value wherever there is a conflict."""

    data: Data
    conflicts: list[Conflict]
    removals: list[Removal]
    """What one side alone took out; `data` lacks it."""
    runs: dict[str, list[Run]]
    """Each merged body as its runs of blocks, conflicts and removals in their places."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left to answer."""
        return not self.conflicts


class Unanswered(Refused):
    """A conflict has no answer yet; `conflicts` are those that have none."""

    code = "unanswered"

    def __init__(self, conflicts: list[Conflict]) -> None:
        super().__init__(_("Choose what should stand wherever both versions were changed."))
        self.conflicts = conflicts


def merge(base: Data | None, newest: Data, mine: Data) -> Merge:
    """Merge `mine` into `newest`; both were made from `base`.

    Of a field that the base lacks nobody knows what it was: every difference is a
    conflict. So it is with all of them without a base. What only one side changed
    is taken from that side; what it took out so is named in `removals`.
    """
    base = base or {}
    data = dict(newest)
    conflicts: list[Conflict] = []
    removals: list[Removal] = []
    runs: dict[str, list[Run]] = {}
    for name in FIELDS:
        if newest.get(name) == mine.get(name):
            continue
        if name.startswith("body_"):
            runs[name] = bodies.merged(name, base, newest, mine)
            data[name] = bodies.joined(runs[name])
            conflicts += [run for run in runs[name] if isinstance(run, Conflict)]
            removals += [run for run in runs[name] if isinstance(run, Removal)]
        else:
            found = _merged_field(name, base, newest, mine)
            if isinstance(found, Conflict):
                conflicts.append(found)
            else:
                data[name] = found
                removals += _emptied(name, base, newest, mine)
    conflicts = [each for each in conflicts if not _is_derived(each, newest, mine)]
    return Merge(data, conflicts, removals, runs)


def joint_base(base: Data | None, one: Data, other: Data) -> Data:
    """Two bases of one merge as a single one; `base` is what they were made from.

    What they differ in is left open, and what one of them took out: a field is missing, and a
    block of a body is marked so that it is no block of any version. It can serve as a base only.
    """
    merged = merge(base, one, other)
    open_fields = {each.field for each in merged.conflicts}
    open_fields |= {each.field for each in merged.removals}
    open_fields -= merged.runs.keys()
    open_fields |= {
        f"slug_{language}" for language in LANGUAGES if f"headline_{language}" in open_fields
    }
    data = {name: value for name, value in merged.data.items() if name not in open_fields}
    return data | {name: bodies.marked(runs) for name, runs in merged.runs.items()}


def resolve(merge: Merge, answers: Mapping[str, str]) -> Data:
    """The merged content with every conflict answered: `{conflict.key: NEWEST | MINE | BOTH}`.

    BOTH is for bodies alone: the newest side's blocks, then mine, and what they
    share once. `{removal.key: KEEP}` keeps what one side took out.
    Raises Unanswered while a conflict has no answer.
    """
    unanswered = [
        each for each in merge.conflicts if answers.get(each.key) not in each.possible_answers
    ]
    if unanswered:
        raise Unanswered(unanswered)
    data = dict(merge.data)
    for conflict in merge.conflicts:
        if not conflict.is_body:
            is_mine = answers[conflict.key] == MINE
            data[conflict.field] = conflict.mine if is_mine else conflict.newest
    for removal in merge.removals:
        if removal.field not in merge.runs and answers.get(removal.key) == KEEP:
            data[removal.field] = removal.value
    for name, runs in merge.runs.items():
        data[name] = "".join(block for run in runs for block in _answered(run, answers))
    return _with_slugs(data, merge)


def _answered(run: Run, answers: Mapping[str, str]) -> Iterable[str]:
    if isinstance(run, Removal):
        kept: list[str] = run.value
        return kept if answers.get(run.key) == KEEP else ()
    if not isinstance(run, Conflict):
        return run
    chosen: dict[str, list[str]] = {
        NEWEST: run.newest,
        MINE: run.mine,
        BOTH: bodies.both(run.newest, run.mine),
    }
    return chosen[answers[run.key]]


def _emptied(name: str, base: Data, newest: Data, mine: Data) -> list[Removal]:
    """The field's value where one side alone took all of it out; a slug follows its headline."""
    old = base.get(name)
    if not old or name.startswith("slug_") or (newest.get(name) and mine.get(name)):
        return []
    sides = {NEWEST: newest, MINE: mine}
    return [
        Removal(name, 1, side, old)
        for side, other in ((NEWEST, MINE), (MINE, NEWEST))
        if not sides[side].get(name) and sides[other].get(name) == old
    ]


def _merged_field(name: str, base: Data, newest: Data, mine: Data) -> Any:
    """The merged value of a field, or the conflict of both sides."""
    old, new, own = (side.get(name) for side in (base, newest, mine))
    if name not in base:
        return Conflict(name, 1, None, new, own)
    if old in (new, own):
        return own if new == old else new
    if name not in _LISTS:
        return Conflict(name, 1, old, new, own)
    merged = lists.merged(old or [], new or [], own or [])
    if merged.newest == merged.mine:
        return merged.newest
    return Conflict(name, 1, old, merged.newest, merged.mine)


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
