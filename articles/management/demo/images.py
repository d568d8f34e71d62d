"""The demo's pictures: drawn, taken in like an upload, and made in the widths of the front page.

Drawing a picture takes a third of a second and its smaller renditions half of
one, so both are given to a pool of processes; the pictures come back as files
and are stored by this one. The largest widths are made when they are asked for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Final

import django
from django.db import connections

from articles.management.demo import texts
from articles.management.demo.pictures import draw
from articles.models import Image
from articles.renditions.intake import KnownImage, place, take_in
from articles.renditions.render import make_missing
from newsroom.accounts.models import User

CREDIT: Final = "ضفاف"
WIDEST: Final = 960
"""Pixels of the widest rendition made at once: the first picture of the front page."""


class Here(Executor):
    """Does the work in this process, at once; for tests and for `--jobs 0`."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@contextmanager
def workers(jobs: int | None) -> Iterator[Executor]:
    """A pool of so many processes (default: one for each core), or this process when 0."""
    if jobs == 0:
        yield Here()
        return
    # No process may inherit an open connection to the database.
    connections.close_all()
    with ProcessPoolExecutor(jobs or os.cpu_count() or 1, initializer=django.setup) as pool:
        yield pool


def drawn(kind: str, key: str) -> bytes:
    """The picture of a piece as a JPEG file."""
    file = BytesIO()
    draw(kind, texts.seed(key)).save(file, "JPEG", quality=92)
    return file.getvalue()


def start_drawing(pieces: list[texts.Item], pool: Executor) -> dict[str, Future[bytes]]:
    """Ask for the pictures of the pieces, by key; they come in this order."""
    return {piece["key"]: pool.submit(drawn, piece["picture"], piece["key"]) for piece in pieces}


def stored(piece: texts.Item, content: bytes, *, by: User, pool: Executor) -> Image:
    """Take a drawn picture in; its renditions are made by the pool. One that is known is used."""
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
        place(image, take_in(BytesIO(content), name=image.title), patience=0)
    except KnownImage as known:
        return known.image
    pool.submit(make_missing, _file_of(image), widest=WIDEST)
    return image


def _file_of(image: Image) -> Image:
    """The row without its words and relations, small to send to another process."""
    return Image(
        pk=image.pk,
        file=image.file.name,
        digest=image.digest,
        width=image.width,
        height=image.height,
    )
