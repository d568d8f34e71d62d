"""What the settings must say of every language, checked when the site starts."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from articles.conf import LANGUAGES, values

NAMED: tuple[str, ...] = ("SITE_NAME", "ZONE_NAME")


@register(Tags.translation)
def check_languages(**_what: Any) -> list[CheckMessage]:
    """Errors E001 to E003, one for each language and setting that they concern."""
    return list(_errors())


def _errors() -> Iterator[CheckMessage]:
    if LANGUAGES[0] != settings.LANGUAGE_CODE:
        yield Error("The first of LANGUAGES must be LANGUAGE_CODE.", id="articles.E001")
    for code in LANGUAGES:
        # Columns are named by the code, and modeltranslation writes another sign for a hyphen.
        if not code.isalpha():
            yield Error(f"LANGUAGES: {code!r} must be letters alone.", id="articles.E002")
        for name in NAMED:
            if not getattr(values, name).get(code):
                yield Error(f"{name} has no name in {code!r}.", id="articles.E003")
