"""The article: its live columns are what readers see; its revisions are what is written."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from articles.conf import LANGUAGES
from articles.models.fields import LineField, UnicodeSlugField
from articles.models.media import Image
from articles.models.people import Author
from articles.models.querysets import ArticleQuerySet
from articles.models.shown import article_url
from articles.models.taxonomy import Section, Tag

TRANSLATED = (
    "headline",
    "kicker",
    "standfirst",
    "body",
    "slug",
    "seo_title",
    "seo_description",
    "dateline",
    "lead_image_caption",
)
"""The translated fields that are written; `published_at` and the notes belong to the verbs."""


def kind_choices() -> list[tuple[str, object]]:
    """The forms a piece can have."""
    return [
        ("news", _("News")),
        ("analysis", _("Analysis")),
        ("opinion", _("Opinion")),
        ("report", _("Report")),
        ("interview", _("Interview")),
        ("explainer", _("Explainer")),
        ("photo_story", _("Photo story")),
        ("live", _("Live coverage")),
    ]


def role_choices() -> list[tuple[str, object]]:
    """What somebody in the byline did."""
    return [
        ("writer", _("Writing")),
        ("reporter", _("Reporting")),
        ("photographer", _("Photography")),
        ("translator", _("Translation")),
        ("editor", _("Editing")),
    ]


class State(models.TextChoices):
    """Where an article stands; scheduled, live and expired follow from the clock."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    KILLED = "killed", _("Killed")


def _complete(language: str) -> Q:
    """Published in the language only with a headline and a body in it."""
    has_text = Q(**{f"headline_{language}__gt": "", f"body_{language}__gt": ""})
    return Q(**{f"published_at_{language}__isnull": True}) | has_text


def _not_before_embargo(language: str) -> Q:
    return (
        Q(embargo_until__isnull=True)
        | Q(**{f"published_at_{language}__isnull": True})
        | Q(**{f"published_at_{language}__gte": F("embargo_until")})
    )


