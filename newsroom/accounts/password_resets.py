"""Mails of links to a new password, in the language in which each person reads the desk.

The request only says that somebody asked: a thread looks for the account, so that neither the
answer nor its time tells whether there is one. A link works until the password is another one,
somebody signs in, or PASSWORD_RESET_TIMEOUT is over.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from typing import Final

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMultiAlternatives
from django.db import connections
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles.notifications.models import DeskLanguage
from newsroom.accounts.models import User

logger = logging.getLogger(__name__)
_threads: Final = ThreadPoolExecutor(max_workers=1, thread_name_prefix="password-resets")


def start(name: str, *, origin: str, language: str) -> None:
    """Have the links mailed to whoever has this name or address; never raises, never waits.

    `origin` is scheme and host of the links, `language` that of people who never read the desk.
    """
    if settings.MAIL_RESETS_IN_BACKGROUND:
        sending = _threads.submit(_send_and_close, name, origin=origin, language=language)
        sending.add_done_callback(_log_failure)
    else:
        send(name, origin=origin, language=language)


def _send_and_close(name: str, *, origin: str, language: str) -> None:
    try:
        send(name, origin=origin, language=language)
    finally:
        connections.close_all()


def _log_failure(sending: Future[None]) -> None:
    error = sending.exception()
    if error is not None:
        logger.error("no links could be mailed", exc_info=error)


def send(name: str, *, origin: str, language: str) -> int:
    """Mail the links; returns how many. A mail that fails is logged. Two queries."""
    people = User.objects.reachable_by(name)
    known = DeskLanguage.objects.by_user(user.pk for user in people)
    sent = 0
    for user in people:
        try:
            with override(known.get(user.pk, language)):
                sent += message(user, origin=origin).send()
        except OSError:
            # Of SMTP and of sockets: smtplib's errors are OSErrors.
            logger.exception("mail failed user=%s", user.pk)
    return sent


def message(user: User, *, origin: str) -> EmailMultiAlternatives:
    """The mail in the active language, as text and as HTML with its direction."""
    parts = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    context = {
        "person": user,
        "url": origin + reverse("account_reset_password_from_key", kwargs=parts),
        "hours": timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT) // timedelta(hours=1),
    }
    subject = _("A new password for the newsroom")
    text = render_to_string("account/mails/password_reset.txt", context).strip()
    mail = EmailMultiAlternatives(subject, text, to=[user.email])
    html = render_to_string("account/mails/password_reset.html", context)
    mail.attach_alternative(html, "text/html")
    return mail
