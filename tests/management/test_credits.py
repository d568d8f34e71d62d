import pytest

from articles.management.archive.credits import merge_credits, parse_credit


@pytest.mark.parametrize(
    ("text", "place", "names"),
    [
        ("هدى سالم", "", ("هدى سالم",)),
        ("القاهرة - هدى سالم", "القاهرة", ("هدى سالم",)),
        ("القاهرة- هدى سالم", "القاهرة", ("هدى سالم",)),
        ("دبي ـ عمر نبيل", "دبي", ("عمر نبيل",)),
        ("عمر نبيل - الرياض", "الرياض", ("عمر نبيل",)),
        ("«عمر نبيل»", "", ("عمر نبيل",)),
        ("هدى سالم-القاهرة", "القاهرة", ("هدى سالم",)),
        ("لندن-هدى سالم", "لندن", ("هدى سالم",)),
        ("آن-ماري سالم", "", ("آن-ماري سالم",)),
        ("هدى سالم (جدة)", "جدة", ("هدى سالم",)),
        ("هدى سالم من الرياض", "الرياض", ("هدى سالم",)),
        ("عمر نبيل - هدى سالم", "", ("عمر نبيل", "هدى سالم")),
        ("هدى سالم، عمر نبيل", "", ("هدى سالم", "عمر نبيل")),
        ("دبي", "دبي", ()),
        ("عمر نبيل - اليمن - هدى سالم", "اليمن", ("عمر نبيل", "هدى سالم")),
        ("قندز (أفغانستان) - هدى سالم", "", ("قندز", "هدى سالم")),
        ("كتب - عمر نبيل", "", ("عمر نبيل",)),
        ("أبو ظبي - عمر نبيل", "أبو ظبي", ("عمر نبيل",)),
        ("30174026-20d9-40a2-9e04-5b63346a78a6", "", ()),
        (" - … ", "", ()),
        ("", "", ()),
    ],
)
def test_place_and_names_are_told_apart(text: str, place: str, names: tuple[str, ...]) -> None:
    assert (parse_credit(text).place, parse_credit(text).names) == (place, names)


def test_name_longer_than_a_name_can_be_is_cut() -> None:
    assert [len(name) for name in parse_credit("ب" * 400).names] == [150]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("بقلم: أحمد علي", (("أحمد علي", "writer"),)),
        ("بقلم أحمد علي", (("أحمد علي", "writer"),)),
        ("بقلم/ أحمد علي", (("أحمد علي", "writer"),)),
        ("كتبت: هدى سالم", (("هدى سالم", "writer"),)),
        ("إعداد: هدى سالم", (("هدى سالم", "writer"),)),
        ("اعداد هدى سالم", (("هدى سالم", "writer"),)),
        ("تصوير: عمر نبيل", (("عمر نبيل", "photographer"),)),
        ("تحرير: عمر نبيل", (("عمر نبيل", "editor"),)),
        ("ترجمة: عمر نبيل", (("عمر نبيل", "translator"),)),
        ("هدى سالم - تصوير: عمر نبيل", (("هدى سالم", "writer"), ("عمر نبيل", "photographer"))),
        ("بقلم: هدى سالم تصوير: عمر نبيل", (("هدى سالم", "writer"), ("عمر نبيل", "photographer"))),
        ("القاهرة - بقلم: هدى سالم", (("هدى سالم", "writer"),)),
        ("By: John Smith", (("John Smith", "writer"),)),
        ("BY John Smith, Abby Hill", (("John Smith", "writer"), ("Abby Hill", "writer"))),
        ("المصور عمر نبيل", (("المصور عمر نبيل", "writer"),)),
        ("متابعات خاصة", ()),
        ("Photos by: John Smith", (("John Smith", "photographer"),)),
        ("Abby Hill", (("Abby Hill", "writer"),)),
        ("Byron Hill", (("Byron Hill", "writer"),)),
        ("تحرير حسن", (("تحرير حسن", "writer"),)),
        ("كتبي سالم", (("كتبي سالم", "writer"),)),
        ("بقلم:", ()),
        ("تصوير", ()),
        ("By", ()),
    ],
)
def test_label_gives_the_role_and_is_nobody(text: str, people: tuple[tuple[str, str], ...]) -> None:
    assert parse_credit(text).people == people


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("أحمد علي | مراسل الشؤون", ("أحمد علي",)),
        ("مراسلة الشؤون الدولية | هدى سالم", ("هدى سالم",)),
        ("أحمد علي | كاتب وباحث", ("أحمد علي",)),
        ("أحمد علي، رئيس التحرير", ("أحمد علي",)),
        ("John Smith, Cairo correspondent", ("John Smith",)),
        ("أحمد علي | هدى سالم", ("أحمد علي", "هدى سالم")),
        ("كاتب أول، كاتبة ثانية", ("كاتب أول", "كاتبة ثانية")),
        ("مراسل الشؤون", ("مراسل الشؤون",)),
    ],
)
def test_profession_beside_a_name_is_nobody(text: str, names: tuple[str, ...]) -> None:
    assert parse_credit(text).names == names


@pytest.mark.parametrize(
    ("text", "dateline", "names"),
    [
        ("القاهرة (رويترز)", "القاهرة (رويترز)", ()),
        ("القاهرة (رويترز) - هدى سالم", "القاهرة (رويترز)", ("هدى سالم",)),
        ("القاهرة (د ب أ):", "القاهرة (د ب أ)", ()),
        ("المصدر: رويترز", "رويترز", ()),
        ("القاهرة - المصدر: رويترز، أ ف ب", "القاهرة (رويترز، أ ف ب)", ()),
        ("هدى سالم - المصدر: رويترز", "رويترز", ("هدى سالم",)),
        ("القاهرة - (رويترز)", "القاهرة (رويترز)", ()),
        ("القاهرة (مصر)", "القاهرة", ()),
        ("القاهرة", "القاهرة", ()),
    ],
)
def test_agency_stays_as_the_source_in_the_dateline(
    text: str, dateline: str, names: tuple[str, ...]
) -> None:
    assert (parse_credit(text).dateline, parse_credit(text).names) == (dateline, names)


def test_dateline_is_no_longer_than_its_column() -> None:
    assert len(parse_credit(f"القاهرة ({'ب' * 100})").dateline) == 80


def test_sources_that_the_column_has_no_room_for_are_left_out_whole() -> None:
    agencies = [f"وكالة {'ب' * 30}", f"وكالة {'ت' * 20}", f"وكالة {'ث' * 30}"]
    found = parse_credit(f"القاهرة - {'، '.join(agencies)}")
    assert found.dateline == f"القاهرة ({agencies[0]}، {agencies[1]})"


def test_what_was_taken_out_is_known() -> None:
    texts = ("بقلم: هدى سالم", "هدى سالم | مراسلة الشؤون", "هدى سالم")
    assert [parse_credit(text).is_stripped for text in texts] == [True, True, False]


def test_credits_of_a_list_are_one() -> None:
    texts = ["دبي - هدى سالم", "تصوير: عمر نبيل", "القاهرة (رويترز)", "أ ف ب", "رويترز"]
    found = merge_credits(map(parse_credit, texts))
    assert found.people == (("هدى سالم", "writer"), ("عمر نبيل", "photographer"))
    assert found.dateline == "دبي (رويترز، أ ف ب)"
