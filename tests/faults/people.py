"""People at the desk as programs: one types and saves, one edits and publishes, without an end.

Each tells what the newsroom said it has; a request without an answer is sent again as it was.
"""

from __future__ import annotations

import json
import re
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from http.client import HTTPException
from http.cookiejar import CookieJar
from secrets import token_hex
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

PASSWORD = "secret-for-tests"
WORDS_OF_A_FORM = 12
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class Person(threading.Thread, ABC):
    """Somebody with a browser; `said` is what the newsroom confirmed."""

    def __init__(self, url: str, name: str, pk: int, article: int, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.url, self.username, self.pk, self.article = url, name, pk, article
        self.stopped = stop
        self.cookies = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies), _NoRedirect())
        self.unexpected: list[str] = []
        self.saved: Any = ()

    def ask(self, path: str, data: bytes | None = None, **headers: str) -> tuple[int, str, str]:
        """Status, text and `Location`; asks again as long as nobody answers."""
        while not self.stopped.is_set():
            try:
                request = Request(self.url + path, data, headers)
                with self.opener.open(request, timeout=10) as answer:
                    return answer.status, answer.read().decode(), ""
            except HTTPError as error:
                if error.code < 500:
                    return error.code, error.read().decode(), error.headers.get("Location", "")
                self.unexpected.append(f"{error.code} {path}")
            except (URLError, OSError, HTTPException):
                pass
            except Exception as error:
                self.unexpected.append(repr(error))
            time.sleep(0.05)
        raise SystemExit

    def post(self, path: str, **inputs: Any) -> tuple[int, str, str]:
        """A form with the token of the cookie."""
        body = urlencode(inputs | {"csrfmiddlewaretoken": self.token}, doseq=True)
        return self.ask(path, body.encode())

    @property
    def token(self) -> str:
        return next((each.value or "" for each in self.cookies if each.name == "csrftoken"), "")

    def sign_in(self) -> None:
        """Until it worked."""
        status = 0
        while status != 302:
            self.ask("/admin/account/login/")
            sent = {"login": self.username, "password": PASSWORD, "next": "/admin/"}
            status, _text, _where = self.post("/admin/account/login/", **sent)

    def run(self) -> None:
        self.sign_in()
        while True:
            self.work()

    @abstractmethod
    def work(self) -> None:
        """One form, from its opening to its end."""

    def opened(self, path: str) -> dict[str, str]:
        """The hidden inputs of a page's forms."""
        _status, text, _where = self.ask(path)
        return dict(_HIDDEN.findall(text))


class Typist(Person):
    """Types a word at a time, each kept; then saves. `kept` is {key: (number, words)}."""

    def __init__(self, *args: Any, form: Callable[..., dict[str, Any]]) -> None:
        super().__init__(*args)
        self.form = form
        self.kept: dict[str, tuple[int, str]] = {}
        self.saved = {}
        self.requests = 0

    def work(self) -> None:
        change = f"/admin/articles/article/{self.article}/change/"
        base = self.opened(change).get("base", "")
        key, words, number = token_hex(16), "", 0
        for _n in range(WORDS_OF_A_FORM):
            words = f"{words} {token_hex(3)}".strip()
            number = max(number + 1, int(time.time() * 1000))
            self.keep(key, number, words, base)
        sent = self.form(body_ar=f"<p>{words}</p>", base=base)
        status, _text, _where = self.post(change, **sent, form_key=key, text_number=number)
        if status == 302:
            self.saved[key] = words
        else:
            self.unexpected.append(f"{status} {change}")

    def keep(self, key: str, number: int, words: str, base: str) -> None:
        fields = {
            name: [str(value)] if not isinstance(value, list) else value
            for name, value in self.form(body_ar=f"<p>{words}</p>", base=base).items()
        }
        message = {"form_key": key, "number": number, "person": self.pk, "fields": fields}
        headers = {"Content-Type": "application/json", "X-CSRFToken": self.token}
        path = f"/admin/articles/article/{self.article}/autosave/"
        self.requests += 1
        status, _text, _where = self.ask(path, json.dumps(message).encode(), **headers)
        if status == 200:
            self.kept[key] = (number, words)
        else:
            self.unexpected.append(f"{status} {path}")


class Publisher(Person):
    """Saves a headline and publishes it; `published` are those that the newsroom confirmed."""

    def __init__(self, *args: Any, form: Callable[..., dict[str, Any]]) -> None:
        super().__init__(*args)
        self.form = form
        self.count = 0
        self.saved = []
        self.published: list[str] = []

    def work(self) -> None:
        self.count += 1
        headline = f"عنوان {self.count}"
        change = f"/admin/articles/article/{self.article}/change/"
        page = self.opened(change)
        sent = self.form(headline_ar=headline, base=page.get("base", ""), then="update")
        sent |= {name: page.get(name, "") for name in ("form_key", "transition")}
        status, _text, where = self.post(change, **sent)
        if status != 302:
            self.unexpected.append(f"{status} {change}")
            return
        self.saved.append(headline)
        if "/do/update/" not in where:
            where = f"/admin/articles/article/{self.article}/do/update/"
        verb = self.opened(where)
        inputs = verb | {"parts": ["ar"]}
        status, _text, _where = self.post(where.partition("?")[0], **inputs)
        if status == 302:
            self.published.append(headline)
