"""Loads the demo's articles through the workflow verbs."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from articles import workflow
from articles.arabic.normalize import fold_key
from articles.arabic.slugs import slugify
from articles.broadcast.models import BroadcastStatus, Scope
from articles.broadcast.statuses import save_status
from articles.conf import LANGUAGES
from articles.management.demo import images, sources
from articles.management.demo.accounts import DemoPeople
from articles.models import Article, Tag
from articles.models.fields import free_slug
from newsroom.accounts.models import User

SOURCE: Final = "demo"
_WRITTEN: Final = timedelta(hours=3)
_SUBMITTED: Final = timedelta(hours=2)
_APPROVED: Final = timedelta(hours=1)
_SPREAD: Final = 40
"""Minutes over which the articles of one hour are spread."""


@dataclass(slots=True)
class DemoLoader:
    """Creates the articles; `articles` are the ids of existing ones by key."""

    cast: DemoPeople
    now: datetime
    pool: Executor
    articles: dict[str, int] = field(default_factory=dict)
    desk: sources.Item = field(default_factory=sources.desk)
    _english: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        there = Article.objects.filter(source=SOURCE).values_list("source_id", "pk")
        self.articles |= dict(there)
        self._english = {fold_key(ar): en for ar, en in self.desk["tags"].items()}

    def missing_articles(self) -> list[sources.Item]:
        """The articles that do not exist yet, in the order to load them."""
        return [piece for piece in sources.articles() if piece["key"] not in self.articles]

    def load_article(self, piece: sources.Item) -> Article:
        """Create the article and bring it to its state, in one transaction."""
        author = self._writer(piece)
        image = images.store_image(piece, by=author, pool=self.pool)
        at = self._moment(piece)
        with transaction.atomic():
            article = workflow.create(by=author, data=self._data(piece, image.pk), at=at - _WRITTEN)
            Article.objects.filter(pk=article.pk).update(source=SOURCE, source_id=piece["key"])
            article = self._promote(article, piece, author, at)
        self.articles[piece["key"]] = article.pk
        return article

    def _moment(self, piece: sources.Item) -> datetime:
        """When the article was published, or last edited if it is not."""
        minutes = sources.seed(piece["key"]) % _SPREAD if piece.get("hours_ago", 0) >= 1 else 0
        return self.now - timedelta(hours=piece.get("hours_ago", 0), minutes=minutes)

    def _writer(self, piece: sources.Item) -> User:
        """The journalist for her own and for unpublished articles, else the editor."""
        is_hers = "salma-abdelrahman" in piece["authors"]
        unpublished = piece.get("state") in ("draft", "submitted")
        return self.cast.journalist if is_hers or unpublished else self.cast.editor

    def _promote(
        self, article: Article, piece: sources.Item, author: User, at: datetime
    ) -> Article:
        state, editor = piece.get("state", "published"), self.cast.editor
        if state == "draft":
            return article
        article = workflow.submit(article, by=author, at=at - _SUBMITTED)
        if state == "submitted":
            return article
        article = workflow.approve(article, by=editor, at=at - _APPROVED)
        if state == "scheduled":
            moment = self.now + timedelta(hours=piece["hours_ahead"])
            return workflow.schedule(article, moment=moment, by=editor, at=at)
        article = workflow.publish(article, by=editor, at=at)
        return self._afterwards(article, piece, at)

    def _afterwards(self, article: Article, piece: sources.Item, at: datetime) -> Article:
        """Apply what happened after publication: correction, withdrawal, update."""
        editor = self.cast.editor
        if piece["key"] == self.desk["corrected"]["key"]:
            correction = piece["correction"]
            corrected = self.now - timedelta(hours=correction["hours_ago"])
            self._save(article, self._corrected(article), at=corrected)
            notes = {language: correction.get(language, "") for language in LANGUAGES}
            return workflow.correct(article, by=editor, notes=notes, at=corrected)
        if "withdrawn" in piece:
            note = piece["withdrawn"]["note"]
            return workflow.withdraw(article, by=editor, notes=note, at=at + _APPROVED)
        if piece["key"] == self.desk["unpublished"]["key"]:
            self._save(article, self._changed(article, "unpublished"), at=self.now)
        if piece["key"] == self.desk["scheduled"]["key"]:
            self._save(article, self._changed(article, "scheduled"), at=self.now)
            moment = self.now + timedelta(hours=1)
            workflow.update(article, moment=moment, by=editor, significant=True, at=self.now)
        return article

    def _save(self, article: Article, data: dict[str, Any], *, at: datetime) -> None:
        base = article.latest_revision_id
        workflow.save(article, by=self.cast.editor, data=data, base=base, at=at)

    def _corrected(self, article: Article) -> dict[str, Any]:
        """The corrected content of an article that was published with a mistake."""
        assert article.latest_revision is not None
        data: dict[str, Any] = article.latest_revision.data
        change = self.desk["corrected"]
        return data | {"body_ar": data["body_ar"].replace(change["before"], change["after"])}

    def _changed(self, article: Article, how: str) -> dict[str, Any]:
        assert article.latest_revision is not None
        data: dict[str, Any] = article.latest_revision.data
        change = self.desk[how]
        added = sources.to_html([change["paragraph"]], known={})
        return data | {
            "standfirst_ar": change["standfirst"],
            "body_ar": data["body_ar"] + added,
        }

    def _data(self, piece: sources.Item, image: int) -> dict[str, Any]:
        role = "photographer" if piece["kind"] == "photo_story" else "writer"
        pins = self.desk["pins"].get(piece["key"], [])
        data: dict[str, Any] = {
            "kind": piece["kind"],
            "section": self.cast.sections[piece["section"]],
            "lead_image": image,
            "tags": [tag.pk for tag in self._tags(piece["tags"])],
            "bylines": [
                {"author": self.cast.authors[key], "role": role} for key in piece["authors"]
            ],
            "pins": [self.articles[key] for key in pins if key in self.articles],
        }
        for language in LANGUAGES:
            data |= self._words(piece, language)
        return data

    def _words(self, piece: sources.Item, language: str) -> dict[str, str]:
        words = piece.get(language)
        if words is None:
            return {}
        html = sources.to_html(words["body"], known=self.articles)
        wrong = self.desk["corrected"]
        if language == "ar" and piece["key"] == wrong["key"]:
            html = html.replace(wrong["after"], wrong["before"])
        return {
            f"body_{language}": html,
            f"dateline_{language}": piece["dateline"].get(language, ""),
            f"lead_image_caption_{language}": piece["picture_caption"].get(language, ""),
        } | {
            f"{name}_{language}": words.get(name, "")
            for name in ("kicker", "headline", "standfirst", "seo_description")
        }

    def _tags(self, names: list[str]) -> list[Tag]:
        """The tags, with an English name where one is known and nobody gave one."""
        tags: list[Tag] = Tag.objects.named(names)
        for tag in tags:
            english = self._english.get(tag.key)
            if english and not getattr(tag, "name_en", None):
                slug = free_slug(Tag, "slug_en", slugify(english), "tag")
                Tag.objects.filter(pk=tag.pk).update(
                    name_en=english, slug_en=slug, key_en=fold_key(english)
                )
        return tags


def announce_trial(cast: DemoPeople, *, at: datetime) -> bool:
    """Create the site-wide trial status unless one exists; returns whether it did."""
    said = BroadcastStatus.objects.filter(kind="trial", scope=Scope.SITE)
    if said.exists():
        return False
    status = BroadcastStatus(
        kind="trial", scope=Scope.SITE, label_ar="بث تجريبي", label_en="Trial broadcast"
    )
    status.starts_at = at
    save_status(status, by=cast.chief)
    return True
