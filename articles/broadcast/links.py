"""Where a status may lead: the web, or a page of this site."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

_SITE_PATH = re.compile(r"/(?![/\\])[^\s\\\x00-\x1f\x7f]*", re.ASCII)
_web_address = URLValidator(schemes=["http", "https"])


def validate_link(value: str) -> None:
    """Accept http(s) addresses and paths of this site; ValidationError on everything else."""
    if _SITE_PATH.fullmatch(value):
        return
    try:
        _web_address(value)
    except ValidationError as error:
        raise ValidationError(
            _("Enter a web address, or a path on this site that begins with /.")
        ) from error


def safe_link(value: str) -> str:
    """The link as it is, or "" when `validate_link` would refuse it; never raises."""
    try:
        validate_link(value)
    except ValidationError:
        return ""
    return value
