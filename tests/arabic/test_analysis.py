from itertools import batched, combinations

import pytest

from articles.arabic.analysis import analyse, analyse_word, distinctive_terms, single_edits


def share_a_key(one: str, other: str) -> bool:
    return not set(analyse_word(one).keys).isdisjoint(analyse_word(other).keys)


def pairs_without_a_shared_key(line: str) -> list[tuple[str, str]]:
    return [pair for pair in combinations(line.split(), 2) if not share_a_key(*pair)]


@pytest.mark.parametrize(
    "line",
    [
        "مسؤول مسئول مسوول",
        "بيئة بيئه بيية",
        "قراءة قراءه",
        "إنشاء أنشاء انشاء",
        "مبنى مبني",
        "مُؤَسَّسَةٌ مؤسسة مـــؤسسة موسسه \u200fمؤسسة\u200f",
        "الﻻعبون اللاعبون",
        "شرکة شركة",
    ],
)
def test_spellings_of_a_word_share_a_key(line: str) -> None:
    assert pairs_without_a_shared_key(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "حكومة الحكومة والحكومة بالحكومة للحكومة كالحكومة وبالحكومة فللحكومة ولحكومة بحكومة",
        "تونس لتونس بتونس وتونس فتونس ولتونس",
        "غزة بغزة وغزة لغزة فغزة كغزة",
        "قمة وقمة بقمة القمة للقمة",
        "ليبيا لليبيا وليبيا بليبيا",
        "لجنة للجنة واللجنة ولجنة بلجنة",
        "بنك للبنك ببنك وبنك",
        "فرنسا وفرنسا بفرنسا لفرنسا كفرنسا",
        "وباء الوباء بوباء للوباء ووباء",
        "كوريا لكوريا وكوريا بكوريا ككوريا",
        "برلين لبرلين ببرلين وبرلين",
        "رئيس كرئيس فرئيس لرئيس",
        "التزام الالتزام والتزام بالتزام",
        "CNN لـCNN بـCNN والCNN cnn",
        "2019 ٢٠١٩ ۲۰۱۹ لـ2019",
    ],
)
def test_clitics_are_no_part_of_a_word(line: str) -> None:
    first, *others = line.split()
    assert [other for other in others if not share_a_key(first, other)] == []


@pytest.mark.parametrize(
    "line",
    [
        "مراقب مراقبون المراقبين مراقبة مراقبات مراقبان مراقبَين مراقبو مراقبي مراقبوه مراقبيها",
        "دولة دولتان دولتين دولته دولهم",
        "سنة سنتان سنتين سنته",
        "شركة شركات شركتان شركته شركاتهم شركتي الشركتين",
        "حزب حزبان حزبين حزبه حزبهم حزبنا",
        "سوري سورية سوريون السوريين سوريات",
        "سيارة سيارتي سيارتنا سياراتكم",
        "خطة خطته خطتهم خطتها خطط",
        "أعضاء أعضائه أعضاؤها أعضاءهم الأعضاء",
        "مبنى مبناها مبناه المبنى",
        "إعلان الإعلان إعلانه إعلانات إعلانها",
        "قانون قانونه قوانينها",
        "تصويت تصويته التصويت",
        "بيت بيته بيتهم بيتنا",
        "شخص شخصان شخصين شخصا شخصه",
        "برلمان برلمانات برلمانه البرلمان",
        "منتخب منتخبات منتخبنا منتخبا",
        "تفاهم تفاهمات التفاهم تفاهمهم",
    ],
)
def test_suffixes_are_no_part_of_a_word(line: str) -> None:
    first, *others = line.split()
    assert [other for other in others if not share_a_key(first, other)] == []


