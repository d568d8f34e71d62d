"""Galleries: two to twenty pictures in a body, each with its caption."""

import pytest
from django.utils.safestring import mark_safe

from articles import body
from articles.admin.body_description import describe_bodies
from articles.body.sanitiser import sanitise

ONE = '<figure data-image="1"><figcaption>أولى</figcaption></figure>'
TWO = '<figure data-image="2"></figure>'
THREE = '<figure data-image="3"><figcaption>ثالثة</figcaption></figure>'


def gallery(*figures: str) -> str:
    return f'<section class="gallery">{"".join(figures)}</section>'


def shown(html: str, *, in_regions: bool = True, language: str = "ar") -> str:
    return body.render(
        html,
        language=language,
        picture=lambda pk: mark_safe(f"<img {pk}>") if pk < 4 else None,
        gallery_picture=lambda pk: mark_safe(f"<img small {pk}>") if pk < 4 else None,
        link=lambda _pk: None,
        credit=lambda pk: "ضفاف" if pk == 3 else "",
        in_regions=in_regions,
    )


def test_gallery_keeps_the_order_and_the_captions_of_its_pictures() -> None:
    html = f"<p>قبل</p>{gallery(THREE, ONE, TWO)}<p>بعد</p>"
    assert sanitise(html) == html


def test_gallery_of_one_picture_is_a_picture() -> None:
    assert sanitise(gallery(ONE)) == ONE


def test_gallery_without_pictures_is_nothing() -> None:
    assert sanitise(gallery()) == ""


def test_pictures_above_twenty_begin_another_gallery() -> None:
    figures = [f'<figure data-image="{pk}"></figure>' for pk in range(1, 24)]
    assert sanitise(gallery(*figures)) == gallery(*figures[:20]) + gallery(*figures[20:])


def test_the_twenty_first_picture_stands_alone() -> None:
    figures = [f'<figure data-image="{pk}"></figure>' for pk in range(1, 22)]
    assert sanitise(gallery(*figures)) == gallery(*figures[:20]) + figures[20]


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        (gallery(ONE, "<p>نص</p>", TWO), f"<p>نص</p>{gallery(ONE, TWO)}"),
        (gallery(ONE, "<h2>عنوان</h2>", TWO), f"<h2>عنوان</h2>{gallery(ONE, TWO)}"),
        (gallery(ONE, "<hr>", TWO), f"<hr>{gallery(ONE, TWO)}"),
        (f"<ul><li>أ{gallery(ONE, TWO)}</li></ul>", f"<ul><li>أ</li></ul>{gallery(ONE, TWO)}"),
        (f'<section class="gallery">{ONE}{TWO}', gallery(ONE, TWO)),
        (gallery(ONE, gallery(TWO, THREE)), ONE + gallery(TWO, THREE)),
        (f"<section>{ONE}{TWO}</section>", ONE + TWO),
        (f'<section class="x gallery" id="y">{ONE}{TWO}</section>', gallery(ONE, TWO)),
        (
            f"{gallery(ONE, '<table><tr><td>أ</td><td>ب</td></tr></table>', TWO)}",
            "<table><tbody><tr><td>أ</td><td>ب</td></tr></tbody></table>" + gallery(ONE, TWO),
        ),
    ],
)
def test_what_is_no_picture_stands_before_the_gallery(html: str, stored: str) -> None:
    assert sanitise(html) == stored
    assert sanitise(stored) == stored


def test_gallery_is_one_block() -> None:
    html = f"<p>أ</p>{gallery(ONE, TWO)}<p>ب</p>"
    assert body.blocks(html) == ["<p>أ</p>", gallery(ONE, TWO), "<p>ب</p>"]


def test_gallery_parts_the_text_around_it() -> None:
    assert body.paragraphs(f"<p>أ</p>{gallery(ONE, TWO)}<p>ب</p>") == ["أ", "ب"]


def test_pictures_of_a_gallery_are_references() -> None:
    assert body.references(gallery(ONE, TWO)).images == {1, 2}


def test_gallery_is_a_named_group_for_readers() -> None:
    assert shown(gallery(ONE, THREE)) == (
        '<div class="gallery" role="group" aria-label="معرض من صورتين">'
        "<figure><img small 1><figcaption>أولى</figcaption></figure>"
        "<figure><img small 3><figcaption>ثالثة "
        '<span class="credit">ضفاف</span></figcaption></figure></div>'
    )


def test_gallery_counts_the_pictures_that_are_there() -> None:
    gone = '<figure data-image="9"></figure>'
    assert 'aria-label="Gallery of 2 pictures"' in shown(gallery(ONE, gone, TWO), language="en")


def test_gallery_whose_pictures_are_gone_is_left_out() -> None:
    gone = '<figure data-image="9"></figure>'
    assert shown(f"<p>أ</p>{gallery(gone, gone)}") == "<p>أ</p>"


def test_pictures_of_a_gallery_follow_one_another_in_feeds() -> None:
    assert shown(gallery(TWO, THREE), in_regions=False).startswith(
        "<figure><img small 2></figure><figure>"
    )


@pytest.mark.parametrize(
    "other",
    [
        ONE + TWO + THREE,
        gallery(ONE, TWO) + THREE,
        ONE + gallery(TWO, THREE),
        gallery(ONE, THREE, TWO),
        gallery(ONE, TWO),
    ],
)
def test_comparison_tells_galleries_apart(other: str) -> None:
    one, two = describe_bodies([gallery(ONE, TWO, THREE), other], images={}, articles={})
    assert one != two


def test_comparison_names_the_pictures_of_a_gallery_by_their_place() -> None:
    [lines] = describe_bodies([gallery(ONE, TWO)], images={1: "ميناء"}, articles={})
    assert lines == ["[معرض، الصورة 1: ميناء — أولى]", "[معرض، الصورة 2: #2]"]
