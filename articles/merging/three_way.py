"""Two contents merged field by field, and the answers to what is left open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from articles.arabic.slugs import slugify
from articles.conf import LANGUAGES
from articles.content import SHARED_FIELDS, Data
from articles.errors import Refused
from articles.merging import bodies
from articles.merging.conflicts import BOTH, MINE, NEWEST, Blocks, Conflict
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
            runs[name] = bodies.merged(name, base, newest, mine)
            data[name] = bodies.joined(runs[name])
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
