"""People with addresses, an article, and a small mail server that can refuse."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from articles import workflow
from articles.models import Article
from articles.notifications.models import Notification
from newsroom.accounts.models import User
from tests.conftest import NOW


def told(user: User) -> list[str]:
    """The kinds of what the person was told and has not read, the oldest first."""
    rows = Notification.objects.unread_by(user).order_by("pk")
    return list(rows.values_list("kind", flat=True))


@pytest.fixture
def article(journalist: User, content: Callable[..., dict[str, Any]]) -> Article:
    return workflow.create(by=journalist, data=content(headline_ar="ميناء جديد"), at=NOW)


@pytest.fixture
def submitted(article: Article, journalist: User, editor: User, chief: User) -> Article:
    return workflow.submit(article, by=journalist, at=NOW)


def with_address(user: User) -> User:
    user.email = f"{user.username}@example.com"
    user.save(update_fields=["email"])
    return user


class MailServer:
    """An SMTP server at `port` that answers `refusal` to every sender while there is one.

    It does not know the addresses in `unknown`, which it answers `refusal_of_unknown`.
    """

    def __init__(self) -> None:
        self.refusal = ""
        self.unknown: set[str] = set()
        self.refusal_of_unknown = "550 nobody of that name"
        self.messages: list[EmailMessage] = []
        owner = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self._say("220 ready")
                for line in iter(self.rfile.readline, b""):
                    verb = line[:4].upper().strip()
                    if verb == b"QUIT":
                        self._say("221 bye")
                        return
                    if verb == b"DATA":
                        self._take()
                    else:
                        self._say(owner.answer(verb, line.decode()))

            def _say(self, line: str) -> None:
                self.wfile.write(line.encode() + b"\r\n")

            def _take(self) -> None:
                self._say("354 go on")
                lines = list(iter(self.rfile.readline, b".\r\n"))
                whole = message_from_bytes(b"".join(lines), policy=policy.default)
                owner.messages.append(whole)
                self._say("250 taken")

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port: int = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def answer(self, verb: bytes, line: str) -> str:
        if verb == b"MAIL" and self.refusal:
            return self.refusal
        if verb == b"RCPT" and any(name in line for name in self.unknown):
            return self.refusal_of_unknown
        return "250 ok"


@pytest.fixture
def mail_server(settings: Any) -> Iterator[MailServer]:
    """The server that the site sends its mails to."""
    server = MailServer()
    options = {"host": "127.0.0.1", "port": server.port, "timeout": 5}
    backend = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
    yield server
    server.server.shutdown()
    server.server.server_close()
