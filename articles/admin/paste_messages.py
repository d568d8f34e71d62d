"""The messages of the editor after a paste: counts of dropped and changed elements, by kind."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy, pgettext

# An example number of each CLDR plural category, under the names of Intl.PluralRules.
_SAMPLES: Final = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}

_DROPPED: Final[dict[str, Any]] = {
    "picture": ngettext_lazy("%(count)s picture", "%(count)s pictures", "n"),
    "wordComment": ngettext_lazy(
        "%(count)s comment from Word", "%(count)s comments from Word", "n"
    ),
    "comment": ngettext_lazy("%(count)s comment", "%(count)s comments", "n"),
    "deletion": ngettext_lazy("%(count)s deleted passage", "%(count)s deleted passages", "n"),
    "hidden": ngettext_lazy("%(count)s hidden passage", "%(count)s hidden passages", "n"),
    "box": ngettext_lazy("%(count)s text box", "%(count)s text boxes", "n"),
    "media": ngettext_lazy("%(count)s player or frame", "%(count)s players or frames", "n"),
    "formula": ngettext_lazy("%(count)s formula", "%(count)s formulas", "n"),
    "field": ngettext_lazy("%(count)s form field", "%(count)s form fields", "n"),
    "note": ngettext_lazy("%(count)s footnote", "%(count)s footnotes", "n"),
    "noteMark": ngettext_lazy(
        "%(count)s mark of a footnote that was not copied",
        "%(count)s marks of footnotes that were not copied",
        "n",
    ),
}
_CHANGED: Final[dict[str, Any]] = {
    "link": ngettext_lazy(
        "%(count)s link was freed of its tracking",
        "%(count)s links were freed of their tracking",
        "n",
    ),
    "note": ngettext_lazy(
        "%(count)s footnote stands at the end", "%(count)s footnotes stand at the end", "n"
    ),
    "lettered": ngettext_lazy(
        "%(count)s list that letters counted has figures",
        "%(count)s lists that letters counted have figures",
        "n",
    ),
    "deep": ngettext_lazy(
        "%(count)s item was raised to the fourth level of its list",
        "%(count)s items were raised to the fourth level of their lists",
        "n",
    ),
}


def paste_messages() -> dict[str, Any]:
    """The sentences for `static/js/editor/paste.js`, and their parts in all plural forms.

    A sentence uses the frame of the kind that it names first, since the Arabic verb agrees
    with that.
    """
    return {
        "leftForms": {kind: _plural_forms(message) for kind, message in _DROPPED.items()},
        "leftFrames": {
            "picture": pgettext("picture", "Not pasted: %(things)s."),
            "wordComment": pgettext("comment", "Not pasted: %(things)s."),
            "comment": pgettext("comment", "Not pasted: %(things)s."),
            "deletion": pgettext("passage", "Not pasted: %(things)s."),
            "hidden": pgettext("passage", "Not pasted: %(things)s."),
            "box": pgettext("text box", "Not pasted: %(things)s."),
            "media": pgettext("player", "Not pasted: %(things)s."),
            "formula": pgettext("formula", "Not pasted: %(things)s."),
            "field": pgettext("form field", "Not pasted: %(things)s."),
            "note": pgettext("footnote", "Not pasted: %(things)s."),
            "noteMark": pgettext("mark", "Not pasted: %(things)s."),
        },
        "changedForms": {kind: _plural_forms(message) for kind, message in _CHANGED.items()},
        "changedFrame": _("Changed: %(things)s."),
    }


def _plural_forms(message: Any) -> dict[str, str]:
    """The text in every plural form, by CLDR category; `%(count)s` stays a placeholder."""
    return {name: message % {"n": n, "count": "%(count)s"} for name, n in _SAMPLES.items()}
