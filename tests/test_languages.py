"""What languages differ in: Arabic and English by our own words, any other by Django's."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override

from articles import checks, languages
from articles.checks import check_languages
from articles.languages import formats_of
from articles.templatetags import wording

NOON = datetime(2026, 11, 22, 14, 35, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "direction", "name", "locale", "label"),
    [
        ("ar", "rtl", "العربية", "ar_AR", "بالعربية"),
        ("en", "ltr", "English", "en_GB", "In English"),
        ("fr", "ltr", "Français", "fr_FR", "Français"),
        ("fa", "rtl", "فارسی", "fa_FA", "فارسی"),
    ],
)
def test_language_needs_no_entry_of_its_own(language, direction, name, locale, label):
    assert languages.direction(language) == direction
    assert languages.own_name(language) == name
    assert languages.locale(language) == locale
    assert languages.version_label(language) == label


def test_settings_say_the_country_and_the_label_of_a_language(settings):
    settings.OPEN_GRAPH_LOCALES = {"fa": "fa_IR"}
    settings.VERSION_LABELS = {"fr": "En français"}
    assert languages.locale("fa") == "fa_IR"
    assert languages.version_label("fr") == "En français"
    assert languages.version_label("ar") == "بالعربية"


def test_key_of_the_default_language_is_the_bare_column():
    assert languages.KEY_COLUMNS == ("key", "key_en")


@pytest.mark.parametrize(
    ("language", "short", "long", "clock", "both"),
    [
        (
            *("ar", "22 نوفمبر 2026", "الأحد 22 نوفمبر 2026"),
            *("14:35", "22 نوفمبر 2026، 14:35"),
        ),
        (
            *("en", "22 November 2026", "Sunday, 22 November 2026"),
            *("14:35", "22 November 2026, 14:35"),
        ),
        (
            # Without a French catalogue the order of the words is that of the default language.
            *("fr", "22 novembre 2026", "dimanche 22 novembre 2026"),
            *("14:35", "22 novembre 2026 14:35"),
        ),
    ],
)
def test_moment_is_written_in_the_language_whatever_is_active(language, short, long, clock, both):
    formats = formats_of(language)
    with override("en"):
        assert formats.short_date(NOON) == short
        assert formats.long_date(NOON) == long
        assert formats.clock_time(NOON) == clock
        assert formats.date_and_time(NOON) == both


def test_site_s_digits_are_for_the_scripts_that_have_them(settings):
    settings.DIGITS = "arab"
    assert formats_of("ar").number(1234) == "١٬٢٣٤"
    assert formats_of("ckb").digits == "arab"
    assert formats_of("en").number(1234) == "1,234"
    assert formats_of("fr").number(1234) == "1\xa0234"
    assert formats_of("fa").digits == "latn"


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (timedelta(seconds=-59), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=23), "23 hours ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=6), "6 days ago"),
        (timedelta(days=7), None),
        (timedelta(seconds=-61), None),
    ],
)
def test_age_is_said_alike_by_our_words_and_by_a_catalogue(age, said):
    assert formats_of("en").relative(NOON, NOON + age) == said
    # No language of the settings: its words come from Django's formats and the catalogues.
    assert formats_of("en-au").relative(NOON, NOON + age) == said


def test_reading_time_is_counted_in_the_language(settings):
    settings.DIGITS = "arab"
    assert formats_of("ar").reading_time(4) == "قراءة في ٤ دقائق"
    assert formats_of("en").reading_time(4) == "4 min read"
    assert formats_of("en-au").reading_time(4) == "4 min read"


def test_templates_write_in_the_active_language():
    with override("fr"):
        assert wording.day(NOON) == "22 novembre 2026"
        assert wording.date_time(NOON) == "22 novembre 2026 16:35"
    with override("en"):
        assert wording.date_time(NOON) == "22 November 2026, 16:35"


@pytest.mark.parametrize(("language", "said"), [("ar", "أ، ب"), ("en", "أ, ب"), ("fr", "أ, ب")])
def test_names_are_joined_by_the_comma_of_the_page(language, said):
    with override(language):
        assert languages.joined(["أ", "ب"]) == wording.joined(["أ", "ب"]) == said


def faults():
    return [error.id for error in check_languages()]


def test_settings_of_today_are_sound():
    assert faults() == []


def test_default_language_that_is_not_the_first_is_refused(settings):
    settings.LANGUAGE_CODE = "en"
    assert faults() == ["articles.E001"]


def test_code_that_is_no_part_of_a_column_s_name_is_refused(settings, monkeypatch):
    monkeypatch.setattr(checks, "LANGUAGES", ("ar", "pt-br"))
    settings.SITE_NAME = settings.ZONE_NAME = {"ar": "ضفاف", "pt-br": "Difaf"}
    assert faults() == ["articles.E002"]


def test_language_in_which_the_site_has_no_name_is_refused(settings):
    settings.SITE_NAME = {"ar": "ضفاف", "en": ""}
    settings.ZONE_NAME = {"ar": "القاهرة"}
    assert faults() == ["articles.E003", "articles.E003"]
