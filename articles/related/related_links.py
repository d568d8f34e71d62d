"""The rows of related lists: building those of an article, and inserting it into other lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from articles.models import Article
from articles.related.models import RelatedLink
from articles.related.reasons import Reason
from articles.related.scoring import MAX_LINKS, ScoredArticle

type ReasonFunction = Callable[[ScoredArticle], Reason]
"""Returns the reason for which a scored article is related."""


def editor_links(
    source: int, language: str, pins: Sequence[int], bans: Sequence[int]
) -> list[RelatedLink]:
    """Unsaved links to the pinned articles, in their order, and to the banned ones.

    Articles that do not exist are ignored; one that is pinned and banned is banned. One
    query, none without pins and bans.
    """
    if not pins and not bans:
        return []
    lists = Article.objects.filter(pk__in=[*pins, *bans]).values_list("pk", flat=True)
    existing = set(lists) - {source}
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


def engine_links(
    source: int, language: str, chosen: Iterable[ScoredArticle], reason_of: ReasonFunction
) -> list[RelatedLink]:
    """Unsaved links to the scored articles."""
    return [
        RelatedLink(
            source_id=source,
            target_id=each.features.pk,
            language=language,
            score=each.score,
            reason=reason_of(each),
        )
        for each in chosen
    ]


def insert_into_lists(
    pk: int, language: str, scored: Sequence[ScoredArticle], reason_of: ReasonFunction
) -> None:
    """Insert the article into the lists of its neighbours, where it replaces the lowest score.

    Only those of which it is a good card. A list of fewer than MAX_LINKS takes it at any score; one
    that holds a duplicate of the article or the same news, or in which an editor banned it,
    does not. Three queries.
    """
    duplicates = {each.features.pk for each in scored if each.is_repeated}
    neighbours = [each for each in scored if each.is_reverse_card and not each.is_duplicate]
    lists = _load_lists([each.features.pk for each in neighbours], language)
    added: list[RelatedLink] = []
    removed: list[int] = []
    for each in neighbours:
        existing = lists[each.features.pk]
        if any(link.target_id == pk or link.target_id in duplicates for link in existing):
            continue
        computed = sorted(
            (link.score, link.pk) for link in existing if not link.pinned and not link.banned
        )
        if len(computed) >= MAX_LINKS:
            if computed[0][0] >= each.reverse_score:
                continue
            removed.append(computed[0][1])
        reason = reason_of(each)
        added.append(
            RelatedLink(
                source_id=each.features.pk,
                target_id=pk,
                language=language,
                score=each.reverse_score,
                reason=reason,
            )
        )
    RelatedLink.objects.filter(pk__in=removed).delete()
    RelatedLink.objects.bulk_create(added, ignore_conflicts=True)


def _load_lists(sources: Sequence[int], language: str) -> Mapping[int, list[RelatedLink]]:
    rows = RelatedLink.objects.filter(source__in=sources, language=language).defer("reason")
    lists: dict[int, list[RelatedLink]] = defaultdict(list)
    for link in rows:
        lists[link.source_id].append(link)
    return lists
