from collections.abc import Iterator

import pytest
from django.utils.translation import override

from articles.related.reasons import reason_text


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with override("en"):
        yield


def test_reason_is_said_in_words() -> None:
    reason = [["tags", {"names": ["مياه"]}], ["section", {}]]
    assert reason_text(reason) == "Shared tag: «مياه» · Same section"


def test_several_words_are_listed() -> None:
    assert reason_text([["terms", {"words": ["مياه", "بحر"]}]]).endswith("«مياه», «بحر»")


def test_unknown_reason_is_passed_over() -> None:
    assert reason_text([["moon", {}], ["pinned", {}]]) == "Pinned by the desk"
