import random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import content
from articles.admin import text_diff
from articles.merging import merge
from articles.merging.alignment import Budget, opcodes

letters = st.lists(st.sampled_from("abcdefgh"), max_size=14)
FEW_SECONDS = 3.0
SHUFFLED = random.Random(7)


def rebuilt(old, new, found):
    """Both sides put together from the opcodes, and whether what counts as equal is so."""
    return (
        [each for one in found for each in old[one.low : one.high]],
        [each for one in found for each in new[one.start : one.stop]],
        all(
            old[one.low : one.high] == new[one.start : one.stop]
            for one in found
            if one.kind == "equal"
        ),
    )


@given(letters, letters)
def test_opcodes_cover_both_sides_in_order(old, new):
    assert rebuilt(old, new, opcodes(old, new)) == (old, new, True)


@given(letters, letters)
def test_opcodes_without_a_budget_are_coarse_and_right(old, new):
    assert rebuilt(old, new, opcodes(old, new, budget=Budget(0))) == (old, new, True)


@given(letters, st.data())
def test_what_was_only_put_in_replaces_nothing(old, data):
    places = data.draw(st.lists(st.integers(0, len(old)), max_size=3))
    new = list(old)
    for place in places:
        new.insert(place, "z")
    assert all(one.low == one.high for one in opcodes(old, new) if one.kind == "replace")


def test_what_occurs_once_holds_the_rest_in_place():
    kinds = [(one.kind, one.low, one.high) for one in opcodes("xaxbx", "ybxay")]
    assert [kind for kind in kinds if kind[0] == "equal"] == [("equal", 3, 5)]


def few_kinds_of_blocks(count):
    return [f"<p>{SHUFFLED.choice('ابت')}</p>" for _n in range(count)]


@pytest.fixture
def watch():
    """The processor's seconds since the test began."""
    began = process_time()
    return lambda: process_time() - began


def test_five_thousand_blocks_that_repeat_are_merged_in_good_time(watch):
    base, newest, mine = (
        content.blank() | {"body_ar": "".join(few_kinds_of_blocks(5000))} for _n in range(3)
    )
    assert merge(base, newest, mine).runs
    assert watch() < FEW_SECONDS


def test_five_thousand_blocks_in_another_order_are_merged_in_good_time(watch):
    blocks = [f"<p>{n}</p>" for n in range(5000)]
    texts = [SHUFFLED.sample(blocks, len(blocks)) for _n in range(3)]
    base, newest, mine = (content.blank() | {"body_ar": "".join(text)} for text in texts)
    assert merge(base, newest, mine).runs
    assert watch() < FEW_SECONDS


def test_passage_replaced_whole_that_the_other_changed_everywhere_is_merged_in_good_time(watch):
    old = [f"<p>{n}</p>" for n in range(20_000)]
    mine = [block.replace("<p>", "<p>م") for block in old]
    base, newest, own = (
        content.blank() | {"body_ar": "".join(text)} for text in (old, ["<p>كلها</p>"], mine)
    )
    assert len(merge(base, newest, own).conflicts) == 1
    assert watch() < FEW_SECONDS


def test_long_texts_are_compared_word_by_word_in_good_time(watch):
    old, new = ([" ".join(SHUFFLED.choices("ابت", k=400)) for _n in range(500)] for _m in range(2))
    assert text_diff.diff_paragraphs(old, new)
    assert watch() < FEW_SECONDS
