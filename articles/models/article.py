"""The article: its live columns are what readers see; its revisions are what is written."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.conf import LANGUAGES
from articles.models.fields import LineField, UnicodeSlugField
from articles.models.media import Image
from articles.models.people import Author
from articles.models.querysets import ArticleQuerySet, changed_q, in_work_q, is_changed
from articles.models.sections import Section
from articles.models.urls import article_url
from articles.models.visibility import (
    any_published,
    has_its_moments,
    has_its_text,
    is_awaited,
    is_in,
    is_visible,
    not_before_embargo,
)

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
        ("video", _("Video")),
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


class Publication(models.TextChoices):
    """Whether one language of an article is decided to be public; the clock says if it is."""

    NONE = "none", _("Not published")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class State(models.TextChoices):
    """Where an article stands at the desk; scheduled, live and expired follow from the clock.

    `published` exactly while a language is (see `Publication`); a constraint holds it.
    """

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    KILLED = "killed", _("Killed")


class Article(models.Model):
    """One piece of journalism in one or more languages, each its own publication.

    Only the verbs of `articles.workflow` write these columns. The translated
    ones of a language follow the newest revision until that language is first
    published or scheduled, from then on its `live_revision`. What exists once
    (kind, section, picture, embargo, tags, bylines, pins and bans) follows
    `shared_revision`: it goes live with the first language, and after that
    only by an update or a correction.
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
    # The publication of each language: its state, its moments, and the revision readers see.
    publication = models.CharField(
        _("publication"), max_length=10, choices=Publication, default=Publication.NONE
    )
    live_revision = models.ForeignKey(
        "articles.Revision", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    first_published_at = models.DateTimeField(_("first published"), null=True, editable=False)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    updated_at = models.DateTimeField(_("last update readers see"), null=True, editable=False)
    corrected_at = models.DateTimeField(_("last corrected"), null=True, editable=False)
    withdrawal_note = LineField(_("note on the withdrawal"), max_length=500, blank=True)

    kind = models.CharField(_("kind"), max_length=20, choices=kind_choices, default="news")
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("section")
    )
    lead_image = models.ForeignKey(
        Image, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("lead picture")
    )
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    authors = models.ManyToManyField(Author, through="Byline", related_name="articles")
    tags = TaggableManager(
        through="articles.TaggedArticle", blank=True, verbose_name=_("tags"), help_text=""
    )

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    latest_revision = models.ForeignKey(
        "articles.Revision", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    shared_revision = models.ForeignKey(
        "articles.Revision", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    approved_revision = models.ForeignKey(
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
    source = models.CharField(_("source"), max_length=60, blank=True, editable=False)
    source_id = models.CharField(max_length=200, blank=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("one row at the desk", "article")
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
                condition=(Q(state="published") & any_published())
                | (~Q(state="published") & ~any_published()),
                name="article_published_where_a_language_is",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(section__isnull=False),
                name="article_published_in_a_section",
            ),
            *(
                models.CheckConstraint(
                    condition=has_its_moments(language), name=f"article_publication_{language}"
                )
                for language in LANGUAGES
            ),
            *(
                models.CheckConstraint(
                    condition=has_its_text(language), name=f"article_complete_{language}"
                )
                for language in LANGUAGES
            ),
            *(
                models.CheckConstraint(
                    condition=not_before_embargo(language), name=f"article_embargo_{language}"
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
                    fields=[
                        f"-published_at_{language}",
                        "-id",
                        f"expires_at_{language}",
                        f"publication_{language}",
                    ],
                    condition=is_in("published", language),
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
                        f"expires_at_{language}",
                        f"publication_{language}",
                    ],
                    condition=is_in("published", language),
                    name=f"article_section_{language}",
                )
                for language in LANGUAGES
            ),
            # With what the desk asks for inside, so that its filters read only the index. One that
            # begins with the state would tempt SQLite away from those of readers' lists.
            models.Index(
                fields=["-edited_at", "-id", "state", "created_by"], name="article_edited"
            ),
            models.Index(
                fields=["-edited_at", "-id", "state"],
                condition=in_work_q(),
                name="article_in_work",
            ),
            models.Index(
                fields=["-edited_at", "-id"], condition=changed_q(), name="article_changed"
            ),
            models.Index(
                is_changed(),
                F("edited_at").desc(),
                F("id").desc(),
                condition=Q(state="published"),
                name="article_is_changed",
            ),
            models.Index(
                fields=["embargo_until"],
                condition=Q(embargo_until__isnull=False),
                name="article_embargo",
            ),
        ]

    def __str__(self) -> str:
        headlines = (self.text("headline", code) for code in LANGUAGES)
        return next(filter(None, headlines), str(_("Untitled")))

    def get_absolute_url(self) -> str:
        """The canonical path in the active language; no query."""
        return self.url(get_language() or LANGUAGES[0])

    def text(self, field: str, language: str) -> str:
        """The translated field in the language; "" when there is none."""
        return getattr(self, f"{field}_{language}") or ""

    def section_ids(self) -> set[int | None]:
        """Sections of what the columns and the newest revision say; None for none.

        A query unless `latest_revision` is read.
        """
        latest = self.latest_revision
        return {self.section_id, latest.data.get("section") if latest else self.section_id}

    def publication_in(self, language: str) -> str:
        """A value of `Publication`: the language's own state."""
        return getattr(self, f"publication_{language}") or Publication.NONE

    def published_in(self, language: str) -> datetime | None:
        """The moment of the language's publication; None when it has none."""
        moment: datetime | None = getattr(self, f"published_at_{language}")
        return moment

    def live_revision_in(self, language: str) -> int | None:
        """The revision (id) that readers of the language see, or will from its moment on."""
        number: int | None = getattr(self, f"live_revision_{language}_id")
        return number

    def published_languages(self) -> list[str]:
        """Languages that are published: visible, scheduled or expired, but not withdrawn."""
        return [code for code in LANGUAGES if self.publication_in(code) == Publication.PUBLISHED]

    def once_published_languages(self) -> list[str]:
        """Languages with a first publication, past or scheduled, withdrawn ones too."""
        return [code for code in LANGUAGES if getattr(self, f"first_published_at_{code}")]

    def is_visible(self, *, language: str, at: datetime) -> bool:
        """Whether readers of the language see it at the moment.

        The rule of `articles.models.visibility`, which `ArticleQuerySet.visible` has in SQL.
        """
        return is_visible(
            publication=self.publication_in(language),
            published_at=self.published_in(language),
            expires_at=getattr(self, f"expires_at_{language}"),
            at=at,
        )

    def is_awaited(self, *, language: str, at: datetime) -> bool:
        """Whether the language is scheduled: published, but its moment has not come."""
        return is_awaited(
            publication=self.publication_in(language),
            published_at=self.published_in(language),
            at=at,
        )

    def is_expired(self, *, at: datetime) -> bool:
        """Whether it is published, and the time of every published language is over."""
        codes = self.published_languages()
        return bool(codes) and all(
            not self.is_visible(language=code, at=at) and not self.is_awaited(language=code, at=at)
            for code in codes
        )

    def was_public(self, *, language: str, at: datetime) -> bool:
        """Whether readers of the language could once see it: the difference of 410 and 404."""
        moment: datetime | None = getattr(self, f"first_published_at_{language}")
        return moment is not None and moment <= at

    def is_live(self, *, at: datetime) -> bool:
        """Visible in any language."""
        return any(self.is_visible(language=language, at=at) for language in LANGUAGES)

    def is_scheduled(self, *, at: datetime) -> bool:
        """Visible in no language yet, and in some from a later moment on."""
        return not self.is_live(at=at) and any(
            self.is_awaited(language=language, at=at) for language in LANGUAGES
        )

    @property
    def has_unpublished_changes(self) -> bool:
        """Whether a newer revision exists than one that readers see, or will at its moment."""
        if self.state != State.PUBLISHED:
            return False
        live = [self.live_revision_in(code) for code in self.published_languages()]
        return any(number != self.latest_revision_id for number in (*live, self.shared_revision_id))

    @property
    def is_edited_since_approval(self) -> bool:
        """Whether it is approved, but not in its newest revision."""
        return self.state == State.APPROVED and self.approved_revision_id != self.latest_revision_id

    def url(self, language: str) -> str:
        """The canonical path in the language."""
        return article_url(self.pk, self.text("slug", language), language)
