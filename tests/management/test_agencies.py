from typing import Any

import pytest
from django.test import Client

from articles.management.archive.agencies import institutions, is_institution
from articles.management.archive.credits import parse_credit
from articles.models import Article, Author
from tests.management.conftest import Written, record
from tests.management.test_import_articles import load


@pytest.mark.parametrize(
    "name",
    [
        *("رويترز", "أ ف ب", "أ.ف.ب", "ا ف ب", "فرانس برس", "د.ب.أ", "أسوشييتد برس", "الأناضول"),
        *("شينخوا", "واس", "وام", "كونا", "قنا", "بترا", "سونا", "وفا", "أ ش أ", "و م ع", "وات"),
        *("وكالات", "الوكالات", "وكالة فارس", "وكالة الأنباء السعودية", "صحف", "موقع النهر"),
        *("النهر أونلاين", "النهر.نت", "البوابة العربية", "الأهرام", "كلمة اليوم", "عكاظ"),
        *("بي بي سي", "سي إن إن بالعربية", "الجزيرة نت", "رويترز عربية"),
        *("فريق التحرير", "هيئة التحرير", "التحرير", "أسرة التحرير", "قسم الترجمة", "مراسلنا"),
        *("فريق الرصد", "القسم الرياضي", "المحرر السياسي", "غرفة الأخبار", "بيان صحفي"),
        *("Reuters", "reuters", "Reuters Staff", "AFP", "A.F.P.", "Agence France-Presse", "dpa"),
        *("Staff", "Staff Writer", "Agencies", "Saudi Press Agency", "Gulf News Desk", "AP"),
        *("BBC News", "CNN Arabic", "Anadolu Agency", "The Associated Press"),
    ],
)
def test_agency_medium_or_desk_is_an_institution(name: str) -> None:
    assert is_institution(name)


@pytest.mark.parametrize(
    "name",
    [
        *("رويترز أحمد", "أحمد رويترز", "تسنيم", "فارس", "وفاء", "وفاء سالم", "تحرير حسن", ""),
        *("فريق أول سالم حسن", "الفريق سالم حسن", "محمد وائل", "بنان علي", "كاتب أول", "عربية"),
        *("Petra", "Nina", "Sana Salem", "Stafford Hill", "Editor Hill", "Ap", "Pressman Hill"),
    ],
)
def test_person_is_no_institution(name: str) -> None:
    assert not is_institution(name)


@pytest.mark.parametrize(
    ("name", "found", "other"),
    [
        ("رويترز", ("رويترز",), ""),
        ("رويترز وفرانس برس", ("رويترز", "فرانس برس"), ""),
        ("أ ف ب-رويترز", ("أ ف ب", "رويترز"), ""),
        ("الجزيرة + وكالات", ("الجزيرة", "وكالات"), ""),
        ("Reuters and AFP", ("Reuters", "AFP"), ""),
        ("Agence France-Presse", ("Agence France-Presse",), ""),
        ("هدى سالم ووكالات", ("وكالات",), "هدى سالم"),
        ("هدى سالم وعمر نبيل ووكالات وصحف", ("وكالات", "صحف"), "هدى سالم وعمر نبيل"),
        ("رويترز وهدى سالم", ("رويترز",), "هدى سالم"),
        ("Huda Salem and AFP", ("AFP",), "Huda Salem"),
        ("هدى سالم وفرانس برس", ("فرانس برس",), "هدى سالم"),
        ("هدى سالم-العربية.نت", ("العربية.نت",), "هدى سالم"),
        ("وكالة أنباء النهر والبحر", ("وكالة أنباء النهر والبحر",), ""),
        ("محمد وائل", (), "محمد وائل"),
        ("آن-ماري سالم", (), "آن-ماري سالم"),
        ("", (), ""),
    ],
)
def test_institutions_are_told_from_the_person_beside_them(
    name: str, found: tuple[str, ...], other: str
) -> None:
    assert institutions(name) == (found, other)


def test_house_of_this_name_is_its_own_desk(settings: Any) -> None:
    settings.SITE_NAME = {"ar": "صباح النهر", "en": "River Morning"}
    assert is_institution("صباح النهر")
    assert is_institution("River Morning")


@pytest.mark.parametrize(
    ("text", "dateline", "names"),
    [
        ("رويترز", "رويترز", ()),
        ("القاهرة - رويترز", "القاهرة (رويترز)", ()),
        ("وكالات - أبوظبي", "أبوظبي (وكالات)", ()),
        ("أبوظبي-وكالات", "أبوظبي (وكالات)", ()),
        ("القاهرة/ رويترز", "القاهرة (رويترز)", ()),
        ("رويترز، فرانس برس", "رويترز، فرانس برس", ()),
        ("رويترز، رُويترز", "رويترز", ()),
        ("Reuters, AFP", "Reuters, AFP", ()),
        ("إعداد: فريق التحرير", "فريق التحرير", ()),
        ("متابعة وكالات", "وكالات", ()),
        ("المصدر أونلاين", "المصدر أونلاين", ()),
        ("By Reuters Staff", "Reuters Staff", ()),
        ("لندن: «صباح النهر»", "لندن (صباح النهر)", ()),
        ('"صباح النهر" من الرياض', "الرياض (صباح النهر)", ()),
        ("القاهرة: «صباح النهر»، هدى سالم", "القاهرة (صباح النهر)", ("هدى سالم",)),
        ("وكالة الأنباء السعودية (واس)", "وكالة الأنباء السعودية", ()),
        ("هدى سالم - رويترز", "رويترز", ("هدى سالم",)),
        ("هدى سالم (رويترز)", "رويترز", ("هدى سالم",)),
        ("هدى سالم (كاتبة)", "", ("هدى سالم",)),
        ("مراسل الشؤون - رويترز", "رويترز", ()),
        ("رويترز أحمد", "", ("رويترز أحمد",)),
        ("admin", "", ()),
        ("غير معروف", "", ()),
    ],
)
def test_agencies_and_desks_are_sources_and_no_people(
    text: str, dateline: str, names: tuple[str, ...]
) -> None:
    assert (parse_credit(text).dateline, parse_credit(text).names) == (dateline, names)


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("تصوير: رويترز", "تصوير: رويترز"),
        ("تصوير: رويترز، أ ف ب", "تصوير: رويترز، أ ف ب"),
        ("القاهرة - وكالات - تصوير: أ ف ب", "القاهرة (وكالات، تصوير: أ ف ب)"),
        ("Photos by: Reuters", "Photos by: Reuters"),
    ],
)
def test_agency_that_made_a_part_only_keeps_its_label(text: str, dateline: str) -> None:
    assert parse_credit(text).dateline == dateline


@pytest.mark.django_db
def test_reader_sees_the_desk_and_no_page_of_it(written: Written, client: Client) -> None:
    out, _err = load(written(record(author="فريق التحرير")), no_relate=True)
    page = client.get(Article.objects.get().url("ar")).content.decode()
    assert '<p class="dateline">فريق التحرير</p>' in page
    assert not Author.objects.exists()
    assert "Agencies and desks shown in the dateline, not as authors: 1" in out
