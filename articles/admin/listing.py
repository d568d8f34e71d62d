"""The list of articles: what can be asked of it, and pages that count no further than needed."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.conf import LANGUAGES, language_name
from articles.models import Author, Section
from articles.models.article import kind_choices
from articles.models.fields import number_in
from articles.search.admin_search import matching_article_ids
from articles.workflow.rules import STANDINGS


def searched(rows: Any, text: str) -> Any:
    """Those of the articles that the desk's search finds, the best first; three queries.

    A number, `12` or `name #12`, is the article of that number. At most 500.
    """
    number = number_in(text)
    if number is not None:
        return rows.filter(pk=number)
    return rows.in_order(matching_article_ids(text, rows))


class BoundedPaginator(Paginator):  # type: ignore[type-arg]  # not generic at run time
    """Counts `most` + 1 rows at most: a list of a million articles opens like a short one.

    What lies beyond is found by searching and filtering.
    """

    most: Final = 2000

    @cached_property
    def count(self) -> int:
        """The rows, or one more than `most` when there are more."""
        rows: Any = self.object_list
        return int(rows.order_by()[: self.most + 1].count())


class Choice(admin.SimpleListFilter):
    """A filter whose choices are the constant rows of `lookups`; unknown values match nothing."""

    def value_in(self, known: Any) -> str | None:
        """The chosen value; None for none, "" for one that is not among the known."""
        value = self.value()
        return value if value is None or value in known else ""


class StandingFilter(Choice):
    """By state, stored or derived from the clock."""

    title = _("state")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [pair for pair in STANDINGS.items() if pair[0] != "published"]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = self.value_in(STANDINGS)
        if chosen is None:
            return queryset
        return queryset.standing(chosen, at=timezone.now()) if chosen else queryset.none()


class MineFilter(admin.SimpleListFilter):
    """The person's own articles."""

    title = _("whose")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("My articles"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.of(request.user) if self.value() else queryset


class HeldFilter(Choice):
    """Articles with a scheduled change: one that was set aside, or that waits for its moment."""

    title = _("scheduled changes")
    parameter_name = "held"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("set aside")), ("0", _("waiting for their moment"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value_in(("0", "1")):
            case None:
                return queryset
            case "1":
                return queryset.held_for(request.user)
            case "0":
                return queryset.changing_for(request.user)
        return queryset.none()


class BesideFilter(admin.SimpleListFilter):
    """Articles with a version beside the newest that nobody has merged."""

    title = _("versions")
    parameter_name = "beside"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("waiting to be merged"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.unmerged_for(request.user) if self.value() else queryset


class SectionFilter(Choice):
    """By section, in the newsroom's order; one query."""

    title = _("section")
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(str(section.pk), str(section)) for section in Section.objects.in_order()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = self.value_in({value for value, _label in self.lookup_choices})
        if chosen is None:
            return queryset
        return queryset.in_section(int(chosen)) if chosen else queryset.none()


class KindFilter(Choice):
    """By the form of the piece."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return kind_choices()

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class LanguageFilter(Choice):
    """By a language in which there is a headline."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(code, language_name(code)) for code in LANGUAGES]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = self.value_in(LANGUAGES)
        if chosen is None:
            return queryset
        return queryset.filter(**{f"headline_{chosen}__gt": ""}) if chosen else queryset.none()


class AuthorFilter(admin.SimpleListFilter):
    """By somebody in the byline: the name is typed and completed."""

    title = _("author")
    parameter_name = "author"
    template = "admin/filter_author.html"

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        self.kept = {key: value for key, value in request.GET.items() if key != "author"}
        self.kept.pop("p", None)
        super().__init__(request, params, model, model_admin)

    def has_output(self) -> bool:
        return True

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return []

    def choices(self, changelist: Any) -> Any:
        yield {
            "value": self.value() or "",
            "kept": self.kept,
            "clear": changelist.get_query_string(remove=["author", "p"]),
        }

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        typed = (self.value() or "").strip()
        if not typed:
            return queryset
        authors = Author.objects.spelled(typed)
        return queryset.filter(pk__in=authors.values("bylines__article"))
