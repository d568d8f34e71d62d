"""Mails on the console, for a newsroom without a mail server: their words as one reads them."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.core.mail.backends.console import EmailBackend


class PrintedMails(EmailBackend):
    """Prints to whom, the subject and the plain text of each mail.

    Django's own backend prints mails as they are sent, in which Arabic is base64.
    """

    def write_message(self, message: EmailMessage) -> None:
        lines = [f"To: {', '.join(message.to)}", f"Subject: {message.subject}", "", message.body]
        self.stream.write("\n".join([*map(str, lines), "-" * 79, ""]))
