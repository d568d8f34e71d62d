"""SynonymGroupAdmin: synonyms of the search, groups of words that editors keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.changelist import BoundedPaginator
from articles.admin.columns import render_column
from articles.arabic.analysis import analyse
from articles.arabic.normalize import clean_line, direction
from articles.search import synonyms
from articles.search.models import SynonymGroup
from articles.submissions import DeskForms

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[SynonymGroup]
    ModelForm = forms.ModelForm[SynonymGroup]
else:
    ModelAdmin = admin.ModelAdmin
    ModelForm = forms.ModelForm


class SynonymGroupForm(ModelForm):
    """A group as editors type it: a member on each line, or between commas."""

    class Meta:
        model = SynonymGroup
        fields = ("words", "is_one_way")

    def clean_words(self) -> str:
        """The members, one a line; see `synonyms.checked`."""
        return synonyms.checked(self.cleaned_data["words"], self.instance)


@admin.register(SynonymGroup)
class SynonymGroupAdmin(DeskForms, ModelAdmin):
    """Who may do what comes from the roles' permissions."""

    form = SynonymGroupForm
    fields = ("words", "is_one_way")
    list_display = ("members_column", "direction_column")
    list_per_page = 50
    ordering = ("words", "pk")
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("words",)
    search_help_text = _("A word in any of its forms.")
    sortable_by = ()
    actions = None

    @admin.display(description=_("words"))
    def members_column(self, group: SynonymGroup) -> SafeString:
        """The members, each in its own direction."""
        members = [(direction(word), word) for word in group.members]
        return render_column("synonym_members", members=members)

    @admin.display(description=_("direction"))
    def direction_column(self, group: SynonymGroup) -> str:
        """Which of the words finds which."""
        if group.is_one_way:
            return str(_("The first finds the others"))
        return str(_("Each finds the others"))

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        term = clean_line(search_term)
        if not term:
            return queryset, False
        keys = synonyms.keys_in(analyse(term)[: synonyms.MAX_MEMBER_WORDS])
        return queryset.filter(Q(words__icontains=term) | Q(keys__key__in=keys)).distinct(), False

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "words":
            field.widget = forms.Textarea({"rows": 6, "dir": "auto"})
            field.help_text = _(
                "Each on a line of its own: a word, or several that belong together. The forms "
                "and spellings of a word are found without a line."
            )
        if field is not None and db_field.name == "is_one_way":
            field.help_text = _("Otherwise every word of the group finds the others.")
        return field

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """The groups alone: their keys are no rows that editors know."""
        _listed, _counts, lacking, protected = super().get_deleted_objects(objs, request)
        rows = [str(group) for group in objs]
        return rows, {self.opts.verbose_name_plural: len(rows)}, lacking, protected

    def save_model(self, request: HttpRequest, obj: SynonymGroup, form: Any, change: bool) -> None:
        synonyms.keep(obj)