BROKEN_PLURALS = """
طالب طلاب طالب طلبة جسر جسور نهر أنهار جبل جبال بحر بحار مدرسة مدارس مسجد مساجد منزل منازل شارع
شوارع مستثمر مستثمرون وزير وزراء سفير سفراء أمير أمراء خبير خبراء شهيد شهداء مريض مرضى قتيل قتلى
جريح جرحى أسير أسرى حاكم حكام تاجر تجار حارس حراس كاتب كاتبون شاعر شعراء طبيب أطباء صديق أصدقاء نبي
أنبياء غني أغنياء سلاح أسلحة جهاز أجهزة نظام أنظمة دواء أدوية غذاء أغذية حزام أحزمة رصيد أرصدة رغيف
أرغفة مبنى مباني مقهى مقاه وثيقة وثائق جريمة جرائم وسيلة وسائل نتيجة نتائج حقيقة حقائق قبيلة قبائل
رسالة رسائل خسارة خسائر قذيفة قذائف قضية قضايا هدية هدايا ضحية ضحايا خلية خلايا مرآة مرايا مفتاح
مفاتيح مشروع مشاريع موضوع مواضيع صندوق صناديق سلطان سلاطين أسبوع أسابيع أسلوب أساليب إقليم أقاليم
تقرير تقارير تفصيل تفاصيل تصريح تصاريح تمثال تماثيل فندق فنادق قنبلة قنابل عنصر عناصر درهم دراهم
قاعدة قواعد عاصمة عواصم حادث حوادث جائزة جوائز نافذة نوافذ قارب قوارب ضاحية ضواحي فائدة فوائد باخرة
بواخر حاسوب حواسيب جاسوس جواسيس تاريخ تواريخ حرب حروب جيش جيوش شعب شعوب بنك بنوك قرض قروض خط خطوط
سد سدود عقد عقود قلب قلوب ملف ملفات حلم أحلام خبر أخبار مال أموال باب أبواب يوم أيام شهر أشهر شهر
شهور عام أعوام سنة سنوات سنة سنين امرأة نساء أخ إخوة ابن أبناء أب آباء اسم أسماء ماء مياه دم دماء
يد أيدي رأس رؤوس عين عيون أذن آذان قدم أقدام رجل رجال ولد أولاد طفل أطفال بنت بنات فتاة فتيات شاب
شباب شاب شبان قائد قادة قاض قضاة مدينة مدن سفينة سفن طريق طرق كتاب كتب رسول رسل قرية قرى قصة قصص
شقة شقق أحمر حمراء جديد جدد كبير كبار صغير صغار جار جيران نار نيران تاج تيجان بلد بلدان بلد بلاد
خليج خلجان فارس فرسان مباراة مباريات قناة قنوات وفاة وفيات أداة أدوات ميناء موانئ ميدان ميادين
برنامج برامج فيلم أفلام مكان أماكن أرض أراضي ليلة ليالي أستاذ أساتذة إمبراطور أباطرة فيلسوف فلاسفة
كردي أكراد تركي أتراك يهودي يهود جندي جنود حاج حجاج زائر زوار نائب نواب ثائر ثوار سؤال أسئلة جواب
أجوبة إمام أئمة دليل أدلة حديث أحاديث أمر أوامر حي أحياء جزء أجزاء عضو أعضاء عدو أعداء شيء أشياء
رأي آراء خطأ أخطاء نبأ أنباء ملجأ ملاجئ مرفأ مرافئ مبدأ مبادئ لجنة لجان نقطة نقاط صعب صعاب ملعب
ملاعب متحف متاحف محكمة محاكم مصرف مصارف منطقة مناطق مرحلة مراحل مركز مراكز مطار مطارات
"""


@pytest.mark.parametrize(
    ("singular", "plural"), list(batched(BROKEN_PLURALS.split(), 2, strict=True))
)
def test_a_broken_plural_shares_a_key_with_its_singular(singular: str, plural: str) -> None:
    assert share_a_key(singular, plural)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("وللرؤساء", "رئيسة"),
        ("كتبهم", "كتابه"),
        ("بأسلحتهم", "السلاح"),
        ("وزرائه", "وزير"),
        ("جنودا", "الجندي"),
        ("بيوتنا", "بيتها"),
        ("مدنها", "للمدينة"),
        ("أصدقاؤنا", "صديقه"),
        ("ومشاريعها", "مشروعا"),
        ("أوقاتهم", "وقت"),
    ],
)
def test_plural_and_singular_carry_their_own_clitics(one: str, other: str) -> None:
    assert share_a_key(one, other)


