"""The settings' environment for tests; loaded by pytest before Django reads its settings."""

import os
import tempfile
from pathlib import Path

import pytest

DATA_DIR = Path(tempfile.mkdtemp(prefix="newsroom-tests-"))
(DATA_DIR / "static").mkdir()

os.environ.update(
    DEBUG="1",
    SECRET_KEY="a-key-for-tests-only-of-fifty-characters-at-the-least",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    HTTPS="0",
    SITE_URL="",
    SECOND_FACTOR_ROLES="",
    DATA_DIR=str(DATA_DIR),
    # Playwright's synchronous interface runs inside an event loop.
    DJANGO_ALLOW_ASYNC_UNSAFE="1",
)

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--second-engine",
        action="store_true",
        help="run only tests whose result may depend on the database: those that use one or are "
        "marked `engine`, without those marked `any_engine`",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With --second-engine, deselect what has run on the first engine and knows no other."""
    if not config.getoption("--second-engine"):
        return
    chosen = [item for item in items if _depends_on_engine(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
    items[:] = chosen


def _depends_on_engine(item: pytest.Item) -> bool:
    if item.get_closest_marker("engine"):
        return True
    uses = DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
    is_marked = item.get_closest_marker("django_db") or uses
    return bool(is_marked and not item.get_closest_marker("any_engine"))
