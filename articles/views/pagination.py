"""Page numbers of readers' lists: parsed from the query string, and the links between pages."""

from __future__ import annotations

from dataclasses import dataclass

from articles.arabic import dates
from articles.conf import values


@dataclass(frozen=True, slots=True)
class Pagination:
    """One page of a list: its number from 1, and the URLs of its neighbours, "" for none."""

    number: int
    previous_url: str
    next_url: str


def neighbours(number: int, path: str, *, has_next: bool) -> Pagination:
    """The page of the list at `path`; after MAX_PAGE there is none."""
    previous_url = "" if number == 1 else path if number == 2 else f"?page={number - 1}"
    has_next = has_next and number < values.MAX_PAGE
    return Pagination(number, previous_url, f"?page={number + 1}" if has_next else "")


def parse_page_number(text: str) -> int | None:
    """The page of `?page=`, in any digits; 1 for "", None for a page that no list has.

    Pages go from 1 to MAX_PAGE, which bounds the offset of a query.
    """
    if not text:
        return 1
    number = dates.to_digits(text, "latn")
    if not (number.isascii() and number.isdigit() and len(number) < 8):
        return None
    return int(number) if 1 <= int(number) <= values.MAX_PAGE else None
