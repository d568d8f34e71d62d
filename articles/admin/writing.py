"""What the scripts of the writing screen say and count with, in the active language."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import ngettext

from articles.arabic.reading_time import WORDS_PER_MINUTE
from articles.templatetags.wording import reading_time

_SAMPLES: Final = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}
"""A number of each plural category of CLDR, as `Intl.PluralRules` names them."""
_MAX_MINUTES: Final = 40


def measures() -> dict[str, Any]:
    """The words in every plural form, with `{count}` in place of the number, and reading times.

    `minutes` begins with the text of one minute.
    """
    return {
        "words": {
            category: ngettext("%(count)s word", "%(count)s words", number) % {"count": "{count}"}
            for category, number in _SAMPLES.items()
        },
        "minutes": [reading_time(minutes) for minutes in range(1, _MAX_MINUTES + 1)],
        "words_per_minute": WORDS_PER_MINUTE,
    }
