"""Two people who save the same name or address at one moment: the second is told in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import admin
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin

_TRIES: Final = 3


class SimultaneousSaves(ModelAdmin):
    """Validates anew what the database refused.

    A form is validated before it is written; what somebody else wrote in between
    is seen by the next validation, which names it or finds another free address.
    """

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        view = super().changeform_view
        for _n in range(_TRIES - 1):
            try:
                return view(request, object_id, form_url, extra_context)
            except IntegrityError:
                continue
        return view(request, object_id, form_url, extra_context)
