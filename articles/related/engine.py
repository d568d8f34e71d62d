"""The lists of one article: made when it is published, both its own and those it now enters."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from articles.conf import LANGUAGES
from articles.models import Article
from articles.related import finding, frequencies, lists, profiles
from articles.related.models import Profile, RelatedLink
from articles.related.profiles import Text
from articles.related.reasons import Explanation, Reason
from articles.related.scoring import KEPT, Rated, Scorer, Subject, best
from articles.related.signature import LINK_MARK, TAG_MARK, Signature, pack, term_id
from articles.related.stories import Line, line_of


def recompute(article_id: int) -> None:
    """Write the article's lists and put it into those of its neighbours, in every language.

    One transaction that locks the article, and others out of the lists (see
    `frequencies.hold`); about twenty queries a language and two for each of its
    two or three dozen telling terms, whatever the size of the archive. An article
    that is not (or no longer) published in a language is forgotten in it. Idempotent.
    """
    at = timezone.now()
    with transaction.atomic():
        locked = Article.objects.select_for_update(no_key=True).filter(pk=article_id)
        if not locked.values_list("pk").first():
            return
        for language in LANGUAGES:
            _recompute(article_id, language, at)


def forget(article_id: int) -> None:
    """Take the article out of every list; where an editor pinned it, the pin stays."""
    with transaction.atomic():
        for language in LANGUAGES:
            _forget(article_id, language)


def _forget(article_id: int, language: str) -> None:
    frequencies.hold(language)
    profiles.remove([article_id], [language])
    links = RelatedLink.objects.filter(language=language)
    links.filter(source=article_id).delete()
    links.filter(target=article_id, pinned=False, banned=False).delete()


def _recompute(article_id: int, language: str, at: datetime) -> None:
    listed = profiles.listed(language, at=at)
    read = profiles.texts(listed.filter(pk=article_id), language)
    if not read:
        _forget(article_id, language)
        return
    text, signature = read[0], read[0].sign()
    frequencies.hold(language)
    profile = profiles.write(read, language, {text.pk: signature})[text.pk]
    neighbours = Neighbours(text, profile, signature, language)
    neighbours.find()
    links = RelatedLink.objects.filter(language=language)
    links.filter(source=text.pk).delete()
    links.filter(target=text.pk, pinned=False, banned=False).delete()
    RelatedLink.objects.bulk_create(neighbours.own_list(), ignore_conflicts=True)
    neighbours.keep_line()
    lists.enter(text.pk, language, neighbours.rated, neighbours.reason)
    Profile.objects.filter(pk=profile.pk).update(linked_at=at)


class Neighbours:
    """The articles near one, found and rated; `rated` has the duplicates among them too."""

    def __init__(self, text: Text, profile: Profile, signature: Signature, language: str) -> None:
        self.text = text
        self.profile = profile
        self.signature = signature
        self.language = language
        self.one = Subject(
            text.pk,
            text.section_id,
            text.day,
            profile.headline,
            pack(signature, language),
            profile.line,
        )
        self.rarity = frequencies.rarities(self.one.vector.weights, language)
        self.rated: list[Rated] = []
        self.line: Line | None = None
        self.known: dict[int, Subject] = {}
        self.explanation = Explanation(self.one, signature, self.rarity, language)

    def find(
        self,
        *,
        pool: Collection[int] | None = None,
        known: dict[int, Subject] | None = None,
    ) -> None:
        """Fill `rated` and `line`; given a `pool`, with its articles only.

        `known` are articles that need not be read again, and those read are added to it.
        """
        self.known = {} if known is None else known
        strong, links = self._marked(TAG_MARK, LINK_MARK), self._marked(LINK_MARK)
        scorer = Scorer(self.one, self.rarity, strong=strong, links=links)
        terms = finding.telling(self.signature, self.rarity, self.language)
        ids = finding.candidates(self.one, terms, scorer.factors, pool=pool)
        others = finding.subjects(ids, self.language, self.known)
        rated = (scorer.rate(other) for other in others)
        self.rated = [each for each in rated if each is not None]
        self.line = line_of(scorer, others)

    def best(self, limit: int = KEPT, without: Iterable[int] = ()) -> list[Rated]:
        """The nearest, best first; never a duplicate of the article or of each other."""
        without = set(without)
        free = (each for each in self.rated if each.subject.pk not in without)
        return best((each for each in free if not each.is_duplicate), limit)

    def own_list(self) -> list[RelatedLink]:
        """The article's list as unsaved links: the desk's choices, then the engine's."""
        text = self.text
        chosen = lists.chosen_by_desk(text.pk, self.language, text.pins, text.bans)
        taken = {link.target_id for link in chosen}
        own = lists.links(text.pk, self.language, self.best(without=taken), self.reason)
        return [*chosen, *own]

    def reason(self, other: Rated) -> Reason:
        """Why the other stands beside the article."""
        line = self.line.number if self.line else self.profile.line
        subject = other.subject
        if self.line and subject.pk == self.line.begun_by:
            subject = subject._replace(line=line)
        return self.explanation.of(subject, line)

    def keep_line(self) -> None:
        """Store the story line of the article, and of the one that began it; two queries."""
        number = self.line.number if self.line else None
        if self.line is None and self.profile.line == self.text.pk:
            number = self.text.pk
        of_language = Profile.objects.filter(language=self.language)
        if number != self.profile.line:
            of_language.filter(pk=self.profile.pk).update(line=number)
            self.profile.line = number
            self.known.pop(self.text.pk, None)
        if self.line and self.line.begun_by:
            of_language.filter(article=self.line.begun_by).update(line=number)
            self.known.pop(self.line.begun_by, None)

    def _marked(self, *marks: str) -> frozenset[int]:
        chosen = (term for term in self.signature.terms if term[0] in marks)
        return frozenset(term_id(term, self.language) for term in chosen)


def ranking(
    article_id: int, language: str, *, pool: Collection[int], at: datetime, limit: int = KEPT
) -> list[int]:
    """The numbers of the pool's articles that the engine would relate, the nearest first.

    The way in which a page's list is made, without writing it and without pins; for measuring.
    """
    listed = profiles.listed(language, at=at)
    text = profiles.texts(listed.filter(pk=article_id), language)[0]
    profile = Profile.objects.get(article=article_id, language=language)
    neighbours = Neighbours(text, profile, text.sign(), language)
    neighbours.find(pool=pool)
    return [each.subject.pk for each in neighbours.best(limit)]
