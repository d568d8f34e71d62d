"""Rebuilding of all related lists: after imports, and as document frequencies change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import batched, islice
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.conf import LANGUAGES
from articles.models import Announcement
from articles.models.querysets import ArticleQuerySet
from articles.related import document_frequencies, engine, profiles
from articles.related.models import Profile, RelatedLink
from articles.related.scoring import ArticleFeatures

BATCH: Final = 200
"""Articles of one transaction; other writers proceed between two transactions."""
RECENT: Final = timedelta(days=1)
"""Age up to which a list is left as it is when a rebuild is resumed."""

MAX_CACHED: Final = 8000
"""Articles whose features are kept in memory, about 15 KB each."""

type Progress = Callable[[str, int, int], None]
"""Called with (language, articles done, articles in total) after each batch."""


def rebuild_lists(progress: Progress | None = None, *, resume: bool = False) -> int:
    """Rebuild the lists of every published article; returns the number of lists written.

    First all profiles, then the lists in the order of publication, so that storylines
    start at their first article. Memory is bounded: the texts of one batch, and the
    features of MAX_CACHED articles. With `resume`, existing profiles and lists of the
    last day are left as they are. Articles announced meanwhile are recomputed one by
    one at the end.
    """
    at = timezone.now()
    last = Announcement.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for language in LANGUAGES:
        _delete_ineligible(language, at)
        _build_profiles(language, at, resume=resume)
    before = at - RECENT if resume else at
    written = sum(_build_lists(language, at, before, progress) for language in LANGUAGES)
    meanwhile = Announcement.objects.filter(pk__gt=last).order_by("article")
    for article_id in meanwhile.values_list("article", flat=True).distinct():
        engine.recompute(article_id)
    return written


def is_needed() -> bool:
    """Whether a published article has no list; one query a language at most."""
    at = timezone.now()
    return any(_without_lists(language, at).exists() for language in LANGUAGES)


def _without_lists(language: str, at: datetime) -> ArticleQuerySet:
    done = Profile.objects.filter(language=language, linked_at__isnull=False)
    return profiles.eligible_articles(language, at=at).exclude(pk__in=done.values("article"))


def _build_profiles(language: str, at: datetime, *, resume: bool) -> None:
    """Write every profile and its indexed terms; with `resume` only those that are missing."""
    eligible = profiles.eligible_articles(language, at=at)
    if resume:
        existing = Profile.objects.filter(language=language).values("article")
        eligible = eligible.exclude(pk__in=existing)
    for batch in _batches(eligible.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            texts = profiles.load_texts(eligible.filter(pk__in=batch), language)
            term_weights = {text.pk: text.term_weights() for text in texts}
            document_frequencies.lock_language(language)
            profiles.save_profiles(texts, language, term_weights, reindex=True)


def _build_lists(language: str, at: datetime, before: datetime, progress: Progress | None) -> int:
    outdated = Profile.objects.filter(
        Q(linked_at__isnull=True) | Q(linked_at__lt=before), language=language
    )
    total, done = outdated.count(), 0
    cache: dict[int, ArticleFeatures] = {}
    in_order = outdated.order_by(f"article__published_at_{language}", "article")
    for batch in _batches(in_order.values_list("article", flat=True)):
        with transaction.atomic():
            document_frequencies.lock_language(language)
            done += _build_batch(batch, language, at, cache)
        _evict_oldest(cache)
        if progress:
            progress(language, done, total)
    return done


def _build_batch(
    batch: tuple[int, ...], language: str, at: datetime, cache: dict[int, ArticleFeatures]
) -> int:
    """Write the lists of the articles; returns the number of lists."""
    eligible = profiles.eligible_articles(language, at=at)
    loaded = profiles.load_texts(eligible.filter(pk__in=batch), language)
    texts = {text.pk: text for text in loaded}
    rows = Profile.objects.filter(article__in=batch, language=language)
    profile_of = {profile.article_id: profile for profile in rows}
    links: list[RelatedLink] = []
    for pk in batch:
        if pk not in texts:
            continue
        neighbours = engine.Neighbours(
            texts[pk], profile_of[pk], texts[pk].term_weights(), language
        )
        neighbours.find(cache=cache)
        links += neighbours.build_links()
        neighbours.save_storyline()
    RelatedLink.objects.filter(source__in=batch, language=language).delete()
    RelatedLink.objects.bulk_create(links, batch_size=1000, ignore_conflicts=True)
    Profile.objects.filter(article__in=batch, language=language).update(linked_at=at)
    return len(texts)


def _evict_oldest(cache: dict[int, ArticleFeatures]) -> None:
    """Drop the older half of the cache when it holds more than MAX_CACHED articles."""
    if len(cache) > MAX_CACHED:
        for pk in list(islice(cache, MAX_CACHED // 2)):
            del cache[pk]


def _batches(ids: QuerySet[Profile, int]) -> Iterator[tuple[int, ...]]:
    """The primary keys in batches, all read before the first, since writes change the queryset."""
    return iter(list(batched(list(ids), BATCH, strict=False)))


def _delete_ineligible(language: str, at: datetime) -> None:
    """Delete profiles and links of articles that are no longer eligible."""
    eligible = profiles.eligible_articles(language, at=at).values("pk")
    ineligible = Profile.objects.filter(language=language).exclude(article__in=eligible)
    for batch in _batches(ineligible.values_list("article", flat=True)):
        with transaction.atomic():
            document_frequencies.lock_language(language)
            profiles.delete_profiles(batch, [language])
    with transaction.atomic():
        document_frequencies.lock_language(language)
        of_language = RelatedLink.objects.filter(language=language)
        of_language.exclude(source__in=eligible).delete()
        computed = of_language.filter(pinned=False, banned=False)
        computed.exclude(target__in=eligible).delete()
