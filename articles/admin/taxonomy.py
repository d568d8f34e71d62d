"""Sections and tags at the desk."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.editing import person
from articles.admin.languages import column, fieldsets, marked, other_names
from articles.admin.listing import BoundedPaginator
from articles.admin.uses import KeptWhileUsed
from articles.arabic.normalize import fold_key
from articles.conf import LANGUAGES
from articles.errors import Refused
from articles.models import Section, Submission, Tag, TagAlias
from articles.submissions import DeskForms, done, once
from articles.workflow import addresses
from articles.workflow import tags as tag_verbs

if TYPE_CHECKING:
    SectionModelAdmin = admin.ModelAdmin[Section]
    TagModelAdmin = admin.ModelAdmin[Tag]
    AliasTabularInline = admin.TabularInline[TagAlias, Tag]
    AliasFormSet = forms.BaseInlineFormSet[TagAlias, Tag, forms.ModelForm[TagAlias]]
else:
    SectionModelAdmin = TagModelAdmin = admin.ModelAdmin
    AliasTabularInline = admin.TabularInline
    AliasFormSet = forms.BaseInlineFormSet


@admin.register(Section)
class SectionAdmin(KeptWhileUsed, DeskForms, SectionModelAdmin):
    """The parts of the paper, in their order."""

    list_display = (
        "__str__",
        *other_names(),
        column("slug", _("address")),
        "colour_shown",
        "parent",
        "order",
    )
    list_select_related = ("parent",)
    ordering = ("order", "pk")
    search_fields = ("slug", *(f"name_{code}" for code in LANGUAGES))
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None
    fieldsets = (
        *fieldsets("name", "description"),
        (None, {"fields": ("slug", "parent", "order", "colour")}),
    )

    @admin.display(description=_("colour"))
    def colour_shown(self, section: Section) -> SafeString:
        """The colour as readers see it, with its name."""
        return format_html(
            '<span class="swatch section-{}"></span> {}',
            section.colour,
            section.get_colour_display(),
        )

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return _unslugged(super().formfield_for_dbfield(db_field, request, **kwargs), db_field.name)

    def save_model(self, request: HttpRequest, obj: Section, form: Any, change: bool) -> None:
        addresses.keep(obj)


def _unslugged(field: Any, name: str) -> Any:
    """An empty address is made from the name."""
    if name.partition("_")[0] == "slug" and field is not None:
        field.required = False
        field.help_text = _("Left empty, it follows the name.")
    return marked(field, name)


class Spellings(AliasFormSet):
    """The other spellings of a tag, each of them once.

    Rows are written one after the other, so that none can take what a later one
    has until then.
    """

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["name"].widget.attrs["aria-label"] = form.fields["name"].label

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if not form.cleaned_data.get("DELETE")]
        typed = {form: fold_key(form.cleaned_data.get("name", "")) for form in kept}
        held = {form: fold_key(form.initial.get("name", "")) for form in self.initial_forms}
        written: set[str] = {""}
        for form in self.forms:
            held.pop(form, None)
            key = typed.get(form, "")
            if key and (key in written or key in held.values()):
                form.add_error("name", _("This spelling stands in another row too."))
            written.add(key)


class AliasInline(AliasTabularInline):
    """Other spellings under which journalists find the tag."""

    model = TagAlias
    formset = Spellings
    template = "admin/articles/tag/spellings.html"
    fields = ("name",)
    extra = 1


@admin.register(Tag)
class TagAdmin(DeskForms, TagModelAdmin):
    """Tags are renamed, retired and merged, never deleted; old addresses stay alive."""

    list_display = ("__str__", *other_names(), "uses", "standing")
    list_filter = ("is_retired",)
    list_per_page = 50
    ordering = (f"name_{LANGUAGES[0]}", "pk")
    sortable_by = ("__str__",)
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_fields = tuple(f"name_{code}" for code in LANGUAGES)
    search_help_text = _("The name in any spelling, or one of the tag's other spellings.")
    inlines = (AliasInline,)
    actions = ("merge",)
    fieldsets = (*fieldsets("name", "slug", "description"), (None, {"fields": ("is_retired",)}))

    def get_queryset(self, request: HttpRequest) -> Any:
        return Tag.objects.with_uses()

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        key = fold_key(search_term)
        return (queryset.holding(key) if key else queryset), False

    def has_delete_permission(self, request: HttpRequest, obj: Tag | None = None) -> bool:
        return False

    @admin.display(description=_("articles"))
    def uses(self, tag: Any) -> int:
        """On how many articles the tag stands."""
        count: int = tag.uses
        return count

    @admin.display(description=_("state"))
    def standing(self, tag: Tag) -> str:
        """Said only of retired tags."""
        return str(_("retired")) if tag.is_retired else ""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name.startswith("description") and field is not None:
            field.widget = forms.Textarea({"rows": 3})
        return _unslugged(field, db_field.name)

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        tag_verbs.keep(obj)

    @admin.action(description=_("Merge into one tag"), permissions=["change"])
    def merge(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Ask which tag stays and show what moves; then merge, all or nothing."""
        chosen = list(queryset.order_by("-uses", "pk"))
        into = next((tag for tag in chosen if str(tag.pk) == request.POST.get("into")), None)
        if into is None or len(chosen) < 2:
            return self._ask(request, chosen)
        return once(request, partial(self._merged, request, chosen, into))

    def _merged(
        self, request: HttpRequest, chosen: list[Any], into: Tag, submission: Submission
    ) -> HttpResponse:
        back = HttpResponseRedirect(request.get_full_path())
        try:
            records = tag_verbs.merge(chosen, into=into, by=person(request))
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return back
        done(submission, target=into.pk)
        for record in records:
            name = record.details["names"][LANGUAGES[0]]
            said = _("“%(name)s” became “%(tag)s”.") % {"name": name, "tag": into}
            self.log_change(request, into, said)
        said = ngettext(
            "%(count)s tag became “%(tag)s”.", "%(count)s tags became “%(tag)s”.", len(records)
        )
        self.message_user(request, said % {"count": len(records), "tag": into}, messages.SUCCESS)
        return back

    def _ask(self, request: HttpRequest, chosen: list[Any]) -> HttpResponse | None:
        if len(chosen) < 2:
            self.message_user(request, _("Choose at least two tags to merge."), messages.WARNING)
            return None
        context = self.admin_site.each_context(request) | {
            "title": _("Merge tags"),
            "opts": self.opts,
            "tags": chosen,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/articles/tag/merge.html", context)
