"""Tags: what articles are about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Count, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.models import TagBase

from articles.arabic.normalize import clean_line, fold_key
from articles.conf import LANGUAGES
from articles.languages import DEFAULT_LANGUAGE, KEY_COLUMNS
from articles.models.fields import (
    FoldedKeyField,
    FormerAddress,
    LineField,
    NamesTheOther,
    UnicodeSlugField,
    add_keys,
    any_key,
    free_slug,
    retry_on_conflict,
)
from articles.models.media import Image

_NEEDS_A_LETTER = _("A tag needs a letter or a digit.")
_TOO_LONG = _("The name is too long once its signs are spelled out: at most 100 letters.")
LONGEST_NAME: Final = 100
"""Characters of a tag's name, and letters of its key."""
_MOST_MERGES: Final = 5
_SEPARATORS = re.compile(r"[,،؛;\n]+")


def split_names(text: str) -> list[str]:
    """Tag names out of what was typed: separated by , ، ; ؛ or new lines, never by spaces.

    Spelling variants of one name are kept once, the first one as typed.
    """
    names: dict[str, str] = {}
    for part in _SEPARATORS.split(text):
        name = clean_line(part).strip("#\"' ")
        if fold_key(name):
            names.setdefault(fold_key(name), name)
    return list(names.values())


def is_too_long(name: str) -> bool:
    """Whether no tag can have the name: some signs, such as ﷺ, are spelled out in its key."""
    return max(len(name), len(fold_key(name))) > LONGEST_NAME


def _truncated(name: str) -> str:
    """The name in one line, cut so that it and its key fit."""
    name = clean_line(name)[:LONGEST_NAME]
    while is_too_long(name):
        name = name[:-1]
    return name


def _refuse_unusable(field: str, name: str) -> None:
    """Raise ValidationError at the field for a name of which no key can be made."""
    if not fold_key(name):
        raise ValidationError({field: _NEEDS_A_LETTER})
    if is_too_long(name):
        raise ValidationError({field: _TOO_LONG})


def _refuse_duplicate(field: str, name: str, pk: int | None) -> None:
    """Raise ValidationError at the field, which names it, when another tag is spelled so."""
    for twin in Tag.objects.spelled([name]).values():
        if twin.pk != pk:
            said = _("The tag “%(tag)s” is spelled the same way.") % {"tag": twin}
            raise ValidationError({field: said})


