"""A quoted passage is known again after edits before, after, around and inside it."""

from articles.text_anchors import Anchor, Span, locate, make_anchor, refresh

TEXT = (
    "أعلن الوزير أمس أن المشروع يبدأ في يناير المقبل.\n"
    "وقال الوزير إن التمويل مضمون، وإن العمل يستمر عامين.\n"
    "وقال الوزير إن الشركات المحلية تشارك فيه."
)


def anchor_of(words: str, text: str = TEXT, *, nth: int = 1) -> Anchor:
    start = -1
    for _time in range(nth):
        start = text.index(words, start + 1)
    return make_anchor(text, Span(start, start + len(words)))


def found(anchor: Anchor, text: str) -> str | None:
    span = locate(anchor, text)
    return text[span.start : span.end] if span else None


def refreshed(words: str, after: str, *, nth: int = 1) -> str | None:
    anchor = refresh(anchor_of(words, nth=nth), TEXT, after)
    return anchor.exact if anchor else None


def test_passage_is_found_where_it_was_quoted():
    anchor = anchor_of("التمويل مضمون")
    assert found(anchor, TEXT) == "التمويل مضمون"


def test_passage_is_found_after_text_was_added_before_it():
    anchor = anchor_of("التمويل مضمون")
    assert locate(anchor, f"مقدمة جديدة طويلة.\n{TEXT}").start == anchor.position + 19


def test_context_decides_between_words_that_are_repeated():
    second = anchor_of("وقال الوزير", nth=2)
    assert locate(second, TEXT).start == second.position
    longer = f"{TEXT[:50]}وقال الوزير أيضًا كلامًا آخر.\n{TEXT[50:]}"
    assert longer[locate(second, longer).end :].startswith(" إن الشركات")


def test_nearest_is_meant_where_context_does_not_decide():
    text = "نعم. نعم. نعم."
    assert locate(Anchor("نعم", ". ", ".", 5), text) == Span(5, 8)


def test_passage_is_found_with_and_without_vowel_marks():
    anchor = anchor_of("المشروع يبدأ")
    marked = TEXT.replace("المشروع يبدأ", "المشرُوعُ يبدأُ")
    assert found(anchor, marked) == "المشرُوعُ يبدأُ"
    assert found(anchor_of("المشرُوعُ يبدأُ", marked), TEXT) == "المشروع يبدأ"


def test_passage_is_found_with_tatweel_and_other_forms_of_a_letter():
    anchor = anchor_of("إن التمويل مضمون")
    assert found(anchor, TEXT.replace("إن التمويل", "ان التمـــويل")) == "ان التمـــويل مضمون"


def test_passage_over_two_paragraphs_is_found_with_any_whitespace_between():
    anchor = anchor_of("يناير المقبل.\nوقال الوزير")
    assert found(anchor, TEXT.replace("\n", "\n\n")) == "يناير المقبل.\n\nوقال الوزير"


def test_spelling_as_quoted_is_preferred_among_equal_ones():
    text = "علي عليّ"
    assert locate(Anchor("عليّ", "", "", 0), text) == Span(4, 8)


def test_few_letters_without_their_neighbours_are_not_the_passage():
    anchor = anchor_of("في")
    assert found(anchor, "جلس الرجل في داره.") is None


def test_long_passage_is_known_by_itself():
    anchor = anchor_of("أن المشروع يبدأ في يناير")
    assert found(anchor, "نص آخر: أن المشروع يبدأ في يناير") == "أن المشروع يبدأ في يناير"


def test_passage_that_is_not_there_is_not_found():
    assert found(anchor_of("التمويل مضمون"), "نص آخر تمامًا.") is None


def test_quote_of_marks_alone_is_nowhere():
    assert locate(Anchor("\u064b\u0640", "", "", 0), TEXT) is None


def test_empty_quote_is_the_whole_text():
    whole = Anchor("", "", "", 0)
    assert locate(whole, "عنوان") == Span(0, 5)
    assert refresh(whole, "عنوان", "عنوان آخر") == whole


def test_words_that_changed_inside_the_passage_are_quoted_as_they_are_now():
    after = TEXT.replace("التمويل مضمون", "التمويل الأوروبي كله مضمون")
    assert refreshed("إن التمويل مضمون", after) == "إن التمويل الأوروبي كله مضمون"


def test_word_that_was_corrected_stays_the_passage():
    after = TEXT.replace("المقبل", "المُقبِلة")
    assert refreshed("المقبل", after) == "المُقبِلة"


def test_word_that_became_another_one_is_gone():
    assert refreshed("مضمون", TEXT.replace("مضمون", "غير أكيد")) is None


def test_passage_that_was_deleted_is_gone_although_its_words_stand_elsewhere():
    after = TEXT.replace("وقال الوزير إن التمويل مضمون، وإن العمل يستمر عامين.\n", "")
    assert refreshed("إن العمل يستمر", after) is None
    assert refreshed("عامين", after) is None


def test_passage_that_was_moved_is_followed():
    first, second, third = TEXT.split("\n")
    assert refreshed("يبدأ في يناير المقبل", f"{second}\n{third}\n{first}") == (
        "يبدأ في يناير المقبل"
    )


def test_text_added_at_its_edges_is_not_part_of_the_passage():
    after = TEXT.replace("التمويل مضمون", "كل التمويل مضمون حقًا")
    assert refreshed("التمويل مضمون", after) == "التمويل مضمون"


def test_replaced_words_beyond_the_end_are_not_taken_over():
    after = TEXT.replace("وإن العمل يستمر عامين", "ثم شكر الحاضرين وانصرف عنهم")
    assert refreshed("إن التمويل مضمون، وإن", after).startswith("إن التمويل مضمون، ")
    assert "الحاضرين" not in refreshed("إن التمويل مضمون، وإن", after)


def test_replaced_words_before_the_start_are_not_taken_over():
    after = TEXT.replace("وقال الوزير إن التمويل", "ثم أضاف متحدث رسمي أنَّ التمويل")
    assert refreshed("إن التمويل مضمون", after).endswith("التمويل مضمون")
    assert "متحدث" not in refreshed("إن التمويل مضمون", after)


def test_context_is_that_of_the_new_text():
    anchor = refresh(anchor_of("التمويل"), TEXT, TEXT.replace("مضمون", "مؤكد"))
    assert anchor.suffix.startswith(" مؤكد")


def test_passage_that_the_old_text_does_not_have_is_looked_for_in_the_new_one():
    typed = Anchor("جملة كُتبت ولم تُحفظ بعد", "", "", 0)
    assert refresh(typed, TEXT, f"{TEXT}\nجملة كُتبت ولم تُحفظ بعد.").exact == typed.exact


def test_passage_that_came_back_is_found_again():
    anchor = anchor_of("التمويل مضمون")
    assert refresh(anchor, "نص بلا المقطع.", TEXT).exact == "التمويل مضمون"
