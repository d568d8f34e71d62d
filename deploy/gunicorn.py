"""gunicorn's settings: a worker a core, a few threads each; addresses in raw letters are taken."""

import multiprocessing
import os
import re

from gunicorn.http.message import Request
from gunicorn.http.parser import RequestParser

workers = int(os.environ.get("WEB_CONCURRENCY", max(2, multiprocessing.cpu_count())))
worker_class = "gthread"
threads = 4
timeout = 60
# Workers are renewed now and then, at different times, so that no leak lives long.
max_requests = 20_000
max_requests_jitter = 2_000
accesslog = None
control_socket_disable = True
# The parser that is mended below.
http_parser = "python"

_RAW = re.compile(rb"[\x80-\xff]")


class RawRequest(Request):
    """A request whose target may stand in raw bytes, as old feed readers and copied links have it.

    gunicorn refuses them with 400, since RFC 9112 wants them percent-encoded; here
    they are encoded before it looks, and everything else it refuses stays refused.
    """

    def parse_request_line(self, line_bytes: bytes) -> None:
        method, space, rest = line_bytes.partition(b" ")
        rest = _RAW.sub(lambda found: b"%%%02X" % found[0][0], rest)
        super().parse_request_line(method + space + rest)


RequestParser.mesg_class = RawRequest
