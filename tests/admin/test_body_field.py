"""The body's field at the desk."""

from typing import Any

import pytest
from django.forms import ValidationError
from django.utils.translation import override

from articles.admin.body import BodyFormField


def rendered(language: str) -> str:
    widget: Any = BodyFormField(language).widget
    return str(widget.render("body", ""))


def test_field_gives_sanitised_html() -> None:
    assert BodyFormField("ar").clean("<p onclick=x>نص</p><script>x</script>") == "<p>نص</p>"


def test_field_is_empty_when_nothing_is_left() -> None:
    assert BodyFormField("ar").clean("<p>&nbsp;</p>") == ""


def test_field_refuses_a_text_over_the_limit(settings: Any) -> None:
    settings.BODY_MAX_BYTES = 10
    with pytest.raises(ValidationError):
        BodyFormField("ar").clean("<p>نص طويل</p>")


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_surface_has_the_direction_of_its_language(language: str, direction: str) -> None:
    html = rendered(language)
    assert f'lang="{language}" dir="{direction}"' in html


def test_html_in_another_spelling_is_no_change() -> None:
    assert not BodyFormField("ar").has_changed("<p>أ</p>", "<p>أ</p><p></p>")


def test_editor_speaks_the_language_of_the_desk() -> None:
    with override("en"):
        assert "Pull quote" in rendered("ar")
