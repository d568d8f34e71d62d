import io
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import translation
from PIL import Image as Pillow
from PIL import ImageCms, PngImagePlugin

from articles.errors import BadImage
from articles.models import Image
from articles.renditions.uploads import (
    DuplicateImage,
    ProcessedImage,
    process_upload,
    save_image,
)
from tests.renditions.conftest import encoded, scene

pytestmark = pytest.mark.django_db


def taken(content: bytes, name: str = "harbour.jpg") -> ProcessedImage:
    return process_upload(io.BytesIO(content), name=name)


def decoded(processed: ProcessedImage) -> Pillow.Image:
    picture = Pillow.open(io.BytesIO(processed.content))
    picture.load()
    return picture


def chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")


def png_of(width: int, height: int) -> bytes:
    """A valid black PNG, made row by row, so that the test needs no memory for its pixels."""
    squeeze = zlib.compressobj(9)
    row = bytes(width // 8 + 2)
    rows = b"".join(squeeze.compress(row) for _ in range(height)) + squeeze.flush()
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x01\x00\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_every_accepted_format_is_stored_as_jpeg(file_format: str) -> None:
    processed = taken(encoded(scene(), file_format))
    assert decoded(processed).format == "JPEG"
    assert (processed.width, processed.height) == (640, 427)


def test_a_small_file_of_120_megapixels_is_refused_before_its_pixels_are_decoded() -> None:
    bomb = png_of(12_000, 10_000)
    tracemalloc.start()
    with pytest.raises(BadImage, match="50 megapixels"), translation.override("en"):
        taken(bomb)
    assert len(bomb) < 117_000
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_pixels_beyond_our_limit_are_refused_where_pillow_says_nothing() -> None:
    with pytest.raises(BadImage, match="50 megapixels"), translation.override("en"):
        taken(png_of(10_000, 6_000))


def test_a_bomb_that_pillow_itself_refuses_has_the_same_message() -> None:
    with pytest.raises(BadImage, match="50 megapixels"), translation.override("en"):
        taken(png_of(20_000, 20_000))


def test_a_side_beyond_the_limit_is_refused() -> None:
    with pytest.raises(BadImage, match="12000 pixels at most"), translation.override("en"):
        taken(png_of(300, 60_000))


def test_a_line_of_one_pixel_is_refused() -> None:
    with pytest.raises(BadImage, match="12000 pixels at most"), translation.override("en"):
        taken(png_of(1, 60_000))


def test_a_picture_too_small_to_print_is_refused() -> None:
    with pytest.raises(BadImage, match="200 pixels at least"), translation.override("en"):
        taken(encoded(scene(199, 400)))


def test_a_file_beyond_the_limit_is_read_no_further(settings: Any) -> None:
    settings.IMAGE_MAX_BYTES = 3 * 1024**2
    file = io.BytesIO(encoded(scene()) + bytes(5 * 1024**2))
    with pytest.raises(BadImage, match="at most 3 MB"), translation.override("en"):
        process_upload(file, name="large.jpg")
    assert file.tell() == settings.IMAGE_MAX_BYTES + 1


def test_no_bytes_at_all_are_refused() -> None:
    with pytest.raises(BadImage, match="is empty"), translation.override("en"):
        taken(b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    "content",
    [
        SVG,
        b"<?xml version='1.0'?>" + SVG,
        b"just words",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\x00\x00\x00\x00WEBP",
        b"\x00\x00\x00\x1cftypavif",
        encoded(scene(), "GIF"),
        encoded(scene(), "BMP"),
        encoded(scene(), "TIFF"),
    ],
    ids=["svg", "xml", "text", "jpeg", "png", "webp", "avif", "gif", "bmp", "tiff"],
)
def test_what_is_no_accepted_picture_is_refused_whatever_its_name(content: bytes) -> None:
    reason = "not a picture that can be taken"
    with pytest.raises(BadImage, match=reason), translation.override("en"):
        taken(content, "portrait.jpg")


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_file_cut_off_in_the_middle_is_refused(file_format: str) -> None:
    whole = encoded(scene(), file_format)
    with pytest.raises(BadImage):
        taken(whole[: len(whole) * 2 // 3])


def test_the_message_names_a_damaged_file() -> None:
    whole = encoded(scene())
    with pytest.raises(BadImage, match=r"“harbour\.jpg” is damaged"), translation.override("en"):
        taken(whole[: len(whole) // 2])


@pytest.mark.parametrize("file_format", ["WEBP", "PNG", "AVIF"])
def test_a_moving_picture_is_refused(file_format: str) -> None:
    second = scene().transpose(Pillow.Transpose.ROTATE_180)
    content = encoded(scene(), file_format, save_all=True, append_images=[second])
    with pytest.raises(BadImage, match="moves"), translation.override("en"):
        taken(content)


def test_the_first_picture_of_a_telephones_jpeg_is_taken() -> None:
    content = encoded(scene(), "MPO", save_all=True, append_images=[scene(400, 400)])
    assert taken(content).width == 640


def test_what_hides_behind_a_picture_is_not_stored() -> None:
    assert b"<script>" not in taken(encoded(scene()) + b"<script>alert(1)</script>").content


def test_metadata_is_not_stored() -> None:
    exif = Pillow.Exif()
    exif[0x010E] = "SECRET-DESCRIPTION"
    exif.get_ifd(0x8825)[2] = (30.0, 2.0, 40.0)
    content = encoded(
        scene(), exif=exif, comment=b"SECRET-COMMENT", xmp=b"SECRET-XMP", dpi=(72, 72)
    )
    processed = taken(content)
    assert b"SECRET" in content
    assert b"SECRET" not in processed.content
    assert not {"exif", "comment", "xmp", "icc_profile"} & set(decoded(processed).info)
    assert not decoded(processed).getexif()


def test_text_inside_a_png_is_not_stored() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "SECRET", zip=True)
    assert set(decoded(taken(encoded(scene(), "PNG", pnginfo=notes))).info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
    }


def corners(picture: Pillow.Image) -> list[bool]:
    """Which corners are red: upper left, upper right, lower left, lower right."""
    right, bottom = picture.width - 9, picture.height - 9
    places = [(8, 8), (right, 8), (8, bottom), (right, bottom)]
    pixels: list[Any] = [picture.convert("RGB").getpixel(place) for place in places]
    return [red > 180 and green < 80 for red, green, _blue in pixels]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_stored_upright(orientation: int) -> None:
    turned = {
        1: None,
        2: Pillow.Transpose.FLIP_LEFT_RIGHT,
        3: Pillow.Transpose.ROTATE_180,
        4: Pillow.Transpose.FLIP_TOP_BOTTOM,
        5: Pillow.Transpose.TRANSPOSE,
        6: Pillow.Transpose.ROTATE_90,
        7: Pillow.Transpose.TRANSVERSE,
        8: Pillow.Transpose.ROTATE_270,
    }[orientation]
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    held = scene() if turned is None else scene().transpose(turned)
    processed = taken(encoded(held, exif=exif))
    assert (processed.width, processed.height) == (640, 427)
    assert corners(decoded(processed)) == [True, False, False, False]


def test_broken_exif_does_not_refuse_a_picture() -> None:
    assert taken(encoded(scene(), exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff")).width == 640


def test_cmyk_becomes_rgb_with_its_colours() -> None:
    picture = decoded(taken(encoded(scene().convert("CMYK"))))
    assert picture.mode == "RGB"
    assert corners(picture) == [True, False, False, False]


def test_sixteen_bits_of_grey_keep_their_middle_tones() -> None:
    grey = Pillow.new("I;16", (300, 300), 0x8000)
    assert decoded(taken(encoded(grey, "PNG"))).getpixel((9, 9)) == (128, 128, 128)


@pytest.mark.parametrize(
    ("mode", "options"),
    [
        ("RGBA", {}),
        ("LA", {}),
        ("P", {"transparency": 0}),
        ("L", {"transparency": 0}),
        ("RGB", {"transparency": (0, 0, 0)}),
    ],
)
def test_transparent_parts_become_white(mode: str, options: dict[str, Any]) -> None:
    processed = taken(encoded(Pillow.new(mode, (300, 300)), "PNG", **options))
    assert decoded(processed).getpixel((9, 9)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "P"])
def test_every_kind_of_png_becomes_rgb(mode: str) -> None:
    assert decoded(taken(encoded(scene().convert(mode), "PNG"))).mode == "RGB"


def test_colours_of_another_profile_become_those_of_srgb() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")
    red, green, _blue = decoded(taken(encoded(scene(), icc_profile=swapped))).getpixel((9, 9))
    assert green > 180 > red


def test_a_profile_is_not_stored() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert "icc_profile" not in decoded(taken(encoded(scene(), icc_profile=srgb))).info


def test_an_unusable_profile_does_not_refuse_a_picture() -> None:
    assert taken(encoded(scene(), icc_profile=b"nonsense" * 40)).width == 640


def test_storing_writes_the_row_and_the_file(media: Path) -> None:
    image = Image(title="Harbour", credit="Difaf")
    save_image(image, taken(encoded(scene())))
    assert (image.width, image.height) == (640, 427)
    assert image.file.name == f"originals/{image.digest[:2]}/{image.digest}.jpg"
    assert (media / image.file.name).stat().st_size > 1000


def test_renditions_are_made_after_the_commit(
    media: Path, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        save_image(Image(title="Harbour", credit="Difaf"), taken(encoded(scene())))
        assert not (media / "renditions").exists()
    assert len([path for path in media.glob("renditions/*/*") if path.is_file()]) == 12


def test_the_same_picture_is_offered_instead_of_stored_twice() -> None:
    first = Image(title="Harbour", credit="Difaf")
    save_image(first, taken(encoded(scene(), "PNG")))
    with pytest.raises(DuplicateImage, match="Harbour") as refusal:
        save_image(
            Image(title="Again", credit="Difaf"), taken(encoded(scene(), "PNG", optimize=True))
        )
    assert refusal.value.image == first


def test_a_refused_picture_stores_nothing() -> None:
    with pytest.raises(BadImage):
        save_image(Image(title="Harbour", credit="Difaf"), taken(SVG))
    assert not Image.objects.exists()
    assert not default_storage.exists("originals")


def test_a_name_with_hidden_controls_is_shown_clean() -> None:
    with pytest.raises(BadImage) as refusal:
        taken(b"words", "evil\u202egpj.exe\n.jpg")
    assert "\u202e" not in str(refusal.value)
