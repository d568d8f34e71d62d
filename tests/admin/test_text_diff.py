from articles.admin.text_diff import DiffPiece, diff_paragraphs, diff_words, without_diacritics


def test_changed_word_is_taken_out_and_put_in() -> None:
    assert diff_words("خط جديد", "خط قديم") == [
        DiffPiece("same", "خط "),
        DiffPiece("del", "جديد"),
        DiffPiece("ins", "قديم"),
    ]


def test_equal_texts_are_one_run() -> None:
    assert diff_words("خط جديد", "خط جديد") == [DiffPiece("same", "خط جديد")]


def test_vowel_marks_and_tatweel_do_not_count_when_bare() -> None:
    assert diff_words("قطار سريع", "قِطَار ســريع", key=without_diacritics) == [
        DiffPiece("same", "قِطَار ســريع")
    ]


def test_new_paragraph_is_put_in_whole() -> None:
    assert diff_paragraphs(["أول"], ["أول", "ثان"]) == [
        [DiffPiece("same", "أول")],
        [DiffPiece("ins", "ثان")],
    ]


def test_very_long_passage_is_replaced_whole_in_good_time() -> None:
    old, new = "كلمة " * 50_000, "أخرى " * 50_000

    assert [piece.kind for piece in diff_words(old, new)] == ["del", "ins"]


def test_edited_paragraph_is_shown_beside_what_it_was_and_not_what_stood_before_it() -> None:
    rows = diff_paragraphs(["وحضر المحافظ", "ختام الحفل"], ["ختام الحفل الكبير"])
    assert rows == [
        [DiffPiece("del", "وحضر المحافظ")],
        [DiffPiece("same", "ختام الحفل"), DiffPiece("ins", " الكبير")],
    ]


def test_paragraphs_that_share_hardly_a_word_are_replaced_whole() -> None:
    rows = diff_paragraphs(["قال الوزير إن المعرض مجاني"], ["وحضر السفراء حفل المعرض أمس"])
    assert [[piece.kind for piece in row] for row in rows] == [["del"], ["ins"]]
