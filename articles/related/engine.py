"""Updating of the related lists after a change of one article: its own and its neighbours'."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from articles.conf import LANGUAGES
from articles.models import Article
from articles.related import candidates, document_frequencies, profiles, related_links
from articles.related.models import Profile, RelatedLink
from articles.related.profiles import ArticleText
from articles.related.reasons import Reason, ReasonBuilder
from articles.related.scoring import (
    MAX_LINKS,
    ArticleFeatures,
    ScoredArticle,
    Scorer,
    select_best,
)
from articles.related.storylines import Storyline, find_storyline
from articles.related.term_vectors import LINK_PREFIX, TAG_PREFIX, TermWeights, term_id, to_vector


def recompute(article_id: int) -> None:
    """Recompute the article's list and its place in the lists of others, in every language.

    One transaction that locks the article and then each language (see
    `document_frequencies.lock_language`): about twenty queries a language and two for
    each of the 44 indexed terms at most, whatever the size of the archive. An article
    that is not published in a language is removed from its lists. Idempotent.
    """
    at = timezone.now()
    with transaction.atomic():
        locked = Article.objects.select_for_update(no_key=True).filter(pk=article_id)
        if not locked.values_list("pk").first():
            return
        for language in LANGUAGES:
            _recompute(article_id, language, at)


def remove(article_id: int) -> None:
    """Remove the article from every list, except where an editor pinned it; one transaction."""
    with transaction.atomic():
        for language in LANGUAGES:
            _remove(article_id, language)


def _remove(article_id: int, language: str) -> None:
    document_frequencies.lock_language(language)
    profiles.delete_profiles([article_id], [language])
    _delete_links(article_id, language)


def _delete_links(article_id: int, language: str) -> None:
    """Delete the article's list, and its links in other lists without those of editors."""
    stored = RelatedLink.objects.filter(language=language)
    stored.filter(source=article_id).delete()
    stored.filter(target=article_id, pinned=False, banned=False).delete()


def _recompute(article_id: int, language: str, at: datetime) -> None:
    eligible = profiles.eligible_articles(language, at=at)
    texts = profiles.load_texts(eligible.filter(pk=article_id), language)
    if not texts:
        _remove(article_id, language)
        return
    text, term_weights = texts[0], texts[0].term_weights()
    document_frequencies.lock_language(language)
    profile = profiles.save_profiles(texts, language, {text.pk: term_weights})[text.pk]
    neighbours = Neighbours(text, profile, term_weights, language)
    neighbours.find()
    _delete_links(text.pk, language)
    RelatedLink.objects.bulk_create(neighbours.build_links(), ignore_conflicts=True)
    neighbours.save_storyline()
    related_links.insert_into_lists(text.pk, language, neighbours.scored, neighbours.reason)
    Profile.objects.filter(pk=profile.pk).update(linked_at=at)


class Neighbours:
    """The nearest articles of one article; `find` fills `scored` and `storyline`.

    `scored` holds every candidate with a score, duplicates of the article too. The
    constructor costs one query.
    """

    def __init__(
        self, text: ArticleText, profile: Profile, term_weights: TermWeights, language: str
    ) -> None:
        self.text = text
        self.profile = profile
        self.term_weights = term_weights
        self.language = language
        self.source = ArticleFeatures(
            text.pk,
            text.section_id,
            text.day,
            profile.headline,
            to_vector(term_weights, language),
            profile.line,
        )
        self.statistics = document_frequencies.term_statistics(self.source.vector.weights, language)
        self.idf = self.statistics.idf
        self.scored: list[ScoredArticle] = []
        self.storyline: Storyline | None = None
        self.cache: dict[int, ArticleFeatures] = {}
        self.reason_builder = ReasonBuilder(self.source, term_weights, self.idf, language)

    def find(
        self,
        *,
        pool: Collection[int] | None = None,
        cache: dict[int, ArticleFeatures] | None = None,
    ) -> None:
        """Find and score candidates, of the `pool` only if one is given.

        `cache` holds features by primary key: those in it are not read, those read are
        added. Two queries for each indexed term, and one.
        """
        self.cache = {} if cache is None else cache
        scorer = Scorer(
            self.source,
            self.statistics,
            tags_and_links=self._term_ids_with_prefix(TAG_PREFIX, LINK_PREFIX),
            links=self._term_ids_with_prefix(LINK_PREFIX),
        )
        terms = candidates.index_term_ids(self.term_weights, self.idf, self.language)
        ids = candidates.candidate_ids(self.source, terms, scorer.factors, pool=pool)
        others = candidates.load_features(ids, self.language, self.cache)
        self.scored = scorer.score_articles(others)
        self.storyline = find_storyline(scorer, others)

    def best(self, limit: int = MAX_LINKS, excluded: Iterable[int] = ()) -> list[ScoredArticle]:
        """The best cards, without duplicates of the article and each other, and `excluded`."""
        excluded = set(excluded)
        allowed = (each for each in self.scored if each.features.pk not in excluded)
        cards = (each for each in allowed if each.is_card and not each.is_duplicate)
        return select_best(cards, limit)

    def build_links(self) -> list[RelatedLink]:
        """The unsaved links of the article's list: pins and bans of editors, then the best."""
        text = self.text
        by_editors = related_links.editor_links(text.pk, self.language, text.pins, text.bans)
        best = self.best(excluded={link.target_id for link in by_editors})
        computed = related_links.engine_links(text.pk, self.language, best, self.reason)
        return [*by_editors, *computed]

    def reason(self, other: ScoredArticle) -> Reason:
        """The reason for which the other is in the article's list."""
        line = self.storyline.number if self.storyline else self.profile.line
        features = other.features
        if self.storyline and features.pk == self.storyline.first_article:
            features = features._replace(line=line)
        return self.reason_builder.build(features, line)

    def save_storyline(self) -> None:
        """Store the storyline of the article, and of its first one if it is new; two queries."""
        number = self.storyline.number if self.storyline else None
        if self.storyline is None and self.profile.line == self.text.pk:
            number = self.text.pk
        of_language = Profile.objects.filter(language=self.language)
        if number != self.profile.line:
            of_language.filter(pk=self.profile.pk).update(line=number)
            self.profile.line = number
            self.cache.pop(self.text.pk, None)
        if self.storyline and self.storyline.first_article:
            of_language.filter(article=self.storyline.first_article).update(line=number)
            self.cache.pop(self.storyline.first_article, None)

    def _term_ids_with_prefix(self, *prefixes: str) -> frozenset[int]:
        chosen = (term for term in self.term_weights.terms if term[0] in prefixes)
        return frozenset(term_id(term, self.language) for term in chosen)


def rank_pool(
    article_id: int, language: str, *, pool: Collection[int], at: datetime, limit: int = MAX_LINKS
) -> list[int]:
    """The primary keys of the best articles of the pool, the best first; for evaluation.

    Ordered as a list is, without pins and without writing it. Candidates below the floor of cards
    are ranked too: editors name a few of many right articles, which tells how good an
    order is and not where to end it.
    """
    eligible = profiles.eligible_articles(language, at=at)
    text = profiles.load_texts(eligible.filter(pk=article_id), language)[0]
    profile = Profile.objects.get(article=article_id, language=language)
    neighbours = Neighbours(text, profile, text.term_weights(), language)
    neighbours.find(pool=pool)
    others = (each for each in neighbours.scored if not each.is_duplicate)
    return [each.features.pk for each in select_best(others, limit)]
