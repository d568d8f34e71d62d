"""Nouns and names that only folding makes equal to a stopword: «إمام» and «أمام», «علي» and «على».

Their letters tell them apart. For «علي» and «على», which some newsrooms write for one another, the
words beside them decide as well: in 16,000 articles of 19 sources nine in ten of the words written
«علي» were the name, and most others stood behind a word that governs «على» or in a text that writes
«إلي» for «إلى».
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Final

from articles.arabic.normalize import fold, strip_tashkeel

# Nouns that fold to the same are in one line.
_NOUNS: Final = """
علي
إمام
آية آيه إيه
آلية آليه
آلي
فئة فئه
منى
منة
قبلة
هنأ
آلان
آي إي
إم
"""

HOMOGRAPHS: Final[dict[str, tuple[str, ...]]] = {
    fold(nouns[0]): tuple(nouns) for nouns in map(str.split, _NOUNS.strip().splitlines())
}
"""The nouns as written, by their folded form, which is also that of a stopword."""

ALI: Final = re.compile("عل[يى]")
"""A text without a match has neither the name nor the preposition."""

_CONJUNCTION: Final = re.compile("^[وف](?=عل)")
_ARTICLE: Final = re.compile("^(?:[وفبك]?ال|لل)(?=.{3})")

_GOVERNORS: Final = frozenset(
    fold("""
    قبض حصول حاصل حاصلين حصل يحصل اعتماد يعتمد حفاظ يحافظ تأكيد شدد تركيز قضاء إشراف يشرف رد يرد
    توقيع وقع موافقة وافق اطلاع سيطرة يسيطر سيطر تعليق تعليقا نار يطلق أطلق بناء يجب وجب يتعين ينبغي
    يصعب يسهل حكم حث حريص حرص حرصا قادر قادرة قدرة تغلب فوز فاز هيمنة استيلاء استولى عثور عثر تعرف
    دليل ضغط ضغوط هجوم هجمات اعتداء عقوبات إصرار أصر يساعد تساعد ساعد مساعدة تشجيع شجع قائم قائمة
    مبني حفاظا إبقاء عمل يعمل أجبر تأثير أثر يؤثر خطر خطرا عرض سؤال إجابة تعرف نهب سفر دخول
    """).split()
)
"""Words that govern «على», without article."""
_PHRASES: Final = frozenset(
    fold("""
    أن أنه أنها ما هذا هذه ذلك تلك نفسه نفسها نفس رغم أقل أكثر إطلاق توالي سواء وشك مدى غرار أساس
    مستوى مدار أثر كل جميع بعد هامش متن خلفية
    """).split()
)
"""Words behind «على», without article."""
_BEFORE_NAME: Final = frozenset(
    fold("""
    محمد أحمد حسين حسن عباس صالح غلام مصطفى جعفر إمام شيخ سيد سيدنا الله دكتور لواء مرشد أمير مهندس
    فنان حاج بن ابن أبو آل بير بلحاج بالحاج عقيد عميد نائب وزير رئيس مخلوع داعية لاعب مدرب حارس
    """).split()
)
"""Words that stand before the name, without article."""
_BEHIND_NAME: Final = frozenset(
    fold("بن ابن عبد عبدالله صالح محمد أحمد حسن حسين رضا خامنئي لاريجاني بابا آل يلدريم").split()
)
_DOTTED_ILA: Final = frozenset(("إلي", "الي"))


class Ali(Enum):
    """What «علي» or «على» is."""

    NAME = "name"
    PREPOSITION = "preposition"
    EITHER = "either"


def read_ali(tokens: Sequence[str]) -> Iterator[tuple[int, Ali]]:
    """Yield the place of each «علي» or «على» in a text and what it is, from its spelling and place.

    Linear. «على» is the preposition but for the end of a text, where it follows a given name.
    """
    is_dotted = not _DOTTED_ILA.isdisjoint(tokens)
    for place, token in enumerate(tokens):
        written = _CONJUNCTION.sub("", strip_tashkeel(token))
        if written in ("علي", "على"):
            before = _bare(tokens[place - 1]) if place else ""
            behind = _bare(tokens[place + 1]) if place + 1 < len(tokens) else ""
            has_article = bool(behind and _ARTICLE.match(fold(tokens[place + 1])))
            if written == "على":
                yield place, _read_undotted(before, behind)
            else:
                yield place, _read_dotted(before, behind, has_article, is_dotted=is_dotted)


def _read_undotted(before: str, behind: str) -> Ali:
    is_name = before in _BEFORE_NAME and not behind
    return Ali.NAME if is_name else Ali.PREPOSITION


def _read_dotted(before: str, behind: str, has_article: bool, *, is_dotted: bool) -> Ali:
    if before in _GOVERNORS or behind in _PHRASES:
        return Ali.PREPOSITION
    if not before or before in _BEFORE_NAME or behind in _BEHIND_NAME:
        return Ali.NAME
    if is_dotted:
        return Ali.PREPOSITION
    return Ali.EITHER if has_article else Ali.NAME


def _bare(token: str) -> str:
    return _ARTICLE.sub("", fold(token))
