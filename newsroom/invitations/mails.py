"""The mail that brings an invitation's link."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles.conf import values
from newsroom.invitations.models import Invitation

logger = logging.getLogger(__name__)


def send(invitation: Invitation, token: str, *, origin: str) -> bool:
    """Mail the link in the invited person's language; False, and a log line, if that fails.

    `origin` is scheme and host of the link.
    """
    try:
        with override(invitation.language):
            message(invitation, token, origin=origin).send()
    except OSError:
        # Of SMTP and of sockets: smtplib's errors are OSErrors.
        logger.exception("mail failed invitation=%s", invitation.pk)
        return False
    return True


def message(invitation: Invitation, token: str, *, origin: str) -> EmailMultiAlternatives:
    """The mail in the active language, as text and as HTML with its direction."""
    context = {
        "person": invitation,
        "inviter": invitation.invited_by,
        "site": values.SITE_NAME[invitation.language],
        "url": origin + reverse("account_invitation", args=[token]),
        "days": settings.INVITATION_DAYS,
    }
    subject = _("Your invitation to the newsroom of %(site)s") % {"site": context["site"]}
    text = render_to_string("account/mails/invitation.txt", context).strip()
    mail = EmailMultiAlternatives(subject, text, to=[invitation.email])
    html = render_to_string("account/mails/invitation.html", context)
    mail.attach_alternative(html, "text/html")
    return mail
