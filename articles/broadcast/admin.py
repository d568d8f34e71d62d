"""BroadcastStatusAdmin: the broadcast statuses, with a filter by time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import DateTimeField, Field
from django.forms import Field as FormField
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, ngettext
from django.utils.translation import gettext_lazy as _

from articles.broadcast import link_targets, statuses, wording
from articles.broadcast.models import BroadcastStatus, BroadcastStatusQuerySet, kind_choices
from articles.broadcast.status_form import StatusForm, occurrences_view, said_of
from articles.conf import LANGUAGES
from articles.errors import Refused
from articles.forms import language_attrs, moment_field
from articles.languages import DEFAULT_LANGUAGE, formats_of
from articles.submissions import DeskForms

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


def _current_user(request: HttpRequest) -> User:
    """The signed-in user; `AdminSite.admin_view` lets nobody else in."""
    return cast("User", request.user)


def _format_moment(moment: datetime) -> str:
    """Date and time in the site's zone, in the active language."""
    formats = formats_of(get_language() or DEFAULT_LANGUAGE)
    return formats.date_and_time(timezone.localtime(moment))


def _without(options: Any, name: str) -> dict[str, Any]:
    """A fieldset's options without the field."""
    return dict(options) | {"fields": tuple(each for each in options["fields"] if each != name)}


