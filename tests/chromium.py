"""The Chromium that drives tests of screens, the fault tests and the pictures of docs/screens."""

import shutil

from playwright.sync_api import Browser, Playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
]
MISSING = "Install the package chromium-headless-shell (or chromium): it drives screens."


def chromium_path() -> str | None:
    """The program, or None: first the one without a window, whose tests take a third less time."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


def launch(playwright: Playwright) -> Browser:
    """A browser without a window.

    Raises:
        FileNotFoundError: none is installed; the message says what to install.
    """
    path = chromium_path()
    if path is None:
        raise FileNotFoundError(MISSING)
    return playwright.chromium.launch(executable_path=path, args=FLAGS)
