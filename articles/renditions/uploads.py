"""Processing of uploaded images: checked by header, decoded once, re-encoded.

The stored original is always a JPEG: upright, sRGB, on white, without metadata. One format,
because a JPEG can be decoded at an eighth of its size, which keeps renditions cheap; quality
90, with full colour resolution for lossless sources, is visually indistinguishable.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from io import BytesIO
from typing import Final, Protocol

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageCms

from articles.arabic.normalize import clean_line
from articles.conf import values
from articles.errors import BadImage
from articles.models import Image
from articles.renditions.files import original_name, write
from articles.renditions.render import create_missing

FORMATS: Final = ("JPEG", "PNG", "WEBP", "AVIF")
MEDIA_TYPES: Final = ("image/jpeg", "image/png", "image/webp", "image/avif")

# Seconds that an upload spends on renditions; an ordinary photograph needs less.
RENDITION_TIMEOUT: Final = 4.0

# Pillow does not document what a broken file raises; these are what its decoders raise.
_DECODER_ERRORS: Final = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    ArithmeticError,
    RuntimeError,
    MemoryError,
    struct.error,
    zlib.error,
)
_BOMB_ERRORS: Final = (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning)
_ORIENTATION: Final = 0x0112
_UPRIGHT: Final = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}


class Readable(Protocol):
    """An open binary file."""

    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class ProcessedImage:
    """An image as it will be stored; `digest` is the SHA-256 of `content` in hexadecimal."""

    content: bytes
    width: int
    height: int
    digest: str
    format: str = "JPEG"


class DuplicateImage(BadImage):
    """The same image exists already: `image`."""

    code = "known_image"

    def __init__(self, image: Image) -> None:
        self.image = image
        super().__init__(
            _("This picture is already in the newsroom as “%(title)s”. Use that one.")
            % {"title": image.title}
        )


def process_upload(file: Readable, *, name: str) -> ProcessedImage:
    """Check and re-encode a file; stores nothing.

    `name` is the file name for messages. Raises BadImage with the reason, DuplicateImage if the
    image exists already. Reads at most IMAGE_MAX_BYTES; decodes pixels only after the header
    has passed every limit. One query. A photograph of 24 megapixels takes a second.
    """
    name = clean_line(name)[:80]
    content = file.read(values.IMAGE_MAX_BYTES + 1)
    _refuse_bytes(content, name)
    with _open(content, name) as picture:
        _refuse_header(picture, name)
        taken = _reencode(picture, name)
    known = Image.objects.filter(digest=taken.digest).first()
    if known is not None:
        raise DuplicateImage(known)
    return taken


def save_image(
    image: Image, processed: ProcessedImage, *, timeout: float = RENDITION_TIMEOUT
) -> None:
    """Store the file, insert `image`, and create renditions after the commit.

    Renditions are started for `timeout` seconds at most; with 0 none is made. Raises
    DuplicateImage if the same image was stored meanwhile.
    """
    image.digest, image.width, image.height = processed.digest, processed.width, processed.height
    image.file.name = original_name(processed.digest)
    write(image.file.name, processed.content)
    try:
        with transaction.atomic():
            image.save(force_insert=True)
    except IntegrityError:
        known = Image.objects.filter(digest=processed.digest).first()
        if known is None:
            raise
        raise DuplicateImage(known) from None
    # Readers lose nothing when this fails: what is missing is made when it is asked for.
    if timeout:
        transaction.on_commit(partial(create_missing, image, within=timeout), robust=True)


def _refuse_bytes(content: bytes, name: str) -> None:
    if not content:
        raise BadImage(_("The file “%(name)s” is empty.") % {"name": name})
    if len(content) > values.IMAGE_MAX_BYTES:
        raise BadImage(
            _("The file “%(name)s” is too large; at most %(limit)s MB can be taken.")
            % {"name": name, "limit": values.IMAGE_MAX_BYTES // 1024**2}
        )


def _open(content: bytes, name: str) -> Pillow.Image:
    """Read the header only."""
    try:
        return Pillow.open(BytesIO(content), formats=FORMATS)
    except _BOMB_ERRORS:
        raise _too_many_pixels(name) from None
    except _DECODER_ERRORS as error:
        raise BadImage(
            _(
                "The file “%(name)s” is not a picture that can be taken. "
                "Send a JPEG, PNG, WebP or AVIF file."
            )
            % {"name": name}
        ) from error


def _too_many_pixels(name: str) -> BadImage:
    return BadImage(
        _("The picture “%(name)s” has too many pixels; at most %(limit)s megapixels can be taken.")
        % {"name": name, "limit": values.IMAGE_MAX_PIXELS // 1_000_000}
    )


def _refuse_header(picture: Pillow.Image, name: str) -> None:
    width, height = picture.size
    if width * height > values.IMAGE_MAX_PIXELS:
        raise _too_many_pixels(name)
    if max(width, height) > values.IMAGE_MAX_SIDE:
        raise BadImage(
            _("The picture “%(name)s” is too long; each side may have %(limit)s pixels at most.")
            % {"name": name, "limit": values.IMAGE_MAX_SIDE}
        )
    if min(width, height) < values.IMAGE_MIN_SIDE:
        raise BadImage(
            _("The picture “%(name)s” is too small; each side needs %(limit)s pixels at least.")
            % {"name": name, "limit": values.IMAGE_MIN_SIDE}
        )
    # A telephone's JPEG may hold further pictures behind the first; those are left out.
    if picture.format in {"PNG", "WEBP", "AVIF"} and getattr(picture, "is_animated", False):
        raise BadImage(
            _("The picture “%(name)s” moves; only still pictures can be taken.") % {"name": name}
        )


def _reencode(picture: Pillow.Image, name: str) -> ProcessedImage:
    lossy = picture.format in {"JPEG", "MPO"}
    try:
        picture.load()
        clean = _on_white(_upright(picture, _orientation(picture)))
        file = BytesIO()
        # Pillow would write the comment, EXIF and profile of `info` back.
        clean.info.clear()
        clean.save(file, "JPEG", quality=90, subsampling=2 if lossy else 0, optimize=True)
    except _DECODER_ERRORS as error:
        raise BadImage(
            _("The picture “%(name)s” is damaged and cannot be read to its end.") % {"name": name}
        ) from error
    content = file.getvalue()
    return ProcessedImage(content, clean.width, clean.height, sha256(content).hexdigest())


def _orientation(picture: Pillow.Image) -> int:
    """The EXIF orientation; 1 (upright) if it is missing or invalid."""
    try:
        value = picture.getexif().get(_ORIENTATION, 1)
    except _DECODER_ERRORS:
        return 1
    return value if isinstance(value, int) else 1


def _upright(picture: Pillow.Image, orientation: int) -> Pillow.Image:
    turn = _UPRIGHT.get(orientation)
    turned = picture if turn is None else picture.transpose(turn)
    turned.info = dict(picture.info)
    return turned


def _on_white(picture: Pillow.Image) -> Pillow.Image:
    """The image in RGB and sRGB, transparent parts white."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):
        # Sixteen bits of grey: keep the upper eight.
        picture = picture.convert("I").point(lambda level: level / 256).convert("L")
        picture.info.pop("transparency", None)
    if picture.mode in {"1", "P", "PA", "LA"} or "transparency" in picture.info:
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture, alpha = _split_alpha(picture)
    picture = _in_srgb(picture, profile) if profile else picture
    picture = picture if picture.mode == "RGB" else picture.convert("RGB")
    if alpha is not None:
        white = Pillow.new("RGB", picture.size, "white")
        white.paste(picture, mask=alpha)
        picture = white
    return picture


def _split_alpha(picture: Pillow.Image) -> tuple[Pillow.Image, Pillow.Image | None]:
    if picture.mode == "RGBA":
        return picture.convert("RGB"), picture.getchannel("A")
    return picture, None


def _in_srgb(picture: Pillow.Image, profile: bytes) -> Pillow.Image:
    """The image converted from its colour profile; unchanged if the profile is invalid."""
    try:
        return (
            ImageCms.profileToProfile(
                picture,
                ImageCms.ImageCmsProfile(BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
            or picture
        )
    except (ImageCms.PyCMSError, *_DECODER_ERRORS):
        return picture
