"""Paragraphs that one side moved: where they stand, how often, and what is asked about them."""

from collections import Counter
from itertools import product
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import body, content
from articles.merging import MINE, NEWEST, merge, resolve

BLANK = content.blank()
LEAD = "<p>قررت المحكمة تأجيل القضية إلى الأحد</p>"
EDITED = "<p>قررت المحكمة تأجيل القضية إلى الاثنين</p>"
OTHERWISE = "<p>قررت المحكمة تأجيل القضية إلى الثلاثاء</p>"
SECOND, THIRD, NEW = "<p>وحضر محامو الدفاع</p>", "<p>وغاب الشهود عنها</p>", "<p>خاتمة</p>"
UNALIKE = "<p>افتتح الوزير المعرض أمس</p>"


def texts(*blocks):
    return BLANK | {"body_ar": "".join(blocks)}


def merged(old, new, own):
    return merge(texts(*old), texts(*new), texts(*own))


def answered(merge):
    """The body for every combination of answers that choose a side."""
    keys = [each.key for each in merge.conflicts]
    for answers in product((NEWEST, MINE), repeat=min(len(keys), 6)):
        chosen = dict.fromkeys(keys, NEWEST) | dict(zip(keys, answers, strict=False))
        yield body.blocks(resolve(merge, chosen)["body_ar"])


def asked(merge):
    return [(each.newest, each.mine) for each in merge.conflicts]


@pytest.mark.parametrize("swapped", [False, True])
def test_paragraph_that_one_moved_and_the_other_changed_is_changed_in_its_new_place(swapped):
    sides = [[SECOND, THIRD, LEAD], [EDITED, SECOND, THIRD]]
    found = merged([LEAD, SECOND, THIRD], *(sides[::-1] if swapped else sides))
    assert found.is_clean
    assert found.data["body_ar"] == SECOND + THIRD + EDITED


def test_paragraph_that_one_moved_and_both_changed_is_asked_about_in_its_new_place():
    found = merged([LEAD, SECOND, THIRD], [SECOND, THIRD, OTHERWISE], [EDITED, SECOND, THIRD])
    assert asked(found) == [([OTHERWISE], [EDITED])]
    assert [len(each) for each in answered(found)] == [3, 3]


def test_paragraph_that_was_moved_beside_a_removed_one_that_the_other_changed_stands_once():
    old = [LEAD, UNALIKE, SECOND, THIRD]
    found = merged(old, [SECOND, THIRD, UNALIKE], [EDITED, UNALIKE, SECOND, THIRD])
    assert asked(found) == [([], [EDITED])]
    assert all(each.count(UNALIKE) == 1 for each in answered(found))


def test_paragraph_that_was_moved_and_cut_in_two_is_cut_in_its_new_place():
    parts = ["<p>قررت المحكمة تأجيل</p>", "<p>القضية إلى الأحد</p>"]
    found = merged([LEAD, SECOND, THIRD], [SECOND, THIRD, LEAD], [*parts, SECOND, THIRD])
    assert found.is_clean
    assert found.data["body_ar"] == "".join([SECOND, THIRD, *parts])


def test_paragraph_that_one_moved_and_the_other_took_out_is_asked_about():
    found = merged([LEAD, SECOND, THIRD], [SECOND, THIRD, LEAD], [SECOND, THIRD])
    assert asked(found) == [([LEAD], [])]


def test_paragraph_that_was_moved_stays_beside_what_the_other_put_in_its_place():
    found = merged([LEAD, SECOND, THIRD], [SECOND, THIRD, LEAD], [UNALIKE, SECOND, THIRD])
    assert asked(found) == [([LEAD], [])]
    assert found.data["body_ar"] == UNALIKE + SECOND + THIRD + LEAD


