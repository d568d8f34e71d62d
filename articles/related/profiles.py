"""Profiles: the term vectors of published articles, with their indexed terms and counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from articles.models import Article, TaggedArticle
from articles.models.bulk_insert import bulk_insert
from articles.models.querysets import ArticleQuerySet
from articles.models.visibility import unexpired_q
from articles.related import document_frequencies
from articles.related.candidates import SECONDS_A_DAY, index_term_ids
from articles.related.models import IndexedTerm, Profile
from articles.related.term_vectors import (
    TermVector,
    TermWeights,
    deserialize,
    headline_key,
    serialize,
    term_id,
    to_vector,
    weigh_terms,
)


class ArticleText(NamedTuple):
    """The text of an article in one language, with tags, section, pins and bans."""

    pk: int
    headline: str
    standfirst: str
    html: str
    tags: tuple[tuple[int, str], ...]
    section_id: int | None
    published_at: datetime
    pins: tuple[int, ...]
    bans: tuple[int, ...]
    kind: str

    @property
    def day(self) -> float:
        """The moment of publication in days since 1970."""
        return self.published_at.timestamp() / SECONDS_A_DAY

    def term_weights(self) -> TermWeights:
        """The weighted terms of the text; no query."""
        return weigh_terms(
            self.headline, self.standfirst, self.html, self.tags, pk=self.pk, kind=self.kind
        )


def eligible_articles(language: str, *, at: datetime) -> ArticleQuerySet:
    """Articles that readers of the language see at the moment or will see later."""
    rows: ArticleQuerySet = Article.objects.filter(unexpired_q(language, at=at))
    return rows


def load_texts(chosen: ArticleQuerySet, language: str) -> list[ArticleText]:
    """The texts of the articles in the language, by ascending primary key; two queries."""
    names = ("headline", "standfirst", "body", "published_at")
    desk = ("shared_revision__data__pins", "shared_revision__data__bans")
    columns = [f"{name}_{language}" for name in names]
    rows = list(chosen.order_by("pk").values("pk", "kind", "section", *columns, *desk))
    tags = _tags([row["pk"] for row in rows], language)
    return [
        ArticleText(
            pk=row["pk"],
            headline=row[f"headline_{language}"] or "",
            standfirst=row[f"standfirst_{language}"] or "",
            html=row[f"body_{language}"] or "",
            tags=tuple(tags[row["pk"]]),
            section_id=row["section"],
            published_at=row[f"published_at_{language}"],
            pins=_ids(row["shared_revision__data__pins"]),
            bans=_ids(row["shared_revision__data__bans"]),
            kind=row["kind"],
        )
        for row in rows
    ]


def save_profiles(
    texts: Iterable[ArticleText],
    language: str,
    term_weights: Mapping[int, TermWeights],
    *,
    reindex: bool = False,
) -> dict[int, Profile]:
    """Write the profiles of the texts, their indexed terms and counts; returned by article.

    Eight queries for any number of new profiles, and one more for each that changed;
    two when nothing changed. With `reindex` unchanged ones are indexed again by the
    current document frequencies. The caller holds a transaction and the lock of the
    language.
    """
    made = {text.pk: _profile(text, language, term_weights[text.pk]) for text in texts}
    kept = {each.article_id: each for each in _of(made, language)}
    changed = [each for pk, each in made.items() if reindex or not _is_same(kept.get(pk), each)]
    if not changed:
        return kept
    vectors = {each.article_id: deserialize(each.vector) for each in changed}
    changes = document_frequencies.CountChanges()
    for pk, vector in vectors.items():
        changes.add(vector.weights)
        if pk in kept:
            changes.subtract(deserialize(kept[pk].vector).weights)
        else:
            changes.articles[document_frequencies.total_key(language)] += 1
    changes.save()
    delete_index_terms(kept[pk] for pk in vectors if pk in kept)
    _index(changed, vectors, term_weights, language)
    Profile.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["article", "language"],
        update_fields=["moment", "section", "headline", "vector"],
        batch_size=500,
    )
    return {each.article_id: each for each in _of(made, language)}


def delete_profiles(article_ids: Iterable[int], languages: Iterable[str]) -> None:
    """Delete the profiles of the articles, their indexed terms and counts.

    Five queries a language, and one for each profile. The caller holds a transaction
    and the lock of the language.
    """
    ids = list(article_ids)
    for language in languages:
        profiles = list(_of(ids, language))
        if not profiles:
            continue
        changes = document_frequencies.CountChanges()
        for profile in profiles:
            changes.subtract(deserialize(profile.vector).weights)
            changes.articles[document_frequencies.total_key(language)] -= 1
        changes.save()
        delete_index_terms(profiles)
        Profile.objects.filter(pk__in=[profile.pk for profile in profiles]).delete()


def delete_index_terms(profiles: Iterable[Profile]) -> None:
    """Delete the indexed terms of the profiles; one query for each, by primary key."""
    for profile in profiles:
        IndexedTerm.objects.filter(
            term__in=set(deserialize(profile.vector).weights),
            day=int(profile.moment),
            article=profile.article_id,
        ).delete()


def _of(ids: Iterable[int], language: str) -> Iterable[Profile]:
    return Profile.objects.filter(article__in=list(ids), language=language)


def _index(
    changed: Iterable[Profile],
    vectors: Mapping[int, TermVector],
    term_weights: Mapping[int, TermWeights],
    language: str,
) -> None:
    ids = set(chain.from_iterable(vector.weights for vector in vectors.values()))
    idf = document_frequencies.term_statistics(ids, language).idf
    rows = (
        (term, int(profile.moment), profile.article_id)
        for profile in changed
        for term in index_term_ids(term_weights[profile.article_id], idf, language)
    )
    bulk_insert(IndexedTerm, ("term", "day", "article"), rows, "ON CONFLICT DO NOTHING")


def _profile(text: ArticleText, language: str, term_weights: TermWeights) -> Profile:
    key = headline_key(text.headline)
    return Profile(
        article_id=text.pk,
        language=language,
        moment=text.day,
        section=text.section_id,
        headline=term_id(f"headline {key}", language) if key else 0,
        vector=serialize(to_vector(term_weights, language)),
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
