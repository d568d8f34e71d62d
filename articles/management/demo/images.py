"""The demo's pictures: files beside this module, taken in like an upload.

The renditions of the front page are made at once, in threads beside the rest of
the work: encoding them takes most of the time, and Pillow lets other threads run
meanwhile. The largest widths are made when they are asked for.
"""

from __future__ import annotations

import os
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import Final

from articles.management.demo import texts
from articles.models import Image
from articles.renditions.intake import KnownImage, place, take_in
from articles.renditions.render import make_missing
from newsroom.accounts.models import User

FOLDER: Final = Path(__file__).parent / "pictures"
"""One AVIF file for each piece, named by its key, as wide as the widest rendition.

Drawn for this demo and under the project's own licence; in each, quality 75 with full colour
resolution, whose renditions are as close to the drawing as those of a much larger JPEG.
"""
CREDIT: Final = "ضفاف"
WIDEST: Final = 960
"""Pixels of the widest rendition made at once: the first picture of the front page."""


def workers() -> ThreadPoolExecutor:
    """As many threads as there are cores; leaving the context waits for their work."""
    return ThreadPoolExecutor(os.process_cpu_count())


def stored(piece: texts.Item, *, by: User, pool: Executor) -> Image:
    """Take the piece's picture in; its renditions are made by the pool. One that is known is used.

    Two queries, and a fifth of a second of work.
    """
    caption = piece["picture_caption"]
    image = Image(
        title=next(iter(caption.values()))[:200],
        credit=CREDIT,
        licence="own",
        uploaded_by=by,
        **{f"alt_{language}": text for language, text in piece["picture_alt"].items()},
        **{f"caption_{language}": text for language, text in caption.items()},
    )
    try:
        with (FOLDER / f"{piece['key']}.avif").open("rb") as file:
            place(image, take_in(file, name=image.title), patience=0)
    except KnownImage as known:
        return known.image
    # No query: a thread would ask over a connection of its own.
    pool.submit(make_missing, image, widest=WIDEST)
    return image
