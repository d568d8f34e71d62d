"""What one side alone took out: it is named, and can be kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import body, content
from articles.merging import KEEP, MINE, NEWEST, joint_base, merge, resolve

BLANK = content.blank()
ONE, TWO, THREE = "<p>افتتح الوزير المعرض</p>", "<p>وحضر المحافظ</p>", "<p>وتستمر الأيام</p>"
NEW = "<p>خبر آخر تماما</p>"
blocks = st.lists(st.sampled_from([f"<p>{n}</p>" for n in range(7)]), max_size=7)


def texts(*blocks):
    return BLANK | {"body_ar": "".join(blocks)}


def removed(merged):
    return [(each.side, each.value) for each in merged.removals]


@pytest.mark.parametrize("side", [NEWEST, MINE])
def test_paragraph_that_one_side_took_out_is_named_with_the_side(side):
    sides = {NEWEST: texts(ONE, TWO, THREE), MINE: texts(ONE, TWO, THREE)}
    sides[side] = texts(ONE, THREE)
    merged = merge(texts(ONE, TWO, THREE), sides[NEWEST], sides[MINE])
    assert merged.is_clean
    assert removed(merged) == [(side, [TWO])]


def test_paragraph_that_one_side_took_out_is_out_unless_it_is_kept():
    merged = merge(texts(ONE, TWO, THREE), texts(ONE, TWO, THREE), texts(ONE, THREE))
    [removal] = merged.removals
    assert resolve(merged, {})["body_ar"] == merged.data["body_ar"] == ONE + THREE
    assert resolve(merged, {removal.key: KEEP})["body_ar"] == ONE + TWO + THREE


def test_each_of_several_paragraphs_can_be_kept_alone():
    merged = merge(texts(ONE, TWO, THREE), texts(ONE, TWO, THREE, NEW), texts(ONE))
    assert removed(merged) == [(MINE, [TWO]), (MINE, [THREE])]
    kept = {merged.removals[1].key: KEEP}
    assert resolve(merged, kept)["body_ar"] == ONE + THREE + NEW


def test_paragraph_in_whose_place_another_was_put_is_named():
    merged = merge(texts(ONE, TWO), texts(ONE, NEW), texts(ONE, TWO, THREE))
    assert removed(merged) == [(NEWEST, [TWO])]
    assert resolve(merged, {merged.removals[0].key: KEEP})["body_ar"] == ONE + TWO + NEW + THREE


def test_paragraphs_written_anew_around_an_addition_are_named():
    merged = merge(texts(ONE, TWO), texts(NEW), texts(ONE, THREE, TWO))
    assert merged.is_clean
    assert removed(merged) == [(NEWEST, [ONE]), (NEWEST, [TWO])]


@pytest.mark.parametrize(
    "own",
    [
        pytest.param([f"{ONE[:-4]} أمس</p>", TWO], id="edited"),
        pytest.param([TWO, ONE], id="moved"),
        pytest.param([f"{ONE[:-4]} {TWO[3:]}"], id="joined with the next"),
        pytest.param(["<p>افتتح الوزير</p>", "<p>المعرض</p>", TWO], id="cut in two"),
    ],
)
def test_paragraph_that_goes_on_is_not_called_taken_out(own):
    assert merge(texts(ONE, TWO), texts(ONE, TWO), texts(*own)).removals == []


def test_paragraph_that_both_took_out_is_not_named():
    assert merge(texts(ONE, TWO), texts(ONE), texts(ONE, THREE)).removals == []


def test_paragraph_that_repeats_and_was_moved_is_not_called_taken_out():
    old, own = texts("<hr>", ONE, "<hr>", TWO, THREE), texts("<hr>", ONE, TWO, "<hr>", THREE)
    assert merge(old, old, own).removals == []


def test_field_that_one_side_emptied_is_named_and_can_be_kept():
    old = BLANK | {"kicker_ar": "عاجل", "section": 3}
    merged = merge(old, old | {"section": None}, old | {"kicker_ar": ""})
    assert removed(merged) == [(MINE, "عاجل"), (NEWEST, 3)]
    kept = resolve(merged, {each.key: KEEP for each in merged.removals})
    assert (kept["kicker_ar"], kept["section"]) == ("عاجل", 3)


def test_address_follows_a_headline_that_is_kept():
    old = BLANK | {"headline_ar": "نيل", "slug_ar": "نيل"}
    merged = merge(old, old, BLANK)
    assert [each.field for each in merged.removals] == ["headline_ar"]
    assert resolve(merged, {merged.removals[0].key: KEEP})["slug_ar"] == "نيل"


def test_two_who_kept_and_did_not_keep_a_paragraph_are_asked_again():
    old, new, own = texts(ONE, TWO), texts(ONE), texts(ONE, TWO, THREE)
    base = joint_base(old, new, own)
    merged = merge(base, texts(ONE, TWO, THREE), texts(ONE, THREE))
    assert [(each.newest, each.mine) for each in merged.conflicts] == [([TWO], [])]


@settings(deadline=None)
@given(blocks, blocks, blocks)
def test_what_a_side_holds_stands_or_is_asked_about_or_is_named_as_taken_out(old, new, own):
    merged = merge(texts(*old), texts(*new), texts(*own))
    found = [block for each in merged.conflicts for block in (*each.newest, *each.mine)]
    found += [block for each in merged.removals for block in each.value]
    assert {*new, *own} <= {*found, *body.blocks(merged.data["body_ar"])}


@settings(deadline=None)
@given(blocks, blocks)
def test_keeping_everything_loses_nothing_of_the_side_that_changed_nothing(old, own):
    merged = merge(texts(*old), texts(*old), texts(*own))
    kept = resolve(merged, {each.key: KEEP for each in merged.removals})
    assert {*old, *own} <= {*body.blocks(kept["body_ar"])}
