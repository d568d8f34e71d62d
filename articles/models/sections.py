"""Sections: where in the paper an article stands."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.arabic.normalize import fold_key
from articles.conf import LANGUAGES
from articles.models.fields import (
    FormerAddress,
    LineField,
    NamesTheOther,
    UnicodeSlugField,
    free_slug,
)


def colour_choices() -> list[tuple[str, object]]:
    """The palette of the site; each is a class in the style sheets."""
    return [
        ("blue", _("Blue")),
        ("teal", _("Teal")),
        ("green", _("Green")),
        ("olive", _("Olive")),
        ("gold", _("Gold")),
        ("orange", _("Orange")),
        ("crimson", _("Crimson")),
        ("plum", _("Plum")),
    ]


class SectionQuerySet(models.QuerySet["Section"]):
    """Chainable filters and orders of sections; none runs a query."""

    def with_name_in(self, language: str) -> SectionQuerySet:
        """Sections that have a name in the language; only these have a page there."""
        return self.filter(**{f"name_{language}__gt": ""})

    def in_order(self) -> SectionQuerySet:
        """As the newsroom ordered them."""
        return self.order_by("order", "pk")


class Section(NamesTheOther):
    """A part of the paper; sections have at most one level of children."""

    name = LineField(_("name"), max_length=80)
    slug = UnicodeSlugField(_("address"), max_length=80, unique=True)
    description = LineField(_("description"), max_length=300, blank=True)
    colour = models.CharField(_("colour"), max_length=10, choices=colour_choices, default="blue")
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )

    objects = SectionQuerySet.as_manager()
    taken = {"slug": _("This address is that of the section “%(name)s”.")}

    class Meta:
        verbose_name = pgettext_lazy("one row at the desk", "section")
        verbose_name_plural = _("sections")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("pk")), name="section_is_not_its_own_parent"
            )
        ]

    def clean(self) -> None:
        """Make the missing address; refuse a name that readers know another section by.

        Raises ValidationError for that, and for more than one level of children. One query
        for the names, one for a missing address, and two for a section inside another.
        """
        self._refuse_namesakes()
        if not self.slug:
            self.slug = free_slug(Section, "slug", str(self), "section", self.pk)
        if self.parent_id is None:
            return
        if self._parents().get(self.parent_id) or self.parent_id == self.pk:
            raise ValidationError({"parent": _("Sections have one level of children.")})
        if self.pk and self.children.exists():
            raise ValidationError({"parent": _("This section has children of its own.")})

    def _refuse_namesakes(self) -> None:
        """Raise ValidationError at each name that another section has in its language; one query.

        Names are the same as those of tags are: in spite of hamzas, marks and case.
        """
        names = [f"name_{language}" for language in LANGUAGES]
        others = list(Section.objects.exclude(pk=self.pk).values(*names))
        errors: dict[str, Any] = {}
        for field in names:
            taken = {fold_key(row[field] or ""): row[field] for row in others} | {"": ""}
            other = taken.get(fold_key(getattr(self, field) or ""))
            if other:
                said = _("The section “%(section)s” has this name: readers could not tell the two.")
                errors[field] = said % {"section": other}
        if errors:
            raise ValidationError(errors)

    def _parents(self) -> dict[int, int | None]:
        """What the section and the one above are parts of, as it is now; one query.

        In a transaction both are locked, in the order of their keys: two people who
        put sections into each other wait, and the second hears of the first.
        """
        rows = Section.objects.filter(pk__in=[self.pk, self.parent_id]).order_by("pk")
        if connection.in_atomic_block:
            rows = rows.select_for_update(no_key=True)
        return dict(rows.values_list("pk", "parent"))


class SectionRedirect(FormerAddress):
    """An address a section once had."""

    slug = UnicodeSlugField(_("former address"), max_length=80, unique=True)
    section = models.ForeignKey(Section, on_delete=models.CASCADE, verbose_name=_("section"))

    class Meta:
        verbose_name = _("former address of a section")
        verbose_name_plural = _("former addresses of sections")
