"""The desk's lists and forms of assignments and events, and the addresses of the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin, messages
from django.db.models import DateTimeField, Field, Q
from django.forms import Field as FormField
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info, gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from articles.admin.changelist import BoundedPaginator, SectionFilter
from articles.admin.columns import render_column
from articles.admin.editing import current_user
from articles.conf import LANGUAGES
from articles.errors import Refused
from articles.forms import mark_language, moment_field
from articles.primary_keys import is_primary_key
from articles.submissions import DeskForms
from articles.templatetags.wording import date_time
from articles.workflow.rules import EFFECTIVE_STATES, effective_state
from newsroom.accounts.models import User
from newsroom.planning import assignment_views, assignments, calendar_pages, feeds
from newsroom.planning.calendar_pages import clock_time
from newsroom.planning.days import day_of
from newsroom.planning.filters import (
    DeadlineFilter,
    EventTimeFilter,
    StandingFilter,
    WhoseFilter,
)
from newsroom.planning.forms import AssignmentForm, PersonField, PersonSelect
from newsroom.planning.models import Assignment, Event, Status

if TYPE_CHECKING:
    AssignmentBase = admin.ModelAdmin[Assignment]
    EventBase = admin.ModelAdmin[Event]
else:
    AssignmentBase = EventBase = admin.ModelAdmin


def _form_field(field: FormField | None, name: str) -> FormField | None:
    """The field with its language; text of any language is written in its own direction."""
    if field is not None and name in ("title", "notes"):
        field.widget.attrs |= {"dir": "auto"} | ({"rows": 5} if name == "notes" else {})
    return mark_language(field, name)


@admin.register(Assignment)
class AssignmentAdmin(DeskForms, AssignmentBase):
    """Everybody who plans sees all; `assignments` says who changes which."""

    list_display = (
        "title_column",
        "status_column",
        "assignee_column",
        "section",
        "due_column",
        "article_column",
    )
    list_display_links = None
    list_filter = (StandingFilter, WhoseFilter, DeadlineFilter, SectionFilter)
    list_per_page = 50
    sortable_by = ()
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = BoundedPaginator
    search_fields = ("title", "notes")
    autocomplete_fields = ("event",)
    actions = ("take_over",)
    empty_value_display = ""
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("title", "notes", "language", "kind", "section", "event")}),
        (_("Who and when"), {"fields": ("assignee", "due_at", "planned_at")}),
    )
    form = AssignmentForm
    change_form_template = "admin/planning/assignment/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        return [
            *assignment_views.urls(self),
            *feeds.urls(self),
            *calendar_pages.urls(self),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return Assignment.objects.for_lists().due_first()

    def get_fieldsets(self, request: HttpRequest, obj: Assignment | None = None) -> Any:
        """Whom it is given to is a field of those who assign, and everybody's to read."""
        sets: Any = super().get_fieldsets(request, obj)
        if assignments.may_assign(request.user) or not self.has_change_permission(request, obj):
            return sets
        return [
            (name, options | {"fields": [one for one in options["fields"] if one != "assignee"]})
            for name, options in sets
        ]

    def has_change_permission(self, request: HttpRequest, obj: Assignment | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or assignments.may_edit(request.user, obj))

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> FormField | None:
        if isinstance(db_field, DateTimeField):
            return moment_field(db_field)
        field: FormField | None = super().formfield_for_dbfield(db_field, request, **kwargs)
        return _form_field(field, db_field.name)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """People who write, and whoever has it already."""
        if db_field.name == "assignee":
            found = request.resolver_match
            number = str(found.kwargs.get("object_id", "")) if found else ""
            has_it = Q(assignments=int(number)) if is_primary_key(number) else Q(pk__in=())
            offered = Q(pk__in=assignments.assignable().order_by().values("pk"))
            people = User.objects.filter(offered | has_it).distinct()
            people = people.prefetch_related("sections")
            kwargs["queryset"] = people.order_by("first_name", "last_name", "pk")
            kwargs |= {"form_class": PersonField, "widget": PersonSelect}
            kwargs["empty_label"] = gettext("Nobody yet")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: Assignment, form: ModelForm[Assignment], change: bool
    ) -> None:
        assignments.save_assignment(obj, by=current_user(request))

    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Assignment | None = None,
    ) -> Any:
        if obj is not None:
            context |= assignment_views.page_context(obj, request.user, at=timezone.now())
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.action(description=_("Take over"), permissions=["change"])
    def take_over(self, request: HttpRequest, queryset: Any) -> None:
        """Take the chosen ideas over; says which ones were refused, and why."""
        taken = 0
        for assignment in queryset:
            try:
                assignments.act("take", assignment, by=current_user(request))
            except Refused as refusal:
                parts = {"title": assignment, "reason": refusal}
                said = gettext("“%(title)s”: %(reason)s") % parts
                self.message_user(request, said, messages.WARNING)
            else:
                taken += 1
        if taken:
            said = ngettext(
                "%(count)s assignment is yours now.", "%(count)s assignments are yours now.", taken
            )
            self.message_user(request, said % {"count": taken}, messages.SUCCESS)

    @admin.display(description=_("working headline"))
    def title_column(self, assignment: Assignment) -> SafeString:
        """The working headline, linked to the form, with the event it hangs on."""
        return render_column("assignment_title", assignment=assignment)

    @admin.display(description=_("status"))
    def status_column(self, assignment: Assignment) -> SafeString:
        """The status at this moment."""
        standing = assignment.standing(at=timezone.now())
        label = Status(standing).label
        return render_column("assignment_status", standing=standing, label=label)

    @admin.display(description=pgettext_lazy("assignment", "who"))
    def assignee_column(self, assignment: Assignment) -> str:
        """The person, "" for nobody."""
        return str(assignment.assignee or "")

    @admin.display(description=_("by when"))
    def due_column(self, assignment: Assignment) -> SafeString | str:
        """The deadline, marked when it has passed."""
        if assignment.due_at is None:
            return ""
        is_overdue = assignment.is_overdue(at=timezone.now())
        return render_column("assignment_due", moment=assignment.due_at, is_overdue=is_overdue)

    @admin.display(description=_("article"))
    def article_column(self, assignment: Assignment) -> SafeString | str:
        """The state of the article it became, linked to it; "" before that."""
        article = assignment.article
        if article is None:
            return ""
        state = effective_state(article, at=timezone.now())
        label = EFFECTIVE_STATES[state]
        return render_column("assignment_article", article=article, state=state, label=label)


