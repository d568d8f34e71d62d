"""The settings' environment for tests; loaded by pytest before Django reads its settings."""

import os
import tempfile
from pathlib import Path

DATA_DIR = Path(tempfile.mkdtemp(prefix="newsroom-tests-"))
(DATA_DIR / "static").mkdir()

os.environ.update(
    DEBUG="1",
    SECRET_KEY="a-key-for-tests-only-of-fifty-characters-at-the-least",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    HTTPS="0",
    SITE_URL="",
    DATA_DIR=str(DATA_DIR),
    # Playwright's synchronous interface runs inside an event loop.
    DJANGO_ALLOW_ASYNC_UNSAFE="1",
)
