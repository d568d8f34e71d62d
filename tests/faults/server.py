"""The site as it is deployed, on a port of its own, which is killed and started again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from urllib.request import urlopen

from tests.bench.pages import free_port


class Server:
    """gunicorn with its workers; `kill` ends all of them at once, without a word."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [sys.executable, "-m", "gunicorn", "newsroom.wsgi:application"]
        options = ["--config", "deploy/gunicorn.py", "--workers", "2", "--log-level", "critical"]
        self.process = subprocess.Popen(
            [*command, *options, "--bind", f"127.0.0.1:{self.port}"],
            env=dict(os.environ),
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        )
        for _attempt in range(400):
            with suppress(OSError), urlopen(f"{self.url}/healthz", timeout=5) as answer:
                if answer.status == 200:
                    return
            time.sleep(0.05)
        raise TimeoutError(self.url)

    def kill(self) -> None:
        """SIGKILL for the server and its workers."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None
