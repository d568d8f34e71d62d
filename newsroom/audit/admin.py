"""EntryAdmin: the audit log at the desk, read-only."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles.admin.changelist import BoundedPaginator
from articles.admin.columns import render_column
from articles.admin.read_only import ReadOnlyMixin
from articles.conf import LANGUAGES
from articles.languages import joined
from articles.primary_keys import PrimaryKeyAdmin, is_primary_key
from newsroom.audit import filters, wording
from newsroom.audit.export import csv_lines
from newsroom.audit.models import Entry
from newsroom.audit.recording import record

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Entry]
else:
    ModelAdmin = admin.ModelAdmin

_SHOWN_FIELDS: Final = 6
"""How many changed fields a row of the list names."""


@admin.register(Entry)
class EntryAdmin(ReadOnlyMixin, PrimaryKeyAdmin, ModelAdmin):
    """Who did what, when, from where, and what it changed."""

    list_display = (
        "time_column",
        "actor_column",
        "action_column",
        "kind_column",
        "object_column",
        "changes_column",
        "address_column",
    )
    list_filter = (
        filters.PersonFilter,
        filters.PeriodFilter,
        filters.ActionFilter,
        filters.KindFilter,
    )
    list_per_page = 50
    ordering = ("-at", "-pk")
    sortable_by = ()
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("object_name",)  # so that there is a field; see get_search_results
    search_help_text = _("A person, the beginning of an object's name, or its number as #12.")
    actions = None
    empty_value_display = ""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.export_view))
        return [path("export/", view, name="audit_entry_export"), *super().get_urls()]

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        text = search_term.strip()
        return (filters.search(queryset, text) if text else queryset), False

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """POST: the entries that the list's filters leave, as CSV; streamed, and recorded first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            rows: Any = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse("admin:audit_entry_changelist"))
        chosen = ", ".join(f"{name}={text}" for name, text in request.GET.items() if text)
        record(
            "export",
            kind="audit.entry",
            name="CSV",
            changes={"filters": [None, chosen]} if chosen else {},
        )
        lines = csv_lines(rows, language=get_language() or LANGUAGES[0])
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        name = f"audit-{timezone.now():%Y%m%d-%H%M}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "no-store"
        return response

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """GET: everything that an entry says; 404 for none. Two queries besides the desk's own."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = Entry.objects.select_related("seal")
        entry = rows.filter(pk=object_id).first() if is_primary_key(object_id) else None
        if entry is None or request.method not in ("GET", "HEAD"):
            raise Http404
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": gettext("Audit log entry %(number)s") % {"number": entry.pk},
            "entry": entry,
            "utc": f"{entry.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "seal": getattr(entry, "seal", None),
            "action": wording.action_label(entry.action),
            "kind": wording.kind_label(entry.kind),
            "object_name": wording.object_name(entry),
            "via": wording.via_label(entry.via),
            "changes": wording.changes_of(entry),
            "object_url": _object_url(entry),
        }
        return TemplateResponse(request, "admin/audit/entry/entry.html", context)

    @admin.display(description=_("when"))
    def time_column(self, entry: Entry) -> SafeString:
        """The moment in the site's zone."""
        return render_column("time", moment=entry.at)

    @admin.display(description=_("who"))
    def actor_column(self, entry: Entry) -> str:
        """The person, or the command or background work."""
        return entry.actor or wording.via_label(entry.via) or "—"

    @admin.display(description=_("action"))
    def action_column(self, entry: Entry) -> str:
        """The label of the action."""
        return wording.action_label(entry.action)

    @admin.display(description=_("kind"))
    def kind_column(self, entry: Entry) -> str:
        """What kind of object it was done to."""
        return wording.kind_label(entry.kind)

    @admin.display(description=_("object"))
    def object_column(self, entry: Entry) -> str:
        """The object as it was called."""
        return wording.object_name(entry) or "—"

    @admin.display(description=_("changes"))
    def changes_column(self, entry: Entry) -> str:
        """The names of the changed fields."""
        names = [wording.field_label(entry.kind, name) for name in entry.changes]
        more = ["…"] if len(names) > _SHOWN_FIELDS else []
        return joined([*names[:_SHOWN_FIELDS], *more])

    @admin.display(description=_("network address"))
    def address_column(self, entry: Entry) -> SafeString | str:
        """From where, "" for commands and background work."""
        return render_column("network_address", address=entry.address) if entry.address else ""


def _object_url(entry: Entry) -> str:
    """The object's page at the desk; "" when it has none, or was deleted by this."""
    if entry.action == "delete" or not is_primary_key(entry.object_id):
        return ""
    try:
        return reverse(f"admin:{entry.kind.replace('.', '_')}_change", args=[entry.object_id])
    except NoReverseMatch:
        return ""
