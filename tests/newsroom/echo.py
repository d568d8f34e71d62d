"""An application that answers with the address as the server handed it on."""

import json
from collections.abc import Callable, Iterable
from typing import Any


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The method, the decoded path and the query, as JSON."""
    path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "backslashreplace")
    body = json.dumps([environ["REQUEST_METHOD"], path, environ["QUERY_STRING"]]).encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [body]
