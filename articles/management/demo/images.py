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

from articles.management.demo import sources
from articles.models import Image
from articles.renditions.render import create_missing
from articles.renditions.uploads import DuplicateImage, process_upload, save_image
from newsroom.accounts.models import User

FOLDER: Final = Path(__file__).parent / "pictures"
"""One AVIF file for each piece, named by its key, as wide as the widest rendition.

Drawn for this demo and under the project's own licence; in each, quality 75 with full colour
resolution, whose renditions are as close to the drawing as those of a much larger JPEG.
"""
CREDIT: Final = "ضفاف"
MAX_WIDTH: Final = 960
"""Pixels of the widest rendition made at once: the first picture of the front page."""


def rendition_pool() -> ThreadPoolExecutor:
    """A pool of one thread per core; leaving the context waits for it."""
    return ThreadPoolExecutor(os.process_cpu_count())


def store_image(piece: sources.Item, *, by: User, pool: Executor) -> Image:
    """The article's image, created unless it exists; the pool creates its renditions.

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
            save_image(image, process_upload(file, name=image.title), timeout=0)
    except DuplicateImage as known:
        return known.image
    # No query: a thread would ask over a connection of its own.
    pool.submit(create_missing, image, widest=MAX_WIDTH)
    return image
