"""Which revision was made upon which: each has a base, and a merged one a second parent.

A restored one was made upon the newest of its time, which its author saw, but its
text is that of the version it was restored from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from articles import content, merging
from articles.models import Article
from articles.models.article import Publication

_DEEPEST: Final = 8
"""Crossed merges upon crossed merges: beyond so many nobody knows what was common."""

type Parents = dict[int, tuple[int, ...]]


def lines(article: Article) -> tuple[Parents, Parents]:
    """Of every revision (id): what it was made upon, and what its text comes from; one query.

    The two differ for a restored one: its text is that of the version it was restored from.
    """
    made_upon: Parents = {}
    sources: Parents = {}
    rows = article.revisions.values_list("pk", "base", "merged", "restored_from")
    for pk, base, merged, restored in rows:
        made_upon[pk] = tuple(one for one in (base, merged) if one is not None)
        sources[pk] = (restored,) if restored else made_upon[pk]
    return made_upon, sources


def parents(article: Article) -> Parents:
    """The parents (ids) of every revision (id) of the article; one query."""
    made_upon, _sources = lines(article)
    return made_upon


def ancestors(parents: Parents, pk: int) -> set[int]:
    """The revision and all that it was made upon."""
    found: set[int] = set()
    waiting = [pk]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(parents.get(one, ()))
    return found


def nearest_common(
    parents: Parents, a: int, b: int, *, sources: Parents | None = None
) -> list[int]:
    """The newest revisions that both were made upon, none made upon another; the oldest first.

    More than one where two people merged the same two versions; empty when the
    two have nothing in common. `sources`, where given, is the line of `b`.
    """
    line = sources or parents
    return _newest_of(line, ancestors(parents, a) & ancestors(line, b))


def _newest_of(parents: Parents, shared: set[int]) -> list[int]:
    older = {parent for pk in shared for parent in parents.get(pk, ())}
    return sorted(shared - older)


def common_base(
    article: Article, parents: Parents, a: int, b: int, *, sources: Parents | None = None
) -> content.Data | None:
    """The content that both revisions were made from; None when they have nothing in common.

    `sources`, where given, says instead of `parents` what the text of `b` comes from.
    Where two people merged the same two versions, both of these are common. They
    are merged in turn, and what they differ in is left open, so that two different
    answers to it are a conflict again. One query, one more for every such crossing.
    """
    nearest = nearest_common(parents, a, b, sources=sources)
    return _joint(article, sources or parents, nearest, _DEEPEST)


def _joint(
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
        below = _joint(article, parents, _newest_of(parents, reached & behind), depth - 1)
        data = merging.joint_base(below, data, content.read(rows[number]))
        reached |= behind
    return data


def live_revisions(article: Article, parts: Iterable[str]) -> list[int]:
    """The revisions (ids) that readers of the published ones among the parts see."""
    found = [
        article.shared_revision_id
        if part == content.SHARED
        else article.live_revision_in(part)
        if article.publication_in(part) == Publication.PUBLISHED
        else None
        for part in parts
    ]
    return list(dict.fromkeys(number for number in found if number is not None))
