"""Images as HTML, by f-strings with escaping: a list page has twenty, at 10 µs each.

Names follow from the ladder, so neither the storage nor the database is read. The view that
serves renditions creates missing files.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString

from articles.renditions.files import FORMATS, SHAPES, crop_name, rendition_name, widths

# The JPEG named in `src` is for readers whose browser knows no srcset.
_PLAIN_WIDTH: Final = 640
CENTRE: Final = 50
"""The default focal point, in per cent of width and height."""


@lru_cache(maxsize=4096)
def _srcsets(media_url: str, digest: str, width: int) -> tuple[str, str, str, str]:
    """The srcset of each format in the order of FORMATS, then the plain `src`."""
    ladder = widths(width)
    avif, webp, jpg = (
        ", ".join(f"{media_url}{rendition_name(digest, step, ext)} {step}w" for step in ladder)
        for ext in FORMATS
    )
    plain = max((step for step in ladder if step <= _PLAIN_WIDTH), default=ladder[0])
    return avif, webp, jpg, f"{media_url}{rendition_name(digest, plain, 'jpg')}"


def _percent(aim: int | None) -> int:
    """The focal point along one side in per cent; None is the centre."""
    return CENTRE if aim is None else aim


def _tens(aim: int | None) -> int:
    """Per cent rounded to tens, half upwards, inside 0 and 100."""
    return min(max((_percent(aim) + 5) // 10 * 10, 0), 100)


def picture(
    digest: str,
    width: int,
    height: int,
    *,
    alt: str,
    sizes: str,
    fx: int | None = None,
    fy: int | None = None,
    lazy: bool = True,
    priority: bool = False,
    shape: str = "",
) -> SafeString:
    """A picture in AVIF, WebP and JPEG at the widths of the ladder.

    `width` and `height` are the stored picture's; they keep its box before it
    arrives. `sizes` is the attribute of that name. `fx`, `fy` are the focal
    point in per cent, rounded to tens for the stylesheet's classes; None is
    the middle. `shape` names a box of the stylesheet (`1x1`, `3x2`; "" is 16:9).
    `priority` is for the one picture that a page opens with, and wins over
    `lazy`. No query; about 10 µs.
    """
    avif, webp, jpg, plain = _srcsets(settings.MEDIA_URL, digest, width)
    sizes = escape(sizes)
    box = f" picture-{escape(shape)}" if shape else ""
    loading = ' fetchpriority="high"' if priority else ' loading="lazy"' if lazy else ""
    return SafeString(
        f'<picture class="picture{box} fx{_tens(fx)} fy{_tens(fy)}">'
        f'<source type="image/avif" srcset="{avif}" sizes="{sizes}">'
        f'<source type="image/webp" srcset="{webp}" sizes="{sizes}">'
        f'<img src="{plain}" srcset="{jpg}" sizes="{sizes}" width="{width}" height="{height}" '
        f'alt="{escape(alt)}"{loading} decoding="async"></picture>'
    )


def crops(digest: str, fx: int | None, fy: int | None) -> list[str]:
    """The paths of the crops 1:1, 4:3 and 16:9 around the focal point, 1200 px wide or less.

    None is the middle.
    """
    names = (crop_name(digest, shape, _percent(fx), _percent(fy)) for shape in SHAPES)
    return [f"{settings.MEDIA_URL}{name}" for name in names]


def rendition_url(digest: str, width: int, *, at_most: int, extension: str = "jpg") -> str:
    """The path of the widest rendition not above `at_most` px, of a picture `width` px wide."""
    ladder = widths(width)
    step = max((step for step in ladder if step <= at_most), default=ladder[0])
    return f"{settings.MEDIA_URL}{rendition_name(digest, step, extension)}"
