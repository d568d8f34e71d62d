"""Primary keys as browsers send them to the admin: what is none is refused, not an error."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.widgets import AutocompleteSelect
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy

from articles.models.fields import MAX_ID

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin

_UNFILTERED: Final = gettext_lazy(
    "The filter of this list cannot be read. The list stands here without it."
)
_UNDONE: Final = gettext_lazy(
    "The filter of this list cannot be read, and nothing was done. The list stands here without it."
)


def is_primary_key(text: object) -> bool:
    """Whether the text is an integer that a row of any table can have as its primary key."""
    digits = str(text)
    is_short = digits.isascii() and digits.isdigit() and len(digits) < 20
    return is_short and int(digits) <= MAX_ID


def _is_readable(query: QueryDict) -> bool:
    """Whether parameters that name primary keys hold integers; databases differ in the rest."""
    named = [str(text) for name, text in query.items() if name.partition("__")[0] in ("pk", "id")]
    return all(is_primary_key(number) for text in named for number in text.split(","))


class PrimaryKeySelect(AutocompleteSelect):
    """A row chosen by typing; shown again without it when what was sent is no row's number."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        return super().optgroups(name, [number for number in value if is_primary_key(number)], attr)


class PrimaryKeyAdmin(ModelAdmin):
    """Forms and lists that answer whatever numbers of rows they are sent.

    A form refuses what its field does not know; a list shows itself without the
    filter and says so, as for any filter it does not know, and no action is
    done in it; an action leaves such rows out.
    """

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", PrimaryKeySelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        with suppress(OverflowError, IncorrectLookupParameters):
            if _is_readable(request.GET):
                return super().get_changelist_instance(request)
        messages.error(request, str(_UNDONE if request.method == "POST" else _UNFILTERED))
        raise IncorrectLookupParameters

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        sent = request.POST.getlist(ACTION_CHECKBOX_NAME)
        kept = [number for number in sent if is_primary_key(number)]
        if kept != sent:
            posted = request.POST.copy()
            posted.setlist(ACTION_CHECKBOX_NAME, kept)
            request.POST = posted  # type: ignore[assignment] # what Django reads is any QueryDict
        return super().changelist_view(request, extra_context)
