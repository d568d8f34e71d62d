"""Validation of a status's link: a web URL or a path of this site."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

_SITE_PATH = re.compile(r"/(?![/\\])[^\s\\\x00-\x1f\x7f]*", re.ASCII)
_web_address = URLValidator(schemes=["http", "https"])


def validate_link(value: str) -> None:
    """Accept http(s) URLs and paths of this site; raise ValidationError for anything else."""
    if _SITE_PATH.fullmatch(value):
        return
    try:
        _web_address(value)
    except ValidationError as error:
        raise ValidationError(
            _("Enter a web address, or a path on this site that begins with /.")
        ) from error


def safe_link(value: str) -> str:
    """The link, or "" if `validate_link` refuses it; never raises."""
    try:
        validate_link(value)
    except ValidationError:
        return ""
    return value
