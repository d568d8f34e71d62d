"""The ancestry of revisions: each has a base, and a merged one a second parent.

The base of a restored revision is the newest one of its time, but its text comes from the
revision that it was restored from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from articles import content, merging
from articles.models import Article, Revision
from articles.models.article import Publication

_MAX_DEPTH: Final = 8
"""The depth of criss-cross merges beyond which there is no common base."""

type Parents = dict[int, tuple[int, ...]]


def parents_and_sources(article: Article) -> tuple[Parents, Parents]:
    """(parents, sources) of every revision by id; one query.

    `sources` says where a revision's text comes from. It differs from `parents` for a restored
    revision only: its source is the revision that it was restored from.
    """
    made_upon: Parents = {}
    sources: Parents = {}
    rows = article.revisions.values_list("pk", "base", "merged", "restored_from")
    for pk, base, merged, restored in rows:
        made_upon[pk] = tuple(one for one in (base, merged) if one is not None)
        sources[pk] = (restored,) if restored else made_upon[pk]
    return made_upon, sources


def parents(article: Article) -> Parents:
    """The parents of every revision of the article, by id; one query."""
    made_upon, _sources = parents_and_sources(article)
    return made_upon


def ancestors(parents: Parents, pk: int) -> set[int]:
    """The revision and all its ancestors (ids)."""
    found: set[int] = set()
    waiting = [pk]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(parents.get(one, ()))
    return found


def nearest_common_ancestors(
    parents: Parents, a: int, b: int, *, sources: Parents | None = None
) -> list[int]:
    """The nearest common ancestors of `a` and `b` (ids), the oldest first.

    More than one after a criss-cross merge; empty without a common ancestor. `sources`, where
    given, are the parents to follow from `b`.
    """
    shared = ancestors(parents, a) & ancestors(sources or parents, b)
    # By `parents`: what a version was restored upon is undone in it, and so older.
    return _without_ancestors(parents, shared)


def _without_ancestors(parents: Parents, shared: set[int]) -> list[int]:
    older = {parent for pk in shared for parent in parents.get(pk, ())}
    return sorted(shared - older)


def common_base(
    article: Article, parents: Parents, a: int, b: int, *, sources: Parents | None = None
) -> content.Data | None:
    """The content of the merge base of `a` and `b`; None without a common ancestor.

    `sources`, where given, replaces `parents` for `b`. After a criss-cross merge there are
    several bases; they are merged recursively, and what they differ in is left open, so that
    two different answers to it conflict again. One query, and one for every crossing.
    """
    nearest = nearest_common_ancestors(parents, a, b, sources=sources)
    return _merge_bases(article, parents, nearest, _MAX_DEPTH)


def merge(
    article: Article, newest: Revision, mine: Revision
) -> tuple[content.Data | None, merging.Merge]:
    """(merge base, three-way merge) of two revisions; two queries, and one for every crossing."""
    base = common_base(article, parents(article), newest.pk, mine.pk)
    return base, merging.merge(base, content.read(newest), content.read(mine))


def _merge_bases(
    article: Article, parents: Parents, numbers: Sequence[int], depth: int
) -> content.Data | None:
    if not numbers or not depth:
        return None
    rows = article.revisions.in_bulk(numbers)
    first, *others = numbers
    data = content.read(rows[first])
    reached = ancestors(parents, first)
    for number in others:
        behind = ancestors(parents, number)
        below = _merge_bases(
            article, parents, _without_ancestors(parents, reached & behind), depth - 1
        )
        data = merging.joint_base(below, data, content.read(rows[number]))
        reached |= behind
    return data


def live_by_part(article: Article, parts: Iterable[str]) -> dict[str, int]:
    """The id of the live revision by part, of those of the parts that are published."""
    found = {
        part: article.shared_revision_id
        if part == content.SHARED
        else article.live_revision_in(part)
        if article.publication_in(part) == Publication.PUBLISHED
        else None
        for part in parts
    }
    return {part: number for part, number in found.items() if number is not None}


def live_revisions(article: Article, parts: Iterable[str]) -> list[int]:
    """The ids of the live revisions of those of the parts that are published, each once."""
    return list(dict.fromkeys(live_by_part(article, parts).values()))
