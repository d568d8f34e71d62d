from datetime import UTC, datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import override

from articles.forms import MomentField, Typed


class Asked(forms.Form):
    moment = MomentField(required=False)


def test_local_time_becomes_utc() -> None:
    moment = MomentField().clean(Typed("2026-07-01T12:00", ""))

    assert moment == datetime(2026, 7, 1, 9, 0, tzinfo=UTC)


def test_arabic_digits_are_read() -> None:
    moment = MomentField().clean(Typed("٢٠٢٦-٠٧-٠١ ١٢:٠٠", ""))

    assert moment == datetime(2026, 7, 1, 9, 0, tzinfo=UTC)


def test_hour_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValidationError) as refusal:
        MomentField().clean(Typed("2026-04-24T00:30", ""))

    assert refusal.value.code == "bad_moment"


@pytest.mark.parametrize(("hour", "utc"), [("0", 20), ("1", 21)])
def test_hour_that_comes_twice_is_the_chosen_one(hour: str, utc: int) -> None:
    moment = MomentField().clean(Typed("2026-10-29T23:30", hour))

    assert moment == datetime(2026, 10, 29, utc, 30, tzinfo=UTC)


def test_hour_that_comes_twice_asks_which_with_the_offsets() -> None:
    form = Asked({"moment": "2026-10-29T23:30"})

    html = str(form["moment"])

    assert ("UTC+03:00" in html, "UTC+02:00" in html, form.is_valid()) == (True, True, False)


def test_stored_moment_of_the_second_hour_is_shown_as_that_one() -> None:
    form = Asked(initial={"moment": datetime(2026, 10, 29, 21, 30, tzinfo=UTC)})

    assert 'value="1" checked' in str(form["moment"])


@pytest.mark.parametrize(
    "typed", ["غدًا", "2026-13-01T00:00", "0001-01-01T00:00", "2026-01-01T00:00Z"]
)
def test_what_is_no_local_time_is_refused_and_kept(typed: str) -> None:
    form = Asked({"moment": typed})

    assert not form.is_valid()
    assert f'value="{typed}"' in str(form["moment"])


def test_typed_seconds_are_kept() -> None:
    moment = MomentField().clean(Typed("2026-07-01T12:00:45", ""))

    assert moment == datetime(2026, 7, 1, 9, 0, 45, tzinfo=UTC)


def test_seconds_are_shown_where_there_are_any() -> None:
    form = Asked(initial={"moment": datetime(2026, 7, 1, 9, 0, 45, tzinfo=UTC)})

    assert 'value="01/07/2026 12:00:45"' in str(form["moment"])


def test_no_seconds_are_shown_where_there_are_none() -> None:
    form = Asked(initial={"moment": datetime(2026, 7, 1, 9, 0, tzinfo=UTC)})

    assert 'value="01/07/2026 12:00"' in str(form["moment"])


def test_part_of_a_second_is_refused() -> None:
    with pytest.raises(ValidationError):
        MomentField().clean(Typed("2026-07-01T12:00:45.9", ""))


@pytest.mark.parametrize(
    "text",
    [
        "20/11/2026 15:00",
        "٢٠/١١/٢٠٢٦ ١٥:٠٠",
        " 20-11-2026   15:00 ",
        "20.11.2026، 15:00",
        "2026-11-20T15:00",
        "2026-11-20 15:00",
    ],
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_moment_is_typed_day_first_in_any_digits(text: str, language: str) -> None:
    with override(language):
        moment = MomentField().clean(Typed(text, ""))
    assert f"{moment:%Y-%m-%d %H:%M %Z}" == "2026-11-20 13:00 UTC"


@pytest.mark.parametrize(("typed", "utc"), [("5/12/26 9:5", "07:05"), ("05.12.26 19:30", "17:30")])
def test_short_years_and_minutes_are_read(typed: str, utc: str) -> None:
    moment = MomentField().clean(Typed(typed, ""))
    assert f"{moment:%Y-%m-%d %H:%M}" == f"2026-12-05 {utc}"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/2/2027 10:00", "There is no day \u206631/2/2027\u2069"),
        ("2027-02-29 10:00", "There is no day \u20662027-02-29\u2069"),
        (
            "5/12/2026",
            "The time is missing: write it after the day, such as \u20665/12/2026 15:00\u2069",
        ),
        ("2026-12-05", "The time is missing"),
        ("5/12/2026 24:10", "There is no time \u206624:10\u2069"),
        ("24/4/2026 0:30", "\u206624/04/2026 00:30\u2069"),
        ("29/10/2026 23:30", "\u206629/10/2026 23:30\u2069"),
    ],
)
def test_refusal_of_a_moment_says_what_of_it_is_wrong(typed: str, said: str) -> None:
    with override("en"), pytest.raises(ValidationError) as refusal:
        MomentField().clean(Typed(typed, ""))
    assert said in str(refusal.value.message)


@pytest.mark.parametrize("text", ["11/20/2026 15:00", "غدًا", "20 نوفمبر", "٣"])
def test_what_is_no_moment_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValidationError, match="20/11/2026 15:00"):
        MomentField().clean(Typed(text, ""))


def test_year_that_cannot_be_meant_is_refused() -> None:
    with pytest.raises(ValidationError, match="1066"):
        MomentField().clean(Typed("14/10/1066 09:00", ""))
