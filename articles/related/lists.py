"""The rows of the lists: an article's own, and its place in those of its neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from articles.models import Article
from articles.related.models import RelatedLink
from articles.related.reasons import Reason
from articles.related.scoring import KEPT, Rated

type Explain = Callable[[Rated], Reason]
"""The reason for an article to stand beside another."""


def chosen_by_desk(
    source: int, language: str, pins: Sequence[int], bans: Sequence[int]
) -> list[RelatedLink]:
    """Unsaved links to what editors pinned, in their order, and banned; one query if any.

    Articles that do not exist are passed over; who is both is banned.
    """
    if not pins and not bans:
        return []
    there = Article.objects.filter(pk__in=[*pins, *bans]).values_list("pk", flat=True)
    existing = set(there) - {source}
    banned = [
        RelatedLink(source_id=source, target_id=pk, language=language, score=0.0, banned=True)
        for pk in bans
        if pk in existing
    ]
    existing -= set(bans)
    pinned = [
        RelatedLink(
            source_id=source,
            target_id=pk,
            language=language,
            position=position,
            score=0.0,
            reason=[["pinned", {}]],
            pinned=True,
        )
        for position, pk in enumerate(pins)
        if pk in existing
    ]
    return [*pinned, *banned]


def links(
    source: int, language: str, chosen: Iterable[Rated], explain: Explain
) -> list[RelatedLink]:
    """Unsaved links of the engine's own choice."""
    return [
        RelatedLink(
            source_id=source,
            target_id=each.subject.pk,
            language=language,
            score=each.score,
            reason=explain(each),
        )
        for each in chosen
    ]


def enter(pk: int, language: str, rated: Sequence[Rated], explain: Explain) -> None:
    """Put the article into each neighbour's list where it is better than its last.

    Not beside a duplicate of it, and not where an editor banned it. Three queries.
    """
    duplicates = {each.subject.pk for each in rated if each.is_duplicate}
    neighbours = [each for each in rated if not each.is_duplicate]
    there = _lists([each.subject.pk for each in neighbours], language)
    entering: list[RelatedLink] = []
    leaving: list[int] = []
    for each in neighbours:
        standing = there[each.subject.pk]
        if any(link.target_id == pk or link.target_id in duplicates for link in standing):
            continue
        free = sorted(
            (link.score, link.pk) for link in standing if not link.pinned and not link.banned
        )
        if len(free) >= KEPT:
            if free[0][0] >= each.back:
                continue
            leaving.append(free[0][1])
        reason = explain(each)
        entering.append(
            RelatedLink(
                source_id=each.subject.pk,
                target_id=pk,
                language=language,
                score=each.back,
                reason=reason,
            )
        )
    RelatedLink.objects.filter(pk__in=leaving).delete()
    RelatedLink.objects.bulk_create(entering, ignore_conflicts=True)


def _lists(sources: Sequence[int], language: str) -> Mapping[int, list[RelatedLink]]:
    rows = RelatedLink.objects.filter(source__in=sources, language=language).defer("reason")
    lists: dict[int, list[RelatedLink]] = defaultdict(list)
    for link in rows:
        lists[link.source_id].append(link)
    return lists
