"""The adaptations that a line needed to become an article, counted by kind for the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ADAPTATION_LABELS: Final[Mapping[str, str | Promise]] = {
    "dates": _("Dates in another form than ISO 8601: %(count)s"),
    "hijri": _("Hijri dates, converted by the calendar of Umm al-Qura: %(count)s"),
    "zone": _("Dates without a zone, taken as the site's time: %(count)s"),
    "hour": _("Hours that do not exist or come twice, settled: %(count)s"),
    "unread": _("Dates that could not be read: %(count)s"),
    "scheduled": _("Scheduled, since their date lies ahead: %(count)s"),
    "html": _("Texts rebuilt from HTML: %(count)s"),
    "text": _("Texts in one piece, parted at blank lines: %(count)s"),
    "entities": _("Entities decoded (&amp;): %(count)s"),
    "markup": _("HTML tags taken out of headlines: %(count)s"),
    "quotes": _("Straight quotation marks made « »: %(count)s"),
    "dots": _("Three dots made …: %(count)s"),
    "signs": _("Latin commas made ،, and blanks before signs taken out: %(count)s"),
    "tatweel": _("Tatweel taken out of headlines and tags: %(count)s"),
    "names": _("Tags and authors written in one text, parted: %(count)s"),
    "labels": _("Labels and professions taken out of bylines: %(count)s"),
    "agency": _("Agencies and desks shown in the dateline, not as authors: %(count)s"),
    "numbers": _("Numbers taken as text: %(count)s"),
    "shortened": _("Ids and sources shortened: %(count)s"),
    "left_out": _("Details left out, since they are empty or unreadable: %(count)s"),
}
"""The label of each kind of adaptation, in the order of the report."""


@dataclass(slots=True)
class Adaptations:
    """The adaptations of one line: keys of ADAPTATION_LABELS, and translated remarks."""

    kinds: set[str] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)

    def apply(self, kind: str, change: Callable[[str], str], text: str) -> str:
        """The changed text; adds the kind if it differs from `text`."""
        changed = change(text)
        if changed != text:
            self.kinds.add(kind)
        return changed