def test_paragraph_that_both_moved_to_one_place_is_not_asked_about():
    old, moved = [LEAD, SECOND, THIRD], [SECOND, THIRD, LEAD]
    found = merged(old, [*moved, NEW], moved)
    assert found.is_clean
    assert found.data["body_ar"] == "".join([*moved, NEW])


def test_paragraph_that_both_moved_to_different_places_is_asked_about_once():
    old = [LEAD, SECOND, THIRD, UNALIKE]
    new, own = [SECOND, LEAD, THIRD, UNALIKE], [SECOND, THIRD, LEAD, UNALIKE]
    assert len(merged(old, new, own).conflicts) == 1
    assert list(answered(merged(old, new, own))) == [new, own]


def test_moves_of_different_paragraphs_to_one_place_are_both_taken():
    old = [LEAD, SECOND, THIRD, UNALIKE, NEW]
    found = merged(old, [SECOND, THIRD, UNALIKE, NEW, LEAD], [LEAD, THIRD, UNALIKE, NEW, SECOND])
    assert found.is_clean
    assert found.data["body_ar"] == "".join([THIRD, UNALIKE, NEW, LEAD, SECOND])


def test_paragraph_that_moved_out_of_a_passage_written_anew_is_asked_about_with_it():
    joined = "<p>قررت المحكمة تأجيل القضية إلى الأحد وحضر محامو الدفاع</p>"
    found = merged([LEAD, SECOND, THIRD], [SECOND, THIRD, LEAD], [joined, THIRD])
    assert asked(found) == [([SECOND, THIRD, LEAD], [joined, THIRD])]


def test_picture_in_place_of_another_does_not_move_with_it():
    first, second = (f'<figure data-image="{number}"></figure>' for number in (1, 2))
    found = merged([first, SECOND, THIRD], [SECOND, THIRD, second], [first, SECOND, THIRD, NEW])
    assert first not in found.data["body_ar"]


def test_paragraph_that_both_moved_to_different_places_and_one_edited_is_asked_about_once():
    old = [LEAD, SECOND, THIRD, UNALIKE]
    new, own = [SECOND, EDITED, THIRD, UNALIKE], [SECOND, THIRD, LEAD, UNALIKE]
    assert list(answered(merged(old, new, own))) == [new, own]


def test_paragraph_that_was_moved_and_edited_beside_an_addition_stands_once():
    old, new = [LEAD, SECOND, THIRD], [EDITED, SECOND, THIRD]
    found = merged(old, new, [UNALIKE, THIRD, OTHERWISE])
    assert all((EDITED in each) != (OTHERWISE in each) for each in answered(found))


def test_text_before_a_question_is_shown_as_it_was():
    found = merged([LEAD, SECOND, THIRD], [SECOND, THIRD, LEAD], [SECOND, THIRD])
    assert [each.base for each in found.conflicts] == [[LEAD]]


def test_line_that_repeats_makes_no_question_of_what_stands_between():
    old = ["<hr>", LEAD, SECOND, "<hr>"]
    found = merged(old, ["<hr>", EDITED, SECOND, "<hr>"], ["<hr>", LEAD, NEW, SECOND, "<hr>"])
    assert found.is_clean
    assert found.data["body_ar"] == f"<hr>{EDITED}{NEW}{SECOND}<hr>"


def test_text_that_only_one_side_changed_after_a_move_of_both_is_not_asked_about():
    new, own = [SECOND, LEAD, THIRD], [NEW, THIRD, SECOND, EDITED]
    for sides in ((new, own), (own, new)):
        found = merged([LEAD, SECOND, THIRD], *sides)
        assert found.is_clean
        assert body.blocks(found.data["body_ar"]) == own


def test_paragraph_that_both_put_in_stands_once():
    found = merged([LEAD, SECOND], [UNALIKE, THIRD, NEW], [LEAD, NEW, SECOND])
    assert [each.count(NEW) for each in answered(found)] == [1, 1]


# Whatever two people do -------------------------------------------------------------------