class TagQuerySet(models.QuerySet["Tag"]):
    """Filters of tags, which run no query, and look-ups by name and number, which say theirs."""

    def with_name_in(self, language: str) -> TagQuerySet:
        """Tags in use that have a name in the language; see `with_public_page`."""
        return self.filter(is_retired=False, **{f"name_{language}__gt": ""})

    def by_name(self) -> TagQuerySet:
        """In the alphabet of the default language."""
        return self.order_by(f"name_{DEFAULT_LANGUAGE}", "pk")

    def spelled(self, names: Iterable[str]) -> dict[str, Tag]:
        """The tags that these names spell, by folded key; two queries.

        One more for each other language while a name is found neither so nor as an alias.
        """
        own, *others = KEY_COLUMNS
        keys = {fold_key(name) for name in names} - {""}
        found: dict[str, Tag] = self._by_key(own, keys)
        aliases = TagAlias.objects.filter(key__in=keys - set(found)).select_related("tag")
        found.update({alias.key: alias.tag for alias in aliases})
        for column in others:
            found.update(self._by_key(column, keys - set(found)))
        return found

    def _by_key(self, column: str, keys: Iterable[str]) -> dict[str, Tag]:
        return {getattr(tag, column): tag for tag in self.filter(**{f"{column}__in": keys})}

    def by_number(self, numbers: Iterable[int]) -> dict[int, Tag]:
        """The tag that each number stands for now: itself, or what it was merged into.

        Numbers of deleted tags are left out. One query, and one more when some are missing.
        """
        wanted = set(numbers)
        found: dict[int, Tag] = self.in_bulk(wanted)
        merges = TagMerge.objects.filter(merged__in=wanted - set(found)).select_related("into")
        return found | {merge.merged: merge.into for merge in merges}

    def holding(self, key: str) -> TagQuerySet:
        """Tags whose folded name or alias holds the folded `key`."""
        aliases = TagAlias.objects.filter(key__contains=key).values("tag")
        return self.filter(any_key("contains", key) | Q(pk__in=aliases))

    def spelled_like(self, key: str) -> TagQuerySet:
        """Tags in use that hold the folded `key`; those that begin with it come first."""
        rank = Case(When(any_key("startswith", key), then=0), default=1)
        rows = self.holding(key).filter(is_retired=False)
        return rows.order_by(rank, f"name_{DEFAULT_LANGUAGE}", "pk")

    def with_uses(self) -> TagQuerySet:
        """With `uses`: on how many articles each stands, whatever their state."""
        items = self.model.tagged_items.rel.related_model._default_manager  # articles.TaggedArticle
        uses = items.filter(tag=OuterRef("pk")).values("tag").annotate(n=Count("pk"))
        return self.annotate(uses=Coalesce(Subquery(uses.values("n")), 0))

    def named(self, names: Iterable[str]) -> list[Tag]:
        """One tag for each name, in order, without repetition; unknown names become tags.

        A spelling variant of a tag, or one of its aliases, is that tag. Two who
        name a new one at the same time get the same. Costs three queries and
        about six for each new tag.
        """
        truncated = [_truncated(name) for name in names]
        wanted = {fold_key(name): name for name in reversed(truncated)}
        wanted.pop("", None)
        found = self.spelled(wanted.values())
        # In the order of their keys, so that two who make the same ones never wait in a circle.
        for key in sorted(wanted.keys() - found.keys()):
            found[key] = retry_on_conflict(partial(self._found_or_made, key, wanted[key]))
        tags = [found[key] for key in reversed(wanted)]
        return list({tag.pk: tag for tag in tags}.values())

    def _found_or_made(self, key: str, name: str) -> Tag:
        found = self.spelled([name]).get(key)
        slug = f"slug_{DEFAULT_LANGUAGE}"
        columns = {f"name_{DEFAULT_LANGUAGE}": name, slug: free_slug(self.model, slug, name, "tag")}
        return found or self.create(**columns)

    def locked(self, numbers: Iterable[int]) -> dict[int, Tag]:
        """`by_number`, with the rows locked against being merged or deleted until the commit.

        In the order of their keys, after the articles that carry them. Two or
        three queries; more only when a merge ends meanwhile.
        """
        wanted = list(numbers)
        for _n in range(_MOST_MERGES):
            tags = self.by_number(wanted)
            ids = {tag.pk for tag in tags.values()}
            rows = self.filter(pk__in=ids).select_for_update(no_key=True).order_by("pk")
            if len(list(rows.values_list("pk"))) == len(ids):
                break
        return tags


