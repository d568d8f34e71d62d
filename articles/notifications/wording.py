"""Notifications in words of the active language."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from articles.languages import DEFAULT_LANGUAGE, formats_of
from articles.notifications.models import Notification
from articles.notifications.topics import Kind

SENTENCES: Final[dict[str, object]] = {
    Kind.SENT_BACK: gettext_lazy("%(name)s sent “%(headline)s” back to you"),
    Kind.APPROVED: gettext_lazy("%(name)s approved “%(headline)s”"),
    Kind.SCHEDULED: gettext_lazy("%(name)s scheduled “%(headline)s” for %(moment)s"),
    Kind.PUBLISHED: gettext_lazy("%(name)s published “%(headline)s”"),
    Kind.CORRECTED: gettext_lazy("%(name)s published a correction of “%(headline)s”"),
    Kind.WITHDRAWN: gettext_lazy("%(name)s withdrew “%(headline)s”"),
    Kind.KILLED: gettext_lazy("%(name)s killed “%(headline)s”"),
    Kind.UNSCHEDULED: gettext_lazy("%(name)s cancelled the schedule of “%(headline)s”"),
    Kind.HELD: gettext_lazy("A scheduled change of “%(headline)s” did not go live: decide on it"),
    Kind.WAITING: gettext_lazy("%(name)s submitted “%(headline)s” for review"),
    Kind.MENTION: gettext_lazy("%(name)s mentioned you on “%(headline)s”"),
    Kind.REPLY: gettext_lazy("%(name)s answered you on “%(headline)s”"),
    Kind.SUGGESTED: gettext_lazy("%(name)s suggests edits to “%(headline)s”"),
    Kind.DECIDED: gettext_lazy("%(name)s decided on your suggested edits to “%(headline)s”"),
    Kind.ASSIGNED: gettext_lazy("%(name)s gave you an assignment: “%(headline)s”"),
}


def sentence(notification: Notification, *, isolates: bool = True) -> str:
    """What happened, as one line; no query where its article and person were read.

    Names and headlines may be of another direction than the sentence, so they are isolated.
    """
    mark = "\u2068%s\u2069" if isolates else "%s"
    moment = notification.details.get("moment")
    names = {
        "name": mark % str(notification.by or "—"),
        "headline": mark % (notification.about or "—"),
        "moment": _date_and_time(moment) if moment else "—",
    }
    return " ".join((str(SENTENCES[notification.kind]) % names).split())


def _date_and_time(iso: str) -> str:
    moment = timezone.localtime(datetime.fromisoformat(iso), timezone.get_default_timezone())
    return formats_of(get_language() or DEFAULT_LANGUAGE).date_and_time(moment)


def outcome(notification: Notification) -> str:
    """How many suggested edits were accepted and rejected; "" for another kind."""
    if notification.kind != Kind.DECIDED:
        return ""
    accepted = notification.details.get("accepted", 0)
    rejected = notification.details.get("rejected", 0)
    return _("%(accepted)s, %(rejected)s") % {
        "accepted": ngettext("%(count)s edit accepted", "%(count)s edits accepted", accepted)
        % {"count": accepted},
        "rejected": ngettext("%(count)s rejected", "%(count)s rejected", rejected)
        % {"count": rejected},
    }
