"""Authors: people with a public page, with or without an account."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.arabic.normalize import clean_line
from articles.conf import LANGUAGES
from articles.languages import DEFAULT_LANGUAGE
from articles.models.fields import (
    FoldedKeyField,
    FormerAddress,
    LineField,
    NamesTheOther,
    UnicodeSlugField,
    add_keys,
    any_key,
    free_slug,
    number_in,
)
from articles.models.media import Image


def gender_choices() -> list[tuple[str, object]]:
    """How the byline addresses the person: كتب, كتبت, or a word for both."""
    return [("", _("Not said")), ("f", _("Woman")), ("m", _("Man"))]


class AuthorQuerySet(models.QuerySet["Author"]):
    """Chainable filters and orders of authors; none runs a query."""

    def with_name_in(self, language: str) -> AuthorQuerySet:
        """Authors who have a name in the language; not all have a page (`with_public_page`)."""
        return self.filter(**{f"name_{language}__gt": ""})

    def by_name(self) -> AuthorQuerySet:
        """In the alphabet of the default language."""
        return self.order_by(f"name_{DEFAULT_LANGUAGE}", "pk")

    def spelled(self, text: str) -> AuthorQuerySet:
        """Authors whose name in any language holds the text; a number is the author's number."""
        number = number_in(text)
        if number is not None:
            return self.filter(pk=number)
        line = clean_line(text)
        held = Q(*((f"name_{code}__icontains", line) for code in LANGUAGES), _connector=Q.OR)
        return self.filter(held)

    def holding(self, key: str) -> AuthorQuerySet:
        """Authors whose folded name in any language holds the folded `key`."""
        return self.filter(any_key("contains", key))


class Author(NamesTheOther):
    """Somebody whose name stands on articles."""

    name = LineField(_("name"), max_length=150)
    slug = UnicodeSlugField(_("address"), max_length=160, unique=True)
    key = FoldedKeyField(source=f"name_{DEFAULT_LANGUAGE}", max_length=150, null=True)
    role = LineField(_("role"), max_length=150, blank=True)
    bio = models.TextField(_("biography"), max_length=2000, blank=True)
    gender = models.CharField(
        _("form of address"), max_length=1, blank=True, choices=gender_choices
    )
    photo = models.ForeignKey(
        Image, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("photo")
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        verbose_name=_("account"),
    )

    objects = AuthorQuerySet.as_manager()
    taken = {
        "slug": _("This address is that of the author “%(name)s”."),
        "user": _("This account is already that of the author “%(name)s”."),
    }

    class Meta:
        verbose_name = pgettext_lazy("one row at the desk", "author")
        verbose_name_plural = _("authors")

    def clean(self) -> None:
        """Make the missing address from the name; one query, none when there is one."""
        if not self.slug:
            self.slug = free_slug(Author, "slug", str(self), "author", self.pk)


add_keys(Author)


class AuthorRedirect(FormerAddress):
    """An address an author once had."""

    slug = UnicodeSlugField(_("former address"), max_length=160, unique=True)
    author = models.ForeignKey(Author, on_delete=models.CASCADE, verbose_name=_("author"))

    class Meta:
        verbose_name = _("former address of an author")
        verbose_name_plural = _("former addresses of authors")
