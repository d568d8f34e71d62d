"""The words of mails, in the language and direction in which each person reads the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from articles.conf import LANGUAGES, values
from articles.notifications import wording
from articles.notifications.models import DeskLanguage, Mail, Notification

MAX_ROWS: Final = 100
"""Notifications that a digest lists; the desk has the others."""
ADDRESS_SALT: Final = "newsroom.accounts.addresses"
"""Of the links that confirm an address."""
_SUBJECT_LENGTH: Final = 200


class Line(NamedTuple):
    """A notification in a mail: a sentence, what more there is to say, and where it leads."""

    row: Notification
    sentence: str
    outcome: str
    url: str


def site_origin(seen: str = "") -> str:
    """Scheme and host of links: the site's, else where it was `seen` in a browser."""
    hosts = [host for host in settings.ALLOWED_HOSTS if host.strip("*.") == host]
    scheme = "https" if settings.SECURE_SSL_REDIRECT else "http"
    first = f"{scheme}://{hosts[0] if hosts else 'localhost'}"
    return values.SITE_URL or seen or first


def compose(
    template: str,
    context: dict[str, Any],
    *,
    to: str,
    key: str,
    headers: dict[str, str] | None = None,
) -> EmailMultiAlternatives:
    """The mail of `template` (.txt and .html) in the active language; no query of its own.

    The context has `subject` and `origin`. `key` tells mails apart: one that is tried again has
    the same Message-ID.
    """
    text = render_to_string(f"{template}.txt", context).strip() + "\n"
    short = " ".join(str(context["subject"]).split())[:_SUBJECT_LENGTH]
    domain = urlsplit(context["origin"]).hostname or "localhost"
    named = {"Message-ID": f"<newsroom.{key}@{domain}>"}
    whole = EmailMultiAlternatives(short, text, to=[to], headers=named | (headers or {}))
    whole.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
    return whole


def message(mail: Mail) -> EmailMultiAlternatives | None:
    """The mail as text and as HTML; None when there is nothing to tell any more.

    That is where all it tells was read, or the person has no address or is not active now. It goes
    to the address in its details, if any, else to the person's. Three queries. A mail that is tried
    again has the same Message-ID.
    """
    person = mail.user
    to = mail.details.get("to") or person.email
    if not to or not person.is_active:
        return None
    known = DeskLanguage.objects.filter(user=person.pk).first()
    language = known.language if known and known.language in LANGUAGES else LANGUAGES[0]
    with override(language):
        origin = site_origin(known.origin if known else "")
        said = _WRITERS[mail.kind](mail, origin)
        if said is None:
            return None
        subject, context = said
        context |= {
            "person": person,
            "subject": subject,
            "origin": origin,
            "settings_url": origin + reverse("admin:articles_article_notification_settings"),
        }
        key = f"{mail.pk}.{mail.written_at:%Y%m%d%H%M%S}"
        return compose(f"notifications/mails/{mail.kind}", context, to=to, key=key)


def _lines(mail: Mail, origin: str) -> list[Line]:
    """What the mail tells and was not read meanwhile, oldest first; one query."""
    rows = Notification.objects.unread_by(mail.user_id).filter(mail_key=mail.key)
    rows = rows.select_related("article", "by").order_by("at", "pk")
    return [
        Line(
            row,
            wording.sentence(row),
            wording.outcome(row),
            origin + reverse("admin:articles_article_notification", args=[row.pk]),
        )
        for row in rows[:MAX_ROWS]
    ]


def _notification(mail: Mail, origin: str) -> tuple[str, dict[str, Any]] | None:
    lines = _lines(mail, origin)
    if not lines:
        return None
    # Mail programs print the isolating characters of a subject as boxes.
    return wording.sentence(lines[0].row, isolates=False), {"line": lines[0]}


def _digest(mail: Mail, origin: str) -> tuple[str, dict[str, Any]] | None:
    lines = _lines(mail, origin)
    count = len(lines)
    subject = ngettext(
        "%(count)s thing happened in the newsroom",
        "%(count)s things happened in the newsroom",
        count,
    )
    return (subject % {"count": count}, {"lines": lines}) if lines else None


def _password(mail: Mail, origin: str) -> tuple[str, dict[str, Any]] | None:
    context = {"at": mail.written_at, "url": origin + reverse("account_reset_password")}
    return _("Your password at the newsroom was changed"), context


def _address(mail: Mail, origin: str) -> tuple[str, dict[str, Any]] | None:
    # Made when it is sent, so that it stands nowhere; the page asks whether it is still wanted.
    token = signing.dumps(mail.pk, salt=ADDRESS_SALT)
    url = origin + reverse("account_confirm_address", args=[token])
    return _("Confirm your new address at the newsroom"), {"url": url}


def _address_changed(mail: Mail, origin: str) -> tuple[str, dict[str, Any]] | None:
    context = {"at": mail.written_at, "address": mail.user.email}
    return _("Your address at the newsroom was changed"), context


_WRITERS: Final[dict[str, Callable[[Mail, str], tuple[str, dict[str, Any]] | None]]] = {
    "notification": _notification,
    "digest": _digest,
    "password": _password,
    "address": _address,
    "address_changed": _address_changed,
}