@admin.register(Event)
class EventAdmin(DeskForms, EventBase):
    """Permissions come from the roles."""

    list_display = ("__str__", "kind", "status", "time_column", "place_column", "section")
    list_filter = (EventTimeFilter, "status", "kind", SectionFilter)
    list_select_related = ("section",)
    list_per_page = 50
    ordering = ("-starts_at", "-pk")
    sortable_by = ()
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = BoundedPaginator
    search_fields = tuple(
        f"{field}_{language}" for field in ("title", "place") for language in LANGUAGES
    )
    actions = None
    empty_value_display = ""
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("kind", "status", "section")}),
        *(
            (
                get_language_info(language)["name_translated"],
                {"fields": (f"title_{language}", f"place_{language}")},
            )
            for language in LANGUAGES
        ),
        (_("When"), {"fields": ("is_all_day", "starts_at", "ends_at")}),
        (None, {"fields": ("notes",)}),
    )
    change_form_template = "admin/planning/event/change_form.html"

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> FormField | None:
        if isinstance(db_field, DateTimeField):
            return moment_field(db_field)
        field: FormField | None = super().formfield_for_dbfield(db_field, request, **kwargs)
        return _form_field(field, db_field.name)

    def save_model(
        self, request: HttpRequest, obj: Event, form: ModelForm[Event], change: bool
    ) -> None:
        if not change:
            obj.created_by = current_user(request)
        obj.save()

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The form, and the assignments that hang on the event; one query for these."""
        rows = Assignment.objects.none()
        if is_primary_key(object_id):
            rows = Assignment.objects.for_lists().filter(event=int(object_id)).due_first()
        at = timezone.now()
        hanging = [(row, Status(row.standing(at=at))) for row in rows[:50]]
        more = {"hanging": hanging, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, more)

    @admin.display(description=_("when"))
    def time_column(self, event: Event) -> SafeString:
        """From when to when; days only for an event of whole days."""
        until = ""
        if event.ends_at is not None and not event.is_all_day:
            is_same_day = day_of(event.starts_at) == day_of(event.ends_at)
            until = clock_time(event.ends_at) if is_same_day else date_time(event.ends_at)
        return render_column("event_time", event=event, until=until)

    @admin.display(description=_("place of the event"))
    def place_column(self, event: Event) -> str:
        """The place in the language of the screen."""
        return event.text("place")