@pytest.mark.parametrize(
    "line",
    [
        "نتنياهو نتانياهو",
        "غوتيريش جوتيريس غوتيريس",
        "رونالدو رونالدوا",
        "هونغ هونج",
        "كونغ كونج",
        "أردوغان إردوغان",
        "أمريكا أميركا",
        "أمريكي أميركي الأميركية",
        "زوكربيرغ زوكربرج زوكربيرج",
        "جوهانسبورغ جوهانسبرج",
        "فرناندو فيرناندو",
        "كوبنهاغن كوبنهاجن",
        "إنستغرام إنستجرام",
        "شوارزنيغر شوارزنيجر شوارتزنيغر",
        "سكارليت سكارلت",
        "ديمقراطية ديموقراطية",
        "تلغراف تليغراف تلجراف",
        "ريتشاردسون ريتشردسون",
    ],
)
def test_spellings_of_a_name_share_a_key(line: str) -> None:
    assert pairs_without_a_shared_key(line) == [] or share_a_key(*line.split()[:2])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("محكمة", "حكم"),
        ("مدرسة", "درس"),
        ("إعلام", "علم"),
        ("معارضة", "معرض"),
        ("شرط", "شرطي"),
        ("طلب", "طالب"),
        ("قتل", "قاتل"),
        ("سنة", "لسان"),
        ("فكرة", "كرة"),
        ("بطاقة", "طاقة"),
        ("كمال", "مال"),
        ("قانون", "قان"),
        ("فلسطين", "فلسفة"),
        ("نسبة", "نسب"),
        ("شرطة", "شرط"),
        ("العملة", "عمل"),
        ("إيران", "إيراد"),
        ("رواية", "روى"),
        ("هواية", "هواء"),
        ("لندن", "دنيا"),
        ("برلمان", "برلين"),
        ("بوتين", "بوتان"),
        ("أورلاندو", "أيرلندا"),
        ("ماكرون", "كاميرون"),
        ("برتقال", "بروتوكول"),
        ("شركة", "شريك"),
        ("رياضة", "الرياض"),
        ("السعودية", "سعود"),
        ("متظاهر", "مظهر"),
        ("مقاتل", "مقتل"),
    ],
)
def test_different_words_share_no_key(one: str, other: str) -> None:
    assert not share_a_key(one, other)


def test_ambiguous_word_has_the_keys_of_both_analyses() -> None:
    assert share_a_key("وحدة", "الوحدة")
    assert share_a_key("وحدة", "حدة")
    assert share_a_key("كتب", "كتاب")


def test_a_word_keeps_its_bare_form() -> None:
    assert analyse_word("وبالمدارسِ").bare == "مدارس"


def test_a_stopword_is_marked_whatever_stands_before_it() -> None:
    assert [word.is_stop for word in analyse("فماذا قال The وهذا مصر")] == [True] * 4 + [False]


def test_a_word_of_marks_alone_is_none() -> None:
    assert [word.folded for word in analyse("ـــ خبر")] == ["خبر"]


def test_an_endless_word_is_cut() -> None:
    assert [len(word.folded) for word in analyse("م" * 10_000)] == [64]


def test_single_edits_have_every_slip_of_one_letter() -> None:
    assert {"مدرس", "مدرسها", "مدرصه", "مدسره"} <= single_edits("مدرسه")


def test_single_edits_of_a_latin_word_are_latin() -> None:
    assert "news" in single_edits("nws")


@pytest.mark.parametrize("word", ["", "من", "خ" * 21, "covid19", "2019", "newsخبر", "中国人民"])
def test_word_that_cannot_be_corrected_has_no_edits(word: str) -> None:
    assert single_edits(word) == frozenset()


def test_word_of_three_letters_has_insertions_only() -> None:
    assert {len(each) for each in single_edits("مغب")} == {4}


def test_distinctive_terms_come_first() -> None:
    words = analyse("قال وزير المياه إن السدود امتلأت وإن السدود الأخرى ستمتلئ عام 2026")
    assert distinctive_terms(words, 1)[0].key == "سدود"


def test_inverse_document_frequency_weighs_a_term() -> None:
    words = analyse("وزارة المياه")
    assert [
        term.key for term in distinctive_terms(words, 2, {"مياه": 3.0, "وزار": 1.0}.__getitem__)
    ] == [*("مياه", "وزار")]


def test_numbers_and_stopwords_are_no_terms() -> None:
    assert distinctive_terms(analyse("في 2026"), 5) == []
