"""The lists of one article: made when it is published, both its own and those it now enters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from articles.conf import LANGUAGES
from articles.models import Article, TaggedArticle
from articles.models.querysets import ArticleQuerySet
from articles.related.models import RelatedLink, RelatedTerm
from articles.related.scoring import (
    KEPT,
    Neighbour,
    Piece,
    Reason,
    Shared,
    first_of_each,
    is_twin,
    piece_of,
    rate,
    share,
    why,
    worth_reading,
)
from articles.related.signature import Signature, sign


def recompute(article_id: int) -> None:
    """Write the article's lists and put it into those of its neighbours, in every language.

    One transaction that locks the article; about ten queries a language,
    whatever the size of the archive. An article that is not (or no longer)
    published in a language is forgotten in it. Idempotent.
    """
    at = timezone.now()
    with transaction.atomic():
        locked = Article.objects.select_for_update(no_key=True).filter(pk=article_id)
        if not locked.values_list("pk").first():
            return
        for language in LANGUAGES:
            _Recomputation(article_id, language, at).run()


def forget(article_id: int) -> None:
    """Take the article out of every list; where an editor pinned it, the pin stays.

    Three deletes.
    """
    with transaction.atomic():
        _forget(article_id, LANGUAGES)


def listed(language: str, *, at: datetime) -> ArticleQuerySet:
    """Articles that readers of the language see at the moment or will see later."""
    return Article.objects.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=at),
        state="published",
        **{f"published_at_{language}__isnull": False},
    )


def link(source: int, target: int, language: str, score: float, reason: Reason) -> RelatedLink:
    """An unsaved link of the engine's own choice."""
    return RelatedLink(
        source_id=source, target_id=target, language=language, score=score, reason=reason
    )


def pin_links(source: int, language: str, pins: Sequence[int]) -> list[RelatedLink]:
    """Unsaved links to the pinned articles that exist, in the editor's order; one query if any."""
    if not pins:
        return []
    existing = set(Article.objects.filter(pk__in=pins).values_list("pk", flat=True)) - {source}
    return [
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


def term_rows(article_id: int, language: str, signature: Signature) -> list[RelatedTerm]:
    """The signature as unsaved rows."""
    return [
        RelatedTerm(
            article_id=article_id,
            language=language,
            term=term,
            weight=mention.weight,
            word=mention.word,
        )
        for term, mention in signature.items()
    ]


def _forget(article_id: int, languages: Iterable[str]) -> None:
    gone = {"language__in": tuple(languages)}
    RelatedTerm.objects.filter(article=article_id, **gone).delete()
    RelatedLink.objects.filter(source=article_id, **gone).delete()
    RelatedLink.objects.filter(target=article_id, pinned=False, **gone).delete()


class _Recomputation:
    """The work of `recompute` in one language."""

    def __init__(self, article_id: int, language: str, at: datetime) -> None:
        self.pk = article_id
        self.language = language
        self.listed = listed(language, at=at)

    def run(self) -> None:
        """Forget what was, then write what is."""
        _forget(self.pk, [self.language])
        texts = [f"{name}_{self.language}" for name in ("headline", "standfirst", "body")]
        row = (
            self.listed.filter(pk=self.pk)
            .values_list(
                *texts, "section", f"published_at_{self.language}", "live_revision__data__pins"
            )
            .first()
        )
        if row is None:
            return
        headline, standfirst, html, section, published_at, pins = row
        piece = piece_of(self.pk, headline, section, published_at)
        signature = sign(headline, standfirst or "", html, self._tags())
        RelatedTerm.objects.bulk_create(term_rows(self.pk, self.language, signature))
        shared = self._shared(signature)
        others = self._pieces(shared)
        neighbours = rate(piece, others, shared)

        def reason(other: Piece) -> Reason:
            return why(piece, other, shared[other.pk].terms, signature)

        self._write_own(neighbours, pins or [], reason)
        self._enter(neighbours, {each.pk for each in others if is_twin(piece, each)}, reason)

    def _tags(self) -> list[tuple[int, str]]:
        tagged = TaggedArticle.objects.filter(content_object=self.pk, tag__is_retired=False)
        names = tagged.values_list("tag", f"tag__name_{self.language}")
        return [(pk, name or "") for pk, name in names]

    def _shared(self, signature: Signature) -> dict[int, Shared]:
        terms = RelatedTerm.objects.filter(language=self.language)
        counts = dict(
            terms.filter(term__in=list(signature))
            .values_list("term")
            .annotate(articles=Count("article"))
        )
        chosen = worth_reading(signature, counts)
        rows = terms.filter(term__in=chosen).exclude(article=self.pk)
        mentions: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for term, pk, weight in rows.values_list("term", "article", "weight"):
            mentions[term].append((pk, weight))
        return share(
            signature,
            chosen,
            lambda term: mentions[term],
            counts=counts,
            articles=self.listed.count(),
        )

    def _pieces(self, shared: Iterable[int]) -> list[Piece]:
        rows = self.listed.filter(pk__in=list(shared)).values_list(
            "pk", f"headline_{self.language}", "section", f"published_at_{self.language}"
        )
        return [piece_of(*row) for row in rows]

    def _write_own(
        self,
        neighbours: Sequence[Neighbour],
        pins: Sequence[int],
        reason: Callable[[Piece], Reason],
    ) -> None:
        pinned = pin_links(self.pk, self.language, pins)
        taken = {each.target_id for each in pinned}
        free = [each for each in neighbours if each.piece.pk not in taken]
        chosen = [
            link(self.pk, each.piece.pk, self.language, each.score, reason(each.piece))
            for each in first_of_each(free, KEPT)
        ]
        RelatedLink.objects.bulk_create([*pinned, *chosen], ignore_conflicts=True)

    def _enter(
        self,
        neighbours: Sequence[Neighbour],
        twins: set[int],
        reason: Callable[[Piece], Reason],
    ) -> None:
        """Stand in each neighbour's list where the article is better than its last.

        Not beside a twin of it, which has the same headline.
        """
        lists: dict[int, list[tuple[int, int, float, bool]]] = defaultdict(list)
        sources = [each.piece.pk for each in neighbours]
        rows = RelatedLink.objects.filter(source__in=sources, language=self.language)
        columns = rows.values_list("source_id", "pk", "target_id", "score", "pinned")
        for source, pk, target, score, pinned in columns:
            lists[source].append((pk, target, score, pinned))
        entering, leaving = [], []
        for each in neighbours:
            there = lists[each.piece.pk]
            if any(target == self.pk or target in twins for _pk, target, _score, _pinned in there):
                continue
            free = sorted((score, pk) for pk, _target, score, pinned in there if not pinned)
            if len(free) >= KEPT:
                if free[0][0] >= each.score:
                    continue
                leaving.append(free[0][1])
            entering.append(
                link(each.piece.pk, self.pk, self.language, each.score, reason(each.piece))
            )
        RelatedLink.objects.filter(pk__in=leaving).delete()
        RelatedLink.objects.bulk_create(entering, ignore_conflicts=True)
