"""What a suggestion changes, word by word, and where it stands in what the text became."""

import pytest

from articles.merging import leaves, placing
from articles.merging.hunks import Hunk, hunks
from articles.merging.leaves import Block, blocks, line
from articles.merging.placing import Placed

BASE = "<p>ذهب الوفد إلى القاهرة يوم الأحد، ثم عاد.</p><p>وبقي الوزير في عمان.</p>"


def of_bodies(old: str, new: str) -> list[Hunk]:
    return hunks("body", blocks(old), blocks(new))


def words(found: list[Hunk]) -> list[tuple[str, str]]:
    return [(hunk.deleted, hunk.inserted) for hunk in found]


def placed(base: str, suggested: str, current: str) -> list[Placed]:
    texts = blocks(base), blocks(suggested), blocks(current)
    return placing.placed(hunks("body", texts[0], texts[1]), *texts)


def accepted(base: str, suggested: str, current: str) -> str:
    """The current text once every open hunk is accepted."""
    found = placed(base, suggested, current)
    return html(placing.onto(found, blocks(suggested), blocks(current)))


def html(text: list[Block]) -> str:
    return "".join(block.html for block in text)


# Hunks --------------------------------------------------------------------------------------


def test_replaced_word_is_a_hunk_with_the_words_beside_it() -> None:
    [hunk] = of_bodies(BASE, BASE.replace("الأحد", "الاثنين"))
    assert (hunk.deleted, hunk.inserted) == ("الأحد", "الاثنين")
    assert (hunk.before, hunk.after) == ("ذهب الوفد إلى القاهرة يوم ", "، ثم عاد.")


def test_words_side_by_side_are_one_hunk() -> None:
    found = of_bodies(BASE, BASE.replace("القاهرة يوم", "بيروت مساء"))
    assert words(found) == [("القاهرة يوم", "بيروت مساء")]


def test_words_apart_are_two_hunks() -> None:
    suggested = BASE.replace("الوفد", "الفريق").replace("الأحد", "الاثنين")
    assert words(of_bodies(BASE, suggested)) == [("الوفد", "الفريق"), ("الأحد", "الاثنين")]


def test_word_with_vowel_marks_is_one_word() -> None:
    assert words(of_bodies("<p>قال محمد إنه عاد.</p>", "<p>قال مُحَمَّدٌ إنه عاد.</p>")) == [
        ("محمد", "مُحَمَّدٌ")
    ]


def test_inserted_words_delete_nothing() -> None:
    assert words(of_bodies(BASE, BASE.replace("الوفد", "الوفد الوزاري"))) == [("", "الوزاري ")]


def test_added_and_removed_paragraphs_are_hunks_of_blocks() -> None:
    suggested = "<p>مقدمة كتبت من جديد.</p>" + BASE.replace("<p>وبقي الوزير في عمان.</p>", "")
    added, removed = of_bodies(BASE, suggested)
    assert (added.deleted, added.inserted) == ("", "<p>مقدمة كتبت من جديد.</p>")
    assert (removed.deleted, removed.inserted) == ("<p>وبقي الوزير في عمان.</p>", "")
    assert added.old.is_blocks


def test_paragraph_written_anew_is_replaced_whole() -> None:
    suggested = "<p>نص آخر لا يشبه ما كان.</p><p>وبقي الوزير في عمان.</p>"
    [hunk] = of_bodies(BASE, suggested)
    assert hunk.inserted == "<p>نص آخر لا يشبه ما كان.</p>"


def test_joined_paragraphs_are_a_hunk_apart_from_words_changed_beside_them() -> None:
    texts = [
        "ذهب الوفد إلى القاهرة يوم الأحد ثم عاد.",
        "وبقي الوزير في عمان أسبوعًا كاملًا مع أسرته.",
        "ونشرت الصحف صور اللقاء في صفحاتها الأولى.",
        "وتوقف العمل في الميناء ساعتين بسبب الرياح.",
        "واستؤنفت الرحلات البحرية قبيل منتصف الليل.",
    ]
    old = "".join(f"<p>{text}</p>" for text in texts)
    edits = [("الأحد", "الاثنين"), ("كاملًا ", ""), ("الأولى", "الأخيرة")]
    changed = [text.replace(*edit) for text, edit in zip(texts, edits, strict=False)]
    new = "".join(f"<p>{text}</p>" for text in [*changed, f"{texts[3]} {texts[4]}"])
    found = of_bodies(old, new)
    joined = (f"<p>{texts[3]}</p><p>{texts[4]}</p>", f"<p>{texts[3]} {texts[4]}</p>")
    assert words(found) == [*edits, joined]
    assert words(of_bodies(new, old))[-1] == joined[::-1]
    assert accepted(old, new, old) == new


