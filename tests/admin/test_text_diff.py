from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.admin.text_diff import DiffPiece, diff_paragraphs, diff_words, ignoring

pytestmark = pytest.mark.any_engine


def pieces(old: list[str], new: list[str]) -> list[list[DiffPiece]]:
    return [row.pieces for row in diff_paragraphs(old, new)]


def test_changed_word_is_taken_out_and_put_in() -> None:
    assert diff_words("خط جديد", "خط قديم") == [
        DiffPiece("same", "خط "),
        DiffPiece("del", "جديد"),
        DiffPiece("ins", "قديم"),
    ]


def test_equal_texts_are_one_run() -> None:
    assert diff_words("خط جديد", "خط جديد") == [DiffPiece("same", "خط جديد")]


@pytest.mark.parametrize(
    ("tashkeel", "tatweel", "same"),
    [(True, False, ["قِطَار"]), (False, True, ["ســريع"]), (True, True, ["قِطَار ســريع"])],
)
def test_only_what_is_ignored_does_not_count(
    tashkeel: bool, tatweel: bool, same: list[str]
) -> None:
    key = ignoring(tashkeel=tashkeel, tatweel=tatweel)
    found = diff_words("قطار سريع", "قِطَار ســريع", key=key)
    assert [each.text.strip() for each in found if each.kind == "same" and each.old] == same


def test_hamza_is_a_difference_whatever_is_ignored() -> None:
    found = diff_words("اعلان", "إعلان", key=ignoring(tashkeel=True, tatweel=True))
    assert [each.kind for each in found] == ["del", "ins"]


def test_ignored_marks_are_still_written_as_either_text_has_them() -> None:
    [row] = diff_paragraphs(["قطار"], ["قِطار"], key=ignoring(tashkeel=True, tatweel=False))
    assert (row.old_pieces[0].text, row.new_pieces[0].text) == ("قطار", "قِطار")


def test_changed_comma_marks_no_word() -> None:
    assert diff_words("قال، ثم مضى", "قال؛ ثم مضى")[1:3] == [
        DiffPiece("del", "،"),
        DiffPiece("ins", "؛"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("الوزير", "والوزير", [("ins", "و"), ("same", "الوزير")]),
        ("كتابه", "كتاب", [("same", "كتاب"), ("del", "ه")]),
        ("قال", "قالب", [("del", "قال"), ("ins", "قالب")]),
    ],
)
def test_clitic_that_was_put_on_or_taken_off_is_what_differs(
    old: str, new: str, found: list[tuple[str, str]]
) -> None:
    assert [(piece.kind, piece.text) for piece in diff_words(old, new)] == found


def test_moved_paragraph_is_shown_as_moved_in_both_places() -> None:
    first, others = "وصل الوفد إلى عمان", ["واجتمع بالوزير مساء", "ثم غادر إلى القاهرة"]
    rows = diff_paragraphs([first, *others], [*others, first])
    moves = [(row.move, row.is_origin) for row in rows]
    assert moves == [(1, True), (0, False), (0, False), (1, False)]


def test_paragraph_that_was_edited_on_its_way_says_what_was_changed() -> None:
    first = "وصل الوفد الرسمي إلى عمان صباحا"
    others = ["واجتمع بالوزير مساء", "ثم غادر إلى القاهرة"]
    rows = diff_paragraphs([first, *others], [*others, first.replace("صباحا", "ظهرا")])
    assert rows[-1].move == 1
    assert [each.text for each in rows[-1].pieces if each.kind != "same"] == ["صباحا", "ظهرا"]


def test_rule_between_passages_does_not_move() -> None:
    rows = diff_paragraphs(["———", "أول", "ثان"], ["أول", "ثان", "———"])
    assert [row.move for row in rows] == [0] * 4


def test_column_taken_out_leaves_the_other_cells_the_same() -> None:
    [row] = diff_paragraphs(["مصر | 12 | القاهرة"], ["مصر | القاهرة"])
    assert row.cells == [
        [DiffPiece("same", "مصر")],
        [DiffPiece("del", "12")],
        [DiffPiece("same", "القاهرة")],
    ]


def test_new_paragraph_is_put_in_whole() -> None:
    assert pieces(["أول"], ["أول", "ثان"]) == [
        [DiffPiece("same", "أول")],
        [DiffPiece("ins", "ثان")],
    ]


