import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.arabic.hijri_parsing import find_hijri_date

DAY = (1441, 5, 7)


@pytest.mark.parametrize(
    "text",
    [
        "٧ جمادى الأولى ١٤٤١",
        "7 جمادى الأولى 1441هـ",
        "07 جمادي الاولى 1441 هـ",
        "الخميس، 7 جُمادى الأُولى 1441 هـ.",
        "7 من شهر جمادى الأولى عام 1441 هجرية",
        "7-جمادى الأولى-1441",
        "7جماد أول1441",
        "1441/5/7هـ",
        "١٤٤١/٠٥/٠٧ هـ",
        "1441-05-07 هـ",
        "7/5/1441هـ",
        "7.5.1441 للهجرة",
        "7 / 5 / 1441 هـ",
        "الخميس 1441/5/7 هـ",
        "1441/5/7 AH",
        "7/5/1441 A.H.",
    ],
)
def test_day_is_found_in_words_and_where_its_sign_says_so_in_numbers(text: str) -> None:
    found = find_hijri_date(text)
    assert found is not None
    assert found[:3] == DAY


@pytest.mark.parametrize(
    ("month", "names"),
    [
        (1, "محرم، المحرم، محرّم، شهر الله المحرم، محرم الحرام"),
        (2, "صفر، صفر الخير"),
        (3, "ربيع الأول، ربيع الاول، ربيع أول"),
        (4, "ربيع الآخر، ربيع الاخر، ربيع الثاني، ربيع ثان"),
        (5, "جمادى الأولى، جمادى الأول، جماد أول"),
        (6, "جمادى الآخرة، جمادى الثانية، جمادى الآخر، جماد ثاني، جمادي الاخره"),
        (7, "رجب، رجب المرجب"),
        (8, "شعبان، شعبان المعظم"),
        (9, "رمضان، رمضان المبارك، شهر رمضان"),
        (10, "شوال، شوّال"),
        (11, "ذو القعدة، ذي القعدة، ذوالقعدة، ذو القعده"),
        (12, "ذو الحجة، ذي الحجة، ذا الحجة، ذي الحجة الحرام، ذو الحِجّة"),
    ],
)
def test_month_is_known_by_every_name_it_goes_by(month: int, names: str) -> None:
    found = [find_hijri_date(f"3 {name.strip()} 1441") for name in names.split("،")]
    assert [each and each.month for each in found] == [month] * len(found)


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("7 جمادى الأولى 1441هـ", ""),
        ("الخميس 7 جمادى الأولى 1441هـ", "الخميس"),
        ("7/5/1441 هـ 10:30 ص", "10:30 ص"),
        ("1441/5/7 هـ الموافق 2020/1/2 م", "2020/1/2 م"),
        ("7/5/1441هـ الموافق لـ 2/1/2020م", "2/1/2020م"),
        ("7 جمادى الأولى 1441هـ (2 يناير 2020)", "2 يناير 2020"),
        ("2 يناير 2020 - 7 جمادى الأولى 1441", "2 يناير 2020"),
        ("7 جمادى الأولى 1441 هـ - 2 يناير 2020 مـ رقم العدد [14973]", "2 يناير 2020 م"),
    ],
)
def test_what_stands_beside_the_day_is_kept(text: str, beside: str) -> None:
    found = find_hijri_date(text)
    assert found is not None
    assert found == (*DAY, beside)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1441/5/7",
        "2020/1/2م",
        "2 يناير 2020",
        "7 رجبيون 1441",
        "31 رمضان 1441",
        "0 رمضان 1441",
        "1441/13/7هـ",
        "7 رمضان 14410",
        "رمضان 1441هـ",
        "1441/5/7 هند",
    ],
)
def test_what_is_no_hijri_date_is_none(text: str) -> None:
    assert find_hijri_date(text) is None


def test_long_text_is_no_date_and_costs_nothing() -> None:
    assert find_hijri_date("7 رمضان 1441 " * 100_000) is None


@given(st.text())
def test_anything_is_read_without_an_error(text: str) -> None:
    found = find_hijri_date(text)
    assert found is None or 1 <= found.month <= 12
