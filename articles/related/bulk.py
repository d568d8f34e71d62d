"""All lists made anew at once, in memory: for imports, and to follow the words of the time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import batched

from django.db import transaction
from django.utils import timezone

from articles.conf import LANGUAGES
from articles.models import Announcement, TaggedArticle
from articles.related import engine
from articles.related.models import RelatedLink, RelatedTerm
from articles.related.scoring import (
    KEPT,
    Piece,
    first_of_each,
    piece_of,
    rate,
    share,
    why,
    worth_reading,
)
from articles.related.signature import Signature, sign

BATCH = 300
"""Articles written in one transaction; others can write between two."""

type Progress = Callable[[str, int, int], None]
"""Is told (language, articles done, articles in all) after each batch."""


def relate_all(progress: Progress | None = None) -> int:
    """Write the lists of every published article; returns how many lists were written.

    Reads every text once; memory grows by about 10 KB an article. Articles that
    are published meanwhile are done again one by one at the end.
    """
    at = timezone.now()
    last = Announcement.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    written = sum(_Archive(language, at).write(progress) for language in LANGUAGES)
    meanwhile = Announcement.objects.filter(pk__gt=last).order_by("article")
    for article_id in meanwhile.values_list("article", flat=True).distinct():
        engine.recompute(article_id)
    return written


class _Archive:
    """Every listed article of one language, by its terms."""

    def __init__(self, language: str, at: datetime) -> None:
        self.language = language
        self.listed = engine.listed(language, at=at)
        self.pieces: dict[int, Piece] = {}
        self.signatures: dict[int, Signature] = {}
        self.pins: dict[int, list[int]] = {}
        self.mentions: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._read()

    def write(self, progress: Progress | None) -> int:
        """Replace terms and links batch by batch; returns how many articles were done."""
        self._drop_unlisted()
        counts = {term: len(mentions) for term, mentions in self.mentions.items()}
        done = 0
        for batch in batched(self.pieces, BATCH, strict=False):
            links = [link for pk in batch for link in self._links(pk, counts)]
            self._replace(batch, links)
            done += len(batch)
            if progress:
                progress(self.language, done, len(self.pieces))
        return done

    def _read(self) -> None:
        tags = self._tags()
        names = [f"{name}_{self.language}" for name in ("headline", "standfirst", "body")]
        rows = self.listed.order_by("pk").values_list(
            "pk", *names, "section", f"published_at_{self.language}", "live_revision__data__pins"
        )
        for pk, headline, standfirst, html, section, published_at, pins in rows.iterator(500):
            signature = sign(headline, standfirst or "", html, tags.get(pk, ()))
            self.pieces[pk] = piece_of(pk, headline, section, published_at)
            self.signatures[pk] = signature
            if pins:
                self.pins[pk] = pins
            for term, mention in signature.items():
                self.mentions[term].append((pk, mention.weight))

    def _tags(self) -> dict[int, list[tuple[int, str]]]:
        tags: dict[int, list[tuple[int, str]]] = defaultdict(list)
        rows = TaggedArticle.objects.filter(tag__is_retired=False).values_list(
            "content_object", "tag", f"tag__name_{self.language}"
        )
        for article, tag, name in rows.iterator(2000):
            tags[article].append((tag, name or ""))
        return tags

    def _links(self, pk: int, counts: dict[str, int]) -> Iterator[RelatedLink]:
        signature = self.signatures[pk]
        shared = share(
            signature,
            worth_reading(signature, counts),
            lambda term: self.mentions[term],
            counts=counts,
            articles=len(self.pieces),
        )
        piece = self.pieces[pk]
        neighbours = rate(piece, [self.pieces[other] for other in shared], shared)
        pinned = engine.pin_links(pk, self.language, self.pins.get(pk, ()))
        taken = {link.target_id for link in pinned}
        yield from pinned
        free = [each for each in neighbours if each.piece.pk not in taken]
        for other, score in first_of_each(free, KEPT):
            reason = why(piece, other, shared[other.pk].terms, signature)
            yield engine.link(pk, other.pk, self.language, score, reason)

    def _replace(self, batch: tuple[int, ...], links: list[RelatedLink]) -> None:
        terms = [
            row for pk in batch for row in engine.term_rows(pk, self.language, self.signatures[pk])
        ]
        with transaction.atomic():
            of_batch = {"language": self.language}
            RelatedTerm.objects.filter(article__in=batch, **of_batch).delete()
            RelatedLink.objects.filter(source__in=batch, **of_batch).delete()
            RelatedTerm.objects.bulk_create(terms, batch_size=1000)
            RelatedLink.objects.bulk_create(links, batch_size=1000, ignore_conflicts=True)

    def _drop_unlisted(self) -> None:
        listed = self.listed.values("pk")
        of_language = {"language": self.language}
        with transaction.atomic():
            RelatedTerm.objects.filter(**of_language).exclude(article__in=listed).delete()
            RelatedLink.objects.filter(**of_language).exclude(source__in=listed).delete()
            unpinned = RelatedLink.objects.filter(pinned=False, **of_language)
            unpinned.exclude(target__in=listed).delete()