def test_very_long_passage_is_replaced_whole_in_good_time() -> None:
    old, new = "كلمة " * 50_000, "أخرى " * 50_000

    assert [piece.kind for piece in diff_words(old, new)] == ["del", "ins"]


def test_edited_paragraph_is_shown_beside_what_it_was_and_not_what_stood_before_it() -> None:
    rows = pieces(["وحضر المحافظ", "ختام الحفل"], ["ختام الحفل الكبير"])
    assert rows == [
        [DiffPiece("del", "وحضر المحافظ")],
        [DiffPiece("same", "ختام الحفل"), DiffPiece("ins", " الكبير")],
    ]


def test_paragraphs_that_share_hardly_a_word_are_replaced_whole() -> None:
    rows = pieces(["قال الوزير إن المعرض مجاني"], ["وحضر السفراء حفل المعرض أمس"])
    assert [[piece.kind for piece in row] for row in rows] == [["del"], ["ins"]]


def shown(old: str, new: str) -> list[str]:
    signs = {"same": "", "del": "-", "ins": "+"}
    return [f"{signs[each.kind]}{each.text}" for each in diff_words(old, new)]


def test_sentence_written_anew_is_one_change_between_those_that_stay() -> None:
    old = "وصل الوفد. قال الوزير إن المعرض في عمان مجاني من اليوم. وغادر مساء."
    new = "وصل الوفد. أعلن السفير أن الحفل في بغداد مغلق من أمس. وغادر مساء."
    assert shown(old, new) == [
        "وصل الوفد. ",
        "-قال الوزير إن المعرض في عمان مجاني من اليوم",
        "+أعلن السفير أن الحفل في بغداد مغلق من أمس",
        ". وغادر مساء.",
    ]


def test_small_changes_far_from_each_other_stay_small() -> None:
    old = "وصل الوفد الرسمي إلى عمان صباح الأحد والتقى الوزير"
    assert shown(old, old.replace("الرسمي", "الوزاري").replace("الوزير", "السفير")) == [
        "وصل الوفد ",
        "-الرسمي",
        "+الوزاري",
        " إلى عمان صباح الأحد والتقى ",
        "-الوزير",
        "+السفير",
    ]


def test_clitics_put_on_neighbouring_words_are_all_that_differs() -> None:
    found = shown("الوزير كتاب", "والوزير كتابه")
    assert [each for each in found if each[0] in "+-"] == ["+و", "+ه"]


def test_sentence_put_in_begins_where_a_sentence_does() -> None:
    old = "قال الوزير نعم. قال السفير لا."
    assert shown(old, "قال الوزير نعم. قال الناطق ربما. قال السفير لا.") == [
        "قال الوزير نعم. ",
        "+قال الناطق ربما. ",
        "قال السفير لا.",
    ]


def test_paragraph_of_which_only_common_words_stay_is_taken_out_and_put_in() -> None:
    old = "قال في عمان إن من كان على الطريق كان من أهل المدينة"
    new = "كتب في بيروت إن من كان على الشاطئ كان من سكان القرية"
    assert [[each.kind for each in row] for row in pieces([old], [new])] == [["del"], ["ins"]]


def test_paragraph_whose_sentences_changed_places_is_not_shown_as_moved() -> None:
    one, other = "وصل الوفد الرسمي إلى عمان", "واجتمع السفراء صباحا بالوزير"
    rows = diff_paragraphs([f"{one} {other}"], [f"{other} {one}"])
    assert [row.move for row in rows if row.move] == []


SAMPLE = "قال وقال قِال قــال في من الوزير والوزير كتابه كتاب ، . ؟ « »"
_words = st.sampled_from(SAMPLE.split())
_paragraphs = st.lists(st.lists(_words, min_size=1, max_size=14).map(" ".join), max_size=4)


@given(_paragraphs, _paragraphs, st.booleans(), st.booleans())
def test_what_stays_with_what_was_put_in_is_the_new_text_and_with_what_was_taken_out_the_old(
    old: list[str], new: list[str], tashkeel: bool, tatweel: bool
) -> None:
    rows = diff_paragraphs(old, new, key=ignoring(tashkeel=tashkeel, tatweel=tatweel))
    left = [row for row in rows if not row.move or row.is_origin]
    come = [row for row in rows if not row.is_origin]
    assert joined(row.old_pieces for row in left) == old
    assert joined(row.new_pieces for row in come) == new


def joined(rows: Iterable[list[DiffPiece]]) -> list[str]:
    return ["".join(each.text for each in row) for row in rows if row]
