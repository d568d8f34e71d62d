"""All lists made anew: for imports, and to follow the words of the time."""

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
from articles.related import engine, frequencies, profiles
from articles.related.models import Profile, RelatedLink
from articles.related.scoring import Subject

BATCH: Final = 200
"""Articles written in one transaction; others can write between two."""
RECENT: Final = timedelta(days=1)
"""Lists made within this time are left as they are when the work is taken up again."""

MOST_KNOWN: Final = 8000
"""Articles that are kept at hand while an archive is gone through, about 15 KB each."""

type Progress = Callable[[str, int, int], None]
"""Is told (language, articles done, articles in all) after each batch."""


def relate_all(progress: Progress | None = None, *, resume: bool = False) -> int:
    """Write the lists of every published article; returns how many lists were written.

    First what every article is about; then the lists, in the order of publication,
    so that story lines begin with their first piece. Of an archive's texts only a
    batch is in memory at a time, and of what is compared the last MOST_KNOWN. With
    `resume`, profiles that are there and lists of the last day are left as they
    are. Articles that are published meanwhile are done again at the end, one by one.
    """
    at = timezone.now()
    last = Announcement.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for language in LANGUAGES:
        _drop_unlisted(language, at)
        _describe_all(language, at, resume=resume)
    before = at - RECENT if resume else at
    written = sum(_link_all(language, at, before, progress) for language in LANGUAGES)
    meanwhile = Announcement.objects.filter(pk__gt=last).order_by("article")
    for article_id in meanwhile.values_list("article", flat=True).distinct():
        engine.recompute(article_id)
    return written


def is_needed() -> bool:
    """Whether a published article has no list yet; a query a language."""
    at = timezone.now()
    return any(_without_list(language, at).exists() for language in LANGUAGES)


def _without_list(language: str, at: datetime) -> ArticleQuerySet:
    done = Profile.objects.filter(language=language, linked_at__isnull=False)
    return profiles.listed(language, at=at).exclude(pk__in=done.values("article"))


def _describe_all(language: str, at: datetime, *, resume: bool) -> None:
    """Make every profile and its index; those that are there stay when the work is taken up."""
    listed = profiles.listed(language, at=at)
    if resume:
        there = Profile.objects.filter(language=language).values("article")
        listed = listed.exclude(pk__in=there)
    for batch in _batches(listed.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            read = profiles.texts(listed.filter(pk__in=batch), language)
            signatures = {text.pk: text.sign() for text in read}
            frequencies.hold(language)
            profiles.write(read, language, signatures, anew=True)


def _link_all(language: str, at: datetime, before: datetime, progress: Progress | None) -> int:
    undone = Profile.objects.filter(
        Q(linked_at__isnull=True) | Q(linked_at__lt=before), language=language
    )
    total, done = undone.count(), 0
    known: dict[int, Subject] = {}
    in_order = undone.order_by(f"article__published_at_{language}", "article")
    for batch in _batches(in_order.values_list("article", flat=True)):
        with transaction.atomic():
            frequencies.hold(language)
            done += _link(batch, language, at, known)
        _forget_oldest(known)
        if progress:
            progress(language, done, total)
    return done


def _link(batch: tuple[int, ...], language: str, at: datetime, known: dict[int, Subject]) -> int:
    """Write the lists of these articles; returns how many there were."""
    listed = profiles.listed(language, at=at)
    read = {text.pk: text for text in profiles.texts(listed.filter(pk__in=batch), language)}
    rows = Profile.objects.filter(article__in=batch, language=language)
    made = {profile.article_id: profile for profile in rows}
    links: list[RelatedLink] = []
    for pk in batch:
        if pk not in read:
            continue
        neighbours = engine.Neighbours(read[pk], made[pk], read[pk].sign(), language)
        neighbours.find(known=known)
        links += neighbours.own_list()
        neighbours.keep_line()
    RelatedLink.objects.filter(source__in=batch, language=language).delete()
    RelatedLink.objects.bulk_create(links, batch_size=1000, ignore_conflicts=True)
    Profile.objects.filter(article__in=batch, language=language).update(linked_at=at)
    return len(read)


def _forget_oldest(known: dict[int, Subject]) -> None:
    """Keep memory flat: half of what is known goes when it is too much."""
    if len(known) > MOST_KNOWN:
        for pk in list(islice(known, MOST_KNOWN // 2)):
            del known[pk]


def _batches(ids: QuerySet[Profile, int]) -> Iterator[tuple[int, ...]]:
    """The ids in batches; they are read at once, so that writing between does not disturb."""
    return iter(list(batched(list(ids), BATCH, strict=False)))


def _drop_unlisted(language: str, at: datetime) -> None:
    listed = profiles.listed(language, at=at).values("pk")
    gone = Profile.objects.filter(language=language).exclude(article__in=listed)
    for batch in batched(list(gone.values_list("article", flat=True)), BATCH, strict=False):
        with transaction.atomic():
            frequencies.hold(language)
            profiles.remove(batch, [language])
    with transaction.atomic():
        frequencies.hold(language)
        of_language = RelatedLink.objects.filter(language=language)
        of_language.exclude(source__in=listed).delete()
        chosen = of_language.filter(pinned=False, banned=False)
        chosen.exclude(target__in=listed).delete()
