"""SectionAdmin and TagAdmin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.changelist import BoundedPaginator
from articles.admin.columns import render_column
from articles.admin.editing import current_user
from articles.admin.tag_pages import merges_view, similar_view
from articles.admin.translated_fields import (
    language_fieldsets,
    mark_translated_field,
    other_name_columns,
    translated_column,
)
from articles.admin.usage import ProtectedWhileUsed
from articles.arabic.normalize import fold_key
from articles.conf import LANGUAGES
from articles.errors import Refused
from articles.models import Section, Submission, Tag, TagAlias
from articles.submissions import DeskForms, done, once
from articles.workflow import redirects, tag_merges
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
class SectionAdmin(ProtectedWhileUsed, DeskForms, SectionModelAdmin):
    """Sections in their order."""

    list_display = (
        "__str__",
        *other_name_columns(),
        translated_column("slug", _("address")),
        "colour_column",
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
        *language_fieldsets("name", "description"),
        (None, {"fields": ("slug", "parent", "order", "colour")}),
    )

    @admin.display(description=_("colour"))
    def colour_column(self, section: Section) -> SafeString:
        """The colour as readers see it, with its name."""
        return render_column("section_colour", section=section)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return _with_optional_slug(field, db_field.name)

    def save_model(self, request: HttpRequest, obj: Section, form: Any, change: bool) -> None:
        redirects.save_with_redirects(obj)


def _with_optional_slug(field: Any, name: str) -> Any:
    """The marked form field; a slug may be left empty and then follows the name."""
    if name.partition("_")[0] == "slug" and field is not None:
        field.required = False
        field.help_text = _("Left empty, it follows the name.")
    return mark_translated_field(field, name)


class UniqueAliasFormSet(AliasFormSet):
    """The aliases of a tag; refuses two rows with one folded name.

    Rows are saved one after the other, so a row cannot take the name that a later row still
    has in the database.
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
    """The aliases under which journalists find the tag."""

    model = TagAlias
    formset = UniqueAliasFormSet
    template = "admin/articles/tag/aliases.html"
    fields = ("name",)
    extra = 1


@admin.register(Tag)
class TagAdmin(DeskForms, TagModelAdmin):
    """Tags are renamed, retired and merged, never deleted; former URLs redirect."""

    list_display = ("__str__", *other_name_columns(), "uses_column", "state_column")
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
    fieldsets = (
        *language_fieldsets("name", "slug", "description"),
        (None, {"fields": ("broader", "picture", "is_retired")}),
    )
    autocomplete_fields = ("broader", "picture")

    def get_urls(self) -> list[Any]:
        """The pages for many tags, before the pages of single ones."""
        return [
            path(
                f"{name}/",
                self.admin_site.admin_view(partial(view, self)),
                name=f"articles_tag_{name}",
            )
            for name, view in (("similar", similar_view), ("merges", merges_view))
        ] + super().get_urls()

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        more = {"may_merge": tag_merges.may_merge(request.user)}
        return super().changelist_view(request, more | (extra_context or {}))

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
    def uses_column(self, tag: Any) -> int:
        """The number of articles with the tag."""
        count: int = tag.uses
        return count

    @admin.display(description=_("state"))
    def state_column(self, tag: Tag) -> str:
        """A label for retired tags only."""
        return str(_("retired")) if tag.is_retired else ""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name.startswith("description") and field is not None:
            field.widget = forms.Textarea({"rows": 3})
        return _with_optional_slug(field, db_field.name)

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        tag_verbs.save_tag(obj)

    @admin.action(description=_("Merge into one tag"), permissions=["change"])
    def merge(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Ask which tag is kept and show what moves; then merge in one transaction."""
        chosen = list(queryset.order_by("-uses", "pk"))
        into = next((tag for tag in chosen if str(tag.pk) == request.POST.get("into")), None)
        if into is None or len(chosen) < 2:
            return self._confirm(request, chosen)
        return once(request, partial(self._merge, request, chosen, into))

    def _merge(
        self, request: HttpRequest, chosen: list[Any], into: Tag, submission: Submission
    ) -> HttpResponse:
        back = HttpResponseRedirect(request.get_full_path())
        try:
            records = tag_merges.merge(chosen, into=into, by=current_user(request))
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return back
        done(submission, target=into.pk)
        for record in records:
            name = record.details["names"][LANGUAGES[0]]
            message = _("“%(name)s” became “%(tag)s”.") % {"name": name, "tag": into}
            self.log_change(request, into, message)
        message = ngettext(
            "%(count)s tag became “%(tag)s”.", "%(count)s tags became “%(tag)s”.", len(records)
        )
        self.message_user(request, message % {"count": len(records), "tag": into}, messages.SUCCESS)
        return back

    def _confirm(self, request: HttpRequest, chosen: list[Any]) -> HttpResponse | None:
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
