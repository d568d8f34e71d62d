"""Finding a date of the Hijri calendar in a text; which day it was, a table of months must say."""

import re
from typing import Final, NamedTuple

from articles.arabic.normalize import fold

_MAX_LENGTH: Final = 200

# Every month under the names by which newspapers call it; blanks between words may be missing.
_NAMES: Final = {
    1: "محرم، المحرم",
    2: "صفر",
    3: "ربيع الأول، ربيع أول، ربيع الأنور",
    4: "ربيع الآخر، ربيع آخر، ربيع الثاني، ربيع ثاني، ربيع ثان",
    5: "جمادى الأولى، جمادى أولى، جمادى الأول، جمادى أول، جماد الأولى، جماد الأول، جماد أول",
    6: (
        "جمادى الآخرة، جمادى الآخر، جمادى الثانية، جمادى ثانية، جمادى الثاني، جمادى ثاني، "
        "جماد الآخرة، جماد الآخر، جماد آخر، جماد الثانية، جماد الثاني، جماد ثاني"
    ),
    7: "رجب",
    8: "شعبان",
    9: "رمضان",
    10: "شوال",
    11: "ذو القعدة، ذي القعدة، ذا القعدة، ذو قعدة، ذي قعدة، القعدة",
    12: "ذو الحجة، ذي الحجة، ذا الحجة، ذو حجة، ذي حجة، الحجة",
}
_MONTHS: Final = {
    fold(name).replace(" ", ""): month
    for month, names in _NAMES.items()
    for name in names.split("،")
}
_MONTH: Final = "|".join(
    fold(name.strip()).replace(" ", " ?")
    for name in sorted("،".join(_NAMES.values()).split("،"), key=len, reverse=True)
)
# What is said in praise of a month: «رمضان المبارك», «محرم الحرام».
_PRAISE: Final = (
    "(?: (?:الحرام|المحرم|الخير|المظفر|المرجب|الفرد|الاصب|الاصم|المعظم|المبارك|الكريم|المكرم))?"
)
_SIGN: Final = r" ?(?:هجريه?|للهجره|ه|a\.?h|h)(?![^\W\d_])\.?"

# Texts are folded before: lower case, ASCII digits, one alef, ه for ة and هـ, single spaces.
_NAMED: Final = re.compile(
    r"(?<!\d)(?P<day>\d\d?)[ -]?(?:من )?(?:شهر (?:الله )?)?"
    rf"(?P<month>{_MONTH})(?![^\W\d_]){_PRAISE}[ ,،/-]*(?:من )?(?:(?:عام|لعام|سنه|لسنه) )?"
    rf"(?P<year>\d{{4}})(?!\d)(?:{_SIGN})?"
)
_YEAR_FIRST: Final = re.compile(
    rf"(?<!\d)(?P<year>\d{{4}}) ?([-/.]) ?(?P<month>\d\d?) ?\2 ?(?P<day>\d\d?){_SIGN}"
)
_DAY_FIRST: Final = re.compile(
    rf"(?<!\d)(?P<day>\d\d?) ?([-/.]) ?(?P<month>\d\d?) ?\2 ?(?P<year>\d{{4}}){_SIGN}"
)
# What joins the dates of two calendars, and what the head of a newspaper says after them.
_AROUND: Final = re.compile(r"(?<!\w)(?:الموافق(?: ل(?!\w))?|(?:رقم )?العدد(?!\w).*)")
_ENDS: Final = " ()[]-\u2013\u2014|/=،,.:"


class HijriDate(NamedTuple):
    """A day as it is written, and the folded text beside it: a time, a second date, or ""."""

    year: int
    month: int
    """1 to 12."""
    day: int
    """1 to 30, in months of 29 days too."""
    beside: str


def find_hijri_date(text: str) -> HijriDate | None:
    """Return the first date of the Hijri calendar in a text; None where there is none.

    By the name of its month, «٧ جمادى الأولى ١٤٤١», or in numbers, year or day first, where the
    sign stands behind them: «1441/5/7هـ». Digits of any family. Never raises.
    """
    line = text.strip()[: _MAX_LENGTH + 1]
    if len(line) > _MAX_LENGTH:
        return None
    folded = " ".join(fold(line).split())
    found = _NAMED.search(folded) or _YEAR_FIRST.search(folded) or _DAY_FIRST.search(folded)
    if found is None:
        return None
    name = found["month"]
    month = int(name) if name.isdigit() else _MONTHS[name.replace(" ", "")]
    day = int(found["day"])
    if not (1 <= month <= 12 and 1 <= day <= 30):
        return None
    beside = _AROUND.sub(" ", f"{folded[: found.start()]} {folded[found.end() :]}")
    return HijriDate(int(found["year"]), month, day, " ".join(beside.split()).strip(_ENDS))
