"""Columns of the desk's lists whose markup is a template."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString


def render_column(name: str, **context: object) -> SafeString:
    """The cell as `templates/admin/columns/_{name}.html` renders it; no query of its own."""
    return render_to_string(f"admin/columns/_{name}.html", context)
