"""Whose names stand on an article, and what it is tagged with."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase

from articles.models.article import Article, role_choices
from articles.models.people import Author
from articles.models.taxonomy import Tag


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