def test_emphasis_alone_is_a_hunk_of_the_same_words() -> None:
    found = of_bodies(BASE, BASE.replace("القاهرة", "<strong>القاهرة</strong>"))
    assert words(found) == [("القاهرة", "<strong>القاهرة</strong>")]


def test_items_of_lists_are_compared_word_by_word() -> None:
    old = "<ul><li>توسيع الشبكة</li><li>تدريب مئتي فني</li></ul>"
    [hunk] = of_bodies(old, old.replace("مئتي", "ثلاثمئة"))
    assert (hunk.old.leaf, hunk.deleted, hunk.inserted) == (1, "مئتي", "ثلاثمئة")


def test_list_with_another_item_is_replaced_whole() -> None:
    old = "<ul><li>توسيع الشبكة</li></ul>"
    new = "<ul><li>توسيع الشبكة</li><li>تدريب مئتي فني</li></ul>"
    assert words(of_bodies(old, new)) == [(old, new)]


@pytest.mark.parametrize(
    "cell", ["خلية<br>أولى", "خلية<br><strong>أولى</strong>", "<em>خلية<br>أولى</em>"]
)
def test_cells_of_tables_come_back_as_they_were(cell: str) -> None:
    table = f"<table><caption>جدول</caption><tbody><tr><td>{cell}</td></tr></tbody></table>"
    suggested = table.replace("خلية", "خانة")
    assert accepted(table, suggested, table) == suggested


def test_line_breaks_stay_where_they_were() -> None:
    old = "<p>سطر أول<br>سطر ثان<br><br>سطر ثالث وأخير</p>"
    new = old.replace("ثان<br>", "ثان تمامًا<br>")
    assert accepted(old, new, old) == new
    assert accepted(old, old.replace("أول<br>سطر", "أول سطر"), old).count("<br>") == 2


def test_empty_line_that_is_filled_is_a_hunk() -> None:
    assert words(hunks("kicker", line(""), line("عاجل من القاهرة"))) == [("", "عاجل من القاهرة")]


def test_signs_of_html_in_a_line_are_escaped() -> None:
    assert words(hunks("headline", line("أ"), line("أ <b>"))) == [("", " &lt;b&gt;")]


def test_key_of_a_hunk_outlives_other_hunks() -> None:
    [first] = of_bodies(BASE, BASE.replace("الأحد", "الاثنين"))
    both = of_bodies(BASE, BASE.replace("الأحد", "الاثنين").replace("عمان", "بيروت"))
    assert first.key in {hunk.key for hunk in both}
    assert len({hunk.key for hunk in both}) == 2


# Placed -------------------------------------------------------------------------------------

SUGGESTED = BASE.replace("الأحد", "الاثنين")


def test_hunk_is_found_again_after_edits_around_it() -> None:
    current = "<p>مقدمة أضافها غيره هنا.</p>" + BASE.replace("الوفد", "الوفد الوزاري الكبير")
    assert accepted(BASE, SUGGESTED, current) == current.replace("الأحد", "الاثنين")


def test_hunk_behind_edits_in_its_own_paragraph_moves_with_them() -> None:
    current = BASE.replace("ذهب الوفد", "وصل وفد الوزارة أمس").replace("عاد.", "عاد مسرعًا.")
    [hunk] = placed(BASE, SUGGESTED, current)
    assert (hunk.state, hunk.deleted) == ("open", "الأحد")


def test_hunk_whose_words_stand_there_already_is_applied() -> None:
    [hunk] = placed(BASE, SUGGESTED, SUGGESTED)
    assert hunk.state == "applied"


def test_word_that_others_changed_otherwise_is_a_conflict_with_both_texts() -> None:
    [hunk] = placed(BASE, SUGGESTED, BASE.replace("الأحد", "الجمعة"))
    assert (hunk.state, hunk.deleted, hunk.inserted) == ("conflict", "الجمعة", "الاثنين")


