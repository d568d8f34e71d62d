"""Lists of rows that nobody writes by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


class ReadOnlyMixin:
    """For a ModelAdmin: nothing is added, changed or deleted, whatever the permissions."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds a row."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes a row."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes a row."""
        return False


class ListOnlyMixin(ModelAdmin):
    """For a ModelAdmin whose list says all there is: its rows have no pages of their own."""

    def get_urls(self) -> list[URLPattern]:
        return [each for each in super().get_urls() if str(each.name).endswith("_changelist")]