class Article(models.Model):
    """One piece of journalism in one or more languages, each its own publication.

    Only the verbs of `articles.workflow` write these columns. Until the first
    publication they follow the newest revision; from then on, the live one.
    """

    headline = LineField(_("headline"), max_length=250, blank=True)
    kicker = LineField(_("kicker"), max_length=100, blank=True)
    standfirst = LineField(_("standfirst"), max_length=600, blank=True)
    body = models.TextField(_("body"), blank=True)
    slug = UnicodeSlugField(_("address"), max_length=80, blank=True)
    seo_title = LineField(_("title for search engines"), max_length=120, blank=True)
    seo_description = LineField(_("description for search engines"), max_length=300, blank=True)
    dateline = LineField(_("dateline"), max_length=80, blank=True)
    lead_image_caption = LineField(_("caption of the lead picture"), max_length=500, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    withdrawal_note = LineField(_("note on the withdrawal"), max_length=500, blank=True)

    kind = models.CharField(_("kind"), max_length=20, choices=kind_choices, default="news")
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("section")
    )
    lead_image = models.ForeignKey(
        Image, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("lead picture")
    )
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    authors = models.ManyToManyField(Author, through="Byline", related_name="articles")
    tags = TaggableManager(
        through="articles.TaggedArticle", blank=True, verbose_name=_("tags"), help_text=""
    )

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    latest_revision = models.ForeignKey(
        "articles.Revision", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    live_revision = models.ForeignKey(
        "articles.Revision", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="articles_created",
        verbose_name=_("created by"),
    )
    # People with an account in the newest revision's byline: whose article it is on the desk.
    contributors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="articles_contributed", editable=False
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    edited_at = models.DateTimeField(_("last edited"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last update readers see"), null=True, editable=False)
    corrected_at = models.DateTimeField(_("last corrected"), null=True, editable=False)
    source = models.CharField(_("source"), max_length=60, blank=True, editable=False)
    source_id = models.CharField(max_length=200, blank=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [
            ("submit_article", _("Submit articles for review")),
            ("edit_any_article", _("Edit everybody's articles")),
            ("review_article", _("Approve articles and send them back")),
            ("publish_article", _("Publish, schedule, update, correct and withdraw articles")),
            ("kill_article", _("Kill articles and undo it")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="article_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(section__isnull=False),
                name="article_published_in_a_section",
            ),
            *(
                models.CheckConstraint(
                    condition=_complete(language), name=f"article_complete_{language}"
                )
                for language in LANGUAGES
            ),
            *(
                models.CheckConstraint(
                    condition=_not_before_embargo(language), name=f"article_embargo_{language}"
                )
                for language in LANGUAGES
            ),
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=~Q(source=""),
                name="article_source_id_unique",
            ),
        ]
        indexes = [
            # All that `visible` asks for stands in the index: a far page of a list skips its
            # predecessors there, without touching their rows.
            *(
                models.Index(
                    fields=[f"-published_at_{language}", "-id", "expires_at", "state"],
                    condition=Q(state="published"),
                    name=f"article_newest_{language}",
                )
                for language in LANGUAGES
            ),
            *(
                models.Index(
                    fields=[
                        "section",
                        f"-published_at_{language}",
                        "-id",
                        "expires_at",
                        "state",
                    ],
                    condition=Q(state="published"),
                    name=f"article_section_{language}",
                )
                for language in LANGUAGES
            ),
            # With the state inside, so that the desk's filters read only the index. An index that
            # begins with the state would tempt SQLite away from those of readers' lists.
            models.Index(fields=["-edited_at", "-id", "state"], name="article_edited"),
        ]

    def __str__(self) -> str:
        return self.text("headline", "ar") or self.text("headline", "en") or str(_("Untitled"))

    def get_absolute_url(self) -> str:
        return self.url(get_language() or LANGUAGES[0])

    def text(self, field: str, language: str) -> str:
        """The translated field in the language; "" when there is none."""
        return getattr(self, f"{field}_{language}") or ""

    def published_in(self, language: str) -> datetime | None:
        """The moment of the language's publication; None when it has none."""
        moment: datetime | None = getattr(self, f"published_at_{language}")
        return moment

    def is_visible(self, *, language: str, at: datetime) -> bool:
        """The rule of `ArticleQuerySet.visible`, for a row that is already read."""
        published_at = self.published_in(language)
        return (
            self.state == State.PUBLISHED
            and published_at is not None
            and published_at <= at
            and not self.is_expired(at=at)
        )

    def is_expired(self, *, at: datetime) -> bool:
        """Whether its time is over."""
        return self.expires_at is not None and self.expires_at <= at

    def was_published(self, *, language: str, at: datetime) -> bool:
        """Whether readers of the language could once see it: the difference of 410 and 404."""
        published_at = self.published_in(language)
        return published_at is not None and published_at <= at

    def is_live(self, *, at: datetime) -> bool:
        """Visible in any language."""
        return any(self.is_visible(language=language, at=at) for language in LANGUAGES)

    def is_scheduled(self, *, at: datetime) -> bool:
        """Published in some language only at a later moment, and visible in none yet."""
        moments = [self.published_in(language) for language in LANGUAGES]
        return (
            self.state == State.PUBLISHED
            and not self.is_live(at=at)
            and any(moment is not None and moment > at for moment in moments)
        )

    @property
    def has_unpublished_changes(self) -> bool:
        """Whether a newer revision than the live one exists."""
        return (
            self.live_revision_id is not None and self.latest_revision_id != self.live_revision_id
        )

    def url(self, language: str) -> str:
        """The canonical path in the language."""
        return article_url(self.pk, self.text("slug", language), language)


class Byline(models.Model):
    """One name in an article's byline, in order."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        Author, on_delete=models.PROTECT, related_name="bylines", verbose_name=_("author")
    )
    role = models.CharField(_("role"), max_length=20, choices=role_choices, default="writer")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author", "role"], name="byline_names_nobody_twice"
            )
        ]

    def __str__(self) -> str:
        return str(self.author)


class TaggedArticle(ItemBase):
    """A tag on an article; written by the verbs when a revision goes live."""

    content_object = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="tagged_items"
    )
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged_items")

    natural_key_fields = ["content_object", "tag"]

    class Meta:
        verbose_name = _("tag of an article")
        verbose_name_plural = _("tags of articles")
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="tagged_once")
        ]

    @classmethod
    def tags_for(cls, model: Any, instance: Any = None, **extra_filters: Any) -> Any:
        """The tags of the article, in the order they were given."""
        filters = {"tagged_items__content_object": instance} if instance is not None else {}
        return Tag.objects.filter(**filters, **extra_filters)
