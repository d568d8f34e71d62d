"""A bounded load on one address: keep-alive connections, a fixed number of requests."""

import http.client
import threading
import time
from collections.abc import Sequence
from urllib.parse import quote


def requests_per_second(
    port: int, paths: Sequence[str], *, requests: int = 400, connections: int = 4
) -> float:
    """Requests a second that the server on 127.0.0.1 answers, cycling through the paths.

    Raises RuntimeError when any answer is not 200.
    """
    each = requests // connections
    failures: list[str] = []

    def work(offset: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for number in range(each):
            path = paths[(offset + number) % len(paths)]
            connection.request("GET", quote(path, safe="/?=&%"))
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                failures.append(f"{response.status} {path}")
                return
        connection.close()

    threads = [threading.Thread(target=work, args=(n * 7,)) for n in range(connections)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - started
    if failures:
        raise RuntimeError(failures[0])
    return each * connections / seconds
