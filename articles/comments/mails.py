"""Mails to those whom a comment concerns, in the language in which they read the desk."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import partial

from django.core.mail import EmailMessage
from django.db import transaction
from django.tasks import task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles.comments.models import CommentNotice, DeskLanguage, NoticeReason
from articles.conf import LANGUAGES

logger = logging.getLogger(__name__)


def send_after_commit(notices: Iterable[CommentNotice], *, origin: str) -> None:
    """Have mails sent by a task (`TASKS`) once the comment is written; never raises.

    `origin` is scheme and host of the links. Whatever becomes of the mails, the comment stands,
    and the people find it in the list of what they were told.
    """
    numbers = [notice.pk for notice in notices]
    if numbers:
        transaction.on_commit(partial(send.enqueue, numbers, origin), robust=True)


@task
def send(numbers: list[int], origin: str) -> int:
    """Mail the notices with these ids; returns how many. A mail that fails is logged.

    Two queries. People without an address are told at the desk only.
    """
    rows = CommentNotice.objects.filter(pk__in=numbers).select_related(
        "user", "comment__author", "comment__thread__article"
    )
    notices = list(rows.exclude(user__email="").order_by("pk"))
    languages = DeskLanguage.objects.by_user(notice.user_id for notice in notices)
    sent = 0
    for notice in notices:
        try:
            with override(languages.get(notice.user_id, LANGUAGES[0])):
                sent += message(notice, origin=origin).send()
        except OSError:
            # Of SMTP and of sockets: smtplib's errors are OSErrors.
            logger.exception("mail failed notice=%s", notice.pk)
    return sent


def message(notice: CommentNotice, *, origin: str) -> EmailMessage:
    """The mail of the notice in the active language; no query for one that `send` read."""
    comment = notice.comment
    article = comment.thread.article
    names = {"name": str(comment.author or "—"), "headline": str(article)}
    if notice.reason == NoticeReason.REPLY:
        subject = _("%(name)s answered you on “%(headline)s”") % names
    else:
        subject = _("%(name)s mentioned you on “%(headline)s”") % names
    path = reverse("admin:articles_article_change", args=[article.pk])
    url = f"{origin}{path}?comment={comment.pk}"
    context = {"notice": notice, "comment": comment, "article": article, "url": url, **names}
    text = render_to_string("admin/articles/article/comment_mail.txt", context)
    return EmailMessage(" ".join(subject.split())[:200], text.strip(), to=[notice.user.email])
