"""The places of a translated field of the article; a gate that fails tells which was forgotten."""

from typing import Final

import pytest
from modeltranslation.translator import translator

from articles import content
from articles.admin.article_form import PANEL_FIELDS
from articles.models import Article
from articles.models.article import TRANSLATED
from articles.models.cards import detail_columns
from tests.gates import tree

NOT_ON_THE_PAGE: Final = frozenset({"lead_image_caption"})
"""Fields that `ArticleDetail` holds by another name (`caption`)."""
FIELDS_OF_SCHEMA: Final = {
    1: {
        *("headline", "kicker", "standfirst", "body", "slug", "seo_title", "seo_description"),
        *("dateline", "lead_image_caption"),
        *content.SHARED_FIELDS,
        "expires_at",
    }
}
"""The fields of a revision's content, by `content.SCHEMA`."""


@pytest.mark.parametrize("field", TRANSLATED)
def test_translated_field_is_registered(field: str) -> None:
    registered = translator.get_options_for_model(Article).all_fields
    assert field in registered, "add it to ArticleTranslation in articles/translation.py"


@pytest.mark.parametrize("field", TRANSLATED)
def test_translated_field_is_written_in_the_form(field: str) -> None:
    assert field in PANEL_FIELDS, "add it to PANEL_FIELDS in articles/admin/article_form.py"


@pytest.mark.parametrize("field", sorted({*TRANSLATED} - NOT_ON_THE_PAGE))
def test_translated_field_reaches_the_page(field: str) -> None:
    columns = detail_columns("ar").values()
    assert f"{field}_ar" in columns, (
        "add it to ArticleDetail and _DETAIL in articles/models/cards.py"
    )


@pytest.mark.parametrize("field", sorted({*TRANSLATED} - NOT_ON_THE_PAGE))
def test_translated_field_is_shown(field: str) -> None:
    paths = tree.project(
        "templates/articles/*.html", "articles/views/article.py", "articles/structured_data.py"
    )
    texts = [tree.text(path) or "" for path in paths]
    wanted = (f"article.{field}", f"card.{field}")
    assert any(name in text for text in texts for name in wanted), "show it in templates/articles"


def test_new_field_raises_the_schema_of_revisions() -> None:
    fields = {*TRANSLATED, *content.SHARED_FIELDS, "expires_at"}
    assert fields == FIELDS_OF_SCHEMA.get(content.SCHEMA), (
        "raise SCHEMA in articles/content.py, give the field a default in `clean`, "
        "and write the fields of that version here"
    )
