"""AuthorAdmin: the people named in bylines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.changelist import BoundedPaginator
from articles.admin.translated_fields import (
    language_fieldsets,
    mark_translated_field,
    other_name_columns,
    translated_column,
)
from articles.admin.usage import ProtectedWhileUsed
from articles.arabic.normalize import clean_line
from articles.conf import LANGUAGES
from articles.models import Author
from articles.submissions import DeskForms
from articles.workflow.authors import save_author

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Author]
else:
    ModelAdmin = admin.ModelAdmin


@admin.register(Author)
class AuthorAdmin(ProtectedWhileUsed, DeskForms, ModelAdmin):
    """Only users with `view_user` see the account: it makes articles the user's own."""

    list_display = (
        "__str__",
        *other_name_columns(),
        translated_column(f"role_{LANGUAGES[0]}", _("role")),
        "account_column",
    )
    list_select_related = ("user",)
    list_per_page = 50
    ordering = (f"name_{LANGUAGES[0]}", "pk")
    sortable_by = ("__str__",)
    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_fields = tuple(f"name_{code}" for code in LANGUAGES)
    autocomplete_fields = ("photo",)
    actions = None

    @admin.display(description=_("account"))
    def account_column(self, author: Author) -> str:
        """Whose account it is; guests have none."""
        return str(author.user or gettext("Guest, without an account"))

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        term = clean_line(search_term)
        return (queryset.spelled(term) if term else queryset), False

    def get_fieldsets(self, request: HttpRequest, obj: Author | None = None) -> Any:
        once = ["slug", "gender", "photo"]
        if request.user.has_perm("accounts.view_user"):
            once.append("user")
        return [*language_fieldsets("name", "role", "bio"), (_("Once"), {"fields": once})]

    def get_autocomplete_fields(self, request: HttpRequest) -> Any:
        is_known = request.user.has_perm("accounts.view_user")
        return [*self.autocomplete_fields, "user"] if is_known else self.autocomplete_fields

    def save_model(self, request: HttpRequest, obj: Author, form: Any, change: bool) -> None:
        save_author(obj)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name.startswith("bio") and field is not None:
            field.widget = forms.Textarea({"rows": 4})
        if db_field.name == "slug" and field is not None:
            field.required = False
            field.help_text = _("Left empty, it follows the name.")
        return mark_translated_field(field, db_field.name)
