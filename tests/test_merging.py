import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import body, content
from articles.errors import Refused
from articles.merging import merge, resolve

BLANK = content.blank()
ONE, TWO, THREE = "<p>أول</p>", "<p>ثان</p>", "<p>ثالث</p>"
words = st.sampled_from([f"<p>{n}</p>" for n in range(8)])
bodies = st.lists(words, max_size=8)


def texts(*blocks):
    return BLANK | {"body_ar": "".join(blocks)}


def test_body_is_cut_into_its_blocks_and_joined_again():
    html = "<p>أ<br>ب</p><ul><li><p>ج</p></li></ul><hr><blockquote><p>د</p></blockquote>"
    assert body.blocks(html) == [
        "<p>أ<br>ب</p>",
        "<ul><li><p>ج</p></li></ul>",
        "<hr>",
        "<blockquote><p>د</p></blockquote>",
    ]


def test_field_that_one_side_changed_is_taken_from_it():
    newest, mine = BLANK | {"kicker_ar": "أ"}, BLANK | {"headline_ar": "ب"}
    merged = merge(BLANK, newest, mine)
    assert merged.is_clean
    assert (merged.data["kicker_ar"], merged.data["headline_ar"]) == ("أ", "ب")


def test_field_that_both_changed_is_a_conflict():
    merged = merge(BLANK, BLANK | {"kicker_ar": "أ"}, BLANK | {"kicker_ar": "ب"})
    assert [(each.key, each.newest, each.mine) for each in merged.conflicts] == [
        ("kicker_ar:1", "أ", "ب")
    ]


def test_same_change_of_both_is_no_conflict():
    same = BLANK | {"kicker_ar": "أ"}
    assert merge(BLANK, same, dict(same)).data == same


def test_paragraphs_that_two_changed_next_to_each_other_are_both_taken():
    merged = merge(texts(ONE, TWO), texts("<p>أ</p>", TWO), texts(ONE, "<p>ب</p>"))
    assert merged.is_clean
    assert merged.data["body_ar"] == "<p>أ</p><p>ب</p>"


def test_change_of_a_paragraph_and_one_added_after_it_are_both_taken():
    merged = merge(texts(ONE), texts("<p>أ</p>"), texts(ONE, TWO))
    assert merged.data["body_ar"] == f"<p>أ</p>{TWO}"


def test_paragraph_that_both_changed_is_a_conflict_of_that_paragraph_alone():
    old, new, own = (texts(ONE, middle, THREE) for middle in (TWO, "<p>أ</p>", "<p>ب</p>"))
    merged = merge(old, new, own)
    [conflict] = merged.conflicts
    assert (conflict.base, conflict.newest, conflict.mine) == ([TWO], ["<p>أ</p>"], ["<p>ب</p>"])


@pytest.mark.parametrize(
    ("answer", "stands"),
    [("newest", "<p>أ</p>"), ("mine", "<p>ب</p>"), ("both", "<p>أ</p><p>ب</p>")],
)
def test_answer_stands_where_both_changed_a_paragraph(answer, stands):
    merged = merge(texts(ONE, TWO), texts("<p>أ</p>", TWO), texts("<p>ب</p>", TWO, THREE))
    data = resolve(merged, {"body_ar:1": answer})
    assert data["body_ar"] == f"{stands}{TWO}{THREE}"


def test_two_additions_at_one_place_are_a_conflict():
    merged = merge(texts(ONE), texts(ONE, TWO), texts(ONE, THREE))
    assert [each.key for each in merged.conflicts] == ["body_ar:1"]


def test_removed_paragraph_that_the_other_changed_is_a_conflict():
    assert not merge(texts(ONE, TWO), texts(TWO), texts("<p>أ</p>", TWO)).is_clean


def test_conflict_without_an_answer_is_refused():
    merged = merge(BLANK, BLANK | {"kicker_ar": "أ"}, BLANK | {"kicker_ar": "ب"})
    with pytest.raises(Refused):
        resolve(merged, {"kicker_ar:1": "both"})


def test_tags_are_merged_one_by_one():
    old, new, own = ({"tags": tags} for tags in ([1, 2], [2, 3], [1, 2, 4]))
    assert merge(BLANK | old, BLANK | new, BLANK | own).data["tags"] == [2, 3, 4]


def test_bylines_are_merged_one_by_one():
    first, second = ({"author": n, "role": "writer"} for n in (1, 2))
    new, own = BLANK | {"bylines": [first]}, BLANK | {"bylines": [second]}
    assert merge(BLANK, new, own).data["bylines"] == [first, second]


def test_address_made_from_the_headline_follows_the_chosen_headline():
    new, own = (BLANK | {"headline_ar": text, "slug_ar": text} for text in ("نيل", "بحر"))
    merged = merge(BLANK, new, own)
    assert [each.field for each in merged.conflicts] == ["headline_ar"]
    assert resolve(merged, {"headline_ar:1": "mine"})["slug_ar"] == "بحر"


def test_without_a_base_every_difference_is_asked_about():
    merged = merge(None, texts(ONE, TWO) | {"kicker_ar": "أ"}, texts(ONE, THREE))
    assert {each.key for each in merged.conflicts} == {"kicker_ar:1", "body_ar:1"}
    assert merged.data["body_ar"] == ONE + TWO


@given(bodies, bodies)
def test_side_that_changed_nothing_leaves_the_other_as_it_is(old, new):
    for newest, mine in ((texts(*new), texts(*old)), (texts(*old), texts(*new))):
        merged = merge(texts(*old), newest, mine)
        assert merged.is_clean
        assert merged.data["body_ar"] == "".join(new)


@given(st.data(), st.integers(1, 8))
def test_changes_of_different_paragraphs_are_all_kept(data, count):
    old = [f"<p>{n}</p>" for n in range(count)]
    owners = data.draw(st.lists(st.sampled_from("ab-"), min_size=count, max_size=count))
    sides = [
        [f"<p>{side}{n}</p>" if owner == side else old[n] for n, owner in enumerate(owners)]
        for side in "ab"
    ]
    merged = merge(texts(*old), *(texts(*side) for side in sides))
    changed = [f"<p>{owner}{n}</p>" for n, owner in enumerate(owners) if owner != "-"]
    assert merged.is_clean
    assert all(block in merged.data["body_ar"] for block in changed)


@given(bodies, bodies, bodies)
def test_every_block_that_a_side_added_is_merged_or_asked_about(old, new, own):
    merged = merge(texts(*old), texts(*new), texts(*own))
    asked = [block for each in merged.conflicts for block in (*each.newest, *each.mine)]
    there = body.blocks(merged.data["body_ar"]) + asked
    assert {*new, *own} - set(old) <= set(there)


@given(bodies, bodies, bodies)
def test_merging_the_other_way_round_asks_the_same(old, new, own):
    one = merge(texts(*old), texts(*new), texts(*own))
    other = merge(texts(*old), texts(*own), texts(*new))
    swapped = [(each.base, each.mine, each.newest) for each in other.conflicts]
    assert [(each.base, each.newest, each.mine) for each in one.conflicts] == swapped
