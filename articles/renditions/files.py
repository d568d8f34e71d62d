"""Storage of image files: the ladder of widths, file names, atomic writes.

Names derive from the digest of the stored image, so a file never changes and can be cached
indefinitely. No image is decoded here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from secrets import token_hex
from typing import Final, NamedTuple

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

FOLDER: Final = "renditions/"
ORIGINALS: Final = "originals/"
LADDER: Final = (320, 480, 640, 960, 1280, 1600)
# Extension and media type, in the order in which a browser should try them.
FORMATS: Final = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
# Crops for share cards and structured data: width and height in pixels.
SHAPES: Final = {"1x1": (1200, 1200), "4x3": (1200, 900), "16x9": (1200, 675)}

_DIGEST_LETTERS: Final = 16
_NAME: Final = re.compile(
    r"(?P<folder>[0-9a-f]{2})/(?P<digest>[0-9a-f]{16})-"
    r"(?:(?P<width>[1-9][0-9]{0,3})\.(?P<extension>avif|webp|jpg)"
    r"|(?P<shape>1x1|4x3|16x9)-(?P<fx>[0-9]{1,3})-(?P<fy>[0-9]{1,3})\.jpg)"
)


class RenditionSpec(NamedTuple):
    """The file that a name stands for: a width (`shape` is ""), or a crop (`width` is 0)."""

    digest: str
    extension: str
    width: int = 0
    shape: str = ""
    fx: int = 50
    fy: int = 50


@lru_cache(maxsize=4096)
def widths(width: int) -> tuple[int, ...]:
    """The rendition widths of an image of this width, ascending, at most its own."""
    last = min(width, LADDER[-1])
    return (*(step for step in LADDER if step < last), last)


def rendition_name(digest: str, width: int, extension: str) -> str:
    """The storage name of a rendition; `digest` may be truncated to 16 characters."""
    return f"{FOLDER}{digest[:2]}/{digest[:_DIGEST_LETTERS]}-{width}.{extension}"


def crop_name(digest: str, shape: str, fx: int, fy: int) -> str:
    """The storage name of a crop around a focal point in per cent; always a JPEG."""
    return f"{FOLDER}{digest[:2]}/{digest[:_DIGEST_LETTERS]}-{shape}-{fx}-{fy}.jpg"


def original_name(digest: str) -> str:
    """The storage name of the processed original."""
    return f"{ORIGINALS}{digest[:2]}/{digest}.jpg"


def parse_name(name: str) -> RenditionSpec | None:
    """The file that a name below `renditions/` stands for; None for any other string."""
    found = _NAME.fullmatch(name)
    if found is None or not found["digest"].startswith(found["folder"]):
        return None
    if found["shape"]:
        return RenditionSpec(
            found["digest"], "jpg", shape=found["shape"], fx=int(found["fx"]), fy=int(found["fy"])
        )
    return RenditionSpec(found["digest"], found["extension"], width=int(found["width"]))


def write(name: str, content: bytes) -> None:
    """Write a file to the default storage under exactly this name, atomically.

    On a file system by renaming a temporary file. Writing a name again is harmless, since the
    content is the same.
    """
    try:
        target = Path(default_storage.path(name))
    except NotImplementedError:
        saved = default_storage.save(name, ContentFile(content))
        if saved != name:
            default_storage.delete(saved)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    passing = target.with_name(f".{target.name}.{token_hex(4)}")
    try:
        passing.write_bytes(content)
        if settings.FILE_UPLOAD_PERMISSIONS is not None:
            passing.chmod(settings.FILE_UPLOAD_PERMISSIONS)
        passing.replace(target)
    finally:
        passing.unlink(missing_ok=True)
