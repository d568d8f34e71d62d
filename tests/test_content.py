from datetime import UTC, datetime

import pytest

from articles import content
from articles.errors import Refused
from articles.models import Article, Image
from tests import factories
from tests.conftest import NOW

COMPLETE = {
    "headline_ar": "عنوان",
    "body_ar": "<p>نص</p>",
    "section": 1,
    "bylines": [{"author": 1, "role": "writer"}],
}


def test_cleaning_twice_changes_nothing():
    once = content.clean(COMPLETE | {"tags": ["3", 3], "expires_at": NOW})
    assert content.clean(once) == once


def test_unknown_keys_are_dropped():
    assert "state" not in content.clean(COMPLETE | {"state": "published"})


def test_lines_are_cleaned_and_bodies_sanitised():
    data = content.clean({"headline_ar": " أول\n\u202eثان ", "body_ar": "<p onclick='x'>نص</p>"})
    assert data["headline_ar"] == "أول ثان"
    assert data["body_ar"] == "<p>نص</p>"


def test_slug_is_made_of_the_headline_when_it_is_missing():
    assert content.clean({"headline_ar": "افتتاح الخط"})["slug_ar"] == "افتتاح-الخط"


@pytest.mark.parametrize(
    ("typed", "slug"), [("خط جديد!", "خط-جديد"), ("؟!", "افتتاح-الخط")], ids=["typed", "no letter"]
)
def test_slug_is_the_one_typed_when_it_has_a_letter(typed, slug):
    data = content.clean({"headline_ar": "افتتاح الخط", "slug_ar": typed})
    assert data["slug_ar"] == slug


def test_long_slug_is_cut_and_not_refused():
    assert content.clean({"slug_ar": "ا" * 300})["slug_ar"] == "ا" * 80


@pytest.mark.parametrize("value", [7, None, ["نص"], {"نص": 1}])
def test_text_of_another_type_is_empty(value):
    assert content.clean({"headline_ar": value})["headline_ar"] == ""


def test_line_over_its_limit_is_refused_by_name():
    with pytest.raises(Refused, match="250"):
        content.clean({"headline_ar": "ا" * 251})


def test_body_over_its_limit_is_refused(settings):
    settings.BODY_MAX_BYTES = 1000
    with pytest.raises(Refused, match=r" 1 "):
        content.clean({"body_ar": "<p>" + "ا" * 500 + "</p>"})


def test_texts_of_just_their_limit_are_taken(settings):
    settings.BODY_MAX_BYTES = 1007
    texts = {"headline_ar": "ا" * 250, "body_ar": "<p>" + "ا" * 500 + "</p>"}
    assert texts.items() <= content.clean(texts).items()


def test_characters_that_cannot_be_stored_are_left_out():
    assert content.clean({"body_ar": "<p>نص\ud800</p>"})["body_ar"] == "<p>نص</p>"


def test_unknown_kind_is_refused():
    with pytest.raises(Refused):
        content.clean({"kind": "poem"})


@pytest.mark.parametrize(
    "change",
    [
        {"section": "economy"},
        {"section": float("inf")},
        {"kind": ["news"]},
        {"tags": ["x"]},
        {"tags": "12"},
        {"pins": 5},
        {"bylines": ["karim"]},
        {"expires_at": "tomorrow"},
        {"expires_at": "2026-13-20T12:00:00+02:00"},
        {"expires_at": "2026-11-20T12:00:00"},
    ],
    ids=str,
)
def test_value_of_the_wrong_kind_is_refused(change):
    with pytest.raises(Refused):
        content.clean(change)


def test_numbers_come_once_and_in_order():
    assert content.clean({"pins": ["3", 1, "", None, 3]})["pins"] == [3, 1]


def test_byline_names_nobody_twice_in_one_role_and_knows_roles_only():
    names = [{"author": "4", "role": "boss"}, {"author": 4}, {"author": ""}]
    assert content.clean({"bylines": names})["bylines"] == [{"author": 4, "role": "writer"}]


def test_person_stands_once_in_each_role_that_is_known():
    names = [{"author": 4, "role": role} for role in ("editor", "writer", ["editor"], "editor")]
    assert content.clean({"bylines": names})["bylines"] == names[:2]


def test_moment_is_read_back_aware():
    data = content.clean({"embargo_until": "2026-11-20T14:00:00+02:00"})
    assert content.moment(data, "embargo_until") == datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert content.moment(data, "expires_at") is None