class Tag(NamesTheOther, TagBase):
    """What articles are about; names that fold to the same letters are one tag."""

    name = LineField(_("name"), max_length=100)
    slug = UnicodeSlugField(_("address"), max_length=110)
    description = models.TextField(_("description"), max_length=1000, blank=True)
    key = FoldedKeyField(source=f"name_{DEFAULT_LANGUAGE}", max_length=100, unique=True)
    is_retired = models.BooleanField(
        _("retired"), default=False, help_text=_("No longer offered, and without a public page.")
    )
    broader = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="narrower",
        verbose_name=_("broader tag"),
        help_text=_("What this is a part or a kind of; the pages of both lead to each other."),
    )
    picture = models.ForeignKey(
        Image,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )

    taken = {
        f"slug_{language}": _("This address is that of the tag “%(name)s”.")
        for language in LANGUAGES
    }
    objects = TagQuerySet.as_manager()  # type: ignore[assignment, misc] # taggit has its own

    class Meta:
        verbose_name = pgettext_lazy("one row at the desk", "tag")
        verbose_name_plural = _("tags")
        constraints = [
            models.UniqueConstraint(
                fields=[f"slug_{language}"],
                condition=models.Q(**{f"slug_{language}__gt": ""}),
                name=f"tag_slug_{language}_unique",
            )
            for language in LANGUAGES
        ] + [
            models.CheckConstraint(
                condition=~models.Q(broader=models.F("pk")), name="tag_is_not_its_own_broader"
            )
        ]

    def clean(self) -> None:
        """Refuse what is another tag's and name that one; make missing addresses."""
        for language in LANGUAGES:
            name = getattr(self, f"name_{language}") or ""
            if name or language == DEFAULT_LANGUAGE:
                _refuse_unusable(f"name_{language}", name)
                _refuse_duplicate(f"name_{language}", name, self.pk)
            self._have_an_address(f"slug_{language}", name)
        self._refuse_circle()

    def _refuse_circle(self) -> None:
        """Raise ValidationError where the tag would stand above itself; a query a level."""
        if self.pk is not None and self.pk in self.ancestors():
            said = _("“%(tag)s” is a part of this tag already.") % {"tag": self.broader}
            raise ValidationError({"broader": said})

    def ancestors(self) -> list[int]:
        """The numbers of the broader tag, of the one above it and so on; a query a level."""
        found: list[int] = []
        above = self.broader_id
        while above is not None and above not in found:
            found.append(above)
            above = Tag.objects.filter(pk=above).values_list("broader", flat=True).first()
        return found

    def _have_an_address(self, field: str, name: str) -> None:
        """Make the missing address of a name; refuse that of another tag."""
        if name and not getattr(self, field):
            setattr(self, field, free_slug(Tag, field, name, "tag", self.pk))
        elif getattr(self, field) and self.other_with(field):
            raise ValidationError({field: self.unique_error_message(Tag, [field])})


add_keys(Tag)


class TagAlias(models.Model):
    """Another spelling or name of a tag, so that journalists find it as they type it."""

    tag = models.ForeignKey(
        Tag, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("tag")
    )
    name = LineField(_("spelling"), max_length=100)
    key = FoldedKeyField(source="name", max_length=100, unique=True)

    class Meta:
        verbose_name = _("spelling of a tag")
        verbose_name_plural = _("spellings of tags")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raise ValidationError for a name without letters, too long, or of another tag."""
        _refuse_unusable("name", self.name)
        _refuse_duplicate("name", self.name, self.tag_id)


class TagRedirect(FormerAddress):
    """An address a tag once had in a language; "" stands for every language."""

    slug = UnicodeSlugField(_("former address"), max_length=110)
    language = models.CharField(_("language"), max_length=10, blank=True, default="")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, verbose_name=_("tag"))

    class Meta:
        verbose_name = _("former address of a tag")
        verbose_name_plural = _("former addresses of tags")
        constraints = [
            models.UniqueConstraint(fields=["slug", "language"], name="tag_redirect_once")
        ]


class TagMerge(models.Model):
    """A tag that became another; kept for good, since revisions hold its number."""

    merged = models.PositiveBigIntegerField(_("former number"), unique=True)
    into = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="+", verbose_name=_("tag"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("who"),
    )
    at = models.DateTimeField(_("when"))
    details: models.JSONField[Any] = models.JSONField(
        _("details"), default=dict, help_text=_("What the tag was, and which articles it stood on.")
    )

    class Meta:
        verbose_name = _("merge of tags")
        verbose_name_plural = _("merges of tags")

    def __str__(self) -> str:
        return f"{self.merged} → {self.into_id}"


class TagDistinction(models.Model):
    """Two tags that look alike and are not the same: nobody is asked about them again."""

    first = models.ForeignKey(
        Tag, on_delete=models.CASCADE, related_name="+", verbose_name=_("tag")
    )
    second = models.ForeignKey(
        Tag, on_delete=models.CASCADE, related_name="+", verbose_name=_("other tag")
    )

    class Meta:
        verbose_name = _("distinction of two tags")
        verbose_name_plural = _("distinctions of tags")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="tag_distinction_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="tag_distinction_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"