def test_conflict_covers_all_that_others_changed_there() -> None:
    [hunk] = placed(BASE, SUGGESTED, BASE.replace("يوم الأحد،", "مساء الجمعة الماضي،"))
    assert (hunk.deleted, hunk.inserted) == ("مساء الجمعة الماضي", "يوم الاثنين")


def test_word_in_a_paragraph_that_was_taken_out_is_a_conflict() -> None:
    [hunk] = placed(BASE, SUGGESTED, "<p>وبقي الوزير في عمان.</p>")
    assert (hunk.state, hunk.deleted) == ("conflict", "")
    assert hunk.inserted == "<p>ذهب الوفد إلى القاهرة يوم الاثنين، ثم عاد.</p>"


def test_removal_of_a_paragraph_that_others_edited_is_a_conflict() -> None:
    suggested = "<p>وبقي الوزير في عمان.</p>"
    [hunk] = placed(BASE, suggested, BASE.replace("القاهرة", "بيروت"))
    assert (hunk.state, hunk.inserted) == ("conflict", "")
    assert hunk.deleted == "<p>ذهب الوفد إلى بيروت يوم الأحد، ثم عاد.</p>"


def test_two_paragraphs_added_at_one_place_are_a_conflict() -> None:
    [hunk] = placed(BASE, BASE + "<p>خاتمة مقترحة هنا.</p>", BASE + "<p>نهاية غيرها تمامًا.</p>")
    assert hunk.state == "conflict"
    assert hunk.deleted == "<p>نهاية غيرها تمامًا.</p>"


def test_paragraph_is_added_at_its_place_in_the_current_text() -> None:
    first, second = (block.html for block in blocks(BASE))
    current = "<p>مقدمة أضافها غيره.</p>" + BASE + "<p>خاتمة أضافها غيره.</p>"
    new = "<p>فقرة مقترحة في الوسط.</p>"
    assert accepted(BASE, f"{first}{new}{second}", current) == current.replace(
        second, f"{new}{second}"
    )


def test_paragraph_before_all_others_is_added_before_them() -> None:
    new = "<p>فقرة مقترحة في البداية.</p>"
    assert accepted(BASE, new + BASE, BASE.replace("عمان", "بيروت")).startswith(new)


def test_paragraph_beside_one_that_others_added_is_removed_alone() -> None:
    first, second = (block.html for block in blocks(BASE))
    added = "<p>فقرة أضافها غيره هنا.</p>"
    assert accepted(BASE, second, f"{first}{added}{second}") == f"{added}{second}"


def test_word_in_a_paragraph_joined_with_another_by_others_is_a_conflict() -> None:
    current = "<p>ذهب الوفد إلى القاهرة يوم الأحد، ثم عاد. وبقي الوزير في عمان.</p>"
    [hunk] = placed(BASE, SUGGESTED, current)
    assert (hunk.state, hunk.deleted) == ("conflict", current)


@pytest.mark.parametrize(
    "suggested",
    [
        SUGGESTED,
        "<p>مقدمة.</p>" + SUGGESTED.replace("عمان", "<em>عمان</em>"),
        SUGGESTED.replace("<p>وبقي الوزير في عمان.</p>", "<h2>في عمان</h2><hr>"),
        "",
    ],
)
def test_all_hunks_accepted_are_the_suggested_text(suggested: str) -> None:
    assert accepted(BASE, suggested, BASE) == suggested


def test_chosen_hunks_alone_are_put_upon_the_base() -> None:
    suggested = SUGGESTED.replace("عمان", "بيروت")
    [first, _second] = of_bodies(BASE, suggested)
    assert html(placing.with_hunks([first], blocks(BASE), blocks(suggested))) == SUGGESTED


def test_text_with_signs_of_html_survives_a_hunk() -> None:
    old = "<p>قال إن س &lt; ص &amp; ع.</p>"
    assert accepted(old, old.replace("قال", "ذكر"), old) == old.replace("قال", "ذكر")


def test_plain_text_of_tokens_is_their_text() -> None:
    [block] = blocks("<p>أ <strong>ب</strong><br>ج</p>")
    assert leaves.plain(block.leaves[0]) == "أ ب\nج"
