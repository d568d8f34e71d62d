from articles.related.subjects import subject

LIVE = "<p>بدأت الجلسة</p><ul><li>إقرار الموازنة</li></ul><p>10:00 وصول الوزراء</p>"
REVIEW = (
    "<p>نشرت صحيفة الميناء تقريرًا عن تحلية مياه البحر</p>"
    "<p>وفي صحيفة الساحل مقال عن بطولة الكرة</p>"
)


def test_ordinary_article_is_compared_by_all_its_text() -> None:
    about = subject("تحلية المياه", "الملخص", "<p>النص</p>")
    assert about == ("تحلية المياه", "الملخص\n\nالنص")


def test_live_page_is_compared_by_its_key_points() -> None:
    assert subject("الجلسة", "الملخص", LIVE, "live").text == "الملخص إقرار الموازنة"


def test_live_page_without_key_points_is_compared_by_its_beginning() -> None:
    assert subject("الجلسة", "", f"<p>{'كلمة ' * 70}</p>", "live").text.split() == ["كلمة"] * 60


def test_press_review_is_compared_by_what_its_headline_tells() -> None:
    about = subject("الميناء: تحلية مياه البحر", "", REVIEW)
    assert "الكرة" not in about.text
    assert about.headline == " تحلية مياه البحر"


def test_press_is_known_by_its_word_in_the_headline() -> None:
    assert "بطولة" not in subject("صحف اليوم: تحلية مياه البحر", "", REVIEW).text


def test_press_review_is_known_by_its_opening() -> None:
    text = f"<p>تناولت صحف اليوم مياه البحر وبطولة الكرة</p>{REVIEW}"
    about = subject("تحلية مياه البحر", "", text)
    assert about.text == "نشرت صحيفة الميناء تقريرًا عن تحلية مياه البحر"


def test_article_without_text_is_compared_by_its_headline() -> None:
    assert subject("صحف: مياه البحر", "", "") == (" مياه البحر", "")


def test_press_review_that_never_tells_of_its_headline_is_compared_by_all() -> None:
    assert "الكرة" in subject("الميناء: افتتاح المعرض", "", REVIEW).text


def test_colon_alone_makes_no_press_review() -> None:
    about = subject("الوزير: تحلية مياه البحر", "", REVIEW)
    assert about.headline == "الوزير: تحلية مياه البحر"


def test_long_sentence_before_a_colon_is_no_newspaper() -> None:
    headline = "صحيفة من خمس كلمات طويلة: مياه البحر"
    assert subject(headline, "", REVIEW).headline == headline
