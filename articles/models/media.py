"""Pictures: stored once, never changed; the words around them are data."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.arabic.normalize import clean_line, spelling_pattern
from articles.conf import LANGUAGES
from articles.languages import DEFAULT_LANGUAGE
from articles.models.fields import LineField

SEARCHED_TEXTS: Final = (
    "title",
    "credit",
    *(f"{name}_{language}" for name in ("alt", "caption") for language in LANGUAGES),
)
"""The texts by which a picture is found."""
TEXTS_TO_PUBLISH: Final = (f"alt_{DEFAULT_LANGUAGE}", "credit", "licence")
"""The texts that may wait while only drafts use the picture; readers never go without them."""


def licence_choices() -> list[tuple[str, object]]:
    """Under what right the newsroom shows a picture."""
    return [
        ("own", _("Our own work")),
        ("agency", _("News agency")),
        ("handout", _("Handout")),
        ("cc-by", "CC BY 4.0"),
        ("cc-by-sa", "CC BY-SA 4.0"),
        ("public-domain", _("Public domain")),
        ("permission", _("Used with permission")),
    ]


class ImageQuerySet(models.QuerySet["Image"]):
    """The order of pictures; no query."""

    def newest_first(self) -> ImageQuerySet:
        """The latest upload first."""
        return self.order_by("-uploaded_at", "-pk")

    def described_by(self, text: str) -> ImageQuerySet:
        """Images whose texts contain every word of the text, in any spelling that folds alike."""
        conditions = Q()
        for word in clean_line(text).split():
            pattern = spelling_pattern(word)
            held = ((f"{name}__iregex", pattern) for name in SEARCHED_TEXTS)
            conditions &= Q(*held, _connector=Q.OR)
        return self.filter(conditions)


class Image(models.Model):
    """One picture as it came in, upright, without metadata, with what must be said about it.

    `file` is the re-encoded original. Renditions are files named after
    `digest`; see `articles.renditions`. The focal point is in per cent of
    width and height from the top left corner.
    """

    title = LineField(_("title"), max_length=200, help_text=_("For the newsroom's own search."))
    file = models.FileField(_("file"), upload_to="originals/", max_length=200)
    digest = models.CharField(_("digest"), max_length=64, unique=True, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    alt = LineField(
        _("alternative text"),
        max_length=300,
        help_text=_("What the picture shows, for people who do not see it."),
    )
    caption = LineField(_("caption"), max_length=500, blank=True)
    credit = LineField(_("credit"), max_length=200)
    licence = models.CharField(_("licence"), max_length=20, choices=licence_choices, default="own")
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, across"),
        default=50,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, down"),
        default=50,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("one row at the desk", "picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(width__gt=0, height__gt=0), name="image_has_a_size"
            ),
            models.CheckConstraint(
                condition=models.Q(focal_x__lte=100, focal_y__lte=100),
                name="image_focal_point_inside",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def missing_texts(self) -> list[str]:
        """Translated names of the TEXTS_TO_PUBLISH that are empty; no query."""
        names = [name for name in TEXTS_TO_PUBLISH if not getattr(self, name)]
        return [str(_text_name(name)) for name in names]


def _text_name(name: str) -> object:
    """The name of a text without that of its language."""
    column: Any = Image._meta.get_field(name.removesuffix(f"_{DEFAULT_LANGUAGE}"))
    return column.verbose_name
