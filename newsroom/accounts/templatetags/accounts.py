"""What templates of the desk ask about accounts."""

from __future__ import annotations

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def second_factor_is_off() -> bool:
    """Whether no role must have a second factor, as in the demo newsroom."""
    return not settings.SECOND_FACTOR_ROLES
