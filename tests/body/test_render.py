"""A stored body as readers get it."""

import pytest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from articles.body import numbered_pictures, render


def shown(html: str, language: str = "ar") -> str:
    return render(
        html,
        language=language,
        picture=lambda pk: mark_safe("<picture></picture>") if pk == 3 else None,
        link=lambda pk: ("/articles/7/", "خبر & <b>") if pk == 7 else None,
        credit=lambda pk: "ضفاف",
    )


def test_plain_body_comes_back_as_it_is() -> None:
    html = '<p>نص <a href="/articles/1/">رابط</a></p>'
    assert shown(html) == html


def test_result_is_safe_in_a_template() -> None:
    assert isinstance(shown("<p>نص</p>"), SafeString)


def test_figure_shows_its_picture_caption_and_credit() -> None:
    html = '<figure data-image="3"><figcaption>تعليق &lt;b&gt;</figcaption></figure>'
    assert shown(html) == (
        "<figure><picture></picture><figcaption>تعليق &lt;b&gt; "
        '<span class="credit">ضفاف</span></figcaption></figure>'
    )


def test_figure_whose_picture_is_gone_is_left_out() -> None:
    assert shown('<p>أ</p><figure data-image="4"></figure>') == "<p>أ</p>"


def test_related_article_is_a_link_with_its_headline() -> None:
    assert shown('<aside data-article="7"></aside>', "en") == (
        '<aside class="related-link"><span class="label">Read also</span> '
        '<a href="/articles/7/">خبر &amp; &lt;b&gt;</a></aside>'
    )


def test_related_article_nobody_may_see_is_left_out() -> None:
    assert shown('<aside data-article="8"></aside>') == ""


def test_post_elsewhere_is_a_link_and_no_frame() -> None:
    assert shown('<div data-embed="https://x.com/a/status/1?a=1&amp;b=2"></div>', "en") == (
        '<p class="embed"><a rel="noopener nofollow" href="https://x.com/a/status/1?a=1&amp;b=2">'
        'Read on <bdi lang="en">X</bdi></a></p>'
    )


def test_link_to_another_site_gets_noopener() -> None:
    assert shown('<p><a href="https://example.org/">أ</a></p>') == (
        '<p><a rel="noopener" href="https://example.org/">أ</a></p>'
    )


def test_path_of_a_link_stands_behind_the_root() -> None:
    html = '<p><a href="/tags/a/">أ</a> <a href="mailto:a@b.org">ب</a> &lt;a href="/"&gt;</p>'
    found = render(
        html, language="ar", picture=lambda pk: None, link=lambda pk: None, root="https://a.org"
    )
    assert found == html.replace('<a href="/tags/', '<a href="https://a.org/tags/')


@pytest.mark.parametrize(
    "run", ["@difaf", "desk@example.org", "+20 2 2123 4567", "www.example.org"]
)
def test_latin_address_in_arabic_text_is_isolated(run: str) -> None:
    assert shown(f"<p>نص {run} نص</p>") == f'<p>نص <bdi dir="ltr">{run}</bdi> نص</p>'


def test_what_is_isolated_is_not_isolated_again() -> None:
    html = '<p>نص <bdi dir="ltr">@difaf</bdi></p>'
    assert shown(html) == html


def test_english_text_needs_no_isolates() -> None:
    assert shown("<p>Write to @difaf</p>", "en") == "<p>Write to @difaf</p>"


def test_pictures_of_a_photo_story_are_numbered_with_and_without_captions() -> None:
    html = mark_safe("<figure>A<figcaption>تعليق</figcaption></figure><p>نص</p><figure>B</figure>")
    with override("en"):
        shown = numbered_pictures(html, str)
    label = '<span class="picture-number">{} of 2</span>'
    assert shown == (
        f"<figure>A<figcaption>{label.format(1)} تعليق</figcaption></figure>"
        f"<p>نص</p><figure>B<figcaption>{label.format(2)}</figcaption></figure>"
    )


def test_single_picture_is_not_numbered() -> None:
    html = mark_safe("<figure>A</figure>")
    assert numbered_pictures(html, str) == html


def test_picture_keeps_the_width_that_the_editor_chose() -> None:
    assert shown('<figure data-image="3" data-width="wide"></figure>').startswith(
        '<figure data-width="wide"><picture>'
    )
