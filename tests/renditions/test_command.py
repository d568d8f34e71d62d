from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from articles.models import Image
from tests.renditions.conftest import scene

Stored = Callable[..., Image]


def said() -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("renditions", stdout=out, stderr=StringIO())
    return out.getvalue()


def test_command_makes_what_is_missing_of_every_picture(stored: Stored) -> None:
    stored()
    stored(scene(300, 300))
    assert said() == "Made 18 files.\n"


def test_command_makes_nothing_twice(stored: Stored) -> None:
    stored()
    said()
    assert said() == "Made 0 files.\n"


def test_command_names_pictures_it_cannot_read_after_making_the_rest(
    stored: Stored, media: Path
) -> None:
    broken = stored()
    stored(scene(300, 300))
    (media / broken.file.name).unlink()
    with pytest.raises(CommandError, match=rf"\b{broken.pk}\b"):
        said()
    assert len(list(media.glob("renditions/*/*"))) == 6
