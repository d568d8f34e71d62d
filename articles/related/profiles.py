"""Profiles: what every published article is about, and the index and counts made from them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from django.db.models import Q

from articles.models import Article, TaggedArticle
from articles.models.querysets import ArticleQuerySet
from articles.models.rows import insert
from articles.related import frequencies
from articles.related.finding import SECONDS_A_DAY, telling
from articles.related.models import IndexedTerm, Profile
from articles.related.signature import (
    Signature,
    Vector,
    headline_key,
    pack,
    restored,
    sign,
    stored,
    term_id,
)


class Text(NamedTuple):
    """What is read of an article: one language's texts, tags, place and the desk's choices."""

    pk: int
    headline: str
    standfirst: str
    html: str
    tags: tuple[tuple[int, str], ...]
    section_id: int | None
    published_at: datetime
    pins: tuple[int, ...]
    bans: tuple[int, ...]

    @property
    def day(self) -> float:
        """The moment of publication in days since 1970."""
        return self.published_at.timestamp() / SECONDS_A_DAY

    def sign(self) -> Signature:
        """Its terms."""
        return sign(self.headline, self.standfirst, self.html, self.tags, pk=self.pk)


def listed(language: str, *, at: datetime) -> ArticleQuerySet:
    """Articles that readers of the language see at the moment or will see later."""
    expires = f"expires_at_{language}"
    return Article.objects.filter(
        Q(**{f"{expires}__isnull": True}) | Q(**{f"{expires}__gt": at}),
        **{f"publication_{language}": "published"},
    )


def texts(chosen: ArticleQuerySet, language: str) -> list[Text]:
    """The chosen articles as they are read; two queries."""
    names = [f"{name}_{language}" for name in ("headline", "standfirst", "body")]
    desk = ("shared_revision__data__pins", "shared_revision__data__bans")
    rows = list(
        chosen.order_by("pk").values_list(
            "pk", *names, "section", f"published_at_{language}", *desk
        )
    )
    tags = _tags([row[0] for row in rows], language)
    return [
        Text(
            pk=pk,
            headline=headline or "",
            standfirst=standfirst or "",
            html=html or "",
            tags=tuple(tags[pk]),
            section_id=section,
            published_at=at,
            pins=_ids(pins),
            bans=_ids(bans),
        )
        for pk, headline, standfirst, html, section, at, pins, bans in rows
    ]


def write(
    read: Iterable[Text],
    language: str,
    signatures: Mapping[int, Signature],
    *,
    anew: bool = False,
) -> dict[int, Profile]:
    """Make the profiles of these articles, and the index and counts follow; by article.

    Eight queries for any number of new ones, and a delete for each that is
    another than before; two when nothing changed. With `anew` those that did not
    change are indexed again by what is rare now. Inside a transaction.
    """
    made = {text.pk: _profile(text, language, signatures[text.pk]) for text in read}
    kept = {each.article_id: each for each in _of(made, language)}
    changed = [each for pk, each in made.items() if anew or not _is_same(kept.get(pk), each)]
    if not changed:
        return kept
    before = {pk: set(restored(kept[pk].vector).weights) if pk in kept else set() for pk in made}
    vectors = {each.article_id: restored(each.vector) for each in changed}
    changes: Counter[int] = Counter()
    for pk, vector in vectors.items():
        changes.update(frequencies.difference(before[pk], vector.weights))
        changes[frequencies.everything(language)] += pk not in kept
    frequencies.change(changes)
    unindex(kept[pk] for pk in vectors if pk in kept)
    _index(changed, vectors, signatures, language)
    Profile.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["article", "language"],
        update_fields=["moment", "section", "headline", "vector"],
        batch_size=500,
    )
    return {each.article_id: each for each in _of(made, language)}


def remove(article_ids: Iterable[int], languages: Iterable[str]) -> None:
    """Forget what these articles are about; five queries a language, inside a transaction."""
    ids = list(article_ids)
    for language in languages:
        profiles = list(_of(ids, language))
        if not profiles:
            continue
        changes: Counter[int] = Counter()
        for profile in profiles:
            changes.subtract(dict.fromkeys(restored(profile.vector).weights, 1))
            changes[frequencies.everything(language)] -= 1
        frequencies.change(changes)
        unindex(profiles)
        Profile.objects.filter(pk__in=[profile.pk for profile in profiles]).delete()


def unindex(profiles: Iterable[Profile]) -> None:
    """Take the articles out of the index; a delete each, through its key."""
    for profile in profiles:
        IndexedTerm.objects.filter(
            term__in=set(restored(profile.vector).weights),
            day=int(profile.moment),
            article=profile.article_id,
        ).delete()


def _of(ids: Iterable[int], language: str) -> Iterable[Profile]:
    return Profile.objects.filter(article__in=list(ids), language=language)


def _index(
    changed: Iterable[Profile],
    vectors: Mapping[int, Vector],
    signatures: Mapping[int, Signature],
    language: str,
) -> None:
    ids = set(chain.from_iterable(vector.weights for vector in vectors.values()))
    rarity = frequencies.rarities(ids, language)
    rows = (
        (term, int(profile.moment), profile.article_id)
        for profile in changed
        for term in telling(signatures[profile.article_id], rarity, language)
    )
    insert(IndexedTerm, ("term", "day", "article"), rows, "ON CONFLICT DO NOTHING")


def _profile(text: Text, language: str, signature: Signature) -> Profile:
    key = headline_key(text.headline)
    return Profile(
        article_id=text.pk,
        language=language,
        moment=text.day,
        section=text.section_id,
        headline=term_id(f"headline {key}", language) if key else 0,
        vector=stored(pack(signature, language)),
    )


def _is_same(one: Profile | None, other: Profile) -> bool:
    return one is not None and _compared(one) == _compared(other)


def _compared(profile: Profile) -> tuple[object, ...]:
    vector = bytes(profile.vector)
    return (profile.moment, profile.section, profile.headline, vector)


def _tags(ids: Iterable[int], language: str) -> dict[int, list[tuple[int, str]]]:
    tags: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = TaggedArticle.objects.filter(content_object__in=list(ids), tag__is_retired=False)
    names = rows.order_by("pk").values_list("content_object", "tag", f"tag__name_{language}")
    for article, tag, name in names:
        tags[article].append((tag, name or ""))
    return tags


def _ids(value: object) -> tuple[int, ...]:
    return tuple(value) if isinstance(value, list) else ()