class TimeFilter(admin.SimpleListFilter):
    """By time: current, upcoming, over."""

    title = _("time")
    parameter_name = "time"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("now", _("On now")), ("later", _("Later")), ("over", _("Over"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        at = timezone.now()
        chosen = {"now": queryset.current, "later": queryset.upcoming, "over": queryset.over}
        word = chosen.get(self.value() or "")
        return word(at=at) if word else queryset


@admin.register(BroadcastStatus)
class BroadcastStatusAdmin(DeskForms, admin.ModelAdmin[BroadcastStatus]):
    """Permissions come from the roles; `statuses.kinds_for` says who may set which kind."""

    form = StatusForm
    readonly_fields = ("next_times_column",)
    list_display = (
        "__str__",
        "kind",
        "place_column",
        "starts_column",
        "ends_column",
        "repeats_column",
        "is_current_column",
    )
    list_filter = (TimeFilter, "kind", "scope")
    list_select_related = ("section", "article")
    list_per_page = 50
    ordering = ("-starts_at", "-pk")
    show_full_result_count = False
    search_fields = tuple(
        f"{field}_{language}" for field in ("text", "label") for language in LANGUAGES
    )
    autocomplete_fields = ("article",)
    actions = ("close_now",)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("kind", "starts_at", "ends_at")}),
        (
            _("Every week"),
            {"fields": ("weekdays", "last_day", "next_times_column", "skipped_days")},
        ),
        (_("Place"), {"fields": ("scope", "section", "article", "priority")}),
        *(
            (
                get_language_info(language)["name_translated"],
                {"fields": (f"label_{language}", f"text_{language}")},
            )
            for language in LANGUAGES
        ),
        (_("Where it leads"), {"fields": ("link", "stream_url")}),
    )

    @admin.display(description=_("place"))
    def place_column(self, status: BroadcastStatus) -> str:
        """The section or article, or the whole site."""
        return str(status.section or status.article or status.get_scope_display())

    @admin.display(description=_("starts"), ordering="starts_at")
    def starts_column(self, status: BroadcastStatus) -> str:
        """The start in the site's zone; of a weekly one that of its running or next time."""
        found = status.occurrence(at=timezone.now())
        return _format_moment(found.starts_at if found else status.starts_at)

    @admin.display(description=_("ends"), ordering="ends_at")
    def ends_column(self, status: BroadcastStatus) -> str:
        """The end in the site's zone, of the same time; a dash without one."""
        found = status.occurrence(at=timezone.now())
        ends_at = found.ends_at if found else status.ends_at
        return _format_moment(ends_at) if ends_at else "—"

    @admin.display(description=_("repetition"))
    def repeats_column(self, status: BroadcastStatus) -> str:
        """On which days it comes again; a dash for what is on once."""
        return wording.rhythm(status.recurrence) or "—"

    @admin.display(description=_("on the air next"))
    def next_times_column(self, status: BroadcastStatus | None) -> SafeString:
        """The next three times in words, where the script says them anew."""
        known = status.recurrence if status and status.pk else None
        context = said_of(known, at=timezone.now()) if known else {}
        url = reverse("admin:articles_broadcast_broadcaststatus_occurrences")
        template = "admin/articles_broadcast/broadcaststatus/_next_times.html"
        return render_to_string(template, context | {"url": url})

    @admin.display(description=_("on now"), boolean=True)
    def is_current_column(self, status: BroadcastStatus) -> bool:
        """Whether readers see it at this moment."""
        return status.is_current(at=timezone.now())

    @admin.action(description=_("End now"), permissions=["change"])
    def close_now(self, request: HttpRequest, queryset: BroadcastStatusQuerySet) -> None:
        """End the chosen statuses now; warns about those that are not current."""
        closed = 0
        for status in queryset:
            try:
                statuses.close(status, by=_current_user(request))
            except Refused as refusal:
                self.message_user(request, str(refusal), messages.WARNING)
            else:
                closed += 1
        if closed:
            message = ngettext(
                "%(count)s status was ended.", "%(count)s statuses were ended.", closed
            )
            self.message_user(request, message % {"count": closed}, messages.SUCCESS)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.occurrences_page)
        name = "articles_broadcast_broadcaststatus_occurrences"
        return [path("occurrences/", view, name=name), *super().get_urls()]

    def occurrences_page(self, request: HttpRequest) -> HttpResponse:
        """`occurrences_view` for those who may see statuses."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return occurrences_view(request)

    def get_fieldsets(self, request: HttpRequest, obj: BroadcastStatus | None = None) -> Any:
        """Days can be left out of what repeats already."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None and obj.weekdays:
            return fieldsets
        return [(name, _without(options, "skipped_days")) for name, options in fieldsets]

    def has_change_permission(
        self, request: HttpRequest, obj: BroadcastStatus | None = None
    ) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.kind in statuses.kinds_for(_current_user(request)))

    def formfield_for_choice_field(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "kind":
            mine = statuses.kinds_for(_current_user(request))
            kwargs["choices"] = [choice for choice in kind_choices() if choice[0] in mine]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def save_model(
        self,
        request: HttpRequest,
        obj: BroadcastStatus,
        form: ModelForm[BroadcastStatus],
        change: bool,
    ) -> None:
        statuses.save_status(obj, by=_current_user(request))
        coming = wording.next_times(obj.recurrence, at=timezone.now()) if obj.weekdays else []
        if coming:
            said = _("On the air next: %(moment)s.") % {"moment": coming[0]}
            self.message_user(request, said, messages.SUCCESS)

    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: BroadcastStatus | None = None,
    ) -> Any:
        if obj is not None and request.method == "GET":
            self._warn(request, link_targets.with_hidden_link([obj], at=timezone.now()))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        if request.method == "GET":
            self._warn(request, link_targets.all_with_hidden_link(at=timezone.now()))
        return super().changelist_view(request, extra_context)

    def _warn(self, request: HttpRequest, astray: list[BroadcastStatus]) -> None:
        """Add a warning for each status whose link is hidden from readers."""
        for status in astray:
            message = _(
                "“%(status)s” leads to an article that readers cannot read now: "
                "they see it without the link."
            )
            self.message_user(request, message % {"status": status}, messages.WARNING)

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> FormField | None:
        """Translated fields get `lang` and `dir`; moments use `articles.forms.MomentField`."""
        if isinstance(db_field, DateTimeField):
            return moment_field(db_field)
        field: FormField | None = super().formfield_for_dbfield(db_field, request, **kwargs)
        language = db_field.name.rpartition("_")[2]
        if field is not None and language in LANGUAGES:
            field.widget.attrs |= language_attrs(language)
        return field
