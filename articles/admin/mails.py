"""MailAdmin: mails to the newsroom that were given up, or perhaps not sent."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.given_up import GivenUpMailAdmin
from articles.notifications import delivery
from articles.notifications.models import Mail


@admin.register(Mail)
class MailAdmin(GivenUpMailAdmin):
    """Only what somebody should look at; the dashboard links here while there is any."""

    recipient = "user"
    retry_permission = "articles_notifications.change_mail"

    def start_sending(self) -> None:
        """Have due mails sent once the transaction is committed."""
        delivery.start_after_commit()
