"""Taking a picture in: what arrives is judged by its header, decoded once, and written anew.

What is stored is always our own JPEG: upright, sRGB, on white, without any
metadata, whatever was sent along or hidden behind it. One format, because a
JPEG of any size can be decoded at an eighth of its sides, which keeps the
later renditions cheap; at quality 90, with full colour resolution when the
source was lossless (charts, maps, screens), no reader can see the difference.
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
from articles.renditions.render import make_missing

READ: Final = ("JPEG", "PNG", "WEBP", "AVIF")
MEDIA_TYPES: Final = ("image/jpeg", "image/png", "image/webp", "image/avif")

# Seconds that an upload waits for renditions; an ordinary photograph needs less.
PATIENCE: Final = 4.0

# Pillow promises no closed list of what a broken file raises; these are what its readers raise.
_BROKEN: Final = (
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
_BOMB: Final = (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning)
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
class Intake:
    """A picture as it will be stored; `digest` is the SHA-256 of `content` in hexadecimal."""

    content: bytes
    width: int
    height: int
    digest: str
    format: str = "JPEG"


class KnownImage(BadImage):
    """The very same picture is there already: `image`."""

    code = "known_image"

    def __init__(self, image: Image) -> None:
        self.image = image
        super().__init__(
            _("This picture is already in the newsroom as “%(title)s”. Use that one.")
            % {"title": image.title}
        )


def take_in(file: Readable, *, name: str) -> Intake:
    """Judge a file and write it anew; nothing is stored.

    `name` is what the sender called it, for the messages. Raises BadImage with
    the reason, in particular KnownImage when the newsroom has the picture.
    Reads at most IMAGE_MAX_BYTES; pixels are only decoded after the header has
    passed every limit. One query. A photograph of 24 megapixels takes a second.
    """
    name = clean_line(name)[:80]
    content = file.read(values.IMAGE_MAX_BYTES + 1)
    _refuse_bytes(content, name)
    with _open(content, name) as picture:
        _refuse_header(picture, name)
        taken = _rewrite(picture, name)
    known = Image.objects.filter(digest=taken.digest).first()
    if known is not None:
        raise KnownImage(known)
    return taken


def place(image: Image, intake: Intake, *, patience: float = PATIENCE) -> None:
    """Store the picture under a new row, and make its renditions after the commit.

    `image` carries the words and is saved here. With a `patience` of 0 seconds no
    rendition is made. Raises KnownImage when somebody
    else stored the same picture meanwhile.
    """
    image.digest, image.width, image.height = intake.digest, intake.width, intake.height
    image.file.name = original_name(intake.digest)
    write(image.file.name, intake.content)
    try:
        with transaction.atomic():
            image.save(force_insert=True)
    except IntegrityError:
        known = Image.objects.filter(digest=intake.digest).first()
        if known is None:
            raise
        raise KnownImage(known) from None
    # Readers lose nothing when this fails: what is missing is made when it is asked for.
    if patience:
        transaction.on_commit(partial(make_missing, image, within=patience), robust=True)


def store(image: Image, file: Readable) -> None:
    """Take a file in and store it under the unsaved row; raises as `take_in` does.

    The name in messages is the file's own, or else the row's title.
    """
    name = getattr(file, "name", None)
    place(image, take_in(file, name=name if isinstance(name, str) else image.title))


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
        return Pillow.open(BytesIO(content), formats=READ)
    except _BOMB:
        raise _too_many_pixels(name) from None
    except _BROKEN as error:
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


def _rewrite(picture: Pillow.Image, name: str) -> Intake:
    lossy = picture.format in {"JPEG", "MPO"}
    try:
        picture.load()
        clean = _on_white(_upright(picture, _orientation(picture)))
        file = BytesIO()
        # Pillow would write the comment, EXIF and profile of `info` back.
        clean.info.clear()
        clean.save(file, "JPEG", quality=90, subsampling=2 if lossy else 0, optimize=True)
    except _BROKEN as error:
        raise BadImage(
            _("The picture “%(name)s” is damaged and cannot be read to its end.") % {"name": name}
        ) from error
    content = file.getvalue()
    return Intake(content, clean.width, clean.height, sha256(content).hexdigest())


def _orientation(picture: Pillow.Image) -> int:
    """How the camera was held; 1 (upright) when the note about it is missing or broken."""
    try:
        value = picture.getexif().get(_ORIENTATION, 1)
    except _BROKEN:
        return 1
    return value if isinstance(value, int) else 1


def _upright(picture: Pillow.Image, orientation: int) -> Pillow.Image:
    turn = _UPRIGHT.get(orientation)
    turned = picture if turn is None else picture.transpose(turn)
    turned.info = dict(picture.info)
    return turned


def _on_white(picture: Pillow.Image) -> Pillow.Image:
    """The picture in RGB, its transparent parts white, its colours those of sRGB."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):
        # Sixteen bits of grey: keep the upper eight.
        picture = picture.convert("I").point(lambda level: level / 256).convert("L")
        picture.info.pop("transparency", None)
    if picture.mode in {"1", "P", "PA", "LA"} or "transparency" in picture.info:
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture, alpha = _apart(picture)
    picture = _in_srgb(picture, profile) if profile else picture
    picture = picture if picture.mode == "RGB" else picture.convert("RGB")
    if alpha is not None:
        white = Pillow.new("RGB", picture.size, "white")
        white.paste(picture, mask=alpha)
        picture = white
    return picture


def _apart(picture: Pillow.Image) -> tuple[Pillow.Image, Pillow.Image | None]:
    if picture.mode == "RGBA":
        return picture.convert("RGB"), picture.getchannel("A")
    return picture, None


def _in_srgb(picture: Pillow.Image, profile: bytes) -> Pillow.Image:
    """The colours by the picture's own profile; as they stand when the profile is unusable."""
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
    except (ImageCms.PyCMSError, *_BROKEN):
        return picture
