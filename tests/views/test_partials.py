"""Cached partials: nothing that differs is taken for the same."""

from django.utils.safestring import SafeString

from articles.templatetags.partials import cached_partial

PARAGRAPH = "articles/feeds/_paragraph.html"
HTML = "<b>خبر</b>"


def test_text_is_escaped_after_the_same_text_was_safe():
    assert cached_partial(PARAGRAPH, text=SafeString(HTML), language="").strip() == f"<p>{HTML}</p>"
    assert "&lt;b&gt;" in cached_partial(PARAGRAPH, text=HTML, language="")


def test_partial_is_rendered_anew_for_another_context():
    assert 'dir="ltr"' in cached_partial(PARAGRAPH, text="News", language="en")
    assert 'dir="rtl"' in cached_partial(PARAGRAPH, text="News", language="ar")
