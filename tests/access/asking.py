"""Asks for an address as somebody, and says in a word what came of it; nothing of it stays."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test import Client

from newsroom.accounts.models import User
from tests.access.cast import Cast

SIGN_IN = ("/admin/login/", "/admin/account/login/")
INCIDENTAL = {
    "django_session",
    "usersessions_usersession",
    "accounts_attemptcount",
    "articles_notifications_desklanguage",
    "articles_notifications_notification",
    "articles_presence",
    "articles_submission",
}
"""Tables that say who is there and has read what, and change nothing of the newsroom's."""
FORGED = {
    "action": "delete_selected",
    "_selected_action": "1",
    "post": "yes",
    "_save": "1",
    "note": "x",
    "reason": "x",
    "device": "others",
    "factors": "remove",
    "password1": "a-fresh-Passw0rd",
    "password2": "a-fresh-Passw0rd",
    "name": "x",
}
"""What a forged form says, whatever it is sent to: do it."""
_WRITE = re.compile(r'(?:INSERT INTO|INSERT OR IGNORE INTO|UPDATE|DELETE FROM) "(\w+)"')


class Asker:
    """Somebody's browser for each person; every request is undone."""

    def __init__(self, cast: Cast) -> None:
        self.clients: dict[str, tuple[Client, dict[str, str]]] = {}
        for name, person in cast.people.items():
            client = Client(raise_request_exception=False)
            self._sign_in(client, person)
            kept = {key: morsel.value for key, morsel in client.cookies.items()}
            self.clients[name] = client, kept

    def _sign_in(self, client: Client, person: User | AnonymousUser) -> None:
        if isinstance(person, User):
            client.force_login(person, "newsroom.accounts.backends.PermissionBackend")

    def ask(self, name: str, method: str, path: str, *, checks_token: bool = False) -> str:
        """The answer's status, "login" for the way to the sign-in; "done" if something is changed.

        A refusal that changed something is "200 changed", "403 changed", and so on.
        """
        client, cookies = self.clients[name]
        client.cookies = SimpleCookie(cookies)
        client.handler.enforce_csrf_checks = checks_token
        data = FORGED if method == "POST" else None
        with _undone() as changed:
            response = client.generic(method, path) if data is None else client.post(path, data)
            where = response.headers.get("Location", "").partition("?")[0]
        status = "login" if where in SIGN_IN and path not in SIGN_IN else str(response.status_code)
        if not changed:
            return status
        return "done" if status in ("200", "201", "204", "302", "login") else f"{status} changed"


@contextmanager
def _undone() -> Iterator[set[str]]:
    """Undoes what is written meanwhile; yields the tables of it, but for `INCIDENTAL` ones."""
    changed: set[str] = set()

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        found = _WRITE.match(sql)
        if found and found[1] not in INCIDENTAL:
            changed.add(found[1])
        return execute(sql, *rest)

    with transaction.atomic(), connection.execute_wrapper(note):
        yield changed
        transaction.set_rollback(True)


type Answers = Mapping[tuple[str, str], list[str]]
"""By (row, method): what each of `cast.PEOPLE` is answered."""
