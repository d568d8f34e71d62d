"""Hamza, last letters, names in two spellings, numbers and their nouns."""

from tests.text_checks.versions import found, marked, mended, paragraphs


def test_the_initial_hamza_is_mended_in_its_word() -> None:
    assert mended("initial_hamza", "ذهب الى إنتخابات اسرائيل") == "ذهب إلى انتخابات إسرائيل"


def test_bare_particle_is_mended_behind_a_verb_of_saying() -> None:
    assert mended("initial_hamza", "وأضافت ان الطلبية وصلت، وقال انه راض. وأكدت ان") == (
        "وأضافت أن الطلبية وصلت، وقال إنه راض. وأكدت ان"
    )


def test_bare_particle_elsewhere_and_letters_of_a_name_stay() -> None:
    for text in ("رأيت ان هذا", "أعلنت ان بي سي", "أضاف: ان القطار تأخر"):
        assert marked("initial_hamza", text) == []


def test_vowel_marks_stay_where_the_hamza_is_mended() -> None:
    assert mended("initial_hamza", "شكرا جزيلا وايضًا") == "شكرا جزيلا وأيضًا"


def test_the_last_letter_is_mended() -> None:
    assert mended("word_ending", "هذة المباراة فى الساعه") == "هذه المباراة في الساعة"


def test_the_rarer_spelling_of_a_name_is_marked() -> None:
    [mark] = found("name_spellings", paragraphs("زار نتنياهو باريس", "قال نتنياهو", "ثم نتانياهو"))
    assert (mark.block, mark.text, mark.edits[0].text) == (2, "نتانياهو", "نتنياهو")


def test_of_two_spellings_once_each_the_usual_one_stands() -> None:
    assert mended("name_spellings", "قال نتانياهو ثم عاد نتنياهو") == "قال نتنياهو ثم عاد نتنياهو"


def test_clitics_and_endings_stay_beside_the_name() -> None:
    assert mended("name_spellings", "الأمريكي والأمريكية والأميركيين") == (
        "الأمريكي والأمريكية والأمريكيين"
    )


def test_names_of_several_people_may_be_spelled_in_two_ways() -> None:
    assert marked("name_spellings", "جيمس رودريغز وجيمز براون") == []


def test_a_number_agrees_with_its_noun() -> None:
    assert mended("counted_noun", "ثلاث رجال بعد خمسة سنوات") == "ثلاثة رجال بعد خمس سنوات"


def test_the_mark_of_a_number_shows_its_noun() -> None:
    assert marked("counted_noun", "قبل خمسة سنوات") == ["خمسة سنوات"]


def test_a_number_behind_a_comma_counts_nothing() -> None:
    assert marked("counted_noun", "خمسة، سنوات من العمل") == []


def test_words_written_as_they_are_heard_are_mended() -> None:
    assert mended("misspelling", "ولاكن هاذا اللذي قال إنشاءالله") == (
        "ولكن هذا الذي قال إن شاء الله"
    )


def test_words_that_only_resemble_misspellings_are_not_marked() -> None:
    assert marked("misspelling", "لكن هذا الذي قال إن شاء الله أولئك") == []


def test_detached_and_is_joined_to_its_word() -> None:
    assert mended("detached_waw", "قال و انه وصل و الوزير") == "قال وانه وصل والوزير"


def test_letter_of_a_list_is_no_detached_and() -> None:
    assert marked("detached_waw", "الفقرتان هـ و ز، وجورج و. بوش") == []
