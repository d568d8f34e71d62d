from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation

from articles.models import Image
from articles.models.cards import Card
from articles.renditions.markup import crops, picture, rendition_url

DIGEST = "0123456789abcdef" * 4
STEM = "/media/renditions/01/0123456789abcdef"


def markup(**options: object) -> str:
    given = {"alt": "", "sizes": "100vw", **options}
    return picture(DIGEST, 1000, 667, **given)


def test_picture_names_avif_before_webp_before_jpeg() -> None:
    html = markup()
    assert html.index("-320.avif 320w") < html.index("-320.webp 320w") < html.index("-320.jpg 320w")


def test_picture_names_no_width_above_its_own() -> None:
    assert f"{STEM}-1000.avif 1000w" in markup()
    assert "1280w" not in markup()


def test_picture_keeps_its_box_before_it_arrives() -> None:
    assert 'width="1000" height="667"' in markup()


@pytest.mark.parametrize(("given", "tens"), [(0, 0), (34, 30), (35, 40), (96, 100), (100, 100)])
def test_focal_point_becomes_a_class_in_tens(given: int, tens: int) -> None:
    assert f'class="picture fx{tens} fy50"' in markup(fx=given)


def test_picture_without_a_focal_point_keeps_its_middle() -> None:
    assert 'class="picture fx50 fy50"' in markup(fx=None, fy=None)
    assert crops(DIGEST, None, 0)[0].endswith(crops(DIGEST, 50, 0)[0])


def test_picture_is_lazy_by_default() -> None:
    assert ' loading="lazy"' in markup()
    assert "fetchpriority" not in markup()


def test_opening_picture_has_priority_and_is_not_lazy() -> None:
    html = markup(priority=True)
    assert 'fetchpriority="high"' in html
    assert "lazy" not in html


def test_alternative_text_and_sizes_are_escaped() -> None:
    html = markup(alt='"><script>', sizes='"><script>')
    assert "<script>" not in html
    assert "&quot;&gt;&lt;script&gt;" in html


def test_shape_chooses_the_stylesheets_box() -> None:
    assert 'class="picture picture-1x1 fx50 fy50"' in markup(shape="1x1")


def test_pictures_follow_the_media_url(settings: Any) -> None:
    settings.MEDIA_URL = "https://pictures.example/"
    assert 'src="https://pictures.example/renditions/01/' in markup()


def test_crops_are_named_by_shape_and_focal_point() -> None:
    assert crops(DIGEST, 34, 70) == [
        f"{STEM}-1x1-34-70.jpg",
        f"{STEM}-4x3-34-70.jpg",
        f"{STEM}-16x9-34-70.jpg",
    ]


def test_rendition_url_takes_the_widest_allowed() -> None:
    assert rendition_url(DIGEST, 1000, at_most=700) == f"{STEM}-640.jpg"


def card(**fields: object) -> Card:
    blank = dict.fromkeys(Card._fields, None)
    return Card(**{**blank, **fields})


def render(source: str, **context: object) -> str:
    return Template("{% load pictures %}" + source).render(Context(context))


def test_lead_picture_of_a_card_is_cut_around_its_focal_point() -> None:
    shown = card(image_digest=DIGEST, image_width=900, image_height=600, focal_x=20, focal_y=81)
    html = render('{% lead_picture card sizes="50vw" %}', card=shown)
    assert 'class="picture fx20 fy80"' in html
    assert 'sizes="50vw"' in html
    assert 'alt=""' in html


def test_card_without_a_picture_shows_nothing() -> None:
    assert render('{% lead_picture card sizes="50vw" %}', card=card()) == ""


def test_image_picture_has_the_alternative_text_of_the_active_language() -> None:
    image = Image(digest=DIGEST, width=900, height=600, alt_ar="ميناء", alt_en="A harbour")
    with translation.override("en"):
        html = render('{% image_picture image sizes="100vw" %}', image=image)
    assert 'alt="A harbour"' in html
    assert 'fetchpriority="high"' in html


def test_image_picture_of_none_is_empty() -> None:
    assert render('{% image_picture image sizes="100vw" %}', image=None) == ""
