"""The newsroom's own settings, with their types and defaults; the site's settings override them.

Read them as attributes of `conf.values`, so that a test's `settings` fixture is seen.
"""

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_info, gettext

DEFAULTS: Final[dict[str, Any]] = {
    # The outlet's name by language.
    "SITE_NAME": {"ar": "ضفاف", "en": "Difaf"},
    # What the site's time zone is called, by language.
    "ZONE_NAME": {"ar": "القاهرة", "en": "Cairo"},
    # A link to an article's version in the language, in it; else what the language calls itself.
    "VERSION_LABELS": {"ar": "بالعربية", "en": "In English"},
    # The languages with a country, as Open Graph writes them; else fr is fr_FR.
    "OPEN_GRAPH_LOCALES": {"ar": "ar_AR", "en": "en_GB"},
    # Scheme and host for absolute URLs; empty takes the request's.
    "SITE_URL": "",
    # egyptian | levantine | maghrebi | dual
    "MONTH_NAMES": "egyptian",
    # latn | arab
    "DIGITS": "latn",
    # Apply scheduled changes in a thread of the process that notices them, besides `manage.py due`.
    "APPLY_CHANGES_IN_BACKGROUND": True,
    # Send mails in a thread of the process that wrote them, where no worker does.
    "MAIL_IN_BACKGROUND": True,
    # Days for which the key of a form that was sent is remembered.
    "FORM_KEY_DAYS": 7,
    # Bytes of a form that was not saved yet.
    "AUTOSAVE_MAX_BYTES": 4_000_000,
    # Entries on a page of a list, and in a feed.
    "PAGE_SIZE": 20,
    "FEED_SIZE": 30,
    # Whether one person asks for a kill and another one does it.
    "KILL_NEEDS_TWO": False,
    # Whether the entries of feeds carry the whole text, or the standfirst alone.
    "FEED_FULL_TEXT": False,
    # The last page of a list a reader can ask for.
    "MAX_PAGE": 1000,
    # Bytes of HTML in one body.
    "BODY_MAX_BYTES": 1_000_000,
    # Limits of a picture that comes in: bytes, all pixels, and each side.
    "IMAGE_MAX_BYTES": 20 * 1024 * 1024,
    "IMAGE_MAX_PIXELS": 50_000_000,
    "IMAGE_MAX_SIDE": 12_000,
    "IMAGE_MIN_SIDE": 200,
}


class Values:
    """Attribute access to the settings above."""

    def __getattr__(self, name: str) -> Any:
        try:
            default = DEFAULTS[name]
        except KeyError:
            raise AttributeError(name) from None
        return getattr(settings, name, default)


values = Values()
LANGUAGES: Final[tuple[str, ...]] = tuple(code for code, _name in settings.LANGUAGES)


def language_name(code: str) -> str:
    """The language as the language of the screen calls it."""
    return str(get_language_info(code)["name_translated"])


class InLanguage:
    """The name of a field with its language; lazy, for `lazystr`."""

    def __init__(self, name: object, language: str) -> None:
        self.name, self.language = name, language

    def __str__(self) -> str:
        names = {"field": self.name, "language": language_name(self.language)}
        return gettext("%(field)s (%(language)s)") % names


def origin(request: HttpRequest) -> str:
    """Scheme and host before every absolute address, without a slash at the end."""
    return values.SITE_URL or f"{request.scheme}://{request.get_host()}"
