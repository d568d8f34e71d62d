import pytest

from articles.arabic.typography import isolate_ranges, problems, strip_decorative_tatweel, tidy


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ('قال "الوزير" كلمة', "قال «الوزير» كلمة"),
        ("قال “الوزير” كلمة", "قال «الوزير» كلمة"),
        ('قال "نعم" و"لا" معا', "قال «نعم» و«لا» معا"),
        ('قال: "نعم", ثم خرج', "قال: «نعم»، ثم خرج"),
        ("لكن... هل يعود ?", "لكن… هل يعود؟"),
        ("هذا ; وذاك ، ثم ذلك", "هذا؛ وذاك، ثم ذلك"),
        ("قال الوزير : نعم", "قال الوزير: نعم"),
        ("قال «الوزير» (أمس) :", "قال «الوزير» (أمس):"),
        ("كِتَابٌ, وآخر", "كِتَابٌ، وآخر"),
    ],
)
def test_tidy_prints_arabic_signs(written: str, printed: str) -> None:
    assert tidy(written) == printed


@pytest.mark.parametrize(
    "text",
    [
        'He said "yes", really?',
        'شاشة مقاس 15" جديدة',
        'قال "أولا\nثم" خرج',
        'قال " كلمة " بعيدة',
        'مقاس 15"و17" معا',
        "قال ”نعم“ أمس",
        'قال ""أمس',
        'قال "نعم" ثم " لا " أمس',
        'قال «الوزير "السابق" غاب» أمس',
        'قال "نعم" و"لا" و"ربما',
        "بلغ 1,234.5 دينار و٤,٢ أيضا",
        "من شركة IBM, ثم أخرى هنا وهناك",
        "راجع https://example.org/مقال?id=5,6 للمزيد",
        "قال «الوزير “السابق” غاب» أمس",
        "انتظر.. قليلا",
        "شكرا لكم :) جميعا",
        "بنسبة 3 : 1 أمس",
    ],
)
def test_tidy_leaves_alone_what_may_be_meant(text: str) -> None:
    assert tidy(text) == text


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("عـــاجل من مصـر", "عاجل من مصر"),
        ("القاهرة ـ خبر ـــ آخر", "القاهرة – خبر – آخر"),
        ("عام 1447 هـ", "عام 1447 هـ"),
        ("بـ«نعم» وبـ5 وهـ", "بـ«نعم» وبـ5 وهـ"),
        ("بلا مدّ", "بلا مدّ"),
        ("عـاجل: شرکة", "عاجل: شرکة"),
    ],
)
def test_unstretched_keeps_the_tatweel_of_spelling(written: str, printed: str) -> None:
    assert strip_decorative_tatweel(written) == printed
    assert strip_decorative_tatweel(printed) == printed


def test_unstretched_is_linear() -> None:
    assert strip_decorative_tatweel("مصـر " * 100_000) == "مصر " * 100_000


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("عـــاجل", "tatweel", "ـــ"),
        ("خبر \ufefb هنا", "presentation_form", "\ufefb"),
        ("خبر\u202e", "bidi_control", "\u202e"),
        ("نحو 1٢ ألفا", "mixed_digits", "1٢"),
        ("نحو 1.٢ ألفا", "mixed_digits", "1.٢"),
        ("نحو ٤۵ ألفا", "mixed_digits", "٤۵"),
        ("شرکة", "look_alike", "ک"),
        ("انتهى\u06d4", "look_alike", "\u06d4"),
    ],
)
def test_problems_shows_each_fault(text: str, code: str, shown: str) -> None:
    found = [(problem.code, text[problem.start : problem.end]) for problem in problems(text)]
    assert found == [(code, shown)]


@pytest.mark.parametrize(
    "text",
    ["عام 1447 هـ", "بـ«نعم»", "لـ20 دولة", "بين 5 و٤", "مقهى گوگل", "2026-11-22، 14:35", "﷽ ﷺ"],
)
def test_problems_accepts_good_spelling(text: str) -> None:
    assert problems(text) == []


def test_problems_are_in_order_of_their_place() -> None:
    assert [problem.code for problem in problems("عـاجل \u200f ﻻ")] == [
        "tatweel",
        "bidi_control",
        "presentation_form",
    ]


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("على https://example.org/مقال?id=5.", ["https://example.org/مقال?id=5"]),
        ("(www.example.org)", ["www.example.org"]),
        ("إلى press@example.org، شكرا", ["press@example.org"]),
        ("حساب @difaf_news و#Gaza", ["@difaf_news", "#Gaza"]),
        ("هاتف +20 2 2345 6789 أو (02) 2345-6789", ["+20 2 2345 6789", "(02) 2345-6789"]),
        ("اتصل بـ01012345678", ["01012345678"]),
        ("اتصل بـ 0223456", ["0223456"]),
        ("14:35 (+02:00)", ["+02:00"]),
        ("«https://example.org»", ["https://example.org"]),
    ],
)
def test_left_to_right_runs_are_isolated(text: str, isolated: list[str]) -> None:
    assert [text[start:end] for start, end in isolate_ranges(text)] == isolated


@pytest.mark.parametrize(
    "text",
    [
        "من 2010-2015",
        "5–3",
        "4.2% و1,234,567.5",
        "14:35",
        "#غزة",
        "0.25",
        "+12 345",
        "a@b",
        "http://",
    ],
)
def test_ordinary_runs_are_not_isolated(text: str) -> None:
    assert isolate_ranges(text) == []
