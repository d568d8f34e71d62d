"""Filters, search and paginator of the desk's change lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles import suggestions
from articles.admin import desk_sections
from articles.conf import LANGUAGES, language_name
from articles.models import Author, Section
from articles.models.article import kind_choices
from articles.models.fields import number_in
from articles.search.admin_search import matching_article_ids
from articles.workflow.rules import EFFECTIVE_STATES

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


def search_articles(rows: Any, text: str) -> Any:
    """The articles among `rows` that the desk's search finds, by rank, 500 at most; three queries.

    `12` or `name #12` is the article with that primary key. What is found knows how many it is
    (`known_count`), so that `BoundedPaginator` asks no query for it.
    """
    number = number_in(text)
    if number is not None:
        return rows.filter(pk=number)
    numbers = matching_article_ids(text, rows)
    found = rows.in_order(numbers)
    found.known_count = len(numbers)
    return found


class BoundedPaginator(Paginator):  # type: ignore[type-arg]  # not generic at run time
    """Counts `max_count` + 1 rows at most, so that the time does not grow with the table.

    Rows beyond are reached by searching and filtering.
    """

    max_count: Final = 2000

    @cached_property
    def count(self) -> int:
        """The number of rows, or `max_count` + 1 when there are more."""
        rows: Any = self.object_list
        if hasattr(rows, "known_count"):
            return int(rows.known_count)
        # By the primary keys alone: what is annotated besides would be computed for each row.
        return int(rows.order_by().values("pk")[: self.max_count + 1].count())


class ChoiceFilter(admin.SimpleListFilter):
    """A filter by one of its `lookups`; an unknown value matches nothing."""

    def value_in(self, known: Any) -> str | None:
        """The chosen value; None for none, "" for one that is not in `known`."""
        value = self.value()
        return value if value is None or value in known else ""


class StateFilter(ChoiceFilter):
    """By effective state."""

    title = _("state")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [pair for pair in EFFECTIVE_STATES.items() if pair[0] != "published"]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = self.value_in(EFFECTIVE_STATES)
        if chosen is None:
            return queryset
        return queryset.in_effective_state(chosen, at=timezone.now()) if chosen else queryset.none()


class MineFilter(admin.SimpleListFilter):
    """The user's own articles."""

    title = _("whose")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("My articles"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.of(request.user) if self.value() else queryset


class WaitingFilter(ChoiceFilter):
    """By a section of the desk's first page that no other filter shows."""

    title = _("my desk")
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        user = cast("User", request.user)
        own = f"{self.parameter_name}="
        return [
            (each.name, each.title)
            for each in desk_sections.shown_to(user)
            if each.query.startswith(own)
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = self.value_in({value for value, _label in self.lookup_choices})
        if not chosen:
            return queryset if chosen is None else queryset.none()
        sections = {section.name: section for section in desk_sections.SECTIONS}
        user = cast("User", request.user)
        return sections[chosen].rows(queryset, user, timezone.now())


class ScheduledChangeFilter(ChoiceFilter):
    """Articles with a scheduled change that is held (1) or pending (0)."""

    title = _("scheduled changes")
    parameter_name = "held"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("set aside")), ("0", _("waiting for their moment"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value_in(("0", "1")):
            case None:
                return queryset
            case "1":
                return queryset.with_held_change_for(request.user)
            case "0":
                return queryset.with_waiting_change_for(request.user)
        return queryset.none()


class SuggestionsFilter(ChoiceFilter):
    """Articles with suggested edits to decide (1), or with own ones that were decided (0)."""

    title = _("suggested edits")
    parameter_name = "suggested"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("to be decided")), ("0", _("mine, decided lately"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        user = cast("User", request.user)
        match self.value_in(("0", "1")):
            case None:
                return queryset
            case "1":
                return suggestions.to_decide(queryset, user)
            case "0":
                return suggestions.decided_of(queryset, user, at=timezone.now())
        return queryset.none()


class UnmergedFilter(admin.SimpleListFilter):
    """Articles with a conflicting revision that is not merged."""

    title = _("versions")
    parameter_name = "beside"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("waiting to be merged"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.unmerged_for(request.user) if self.value() else queryset


class SectionFilter(ChoiceFilter):
    """By section, in the order of sections; one query."""

    title = _("section")
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(str(section.pk), str(section)) for section in Section.objects.in_order()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = self.value_in({value for value, _label in self.lookup_choices})
        if chosen is None:
            return queryset
        return queryset.in_section(int(chosen)) if chosen else queryset.none()


class KindFilter(ChoiceFilter):
    """By kind."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return kind_choices()

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class LanguageFilter(ChoiceFilter):
    """By a language that has a headline."""

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
    """By an author of the byline, chosen in an autocomplete field."""

    title = _("author")
    parameter_name = "author"
    template = "admin/filter_author.html"

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        self.other_params = {key: value for key, value in request.GET.items() if key != "author"}
        self.other_params.pop("p", None)
        super().__init__(request, params, model, model_admin)

    def has_output(self) -> bool:
        return True

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return []

    def choices(self, changelist: Any) -> Any:
        yield {
            "value": self.value() or "",
            "other_params": self.other_params,
            "clear": changelist.get_query_string(remove=["author", "p"]),
        }

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        typed = (self.value() or "").strip()
        if not typed:
            return queryset
        authors = Author.objects.spelled(typed)
        return queryset.filter(pk__in=authors.values("bylines__article"))
