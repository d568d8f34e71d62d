"""The one way in for a body's HTML."""

import re

from articles.body.rebuild import rebuild
from articles.body.schema import CLEANER

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]+")


def sanitise(html: str) -> str:
    """Return the body a page of HTML holds: the only HTML that is stored or shown.

    Total (any ``str``), idempotent, linear. The cleaner is the last to touch what comes out.
    """
    cleaned = CLEANER.clean(rebuild(_UNSTORABLE.sub("", html)))
    # The cleaner knows addresses that are none after all, and leaves their links bare.
    return CLEANER.clean(rebuild(cleaned)) if "<a>" in cleaned else cleaned
