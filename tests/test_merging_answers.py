"""What stands when the conflicts of two versions are answered, and what is asked at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import body, content
from articles.merging import BOTH, MINE, NEWEST, Unanswered, joint_base, merge, resolve

BLANK = content.blank()
OLD = "<p>قررت المحكمة تأجيل القضية إلى الأحد</p>"
EDITED = "<p>قررت المحكمة تأجيل القضية إلى الاثنين</p>"
OTHERWISE = "<p>قررت المحكمة تأجيل القضية إلى الثلاثاء</p>"
MORE, LESS, LAST = "<p>وحضر محامو الدفاع</p>", "<p>وغاب الشهود عنها</p>", "<p>خاتمة</p>"
blocks = st.lists(st.sampled_from([f"<p>{n}</p>" for n in range(5)]), max_size=6)


def texts(*blocks):
    return BLANK | {"body_ar": "".join(blocks)}


def asked(merged):
    return [(each.newest, each.mine) for each in merged.conflicts]


def test_addition_beside_an_edited_paragraph_is_kept_and_only_the_paragraph_asked_about():
    merged = merge(texts(OLD, LAST), texts(EDITED, MORE, LAST), texts(OTHERWISE, LAST))
    assert asked(merged) == [([EDITED], [OTHERWISE])]
    assert resolve(merged, {"body_ar:1": MINE})["body_ar"] == OTHERWISE + MORE + LAST


def test_addition_before_an_edited_paragraph_stays_before_it():
    merged = merge(texts(OLD), texts(MORE, EDITED), texts(OTHERWISE))
    assert resolve(merged, {"body_ar:1": MINE})["body_ar"] == MORE + OTHERWISE


def test_edit_and_removal_beside_it_leave_the_other_side_its_addition():
    merged = merge(texts(OLD, LAST), texts(EDITED), texts(OLD, MORE, LAST))
    assert merged.is_clean
    assert merged.data["body_ar"] == EDITED + MORE


def test_addition_between_two_paragraphs_that_the_other_wrote_anew_comes_after_them():
    merged = merge(texts(OLD, LAST), texts(LESS), texts(OLD, MORE, LAST))
    assert merged.is_clean
    assert merged.data["body_ar"] == LESS + MORE


def test_addition_between_two_paragraphs_that_the_other_removed_is_asked_about():
    assert asked(merge(texts(OLD, LAST), texts(), texts(OLD, MORE, LAST))) == [
        ([], [OLD, MORE, LAST])
    ]


def test_addition_within_a_passage_that_the_other_wrote_anew_is_asked_about():
    old, mine = texts(OLD, LAST, LESS), texts(OLD, MORE, LAST, LESS)
    assert not merge(old, texts("<p>نص جديد كله</p>"), mine).is_clean


def test_paragraph_that_was_cut_in_two_is_asked_about_whole():
    parts = ("<p>قررت المحكمة تأجيل</p>", "<p>القضية إلى الأحد</p>")
    merged = merge(texts(OLD), texts(*parts), texts(OTHERWISE))
    assert asked(merged) == [(list(parts), [OTHERWISE])]


def test_two_paragraphs_that_were_joined_are_asked_about_whole():
    joined = f"{OLD[:-4]} {MORE[3:]}"
    merged = merge(texts(OLD, MORE), texts(joined), texts(OLD, "<p>وحضر شهود الدفاع</p>"))
    assert asked(merged) == [([joined], [OLD, "<p>وحضر شهود الدفاع</p>"])]


def test_picture_with_another_caption_is_still_that_picture():
    first, second, third = (
        f'<figure data-image="3"><figcaption>{word}</figcaption></figure>' for word in "ابت"
    )
    assert asked(merge(texts(first), texts(second, MORE), texts(third))) == [([second], [third])]


def test_picture_that_stands_in_place_of_another_is_an_edit_of_it():
    first, second, third = (f'<figure data-image="{n}"></figure>' for n in (1, 2, 3))
    merged = merge(texts(first), texts(MORE, second), texts(third))
    assert asked(merged) == [([second], [third])]


def test_both_keeps_what_the_sides_share_once():
    merged = merge(texts(), texts(OLD, MORE), texts(MORE, LESS))
    assert resolve(merged, {"body_ar:1": BOTH})["body_ar"] == OLD + MORE + LESS


def test_both_keeps_what_stands_in_another_order_once():
    merged = merge(texts(), texts(MORE, LESS), texts(LESS, MORE))
    assert resolve(merged, {"body_ar:1": BOTH})["body_ar"] == MORE + LESS


@settings(deadline=None)
@given(blocks, blocks)
def test_both_holds_each_block_as_often_as_the_side_that_has_it_oftener(new, own):
    merged = merge(texts(), texts(*new), texts(*own))
    data = resolve(merged, {each.key: BOTH for each in merged.conflicts})
    held = body.blocks(data["body_ar"])
    assert {each: held.count(each) for each in {*new, *own}} == {
        each: max(new.count(each), own.count(each)) for each in {*new, *own}
    }


@settings(deadline=None)
@given(blocks, blocks, blocks)
def test_answering_everything_alike_gives_a_side_where_the_other_changed_nothing_else(
    old, new, own
):
    merged = merge(None, texts(*new), texts(*own))
    answers = {each.key: MINE for each in merged.conflicts}
    assert resolve(merged, answers)["body_ar"] == "".join(own)


def test_what_is_unanswered_is_named():
    new, own = (texts(f"<p>{n}</p>") | {"kicker_ar": n, "dateline_ar": n} for n in "اب")
    with pytest.raises(Unanswered) as refusal:
        resolve(merge(BLANK, new, own), {"kicker_ar:1": NEWEST, "dateline_ar:1": BOTH})
    assert [each.key for each in refusal.value.conflicts] == ["body_ar:1", "dateline_ar:1"]


# Lists ------------------------------------------------------------------------------------


def tags(old, new, own):
    return merge(*(BLANK | {"tags": list(tags)} for tags in (old, new, own)))


@pytest.mark.parametrize(
    ("old", "new", "own", "merged"),
    [
        ([1, 2, 3], [3, 2, 1], [1, 2, 3, 4], [3, 2, 1, 4]),
        ([1, 2, 3], [1, 2, 3, 4], [3, 2, 1], [3, 2, 1, 4]),
        ([1, 2, 3], [3, 2, 1], [1, 3], [3, 1]),
        ([1, 2, 3], [1, 3], [3, 2, 1], [3, 1]),
        ([1, 2], [1, 2, 3], [4, 1, 2], [4, 1, 2, 3]),
        ([1, 2], [3, 1, 2], [1, 2, 4], [3, 1, 2, 4]),
        ([1, 2, 3], [2, 1, 3], [2, 1, 3, 4], [2, 1, 3, 4]),
    ],
)
def test_order_of_the_side_that_changed_it_stands(old, new, own, merged):
    result = tags(old, new, own)
    assert result.is_clean
    assert result.data["tags"] == merged


def test_two_new_orders_are_asked_about_and_nothing_that_was_added_is_lost():
    merged = tags([1, 2, 3], [2, 1, 3, 4], [3, 2, 1, 5])
    [conflict] = merged.conflicts
    assert set(conflict.newest) == set(conflict.mine) == {1, 2, 3, 4, 5}
    assert resolve(merged, {"tags:1": MINE})["tags"] == conflict.mine


numbers = st.lists(st.integers(0, 6), max_size=6, unique=True)


@settings(deadline=None)
@given(numbers, numbers, numbers)
def test_list_holds_what_neither_side_took_out_and_what_either_put_in(old, new, own):
    merged = tags(old, new, own)
    found = merged.conflicts[0].mine if merged.conflicts else merged.data["tags"]
    wanted = (set(new) & set(own)) | (set(new) - set(old)) | (set(own) - set(old))
    assert (set(found), len(found)) == (wanted, len(wanted))


@settings(deadline=None)
@given(numbers, numbers, numbers)
def test_lists_merged_the_other_way_round_are_asked_about_alike(old, new, own):
    assert tags(old, new, own).is_clean == tags(old, own, new).is_clean


@settings(deadline=None)
@given(blocks, blocks, blocks, blocks, blocks)
def test_what_stands_for_two_bases_is_in_no_merged_text(old, one, other, new, own):
    base = joint_base(texts(*old), texts(*one), texts(*other))
    merged = merge(base, texts(*new), texts(*own))
    for answer in (NEWEST, MINE, BOTH):
        data = resolve(merged, {each.key: answer for each in merged.conflicts})
        assert set(body.blocks(data["body_ar"])) <= {*old, *one, *other, *new, *own}
