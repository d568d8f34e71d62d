"""The server takes the address that a program sends as it stands, without percent signs."""

import json
import os
import socket
import subprocess
import sys
import time

import pytest

from tests.bench.pages import free_port

RAW = [
    ("/tags/قطارات/?q=قطار".encode(), "/tags/قطارات/", "q=%D9%82%D8%B7%D8%A7%D8%B1"),
    ("/a/5؟".encode(), "/a/5؟", ""),
    ("http://localhost/tags/قطارات/".encode(), "/tags/قطارات/", ""),
    (b"/tags/\xd9\x82\xd8", "/tags/ق\\xd8", ""),
    (b"/tags/%D9%82?x=%D9%82", "/tags/ق", "x=%D9%82"),
    ("/%D9%82/ق?utm=a%20b".encode(), "/ق/ق", "utm=a%20b"),
]
"""A request target, the path that the site is asked for, and the query."""

REFUSED = [
    b"/a\x01b",
    b"/a\x7fb",
    b"/a b",
    "/a\N{NO-BREAK SPACE} b".encode(),
    "قطار".encode(),
]


def send(port: int, line: bytes) -> bytes:
    """The whole answer to a request of this line."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(line + b"\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.fixture(scope="module")
def port():
    """A port at which the server of deploy/ hands everything to tests.newsroom.echo."""
    number = free_port()
    command = [sys.executable, "-m", "gunicorn", "tests.newsroom.echo:application"]
    options = ["--config", "deploy/gunicorn.py", "--workers", "1", "--log-level", "critical"]
    bind = ["--bind", f"127.0.0.1:{number}"]
    server = subprocess.Popen([*command, *options, *bind], env=dict(os.environ))
    for _attempt in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", number)) == 0:
                break
        time.sleep(0.1)
    yield number
    server.terminate()
    assert server.wait(timeout=20) == 0


@pytest.mark.parametrize(("target", "path", "query"), RAW)
def test_address_in_raw_letters_is_served(port, target, path, query):
    head, _blank, body = send(port, b"GET " + target + b" HTTP/1.1").partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 ")
    assert json.loads(body) == ["GET", path, query]


@pytest.mark.parametrize("target", REFUSED)
def test_broken_request_line_is_refused(port, target):
    assert send(port, b"GET " + target + b" HTTP/1.1").startswith(b"HTTP/1.1 400 ")


def test_method_in_raw_letters_is_refused(port):
    assert send(port, "GÉT / HTTP/1.1".encode()).startswith(b"HTTP/1.1 400 ")
