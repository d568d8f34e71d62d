"""The words of the letters, in the language and direction of the subscription."""

from __future__ import annotations

from typing import Any, Final

from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles import languages
from articles.conf import values
from articles.models.corrections import public_correction
from articles.models.urls import localized_url
from articles.newsletter.models import Letter, Subscription
from articles.notifications.mails import compose, site_origin

SIGNER: Final = signing.TimestampSigner(salt="articles.newsletter.confirmation")
"""Of the links that confirm; those that unsubscribe carry the key alone, and never expire."""


def message(letter: Letter) -> EmailMultiAlternatives | None:
    """The letter as text and as HTML; None when there is nothing to bring any more.

    That is where the correction, or its article, is not public at this moment. No query, one of
    a correction.
    """
    to = letter.subscription
    with override(to.language):
        said = _confirmation(to) if letter.issue is None else _correction(letter)
        if said is None:
            return None
        template, subject, context = said
        origin = site_origin(to.origin)
        leave = origin + localized_url("newsletter_unsubscribe", to.language, key=to.key)
        context |= {
            "subject": subject,
            "origin": origin,
            "language": to.language,
            "direction": languages.direction(to.language),
            "site_name": values.SITE_NAME[to.language],
            "home_url": origin + localized_url("home", to.language),
            "unsubscribe_url": leave,
        }
        headers = {
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        }
        key = f"letter.{letter.pk}.{letter.written_at:%Y%m%d%H%M%S}"
        return compose(template, context, to=to.address, key=key, headers=headers)


def _confirmation(to: Subscription) -> tuple[str, str, dict[str, Any]]:
    name = values.SITE_NAME[to.language]
    if to.confirmed_at:
        subject = _("You get the corrections of %(name)s already") % {"name": name}
        return "articles/newsletter/mails/known", subject, {}
    token = SIGNER.sign(to.key)
    path = localized_url("newsletter_confirm", to.language, token=token)
    subject = _("Confirm that you want the corrections of %(name)s") % {"name": name}
    context = {"confirm_url": site_origin(to.origin) + path}
    return "articles/newsletter/mails/confirmation", subject, context


def _correction(letter: Letter) -> tuple[str, str, dict[str, Any]] | None:
    to, issue = letter.subscription, letter.issue
    if issue is None or not to.confirmed_at or to.refused_at:
        return None
    correction = public_correction(issue.correction_id, language=to.language, at=timezone.now())
    if correction is None:
        return None
    subject = _("Correction: %(headline)s") % {"headline": correction.headline}
    url = site_origin(to.origin) + correction.path
    context = {"correction": correction, "article_url": url}
    return "articles/newsletter/mails/correction", subject, context
