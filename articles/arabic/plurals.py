"""The six Arabic plural forms, after CLDR."""

from typing import Literal, NamedTuple

Category = Literal["zero", "one", "two", "few", "many", "other"]

_NAMED: dict[float, Category] = {0: "zero", 1: "one", 2: "two"}


class Forms(NamedTuple):
    """One noun in the six forms; ``zero``, ``one`` and ``two`` are printed without a numeral."""

    zero: str
    one: str
    two: str
    few: str
    many: str
    other: str


def category(n: float) -> Category:
    """Return the CLDR plural category of a number in Arabic; the sign does not matter.

    Source: https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html#ar
    """
    n = abs(n)
    if n in _NAMED:
        return _NAMED[n]
    hundredth = n % 100
    if hundredth in range(3, 11):
        return "few"
    return "many" if hundredth in range(11, 100) else "other"


def counted(n: int, forms: Forms) -> str:
    """Return a count with its noun: «دقيقة», «دقيقتين», «3 دقائق», «11 دقيقة», «100 دقيقة»."""
    form: str = getattr(forms, category(n))
    return form if n in _NAMED else f"{n} {form}"
