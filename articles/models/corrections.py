"""The corrections that readers see, of one article and of all together."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, QuerySet

from articles.models.article import Article
from articles.models.compiled import exact_columns
from articles.models.log import Correction
from articles.models.urls import article_url


class CorrectionNote(NamedTuple):
    """A correction below its article: when, what was wrong, and the `id` of its element."""

    at: datetime
    note: str
    anchor: str


class PublicCorrection(NamedTuple):
    """A correction in a language, and the article that it stands under."""

    pk: int
    at: datetime
    note: str
    article: int
    headline: str
    slug: str | None
    language: str

    @property
    def article_path(self) -> str:
        """The path of the article."""
        return article_url(self.article, self.slug, self.language)

    @property
    def path(self) -> str:
        """The path of the correction below its article."""
        return f"{self.article_path}#{anchor(self.pk)}"


def anchor(pk: int) -> str:
    """The `id` of a correction's element on the article's page."""
    return f"correction-{pk}"


def corrections_of(article: int, *, language: str) -> list[CorrectionNote]:
    """The corrections of an article in the language, the oldest first; one query."""
    note = f"note_{language}"
    rows = Correction.objects.filter(article=article, **{f"{note}__gt": ""}).order_by("at", "pk")
    shown = exact_columns(rows).values_list("pk", "at", note)
    return [CorrectionNote(at, text, anchor(pk)) for pk, at, text in shown]


def newest_corrections(
    *, language: str, at: datetime, limit: int, offset: int = 0
) -> list[PublicCorrection]:
    """The newest corrections of articles that readers see in the language; one query.

    It goes from one correction to the one before: `IN` would have all articles read first.
    """
    rows = visible_corrections(language=language, at=at).order_by("-at", "-pk")
    return _public(rows[offset : offset + limit], language)


def visible_corrections(*, language: str, at: datetime) -> QuerySet[Correction]:
    """The corrections in the language of articles that readers see in it; no query."""
    visible = Article.objects.visible(language=language, at=at).filter(pk=OuterRef("article"))
    return Correction.objects.filter(Exists(visible), **{f"note_{language}__gt": ""})


def public_correction(pk: int, *, language: str, at: datetime) -> PublicCorrection | None:
    """The correction as readers see it in the language, None when they do not; one query."""
    rows = visible_corrections(language=language, at=at).filter(pk=pk)
    return next(iter(_public(rows, language)), None)


def _public(rows: QuerySet[Correction], language: str) -> list[PublicCorrection]:
    note, headline, slug = f"note_{language}", f"headline_{language}", f"slug_{language}"
    shown = exact_columns(rows).values(
        "pk",
        "at",
        "article",
        text=F(note),
        of=F(f"article__{headline}"),
        at_slug=F(f"article__{slug}"),
    )
    return [
        PublicCorrection(
            row["pk"], row["at"], row["text"], row["article"], row["of"], row["at_slug"], language
        )
        for row in shown
    ]
