"""Where somebody is signed in: listed, and ended by themselves or by an administrator."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final, NamedTuple

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.accounts.models import User
from newsroom.accounts.signals import sessions_ended

_BROWSERS: Final = (
    (gettext_lazy("Edge"), r"Edg"),
    (gettext_lazy("Opera"), r"OPR/"),
    (gettext_lazy("Samsung Internet"), r"SamsungBrowser"),
    (gettext_lazy("Firefox"), r"Firefox|FxiOS"),
    (gettext_lazy("Chrome"), r"Chrome|CriOS"),
    (gettext_lazy("Safari"), r"Safari"),
)
_SYSTEMS: Final = (
    (gettext_lazy("Android"), r"Android"),
    (gettext_lazy("iPhone"), r"iPhone"),
    (gettext_lazy("iPad"), r"iPad"),
    (gettext_lazy("Windows"), r"Windows"),
    (gettext_lazy("macOS"), r"Mac OS X|Macintosh"),
    (gettext_lazy("Linux"), r"Linux|X11"),
)


class Device(NamedTuple):
    """A session as its owner knows it: the browser, since when, from which address."""

    pk: int
    name: str
    address: str
    since: datetime
    is_this: bool


def devices(user: User, request: HttpRequest) -> list[Device]:
    """The person's sessions, the newest first; those that are over are forgotten meanwhile.

    The session of the request is among them even if it began without the sign-in page. Two
    queries a session.
    """
    key = request.session.session_key
    if user == request.user and not UserSession.objects.filter(session_key=key).exists():
        UserSession.objects.create_from_request(request)
    found = UserSession.objects.purge_and_list(user)
    found.sort(key=lambda each: (each.created_at, each.pk), reverse=True)
    return [
        Device(
            each.pk,
            device_name(each.user_agent),
            each.ip,
            each.created_at,
            is_this=each.session_key == key,
        )
        for each in found
    ]


def end_one(user: User, pk: int) -> None:
    """End a session of the person; nothing when it is nobody's, or another's."""
    with transaction.atomic():
        for session in UserSession.objects.filter(user=user, pk=pk):
            session.end()
            sessions_ended.send(sender=User, user=user, count=1)


def end_all(user: User, request: HttpRequest) -> None:
    """End the person's sessions, but for the one of the request; one transaction."""
    key = request.session.session_key
    with transaction.atomic():
        ended = list(UserSession.objects.filter(user=user).exclude(session_key=key))
        for session in ended:
            session.end()
        # Those as well that began without the sign-in page, which has no list of them.
        user.end_sessions()
        sessions_ended.send(sender=User, user=user, count=len(ended))
    keep_session(request, user)


def forget_all(user: User) -> None:
    """Delete every session that is listed, of somebody whose account is closed."""
    for session in UserSession.objects.filter(user=user):
        session.end()


def keep_session(request: HttpRequest, user: User) -> None:
    """The session of the request goes on if it is the person's own, whatever changed."""
    if user == request.user:
        request.session[HASH_SESSION_KEY] = user.get_session_auth_hash()


def device_name(user_agent: str) -> str:
    """Browser and system of a User-Agent, in the active language."""
    browser = next((name for name, text in _BROWSERS if re.search(text, user_agent)), "")
    system = next((name for name, text in _SYSTEMS if re.search(text, user_agent)), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return str(browser or system) or _("An unknown device")