def test_complete_content_misses_nothing():
    assert content.missing_fields(COMPLETE) == []
    assert content.complete_languages(COMPLETE) == ["ar"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("headline_ar", "العنوان"),
        ("body_ar", "نص المقال"),
        ("section", "القسم"),
        ("bylines", "الكتّاب"),
    ],
)
def test_what_readers_need_is_named_when_it_is_missing(name, said):
    data = {key: value for key, value in COMPLETE.items() if key != name}
    assert content.missing_fields(data) == [said]


def test_nothing_at_all_misses_everything():
    assert len(content.missing_fields({})) == 4


def test_body_without_text_is_missing():
    data = COMPLETE | {"body_ar": "<p> </p>"}
    assert (content.missing_fields(data), content.complete_languages(data)) == (["نص المقال"], [])


def test_what_a_text_in_another_language_lacks_is_named():
    data = COMPLETE | {"headline_ar": "", "body_ar": "", "body_en": "<p>Text</p>"}
    assert content.missing_fields(data) == ["العنوان"]


def test_language_that_was_only_begun_is_no_gap_beside_a_complete_one():
    data = COMPLETE | {"headline_ar": "", "headline_en": "Title", "body_en": "<p>Text</p>"}
    assert content.missing_fields(data) == []


def test_headline_in_one_language_and_body_in_another_is_no_language():
    data = COMPLETE | {"headline_ar": "", "headline_en": "Title"}
    assert content.complete_languages(data) == []
    assert content.missing_fields(data) == ["العنوان"]


@pytest.mark.parametrize(
    ("part", "gone"), [("ar", [9, 16]), ("en", []), (content.SHARED, [7, 11, 12, 13, 24, 10])]
)
def test_what_is_gone_is_named_in_order_for_the_parts_asked_for(db, part, gone):
    figures = "".join(f'<figure data-image="{pk}"><img></figure>' for pk in (9, 16))
    data = content.blank() | {"body_ar": figures, "section": 7, "lead_image": 10, "tags": [24, 13]}
    data["bylines"] = [{"author": pk, "role": "writer"} for pk in (12, 11)]
    named = content.missing_references(data, parts=[part])
    assert [int(name.split()[-1]) for name in named] == gone


def test_what_was_never_chosen_is_not_gone(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert content.missing_references(content.blank(), parts=["ar", content.SHARED]) == []


def test_rows_that_were_read_already_cost_no_query(section, author, django_assert_num_queries):
    tag, image = factories.TagFactory(), factories.ImageFactory()
    data = content.blank() | {"section": section.pk, "lead_image": image.pk, "tags": [tag.pk]}
    data["bylines"] = [{"author": author.pk, "role": "writer"}]
    with django_assert_num_queries(0):
        known = [section, author, tag, image]
        assert content.missing_references(data, parts=[content.SHARED], known=known) == []


def test_pictures_without_their_texts_are_named_in_order(db):
    first, second = (factories.ImageFactory(credit="", alt_ar=alt) for alt in ("قطار", ""))
    Image.objects.filter(pk=first.pk).update(title="محطة")  # so it stands last in the table
    described = factories.ImageFactory()
    data = content.blank() | {
        "lead_image": second.pk,
        "body_ar": f'<figure data-image="{first.pk}"></figure>',
        "body_en": f'<figure data-image="{described.pk}"></figure>',
    }
    assert content.undescribed_pictures(data, parts=["ar", "en", content.SHARED]) == [
        f"حقوق الصورة للصورة «محطة» (رقم {first.pk})",
        f"النص البديل، حقوق الصورة للصورة «{second.title}» (رقم {second.pk})",
    ]


def test_data_of_a_published_article_is_what_was_published(published):
    article = published(expires_at="2027-01-01T00:00:00+00:00")
    data = content.read(article.live_revision_ar)
    assert article.expires_at_ar == content.moment(data, "expires_at")
    assert {name: getattr(article, name) for name in ("headline_ar", "body_ar", "kind")} == {
        name: data[name] for name in ("headline_ar", "body_ar", "kind")
    }


def test_applying_writes_only_the_languages_asked_for(published):
    article = published()
    data = content.blank() | {"headline_ar": "جديد", "headline_en": "New", "kind": "opinion"}
    content.apply(article, data, parts=["en"])
    assert article.kind == "news"
    assert (article.headline_ar, article.headline_en) == ("افتتاح خط جديد للقطار السريع", "New")


def test_embargo_is_applied_with_what_exists_once():
    article = Article()
    data = content.blank() | {"embargo_until": NOW.isoformat()}
    content.apply(article, data, parts=[content.SHARED])
    assert article.embargo_until == NOW