class Side(NamedTuple):
    """What one side did to the paragraphs 0 to 5, by their numbers, and its text."""

    edited: set[int]
    removed: set[int]
    blocks: list[str]


def paragraph(number, edit=""):
    return f"<p>{number} أ{number} ب{number} ت{number} ث{number}{edit}</p>"


def number_of(block):
    """Which paragraph of the base the block is, or its own name where a side put it in."""
    return block.split()[0].removeprefix("<p>")


OLD = [paragraph(number) for number in range(6)]
some = st.sets(st.integers(0, 5), max_size=3)
moves = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=3)


@st.composite
def side(draw, name, moves=moves, removed=some):
    """A side that moves some paragraphs, edits some, takes out some, and puts in new ones."""
    row = list(range(6))
    for start, stop in draw(moves):
        row.insert(stop, row.pop(start))
    edited, gone = draw(some), draw(removed)
    blocks = [paragraph(n, f" {name}" * (n in edited)) for n in row if n not in gone]
    for number in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(blocks)))
        blocks.insert(place, paragraph(f"{name}{number}"))
    return Side(edited, gone, blocks)


many = settings(deadline=None, max_examples=300)
newest, mine = side("x"), side("y")


def asked_numbers(merge):
    return {number_of(block) for each in asked(merge) for blocks in each for block in blocks}


@many
@given(newest, mine)
def test_paragraph_that_nobody_took_out_stands_exactly_once_whatever_is_answered(new, own):
    for held in answered(merged(OLD, new.blocks, own.blocks)):
        count = Counter(map(number_of, held))
        assert {count[str(n)] for n in range(6) if n not in new.removed | own.removed} <= {1}
        assert set(count.values()) <= {1}
        assert not any(str(n) in count for n in new.removed & own.removed)


@many
@given(newest, mine)
def test_what_a_side_changed_or_put_in_stands_or_is_asked_about(new, own):
    found = merged(OLD, new.blocks, own.blocks)
    there = {*body.blocks(found.data["body_ar"])}
    there |= {block for each in asked(found) for blocks in each for block in blocks}
    assert {*new.blocks, *own.blocks} - {*OLD} <= there


@many
@given(newest, mine)
def test_paragraph_that_both_changed_is_asked_about(new, own):
    found = merged(OLD, new.blocks, own.blocks)
    both = (new.edited & own.edited) - new.removed - own.removed
    both |= (new.edited & own.removed) - new.removed
    both |= (own.edited & new.removed) - own.removed
    assert {str(number) for number in both} <= asked_numbers(found)


@many
@given(newest, mine)
def test_paragraph_that_one_took_out_is_named_or_asked_about_or_stands(new, own):
    found = merged(OLD, new.blocks, own.blocks)
    there = {number_of(block) for block in body.blocks(found.data["body_ar"])}
    there |= {number_of(block) for each in found.removals for block in each.value}
    there |= asked_numbers(found)
    assert {str(number) for number in new.removed ^ own.removed} <= there


@many
@given(side("x", removed=st.just(set())), side("y", moves=st.just([]), removed=st.just(set())))
def test_moves_of_one_side_are_never_asked_about(new, own):
    found = merged(OLD, new.blocks, own.blocks)
    added = {number_of(block) for block in (*new.blocks, *own.blocks)} - {*map(str, range(6))}
    assert asked_numbers(found) <= {str(number) for number in new.edited & own.edited} | added
    order = [number_of(block) for block in body.blocks(found.data["body_ar"])]
    assert [n for n in order if n not in added] == [
        n for n in map(number_of, new.blocks) if n not in added
    ]


@many
@given(newest, mine)
def test_moves_merged_the_other_way_round_are_asked_about_alike(new, own):
    swapped = [(two, one) for one, two in asked(merged(OLD, own.blocks, new.blocks))]
    assert asked(merged(OLD, new.blocks, own.blocks)) == swapped
