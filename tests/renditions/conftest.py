"""Pictures of the tests: small, real files, and a media folder of their own."""

from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Pillow
from PIL import ImageDraw

from articles.models import Image
from articles.renditions.files import original_name, write


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def scene(width: int = 640, height: int = 427) -> Pillow.Image:
    """A gradient with a red square in the upper left quarter, so that sides can be told apart."""
    picture = Pillow.linear_gradient("L").resize((width, height)).convert("RGB")
    ImageDraw.Draw(picture).rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill=(220, 20, 20))
    return picture


def encoded(picture: Pillow.Image, file_format: str = "JPEG", **options: Any) -> bytes:
    """The picture as a file's bytes."""
    file = BytesIO()
    picture.save(file, file_format, **options)
    return file.getvalue()


@pytest.fixture
def stored(db: None) -> Callable[..., Image]:
    """Makes a picture that stands in the newsroom, with its original and no rendition."""

    def make(picture: Pillow.Image | None = None, **fields: Any) -> Image:
        picture = picture or scene()
        content = encoded(picture)
        digest = sha256(content).hexdigest()
        write(original_name(digest), content)
        fields = {"title": "Harbour", "alt_ar": "ميناء", "alt_en": "A harbour", **fields}
        return Image.objects.create(
            file=original_name(digest),
            digest=digest,
            width=picture.width,
            height=picture.height,
            credit="Difaf",
            **fields,
        )

    return make


def upload(content: bytes, name: str = "harbour.jpg") -> ContentFile:
    """The bytes as a file that somebody sends."""
    return ContentFile(content, name=name)
